import math
from secrets import SystemRandom

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .survey_survey import CHAIR

#: steps of a batch of paper; a file is released at once
BATCH_STATES = [
    ("open", "First entry"),
    ("entered", "Waits for the second entry"),
    ("second", "Second entry"),
    ("compared", "Compared"),
    ("released", "Released"),
    ("dropped", "Dropped"),
]
OPEN_STATES = ("open", "entered", "second", "compared")
DOUBLE_ENTRY = [
    ("all", "Every sheet, by a second person"),
    ("sample", "A tenth of the sheets, by a second person"),
    ("none", "No"),
]
MOST_SHEETS = 500
#: of a sample, as many sheets at least are keyed again
SMALLEST_SAMPLE = 10


class DlxhSurveyBatch(models.Model):
    """A batch of paper: sheets of one unit, keyed by one person and again by another.

    While it is open its sheets wait in `dlxh.survey.sheet`; released, they are
    answers like all others, and the batch keeps numbers only.
    """

    _inherit = "dlxh.survey.batch"

    kind = fields.Selection(
        selection_add=[("paper", "Sheets on paper")], ondelete={"paper": "cascade"}
    )
    state = fields.Selection(
        BATCH_STATES, string="Status", required=True, readonly=True, default="released"
    )
    title = fields.Char(string="Survey", compute="_compute_title", compute_sudo=True)
    allocation_id = fields.Many2one(
        "dlxh.survey.allocation",
        string="Fieldwork",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    keying_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Unit that keys",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    stratum_id = fields.Many2one(
        "dlxh.survey.stratum", string="Stratum", readonly=True, ondelete="restrict"
    )
    double_entry = fields.Selection(DOUBLE_ENTRY, string="Keyed twice", readonly=True)
    second_by_id = fields.Many2one(
        "res.users", string="Second entry by", readonly=True, ondelete="restrict"
    )
    second_numbers = fields.Json(readonly=True, export_string_translation=False)
    sheet_n = fields.Integer(string="Sheets", readonly=True)
    first_n = fields.Integer(string="Keyed", readonly=True)
    second_n = fields.Integer(string="Keyed again", readonly=True)
    blank_n = fields.Integer(string="Blank sheets", readonly=True)
    refused_n = fields.Integer(string="Refused on paper", readonly=True)
    late_n = fields.Integer(string="Came too late", readonly=True)
    field_n = fields.Integer(string="Fields compared", readonly=True)
    difference_n = fields.Integer(string="Fields that differed", readonly=True)
    error_rate = fields.Float(
        string="Differences (%)", compute="_compute_error_rate", digits=(5, 2)
    )
    released_on = fields.Date(string="Day of the release", readonly=True)
    can_key = fields.Boolean(
        compute="_compute_paper_rights", export_string_translation=False
    )
    can_decide = fields.Boolean(
        compute="_compute_paper_rights", export_string_translation=False
    )
    can_release = fields.Boolean(
        compute="_compute_paper_rights", export_string_translation=False
    )
    can_drop = fields.Boolean(
        compute="_compute_paper_rights", export_string_translation=False
    )

    _open_idx = models.Index(
        "(wave_id) WHERE state NOT IN ('released', 'dropped')",
    )

    # -- computes ------------------------------------------------------------------

    @api.depends("wave_id.name", "wave_id.survey_id.title")
    @api.depends_context("lang")
    def _compute_title(self):
        for batch in self:
            wave = batch.wave_id
            parts = [wave.survey_id.title, wave.name]
            batch.title = " – ".join(part for part in parts if part)

    @api.depends("field_n", "difference_n")
    def _compute_error_rate(self):
        for batch in self:
            fields_n = batch.field_n
            batch.error_rate = fields_n and 100 * batch.difference_n / fields_n

    @api.depends_context("uid")
    @api.depends("state", "entered_by_id", "second_by_id")
    def _compute_paper_rights(self):
        user = self.env.user
        for batch in self:
            office, asks = batch._is_office(), batch._asks_for_wave()
            works = office or asks
            mine = user in (batch.entered_by_id, batch.second_by_id)
            batch.can_key = works and (
                (batch.state == "open" and batch.entered_by_id == user)
                or (batch.state == "entered" and batch.entered_by_id != user)
                or (batch.state == "second" and batch.second_by_id == user)
            )
            compared = batch.state == "compared"
            batch.can_decide = compared and (office or (works and mine))
            batch.can_release = compared and office
            batch.can_drop = batch.state in OPEN_STATES and (
                office or (batch.state == "open" and works and mine)
            )

    def _is_office(self):
        """Whether the user is an officer of the unit that keys or carries out."""
        self.ensure_one()
        units = self.env.user._dlxh_units()
        # sudo: compares units
        near = (
            self.keying_unit_id.sudo() in units or self.sudo().wave_id.unit_id in units
        )
        return near and self.env.user.has_group(CHAIR % "officer")

    def _asks_for_wave(self):
        """Whether the user is a collaborator who asks for this wave in this unit."""
        self.ensure_one()
        if not self.env.user.has_group(CHAIR % "collaborator"):
            return False
        # sudo: whether the user himself has a target of the unit
        return bool(
            self.env["dlxh.survey.allocation"]
            .sudo()
            .search_count(
                [
                    ("wave_id", "=", self.sudo().wave_id.id),
                    ("unit_id", "=", self.keying_unit_id.id),
                    ("collaborator_id.user_id", "=", self.env.uid),
                ],
                limit=1,
            )
        )

    # -- opening -------------------------------------------------------------------

    @api.model
    def _open_paper(self, wave, allocation, stratum, sheet_n):
        """Begin a batch in the name of the user, who may do so; return it.

        :param wave: as superuser
        """
        wave._check_takes_paper()
        # sudo: where the line stands, whose right callers checked
        stratum = allocation.sudo().stratum_id or stratum
        if wave.stratum_ids and stratum not in wave.stratum_ids:
            raise UserError(
                self.env._(
                    "Say which stratum the sheets come from. Where you cannot choose, "
                    "the officer enters it in the fieldwork of the unit."
                )
            )
        if not 0 < sheet_n <= MOST_SHEETS:
            raise UserError(
                self.env._(
                    "A batch holds 1 to %(most)s sheets. Divide a larger pile.",
                    most=MOST_SHEETS,
                )
            )
        # sudo: batches are made by their ways in only; callers checked the right, and
        # the unit is that of the line
        batch = with_flow(self.sudo()).create(
            {
                "wave_id": wave.id,
                "kind": "paper",
                "state": "open",
                "entered_by_id": self.env.uid,
                "allocation_id": allocation.id,
                "keying_unit_id": (allocation.sudo().unit_id or wave.unit_id).id,
                "stratum_id": stratum.id,
                "double_entry": wave.double_entry,
                "sheet_n": sheet_n,
            }
        )
        return batch.with_env(self.env)

    # -- steps ---------------------------------------------------------------------

    def _step(self, right, sentence):
        """Return the one batch, locked and as superuser, if the right is given."""
        self.ensure_one()
        self.check_access("read")
        self.lock_for_update(allow_referencing=True)
        if not self[right]:
            raise AccessError(
                self.env._(
                    "%(sentence)s “%(batch)s” is in the state “%(state)s”.",
                    sentence=sentence,
                    batch=self.display_name,
                    state=dict(self._fields["state"]._description_selection(self.env))[
                        self.state
                    ],
                )
            )
        # sudo: the right that the caller names was checked above
        return with_flow(self.sudo())

    def _numbers(self, entry):
        """The numbers of the sheets that belong to an entry."""
        self.ensure_one()
        every = range(1, self.sheet_n + 1)
        return list(every) if entry == 1 else list(self.second_numbers or ())

    def _draw_second(self):
        """The numbers of the sheets to be keyed again."""
        numbers = list(range(1, self.sheet_n + 1))
        if self.double_entry == "all":
            return numbers
        wanted = max(SMALLEST_SAMPLE, math.ceil(self.sheet_n / 10))
        return sorted(SystemRandom().sample(numbers, min(wanted, self.sheet_n)))

    def action_drop(self):
        """Give a batch up: what was keyed of it is destroyed."""
        for batch in self:
            flow = batch._step(
                "can_drop",
                self.env._("An officer, or whoever began it, drops an open batch."),
            )
            flow._drop()
            # sudo: the close that waited for this batch follows from the plan
            flow.wave_id._close_if_due()
        return True

    def _drop(self):
        self.env["dlxh.survey.sheet"]._destroy(self.ids)
        self.write({"state": "dropped", "first_n": 0, "second_n": 0})

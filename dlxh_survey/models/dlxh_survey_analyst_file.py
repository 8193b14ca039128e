from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

ANALYST = "dlxh_survey.group_dlxh_analyst"
LEADER = "dlxh_collaborator.group_dlxh_leader"
#: answers leave once nothing comes in any more
TIMES = ("closed", "published")
#: what the analyst fills in, as long as nobody was asked
OPEN_FIELDS = frozenset(("wave_id", "purpose", "with_workbook"))
#: given with every new request, so that no default of the user takes their place
NEW = {
    "state": "draft",
    "requested_at": False,
    "decided_by_id": False,
    "decided_at": False,
    "refuse_reason": False,
    "valid_until": False,
    "taken_at": False,
    "protection": False,
    "row_count": 0,
    "file_hash": False,
}
_FLOW = object()


class DlxhSurveyAnalystFile(models.Model):
    """Single answers leave the system by two persons, and so that nobody is found.

    An analyst asks for the answers to a closed wave and says what for; a leader of
    the unit that holds the survey, somebody else, releases them. What tells of a
    person is left out until every combination that stays is shared by as many
    people as the tables of the wave ask for. No file is kept: it is made when the
    analyst takes it, once, within some days. Each step is a line of the access log.
    """

    _name = "dlxh.survey.analyst.file"
    _inherit = ["dlxh.scope.base", "dlxh.private.name.mixin"]
    _description = "Analyst File"
    _order = "id desc"

    wave_id = fields.Many2one(
        "dlxh.survey.wave",
        string="Survey wave",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('is_own_unit', '=', True), ('state', 'in', ('closed', 'published'))]",
    )
    unit_id = fields.Many2one(
        related="wave_id.unit_id", store=True, index=True, string="Unit"
    )
    purpose = fields.Text(
        string="What for",
        required=True,
        help="The study that needs single answers, and who works on it. For tables "
        "the results page is enough.",
    )
    with_workbook = fields.Boolean(
        string="With a workbook for Excel",
        help="Beside the file for statistics programs. For tens of thousands of people "
        "it takes minutes.",
    )
    state = fields.Selection(
        [
            ("draft", "Not asked yet"),
            ("requested", "Waits for release"),
            ("released", "May be taken out"),
            ("taken", "Taken out"),
            ("refused", "Refused"),
            ("expired", "Not taken in time"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    requested_by_id = fields.Many2one(
        "res.users",
        string="Asked by",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    requested_at = fields.Datetime(string="Asked on", readonly=True, copy=False)
    decided_by_id = fields.Many2one(
        "res.users",
        string="Decided by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    decided_at = fields.Datetime(string="Decided on", readonly=True, copy=False)
    refuse_reason = fields.Text(string="Why it was refused", readonly=True, copy=False)
    valid_until = fields.Datetime(
        string="To be taken until", readonly=True, copy=False, index="btree_not_null"
    )
    taken_at = fields.Datetime(string="Taken on", readonly=True, copy=False)
    protection = fields.Json(readonly=True, copy=False)
    protection_note = fields.Text(
        string="What is left out", compute="_compute_protection_note"
    )
    row_count = fields.Integer(string="People", readonly=True, copy=False)
    file_hash = fields.Char(
        string="SHA-256 of the file",
        readonly=True,
        copy=False,
        help="By it a file that turns up somewhere is known again.",
    )
    is_mine = fields.Boolean(compute="_compute_rights", string="Asked by me")
    can_submit = fields.Boolean(compute="_compute_rights", string="May be asked for")
    can_decide = fields.Boolean(
        compute="_compute_rights",
        search="_search_can_decide",
        string="Waits for my decision",
    )
    can_take = fields.Boolean(compute="_compute_rights", string="May be taken")

    _unit_idx = models.Index("(unit_id, id)")
    _waiting_idx = models.Index("(unit_id) WHERE state = 'requested'")

    @api.depends_context("uid")
    @api.depends("state", "unit_id", "requested_by_id", "valid_until")
    def _compute_rights(self):
        user = self.env.user
        analyst, leader = user.has_group(ANALYST), user.has_group(LEADER)
        now = fields.Datetime.now()
        for one in self:
            mine = one.requested_by_id == user
            asking = mine and analyst and one.is_own_unit
            waits = one.state == "requested"
            one.is_mine = mine
            one.can_submit = asking and one.state == "draft"
            one.can_decide = waits and not mine and leader and one.is_own_unit
            one.can_take = asking and one.state == "released" and one.valid_until > now

    def _search_can_decide(self, operator, value):
        if operator != "in":
            return NotImplemented
        if not self.env.user.has_group(LEADER):
            return Domain.FALSE
        return (
            Domain("is_own_unit", "=", True)
            & Domain("state", "=", "requested")
            & Domain("requested_by_id", "!=", self.env.uid)
        )

    @api.depends("wave_id")
    def _compute_display_name(self):
        for one in self:
            # sudo: the name of the wave of a request; hidden below from others
            wave = one.sudo().wave_id
            one.display_name = self.env._(
                "Analyst file: %(wave)s", wave=wave.name or ""
            )
        self._hide_private_names()

    # Guarded writes
    # --------------

    @api.model_create_multi
    def create(self, vals_list):
        mark = NEW | {"requested_by_id": self.env.uid}
        for vals in vals_list:
            if any(
                vals[name] and vals[name] != mark.get(name)
                for name in vals.keys() - OPEN_FIELDS
            ):
                self._raise_by_hand()
        return super().create([{**vals, **mark} for vals in vals_list])

    def write(self, vals):
        # Compared by identity: no client can send this object in a context.
        if self.env.context.get("dlxh_analyst_flow") is not _FLOW:
            if set(vals) - OPEN_FIELDS:
                self._raise_by_hand()
            self.check_access("write")
            self._refuse_asked()
        return super().write(vals)

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self.check_access("unlink")
        self._refuse_asked()
        return super().unlink()

    def _apply(self, vals):
        """Write what the flow itself decides; every caller checked a right."""
        # sudo: whoever releases does not otherwise write requests
        return self.sudo().with_context(dlxh_analyst_flow=_FLOW).write(vals)

    def _refuse_asked(self):
        if any(one.state != "draft" for one in self):
            raise UserError(
                self.env._(
                    "The request was handed over: what was asked for is kept as it is. "
                    "Take it back, or begin another one."
                )
            )

    def _raise_by_hand(self):
        raise AccessError(
            self.env._(
                "Who asked, who released and what may be taken follows from the "
                "buttons of the request; it is not typed in."
            )
        )

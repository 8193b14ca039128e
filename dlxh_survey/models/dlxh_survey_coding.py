from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..questionnaire import in_language

CODER = "dlxh_survey.group_dlxh_coder"
#: texts are read once nothing comes in any more
TIMES = ("closed", "published")
#: what coders write on the form
OPEN_FIELDS = frozenset(("theme_ids",))
_FLOW = object()


class DlxhSurveyCoding(models.Model):
    """The open answers to one question of a closed wave, sorted into themes.

    Only coders of the unit that holds the survey read the texts, one question at a
    time, in random order, with nothing beside them that tells of the person.
    """

    _name = "dlxh.survey.coding"
    _inherit = ["dlxh.scope.base", "dlxh.private.name.mixin"]
    _description = "Coding of Open Answers"
    _order = "wave_id desc, sequence, id"

    wave_id = fields.Many2one(
        "dlxh.survey.wave", required=True, readonly=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="wave_id.unit_id", store=True, index=True, string="Unit"
    )
    sequence = fields.Integer(readonly=True)
    question = fields.Char(string="Code", required=True, readonly=True)
    title = fields.Char(string="Question", compute="_compute_title")
    wave_name = fields.Char(string="Survey wave", compute="_compute_title")
    state = fields.Selection(
        [("open", "Being coded"), ("done", "Finished")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
    )
    theme_ids = fields.One2many("dlxh.survey.theme", "coding_id", string="Themes")
    text_count = fields.Integer(string="Texts", compute="_compute_counts", groups=CODER)
    coded_count = fields.Integer(
        string="Coded", compute="_compute_counts", groups=CODER
    )
    progress = fields.Integer(compute="_compute_counts", groups=CODER)
    can_code = fields.Boolean(compute="_compute_can_code")
    can_reopen = fields.Boolean(compute="_compute_can_code")

    _question_unique = models.UniqueIndex("(wave_id, question)")
    _unit_idx = models.Index("(unit_id, wave_id DESC, sequence, id)")

    @api.depends_context("lang")
    @api.depends("wave_id", "question")
    def _compute_title(self):
        for coding in self:
            # sudo: words of the questionnaire and the name of a wave whose coding
            # this is; whoever may not read the coding has no record here
            wave = coding.sudo().wave_id
            coding.title = coding._words(wave.definition or {})
            coding.wave_name = wave.name

    def _words(self, definition):
        """Return the words of the question, and of the option text was added to."""
        code, _other, option = (self.question or "").partition(".other.")
        lang, langs = self.env.lang, definition.get("langs", ())
        for asked in definition.get("questions", ()):
            if asked["code"] == code:
                parts = [in_language(asked["title"], lang, langs)] + [
                    in_language(one["label"], lang, langs)
                    for one in asked.get("options") or ()
                    if option and one["code"] == option
                ]
                return " – ".join(filter(None, parts))
        return self.question

    @api.depends("wave_name", "title")
    def _compute_display_name(self):
        for coding in self:
            coding.display_name = f"{coding.wave_name}: {coding.title}"
        self._hide_private_names()

    def _compute_counts(self):
        counts = self._counts()
        for coding in self:
            found = counts.get((coding.wave_id.id, coding.question), {})
            total = sum(found.values())
            coding.text_count = total
            coding.coded_count = total - found.get(False, 0)
            coding.progress = 100 * coding.coded_count // total if total else 0

    def _counts(self, state="state"):
        """Return {(wave id, code): {state: number of texts}}.

        :param state: "state" of the first coding, or "second_state"
        """
        # sudo: numbers of texts, no text; shown to coders only
        rows = (
            self.env["dlxh.survey.text"]
            .sudo()
            ._read_group(
                [("wave_id", "in", self.wave_id.ids)],
                ["wave_id", "question", state],
                ["__count"],
            )
        )
        found = {}
        for wave, question, value, number in rows:
            found.setdefault((wave.id, question), {})[value] = number
        return found

    @api.depends_context("uid")
    @api.depends("state", "unit_id", "wave_id.state")
    def _compute_can_code(self):
        coder = self.env.user.has_group(CODER)
        for coding in self:
            # sudo: the state of the wave is no secret to who codes it
            times = coding.sudo().wave_id.state
            mine = coder and coding.is_own_unit and times in TIMES
            coding.can_code = mine and coding.state == "open"
            coding.can_reopen = mine and coding.state == "done" and times == "closed"

    # Guarded writes
    # --------------

    @api.model_create_multi
    def create(self, vals_list):
        # made by the system when a wave closes; no chair has a right to it
        return super().create(vals_list)

    def write(self, vals):
        # Compared by identity: no client can send this object in a context.
        if self.env.context.get("dlxh_coding_flow") is not _FLOW:
            if set(vals) - OPEN_FIELDS:
                raise AccessError(
                    self.env._(
                        "Where a coding stands follows from its buttons; it is not "
                        "typed in."
                    )
                )
        return super().write(vals)

    def _apply(self, vals):
        """Write what a step decides; every caller checked the right."""
        # sudo: steps write fields that nobody types in
        return self.sudo().with_context(dlxh_coding_flow=_FLOW).write(vals)

    def _refuse_unless_open(self):
        if any(coding.state != "open" for coding in self):
            raise UserError(
                self.env._(
                    "This question is coded. Reopen it before you change its themes."
                )
            )

    # Steps
    # -----

    def action_open_desk(self):
        """Open the page on which texts are coded."""
        self.ensure_one()
        self._as_coder()
        return {
            "type": "ir.actions.client",
            "tag": "dlxh_survey_coding_page",
            "name": self.env._("Code: %(question)s", question=self.title),
            "path": "dlxh-survey-coding-desk",
            "context": {"active_id": self.id},
        }

    def action_finish(self):
        """Put the themes among the results of the wave."""
        for coding in self:
            coding._as_coder()
            coding._refuse_unless_open()
            found = coding._refuse_uncoded()
            if not coding.theme_ids or not found:
                raise UserError(
                    self.env._("There is no theme or no text, so nothing to show.")
                )
            coding._apply({"state": "done"})
        return True

    def _refuse_uncoded(self):
        """Refuse while texts wait; return {state: number of texts}."""
        found = self._counts().get((self.wave_id.id, self.question), {})
        if found.get(False):
            raise UserError(
                self.env._(
                    "%(number)s texts are not coded yet. Give them a theme, or mark "
                    "them as unclear.",
                    number=found[False],
                )
            )
        return found

    def action_reopen(self):
        """Take the themes out of the results, to change them."""
        for coding in self:
            coding._as_coder()
            coding.invalidate_recordset(["can_reopen"])
            if not coding.can_reopen:
                coding._refuse_published()
            coding._apply({"state": "open"})
        return True

    def _refuse_published(self):
        raise UserError(
            self.env._("The results are published: their themes stay as they are.")
        )

    def _as_coder(self):
        """Refuse whoever is not a coder of the unit, or comes too early."""
        self.ensure_one()
        self.check_access("read")
        if not (self.env.user.has_group(CODER) and self.is_own_unit):
            raise AccessError(
                self.env._(
                    "Open answers are read by coders of the unit that holds the "
                    "survey, and by nobody else."
                )
            )
        # sudo: the state of the wave, for a coder of its unit
        if self.sudo().wave_id.state not in TIMES:
            raise UserError(
                self.env._("Open answers are read once the wave is closed.")
            )

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow

CHAIR = "dlxh_collaborator.group_dlxh_%s"
OPINION = "opinion"
WAVE_CHAIRS = ",".join(
    CHAIR % chair for chair in ("officer", "leader", "clerk", "inspector")
)
#: what of Odoo's surveys does not exist for ours: scores, certificates, attempts,
#: live sessions, and the stock pages that would answer to a link
FORCED_VALUES = {
    "access_mode": "token",
    "users_login_required": False,
    "users_can_go_back": True,
    "is_attempts_limited": False,
    "is_time_limited": False,
    "scoring_type": "no_scoring",
    "certification": False,
    "certification_give_badge": False,
    "questions_selection": "all",
    "session_code": False,
    "session_state": False,
    "session_speed_rating": False,
}
#: follow from the steps of waves and versions, never typed in
STEP_FIELDS = frozenset(
    (
        "dlxh_version",
        "dlxh_previous_id",
        "dlxh_is_fielded",
        "dlxh_next_question",
        "dlxh_next_page",
    )
)
#: may change on a questionnaire that was fielded: nothing that a respondent reads
FREE_FIELDS = frozenset(
    (
        "active",
        "activity_ids",
        "color",
        "message_follower_ids",
        "message_ids",
        "message_main_attachment_id",
        "user_id",
    )
)


class SurveySurvey(models.Model):
    """Questionnaires of public-opinion work: a type of Odoo's surveys of its own.

    They belong to a unit, are fielded in waves, and are answered on pages of our
    own, never on Odoo's. Whoever administers Odoo's surveys sees nothing of them.
    Blocks are questionnaires that are kept to be put into others.
    """

    _name = "survey.survey"
    _inherit = ["survey.survey", "dlxh.scope.base"]
    _scope_field = "dlxh_unit_id"

    survey_type = fields.Selection(
        selection_add=[(OPINION, "Opinion survey")], ondelete={OPINION: "set custom"}
    )
    # Odoo's own answers: nothing of ours is there, and reading them is not for chairs
    user_input_ids = fields.One2many(groups="survey.group_survey_user")
    session_answer_count = fields.Integer(groups="survey.group_survey_user")
    session_question_answer_count = fields.Integer(groups="survey.group_survey_user")

    dlxh_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Unit",
        index="btree_not_null",
        ondelete="restrict",
        help="The unit whose officers write the questionnaire.",
    )
    is_block = fields.Boolean(
        string="Reusable block",
        help="Questions kept to be put into other questionnaires.",
    )
    dlxh_version = fields.Integer(
        string="Version", readonly=True, default=1, aggregator=False, copy=False
    )
    dlxh_previous_id = fields.Many2one(
        "survey.survey",
        string="Version before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    dlxh_is_fielded = fields.Boolean(
        string="Was fielded",
        readonly=True,
        copy=False,
        help="A wave was opened with these words; they no longer change.",
    )
    dlxh_next_question = fields.Integer(
        readonly=True, default=1, export_string_translation=False
    )
    dlxh_next_page = fields.Integer(
        readonly=True, default=1, export_string_translation=False
    )
    dlxh_wave_ids = fields.One2many(
        "dlxh.survey.wave", "survey_id", string="Waves", groups=WAVE_CHAIRS
    )
    dlxh_wave_count = fields.Integer(
        string="Number of waves", compute="_compute_dlxh_wave_count"
    )
    dlxh_is_locked = fields.Boolean(
        string="Locked",
        compute="_compute_dlxh_is_locked",
        help="A wave waits for approval, is approved or was fielded with it.",
    )
    dlxh_may_read = fields.Boolean(
        compute="_compute_dlxh_may",
        search="_search_dlxh_may_read",
        export_string_translation=False,
    )
    dlxh_may_write = fields.Boolean(
        compute="_compute_dlxh_may",
        search="_search_dlxh_may_write",
        export_string_translation=False,
    )

    _opinion_unit_idx = models.Index(
        "(dlxh_unit_id, create_date) WHERE survey_type = 'opinion'"
    )

    # ------------------------------------------------------------------
    # Who sees and writes it
    # ------------------------------------------------------------------

    @api.model
    def _dlxh_read_domain(self):
        """Return which questionnaires the current user reads, by his chairs.

        Own ones; those of units below once they were fielded, which inspectors read
        too; blocks of the own unit, of the units above it and those that come with
        the system.
        """
        user = self.env.user
        units = user._dlxh_units()
        domain = Domain.FALSE
        blocks = Domain("is_block", "=", True)
        fielded = Domain("is_in_scope", "=", True) & Domain(
            "dlxh_is_fielded", "=", True
        )
        if user.has_group(CHAIR % "inspector"):
            domain |= fielded
        if any(user.has_group(CHAIR % chair) for chair in ("officer", "leader")):
            domain |= Domain("is_own_unit", "=", True) | fielded
            domain |= blocks & Domain("dlxh_unit_id", "=", False)
            if units:
                domain |= blocks & Domain("dlxh_unit_id", "parent_of", units.ids)
        if user.has_group(CHAIR % "clerk"):
            domain |= Domain("is_own_unit", "=", True)
        if user.has_group(CHAIR % "administrator"):
            domain |= blocks & Domain("dlxh_unit_id", "=", False)
        return Domain("survey_type", "=", OPINION) & domain

    @api.model
    def _dlxh_write_domain(self):
        """Return which questionnaires the current user writes: officers those of
        the own unit, administrators the blocks that come with the system."""
        user = self.env.user
        domain = Domain.FALSE
        if user.has_group(CHAIR % "officer"):
            domain |= Domain("is_own_unit", "=", True)
        if user.has_group(CHAIR % "administrator"):
            domain |= Domain("is_block", "=", True) & Domain("dlxh_unit_id", "=", False)
        return Domain("survey_type", "=", OPINION) & domain

    @api.depends_context("uid")
    @api.depends(
        "survey_type", "dlxh_unit_id.parent_path", "is_block", "dlxh_is_fielded"
    )
    def _compute_dlxh_may(self):
        # sudo: the domains speak of the user, who stays the same
        surveys = self.sudo()
        readable = surveys.filtered_domain(self._dlxh_read_domain())
        writable = surveys.filtered_domain(self._dlxh_write_domain())
        for survey, known in zip(self, surveys, strict=True):
            survey.dlxh_may_read = known in readable
            survey.dlxh_may_write = known in writable

    def _search_dlxh_may_read(self, operator, value):
        return self._dlxh_read_domain() if operator == "in" else NotImplemented

    def _search_dlxh_may_write(self, operator, value):
        return self._dlxh_write_domain() if operator == "in" else NotImplemented

    @api.depends_context("uid")
    def _compute_allowed_survey_types(self):
        result = super()._compute_allowed_survey_types()
        if self.env.user.has_group(CHAIR % "officer"):
            for survey in self:
                known = survey.allowed_survey_types or []
                survey.allowed_survey_types = [*known, OPINION]
        return result

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------

    @api.depends("dlxh_wave_ids")
    def _compute_dlxh_wave_count(self):
        # sudo: a number of waves of questionnaires that may be read
        counts = dict(
            self.env["dlxh.survey.wave"]
            .sudo()
            ._read_group([("survey_id", "in", self.ids)], ["survey_id"], ["__count"])
        )
        for survey in self:
            survey.dlxh_wave_count = counts.get(survey.sudo()._origin, 0)

    @api.depends("dlxh_is_fielded", "dlxh_wave_ids.state")
    def _compute_dlxh_is_locked(self):
        # sudo: whether a wave stands on it, for whoever may read the questionnaire
        waves = (
            self.env["dlxh.survey.wave"]
            .sudo()
            ._read_group(
                [
                    ("survey_id", "in", self.ids),
                    ("state", "in", ("in_approval", "approved")),
                ],
                ["survey_id"],
            )
        )
        waiting = {survey.id for (survey,) in waves}
        for survey in self:
            origin = survey._origin
            survey.dlxh_is_locked = survey.dlxh_is_fielded or origin.id in waiting

    def _compute_survey_statistic(self):
        """Odoo counts its own answers, which ours are not and nobody here reads."""
        opinion = self.filtered(lambda survey: survey.survey_type == OPINION)
        opinion.answer_count = opinion.answer_done_count = 0
        opinion.success_count = opinion.success_ratio = 0
        opinion.answer_score_avg = 0.0
        others = self - opinion
        if not others:  # Odoo's own counting reads answers even of no survey
            return None
        return super(SurveySurvey, others)._compute_survey_statistic()

    @api.constrains("survey_type", "dlxh_unit_id", "is_block")
    def _check_dlxh_unit(self):
        for survey in self:
            if survey.survey_type == OPINION:
                if not survey.dlxh_unit_id and not survey.is_block:
                    raise ValidationError(
                        self.env._(
                            "“%(survey)s”: choose the unit whose questionnaire it is.",
                            survey=survey.title,
                        )
                    )
            elif survey.dlxh_unit_id or survey.is_block:
                raise ValidationError(
                    self.env._("Only opinion surveys belong to a unit or are blocks.")
                )

    # ------------------------------------------------------------------
    # Guarded writes
    # ------------------------------------------------------------------

    @api.model
    def default_get(self, fields_list):
        """Propose the unit that the user works for."""
        values = super().default_get(fields_list)
        units = self.env.user._dlxh_units()
        opinion = values.get("survey_type") == OPINION
        if opinion and "dlxh_unit_id" in fields_list and len(units) == 1:
            values.setdefault("dlxh_unit_id", units.id)
        return values

    @api.model_create_multi
    def create(self, vals_list):
        kind = self.env.context.get("default_survey_type")
        vals_list = [
            {**vals, **FORCED_VALUES, **self._dlxh_untyped(vals)}
            if vals.get("survey_type", kind) == OPINION
            else vals
            for vals in vals_list
        ]
        return super().create(vals_list)

    @api.model
    def _dlxh_untyped(self, vals):
        """Return the values of a new questionnaire that nobody types in."""
        if in_flow(self.env):
            return {}
        start = {"dlxh_version": 1, "dlxh_previous_id": False, "dlxh_is_fielded": False}
        langs = {} if "lang_ids" in vals else self._dlxh_default_langs()
        return {**start, **langs}

    @api.model
    def _dlxh_default_langs(self):
        """Vietnamese where it is installed, whatever the screen is in."""
        lang = self.env["res.lang"]._lang_get("vi_VN")
        return {"lang_ids": [fields.Command.set(lang.ids)]} if lang.active else {}

    def write(self, vals):
        opinion = self.filtered(lambda survey: survey.survey_type == OPINION)
        self._dlxh_check_type(vals)
        if opinion and not in_flow(self.env):
            opinion._dlxh_check_forced(vals)
            if STEP_FIELDS & vals.keys():
                raise UserError(
                    self.env._("Versions follow from the button “New version”.")
                )
            if vals.keys() - FREE_FIELDS:
                opinion._dlxh_refuse_locked()
        return super().write(vals)

    def _dlxh_check_type(self, vals):
        """A survey is ours from the beginning or never: its rules differ."""
        kind = vals.get("survey_type")
        if not kind or self.env.su:
            return
        if any((survey.survey_type == OPINION) != (kind == OPINION) for survey in self):
            raise UserError(
                self.env._(
                    "Whether a survey is an opinion survey is chosen when it is begun. "
                    "Begin a new one."
                )
            )

    def _dlxh_check_forced(self, vals):
        differing = [
            self._fields[name]._description_string(self.env)
            for name, value in FORCED_VALUES.items()
            if name in vals and (vals[name] or False) != value
        ]
        if differing:
            raise UserError(
                self.env._(
                    "Opinion surveys have no scores, certificates, attempts or live "
                    "sessions. These settings stay as they are: %(fields)s.",
                    fields=", ".join(differing),
                )
            )

    def _dlxh_refuse_locked(self):
        """Raise when what a respondent reads is approved or was fielded."""
        if in_flow(self.env):
            return
        for survey in self:
            if survey.survey_type == OPINION and survey.dlxh_is_locked:
                raise UserError(
                    self.env._(
                        "“%(survey)s” is locked: a wave is approved or was fielded "
                        "with these words. Begin a new version to change them.",
                        survey=survey.title,
                    )
                )

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        self._dlxh_refuse_locked()  # translations do not pass through write()
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )

    # pylint: disable=no-raise-unlink
    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        for survey in self.filtered(lambda one: one.survey_type == OPINION):
            # sudo: whether a wave stands on it, whoever may see that wave
            if survey.dlxh_is_fielded or survey.sudo().dlxh_wave_ids:
                raise UserError(
                    self.env._(
                        "“%(survey)s” is used by a wave, so it is kept. Archive it "
                        "instead.",
                        survey=survey.title,
                    )
                )
        return super().unlink()

    # ------------------------------------------------------------------
    # Odoo's own ways to answers
    # ------------------------------------------------------------------

    def _create_answer(self, *args, **kwargs):
        """Nobody answers an opinion survey by Odoo's pages, invitations or tests:
        they keep names and times."""
        if any(survey.survey_type == OPINION for survey in self):
            raise UserError(
                self.env._("Opinion surveys are answered on the page of a wave only.")
            )
        return super()._create_answer(*args, **kwargs)

    def _message_auto_subscribe_notify(self, partner_ids, template):
        """Send no mail about a questionnaire that was given to somebody."""
        if self.filtered(lambda survey: survey.survey_type == OPINION):
            return None
        return super()._message_auto_subscribe_notify(partner_ids, template)

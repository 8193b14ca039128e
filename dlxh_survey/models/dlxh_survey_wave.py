from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow

from .wave_states import (
    DESIGNS,
    MIN_CELL_DEFAULT,
    PROBABILITY_DESIGNS,
    STATES,
    STEP_FIELDS,
)


class DlxhSurveyWave(models.Model):
    """A wave: one fielding of a questionnaire, from its plan to the published result.

    The record is the survey plan, a Party document that leaders approve. Opening
    freezes the questionnaire and the notice; from then on nothing that a
    respondent reads changes. What others add hangs on the hooks of the flow mixin.
    """

    _name = "dlxh.survey.wave"
    _inherit = [
        "dlxh.survey.wave.flow.mixin",
        "dlxh.survey.wave.close.mixin",
        "dlxh.survey.wave.freeze.mixin",
        "dlxh.survey.wave.disclosure.mixin",
        "dlxh.survey.wave.page.mixin",
        "dlxh.fulfilment.mixin",
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "dlxh.document.mixin",
        "dlxh.approval.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Survey Wave"
    _order = "date_open desc, id desc"
    _rec_names_search = ["name", "document_code"]
    _scope_link_fields = ("survey_id", "previous_wave_id", "notice_id")
    # lines of other models, which guard themselves
    _approval_free_fields = [
        "allocation_ids",
        "batch_ids",
        "disclosure_ids",
        "quota_ids",
        "stratum_ids",
        "table_ids",
        "ticket_ids",
        "weighting_ids",
    ]

    state = fields.Selection(
        STATES,
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
    )
    name = fields.Char(string="Wave", required=True, help="Such as: wave 2 of 2026.")
    unit_id = fields.Many2one(help="The unit that carries the survey out.")
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('survey_type', '=', 'opinion'), ('is_block', '=', False),"
        " ('dlxh_unit_id', '=', unit_id)]",
    )
    previous_wave_id = fields.Many2one(
        "dlxh.survey.wave",
        string="Wave before",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('unit_id', '=', unit_id), ('id', '!=', id),"
        " ('state', 'in', ('closed', 'published'))]",
        help="The wave that this one is compared with.",
    )
    launching_document = fields.Char(
        help="Number and symbol of the letter that launches the survey, such as"
        " 2453-CV/VPTU."
    )
    launching_date = fields.Date(string="Of the day")
    launching_about = fields.Char(string="On")
    date_open = fields.Date(string="From", required=True, index=True)
    date_close = fields.Date(string="To", required=True)
    population = fields.Char(
        string="Who is asked", help="Such as: Party members of the province."
    )
    population_n = fields.Integer(
        string="Population", help="How many people the survey speaks about."
    )
    target_n = fields.Integer(string="Sample size")
    design = fields.Selection(DESIGNS, required=True, default="random")
    is_probability = fields.Boolean(
        string="Probability sample",
        compute="_compute_is_probability",
        store=True,
        help="Everybody had a known chance to be asked; only then a margin of error"
        " is stated.",
    )
    min_cell = fields.Integer(
        string="Smallest cell shown",
        default=MIN_CELL_DEFAULT,
        required=True,
        help="Numbers of fewer people are never shown anywhere. Never below 5.",
    )
    hide_interim = fields.Boolean(
        string="No results before the close",
        default=True,
        help="Until the wave is closed, only how many answered is shown.",
    )
    purpose = fields.Text(
        translate=True, help="What the survey is for; respondents read it first."
    )
    contact = fields.Text(
        string="Whom to ask",
        translate=True,
        help="Office, telephone and hours for questions of respondents.",
    )
    notice_id = fields.Many2one(
        "dlxh.survey.notice",
        string="Notice to respondents",
        ondelete="restrict",
        domain="[('state', '=', 'published')]",
    )
    includes_minors = fields.Boolean(
        string="People under 18 are asked",
        help="Only with a text for their parents or guardians.",
    )
    guardian_text = fields.Text(string="Text for guardians", translate=True)
    intro = fields.Html(string="Purpose and requirements")
    method = fields.Html(string="How people are chosen and asked")
    organisation = fields.Html(string="How it is carried out")
    legal_basis_ids = fields.Many2many("dlxh.legal.basis", string="Legal bases")
    recipient_ids = fields.One2many(
        "dlxh.survey.wave.recipient", "wave_id", string="Recipients"
    )
    document_type_id = fields.Many2one(
        default=lambda self: self.env.ref("dlxh_collaborator.document_type_kh")
    )
    abstract = fields.Char(
        compute="_compute_abstract", store=True, readonly=False, precompute=True
    )
    year = fields.Integer(compute="_compute_year", store=True, aggregator=False)
    year_text = fields.Char(
        string="Surveys of the year",
        compute="_compute_year_text",
        help="Surveys of the unit in the year, against the target of its level.",
    )

    _dates_ordered = models.Constraint(
        "CHECK(date_open <= date_close)", "The wave ends before it begins."
    )
    _min_cell_floor = models.Constraint(
        "CHECK(min_cell BETWEEN 5 AND 1000)",
        "Numbers of fewer than 5 people are never shown.",
    )
    _sizes_positive = models.Constraint(
        "CHECK(COALESCE(target_n, 0) >= 0 AND COALESCE(population_n, 0) >= 0)",
        "Sample and population cannot be below zero.",
    )
    _unit_date_idx = models.Index("(unit_id, date_open, id)")

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------

    @api.depends("design")
    def _compute_is_probability(self):
        for wave in self:
            wave.is_probability = wave.design in PROBABILITY_DESIGNS

    @api.depends("name", "survey_id")
    def _compute_abstract(self):
        for wave in self._in_vietnamese():
            # sudo: the title of the questionnaire that the plan names
            title = wave.sudo().survey_id.title
            wave.abstract = title and wave.env._(
                "sociological survey “%(title)s”, %(wave)s",
                title=title,
                wave=wave.name or "…",
            )

    @api.depends("date_open")
    def _compute_year(self):
        for wave in self:
            wave.year = wave.date_open.year if wave.date_open else 0

    @api.depends("year", "unit_id", "state")
    @api.depends_context("lang")
    def _compute_year_text(self):
        counts = self._year_counts()
        for wave in self:
            # sudo: the level of the unit, on a wave already readable
            level = wave.sudo().unit_id.level_id
            target = self.env["dlxh.survey.target"]._in_force(level, wave.date_open)
            done = counts.get((wave.unit_id.id, wave.year), 0)
            wave.year_text = bool(wave.year) and target._told(done, wave.year)

    @api.depends("name", "unit_id", "document_code")
    def _compute_display_name(self):
        for wave in self:
            # sudo: the name of the unit, on a wave already readable
            wave.display_name = f"{wave.name or '…'} – {wave.sudo().unit_id.name or ''}"
        self._hide_private_names()

    def _year_counts(self):
        """Return {(unit id, year): waves opened or to be opened}."""
        # sudo: numbers of waves of units whose wave is readable
        groups = self.sudo()._read_group(
            [
                ("unit_id", "in", self.unit_id.ids),
                ("year", "in", list(set(self.mapped("year")))),
                ("state", "in", ("approved", "fieldwork", "closed", "published")),
            ],
            ["unit_id", "year"],
            ["__count"],
        )
        return {(unit.id, year): count for unit, year, count in groups}

    @api.onchange("unit_id")
    def _onchange_wave_unit(self):
        notices = self.env["dlxh.survey.notice"]
        self.notice_id = notices._in_force_for(self.unit_id)
        self.contact = self.notice_id.contact

    @api.onchange("includes_minors")
    def _onchange_includes_minors(self):
        if not self.includes_minors:
            self.guardian_text = False

    # ------------------------------------------------------------------
    # Guarded writes
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not in_flow(self.env):
            # given, so that no default of the user takes their place
            empty = dict.fromkeys(STEP_FIELDS & self._fields.keys(), False)
            vals_list = [{**vals, **empty} for vals in vals_list]
        waves = super().create(vals_list)
        for wave, vals in zip(waves, vals_list, strict=True):
            wave._complete(vals)
        return waves

    def _complete(self, vals):
        """Fill in the notice in force, and its contact, where none was chosen."""
        if "notice_id" not in vals and not self.notice_id:
            self.notice_id = self.env["dlxh.survey.notice"]._in_force_for(self.unit_id)
        if "contact" not in vals and not self.contact:
            self.contact = self.notice_id.contact

    def write(self, vals):
        if "unit_id" in vals and any(w.unit_id.id != vals["unit_id"] for w in self):
            raise UserError(
                self.env._(
                    "A wave stays with the unit that began it. Delete this draft and "
                    "begin one in the other unit."
                )
            )
        if STEP_FIELDS & vals.keys() and not in_flow(self.env):
            raise UserError(
                self.env._(
                    "Opening and closing a wave, and what it froze, follow from its "
                    "buttons; they are not typed in."
                )
            )
        return super().write(vals)

    def _is_fulfilled(self):
        """A task “carry out a survey” is done once the wave is closed."""
        self.ensure_one()
        return self.state in ("closed", "published")

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_open_questionnaire(self):
        """Open the questionnaire that the wave fields."""
        self.ensure_one()
        self.check_access("read")
        return self.survey_id._dlxh_form_action(self.survey_id)

    def action_open_report(self):
        """Open the report on the wave, or begin it."""
        self.ensure_one()
        self.check_access("read")
        report = self.env["dlxh.survey.report"].search(
            [("wave_id", "=", self.id)], limit=1
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_survey.dlxh_survey_report_action"
        )
        return action | {
            "res_id": report.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {"default_wave_id": self.id, "default_unit_id": self.unit_id.id},
        }

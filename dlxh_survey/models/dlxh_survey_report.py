from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import is_html_empty

STATES = [
    ("draft", "Draft"),
    ("in_approval", "Waiting for approval"),
    ("approved", "Approved"),
]


class DlxhSurveyReport(models.Model):
    """The report on a wave: findings and proposals, with what the survey discloses.

    A Party document of its own, approved by the leaders; it cannot be submitted
    while an item of the disclosure is missing. Tables and charts are put in by
    `_results_html`.
    """

    _name = "dlxh.survey.report"
    _inherit = [
        "dlxh.survey.report.page.mixin",
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "dlxh.document.mixin",
        "dlxh.approval.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Survey Report"
    _numbered_states = ("approved",)
    _order = "id desc"
    _rec_names_search = ["abstract", "document_code"]
    _scope_link_fields = ("wave_id",)

    state = fields.Selection(
        STATES,
        string="Status",
        required=True,
        default="draft",
        copy=False,
        index=True,
    )
    wave_id = fields.Many2one(
        "dlxh.survey.wave",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('unit_id', '=', unit_id), ('state', 'in', ('closed', 'published'))]",
    )
    unit_id = fields.Many2one(index=True)
    summary = fields.Html(help="What whoever reads only one page should know.")
    findings = fields.Html()
    assessment = fields.Html(string="Assessment and forecast")
    proposals = fields.Html()
    recipient_ids = fields.One2many(
        "dlxh.survey.report.recipient", "report_id", string="Recipients"
    )
    document_type_id = fields.Many2one(
        default=lambda self: self.env.ref("dlxh_collaborator.document_type_bc")
    )
    abstract = fields.Char(
        compute="_compute_abstract", store=True, readonly=False, precompute=True
    )

    _one_per_wave = models.UniqueIndex(
        "(wave_id)", "The wave already has a report. Open that one."
    )

    @api.depends("wave_id")
    def _compute_abstract(self):
        for report in self._in_vietnamese():
            # sudo: the title of the questionnaire that the report names
            wave = report.sudo().wave_id
            report.abstract = wave and report.env._(
                "results of the sociological survey “%(title)s”, %(wave)s",
                title=wave.survey_id.title,
                wave=wave.name,
            )

    @api.constrains("wave_id", "unit_id")
    def _check_wave(self):
        for report in self.sudo():  # sudo: compares two units
            if report.wave_id.unit_id != report.unit_id:
                raise ValidationError(
                    self.env._("A report is written by the unit that held the survey.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        waves = self.env["dlxh.survey.wave"]
        for vals in vals_list:
            if not vals.get("unit_id"):
                # sudo: whose wave it is; creating is checked against that unit
                wave = waves.sudo().browse(vals.get("wave_id") or [])
                vals["unit_id"] = wave.unit_id.id
        return super().create(vals_list)

    def write(self, vals):
        for name in ("unit_id", "wave_id"):
            if name in vals and any(one[name].id != vals[name] for one in self):
                raise UserError(
                    self.env._("A report stays with its wave. Begin another one.")
                )
        return super().write(vals)

    def _approval_submit_blocker(self):
        if not self.body_id:
            return self._document_missing_sentence("body_id")
        # sudo: the state of the wave, whose report this is
        wave = self.sudo().wave_id
        if wave.state not in ("closed", "published"):
            return self.env._(
                "“%(wave)s” is not closed yet. Its report comes afterwards.",
                wave=wave.name,
            )
        if is_html_empty(self.findings):
            return self._document_missing_sentence("findings")
        return wave._disclosure_blocker() or super()._approval_submit_blocker()

    def _approval_undo_blocker(self):
        if self.number:
            return self.env._("The report already has a number.")
        return super()._approval_undo_blocker()

    def _secret_checked_fields(self):
        return super()._secret_checked_fields() | {
            "summary",
            "findings",
            "assessment",
            "proposals",
        }

    @api.depends("abstract", "document_code")
    def _compute_display_name(self):
        for report in self:
            report.display_name = report.document_code or report.abstract
        self._hide_private_names()

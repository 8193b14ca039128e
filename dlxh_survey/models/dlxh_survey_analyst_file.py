from odoo import api, fields, models

ANALYST = "dlxh_survey.group_dlxh_analyst"
LEADER = "dlxh_collaborator.group_dlxh_leader"


class DlxhSurveyAnalystFile(models.Model):
    """Single answers leave the system by two persons, and so that nobody is found.

    An analyst asks for the answers to a closed wave and says what for; a leader of
    the unit that holds the survey, somebody else, releases them. What tells of a
    person is left out until every combination that stays is shared by as many
    people as the tables of the wave ask for. No file is kept: it is made when the
    analyst takes it, once, within some days. Each step is a line of the access log.
    """

    _name = "dlxh.survey.analyst.file"
    _inherit = ["dlxh.release.mixin", "dlxh.private.name.mixin"]
    _description = "Analyst File"
    _order = "id desc"
    _release_asker = ANALYST
    _release_deciders = ((LEADER, "is_own_unit"),)
    _release_open_fields = frozenset(("wave_id", "purpose", "with_workbook"))
    _release_start = {"protection": False}
    _release_days = "dlxh_survey.analyst_file_days"
    _release_refusal = "dlxh.survey.analyst.refusal"
    _release_link = "/dlxh/analyst-file/%s"

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
    protection = fields.Json(readonly=True, copy=False)
    protection_note = fields.Text(
        string="What is left out", compute="_compute_protection_note"
    )
    row_count = fields.Integer(string="People")

    _unit_idx = models.Index("(unit_id, id)")
    _waiting_idx = models.Index("(unit_id) WHERE state = 'requested'")

    @api.depends("wave_id")
    def _compute_display_name(self):
        for one in self:
            # sudo: the name of the wave of a request; hidden below from others
            wave = one.sudo().wave_id
            one.display_name = self.env._(
                "Analyst file: %(wave)s", wave=wave.name or ""
            )
        self._hide_private_names()

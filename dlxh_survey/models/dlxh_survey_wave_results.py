from odoo import api, fields, models


class DlxhSurveyWave(models.Model):
    """The way from a wave to its results."""

    _inherit = "dlxh.survey.wave"

    table_ids = fields.One2many(
        "dlxh.survey.table",
        "wave_id",
        string="Saved tables",
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader,dlxh_collaborator.group_dlxh_inspector",
    )
    can_see_results = fields.Boolean(
        compute="_compute_can_see_results", export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("state", "unit_id", "hide_interim")
    def _compute_can_see_results(self):
        results = self.env["dlxh.survey.results"]
        for wave in self:
            wave.can_see_results = bool(results._standing(wave))

    def action_open_results(self):
        """Open the results page of the wave."""
        self.ensure_one()
        # refuses whoever may not see them
        wave, _standing = self.env["dlxh.survey.results"]._checked(self.id)
        # sudo: an action names a page, no data
        action = (
            self.env.ref("dlxh_survey.dlxh_survey_results_action_page").sudo().read()[0]
        )
        name = self.env._("Results: %(wave)s", wave=wave.name)
        keys = ("type", "tag", "path", "target", "id", "xml_id")
        shown = {key: action[key] for key in keys if key in action}
        return {**shown, "name": name, "context": {"active_id": wave.id}}

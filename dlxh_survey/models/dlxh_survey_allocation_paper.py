from odoo import api, fields, models
from odoo.exceptions import AccessError

from .survey_survey import CHAIR


class DlxhSurveyAllocation(models.Model):
    """The unit that asks, and its collaborator, key what came back on paper."""

    _inherit = "dlxh.survey.allocation"

    can_key_paper = fields.Boolean(
        compute="_compute_can_key_paper", export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("unit_id", "collaborator_id", "wave_state")
    def _compute_can_key_paper(self):
        user = self.env.user
        officer = user.has_group(CHAIR % "officer")
        asks = user.has_group(CHAIR % "collaborator")
        units = user._dlxh_units()
        for line in self:
            secret = line.sudo()  # sudo: compares units and the user himself
            near = secret.unit_id in units or secret.owner_unit_id in units
            mine = secret.collaborator_id.user_id == user
            allowed = (officer and near) or (asks and mine)
            line.can_key_paper = allowed and secret.wave_state == "fieldwork"

    def _need_paper_right(self):
        self.ensure_one()
        self.check_access("read")
        if not self.can_key_paper:
            raise AccessError(
                self.env._(
                    "Sheets are keyed by the collaborator to whom they were given, or "
                    "by an officer of the unit, while the survey is in the field."
                )
            )

    def action_open_paper_batch(self):
        """Begin a batch of sheets that were filled in with this unit."""
        self._need_paper_right()
        # sudo: dates and state of the wave, for whom the right was checked
        self.sudo().wave_id._check_takes_paper()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Key sheets on paper"),
            "res_model": "dlxh.survey.batch.open",
            "view_mode": "form",
            "target": "new",
            "context": {"default_allocation_id": self.id},
        }

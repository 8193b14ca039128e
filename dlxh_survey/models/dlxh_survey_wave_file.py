from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .survey_survey import CHAIR

#: chairs that see who brought answers in
BATCH_CHAIRS = ",".join(CHAIR % chair for chair in ("officer", "leader", "inspector"))
#: states in which answers come in from files
IMPORT_STATES = ("fieldwork", "closed")


class DlxhSurveyWave(models.Model):
    """Whole data sets of a wave: answers that were gathered elsewhere."""

    _inherit = "dlxh.survey.wave"

    batch_ids = fields.One2many(
        "dlxh.survey.batch", "wave_id", string="Batches", groups=BATCH_CHAIRS
    )
    batch_count = fields.Integer(
        string="Number of batches", compute="_compute_batch_count", groups=BATCH_CHAIRS
    )

    def _compute_batch_count(self):
        groups = self.env["dlxh.survey.batch"]._read_group(
            [("wave_id", "in", self.ids)], ["wave_id"], ["__count"]
        )
        counts = {wave.id: count for wave, count in groups}
        for wave in self:
            wave.batch_count = counts.get(wave._origin.id, 0)

    def _check_takes_files(self):
        """Refuse where the user or the state of the wave takes no data set."""
        self.ensure_one()
        self.check_access("write")
        if not self.env.user.has_group(CHAIR % "officer"):
            raise AccessError(
                self.env._("Officers of the unit that carries the survey out do this.")
            )
        if self.state not in IMPORT_STATES:
            raise UserError(
                self.env._(
                    "“%(wave)s” takes no answers from files: they come in while it is "
                    "in the field or closed, before its results are published.",
                    wave=self.name,
                )
            )

    def action_open_dataset_import(self):
        """Choose a file with the answers of many people."""
        self._check_takes_files()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import answers"),
            "res_model": "dlxh.survey.dataset.import",
            "view_mode": "form",
            "target": "new",
            "context": {"default_wave_id": self.id},
        }

    def action_open_batches(self):
        """Show which files and batches came in, by whom and when."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_survey.dlxh_survey_batch_action"
        )
        return action | {"domain": [("wave_id", "=", self.id)], "context": {}}

from odoo import api, fields, models
from odoo.exceptions import UserError


class DlxhSurveyBatchOpen(models.TransientModel):
    """Begin a batch: how many sheets, and where they come from."""

    _name = "dlxh.survey.batch.open"
    _description = "New Batch of Paper"

    wave_id = fields.Many2one("dlxh.survey.wave", ondelete="cascade")
    allocation_id = fields.Many2one(
        "dlxh.survey.allocation", string="Fieldwork", ondelete="cascade"
    )
    title = fields.Char(compute="_compute_title", compute_sudo=True, string="Survey")
    has_strata = fields.Boolean(
        compute="_compute_title", compute_sudo=True, export_string_translation=False
    )
    stratum_id = fields.Many2one(
        "dlxh.survey.stratum",
        string="Stratum",
        ondelete="cascade",
        domain="[('wave_id', '=', wave_id)]",
    )
    sheet_n = fields.Integer(string="How many sheets", default=20, required=True)

    @api.depends("wave_id", "allocation_id")
    @api.depends_context("lang")
    def _compute_title(self):
        for dialog in self:
            wave = dialog.allocation_id.wave_id or dialog.wave_id
            parts = [wave.survey_id.title, wave.name]
            dialog.title = " – ".join(part for part in parts if part)
            chosen = dialog.allocation_id.stratum_id
            dialog.has_strata = bool(wave.stratum_ids) and not chosen

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        line = self.env["dlxh.survey.allocation"].browse(values.get("allocation_id"))
        if line.exists():
            line._need_paper_right()
            # sudo: which survey it is, of fieldwork that may be keyed
            values["wave_id"] = line.sudo().wave_id.id
        return values

    def action_open(self):
        """Begin, and open the keying screen."""
        self.ensure_one()
        line, wave = self.allocation_id, self.wave_id
        if line:
            line._need_paper_right()
            wave = line.sudo().wave_id  # sudo: right checked in the line before
        else:
            wave.check_access("read")
            if not wave.can_key_paper:
                raise UserError(
                    self.env._(
                        "An officer of the unit begins batches while the wave is in "
                        "the field."
                    )
                )
        batch = self.env["dlxh.survey.batch"]._open_paper(
            wave.sudo(),  # sudo: the right to key for it was checked above
            line,
            self.stratum_id,
            self.sheet_n,
        )
        return batch.action_key()

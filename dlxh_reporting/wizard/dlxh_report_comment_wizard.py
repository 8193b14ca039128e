from odoo import api, fields, models
from odoo.exceptions import UserError


class DlxhReportCommentWizard(models.TransientModel):
    """Choose a sentence of an entry and remark on it, or answer a remark."""

    _name = "dlxh.report.comment.wizard"
    _description = "Remark on a Sentence"

    entry_id = fields.Many2one("dlxh.report.entry", readonly=True)
    parent_id = fields.Many2one(
        "dlxh.report.comment", string="Remark answered", readonly=True
    )
    parent_anchor = fields.Text(related="parent_id.anchor", string="About")
    parent_body = fields.Text(related="parent_id.body", string="Answer to")
    sentence_ids = fields.One2many("dlxh.report.comment.sentence", "wizard_id")
    sentence_id = fields.Many2one(
        "dlxh.report.comment.sentence",
        string="Beside which sentence",
        domain="[('wizard_id', '=', id)]",
    )
    body = fields.Text(string="Remark")
    personal_data_reason = fields.Char(
        string="Why a person is named",
        help="Needed when the text names a person. Better: name the office or "
        "the group instead, then no reason is needed.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        for wizard in wizards:
            wizard.entry_id.check_access("read")
            wizard.parent_id.check_access("read")
        return wizards

    def _open(self, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_confirm(self):
        """Keep the remark; the model checks who may remark on what."""
        self.ensure_one()
        if self.entry_id and not self.sentence_id:
            raise UserError(self.env._("Choose the sentence that you remark on."))
        self.env["dlxh.report.comment"].create(
            {
                "entry_id": self.entry_id.id,
                "parent_id": self.parent_id.id,
                "anchor": self.sentence_id.name,
                "body": self.body,
                "personal_data_reason": self.personal_data_reason,
            }
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

from odoo import api, fields, models
from odoo.exceptions import UserError


class DlxhSignedCopyWizard(models.TransientModel):
    """Ask for the file of the signed and stamped document."""

    _name = "dlxh.signed.copy.wizard"
    _description = "Attach the Signed Copy"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    is_replacement = fields.Boolean(compute="_compute_is_replacement")
    # in the row, not in the file store: it goes when the wizard is vacuumed
    content = fields.Binary(string="PDF file", required=True, attachment=False)
    filename = fields.Char()
    reason = fields.Char(string="Why it is replaced")

    @api.depends("res_model", "res_id")
    def _compute_is_replacement(self):
        for wizard in self:
            wizard.is_replacement = bool(wizard._get_document().signed_copy_hash)

    def _get_document(self):
        """Return the document, after checking that it may be read."""
        self.ensure_one()
        model = self.env.registry.get(self.res_model)
        if model is None or "signed_copy_hash" not in model._fields:
            raise UserError(self.env._("There is no document to attach a copy to."))
        document = self.env[self.res_model].browse(self.res_id)
        document.check_access("read")
        return document

    def action_attach(self):
        """Attach the file, then drop it from the wizard."""
        self.ensure_one()
        self._get_document().action_attach_signed_copy(
            self.with_context(bin_size=False).content, self.filename, self.reason
        )
        self.unlink()
        return {"type": "ir.actions.act_window_close"}

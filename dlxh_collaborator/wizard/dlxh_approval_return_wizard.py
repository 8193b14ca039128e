from odoo import fields, models
from odoo.exceptions import UserError


class DlxhApprovalReturnWizard(models.TransientModel):
    """Ask for the reason why a document is returned or an approval undone."""

    _name = "dlxh.approval.return.wizard"
    _description = "Reason of a Return"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    kind = fields.Selection(
        [("return", "Return"), ("undo", "Undo approval")],
        required=True,
        default="return",
        readonly=True,
    )
    reason = fields.Text(
        required=True,
        help="What has to be corrected, and where. It stays in the history.",
    )

    def action_confirm(self):
        """Return the document, or undo its approval, with the reason."""
        self.ensure_one()
        if not self.env["tier.definition"]._is_approval_model(self.res_model):
            raise UserError(self.env._("Open this window from a document."))
        document = self.env[self.res_model].browse(self.res_id)
        if self.kind == "undo":
            document.action_undo_approval(self.reason)
        else:
            document.action_return(self.reason)
        return {"type": "ir.actions.act_window_close"}

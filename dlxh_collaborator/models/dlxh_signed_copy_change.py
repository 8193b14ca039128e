from odoo import api, fields, models
from odoo.exceptions import UserError


class DlxhSignedCopyChange(models.Model):
    """Replacement of a signed copy: who, when, why, and both hashes.

    Lines are only ever added, by `action_attach_signed_copy`.
    """

    _name = "dlxh.signed.copy.change"
    _inherit = ["dlxh.scope.mixin", "dlxh.approval.trail.mixin"]
    _description = "Replaced Signed Copy"
    _order = "id desc"

    res_model = fields.Char(string="Kind of document", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", required=True, readonly=True
    )
    document_code = fields.Char(string="Number and symbol", readonly=True)
    old_name = fields.Char(string="Replaced file", readonly=True)
    old_hash = fields.Char(string="SHA-256 before", readonly=True)
    new_hash = fields.Char(string="SHA-256 after", readonly=True)
    reason = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Replaced by", required=True, readonly=True
    )

    _document_idx = models.Index("(res_model, res_id)")

    @api.model
    def _trail_is_exempt(self):
        # inspectors read that a copy was replaced, never the documents themselves
        return self.env.user.has_group("dlxh_collaborator.group_dlxh_inspector")

    def write(self, vals):
        self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def _refuse_change(self):
        raise UserError(self.env._("Replacements of signed copies are kept as is."))

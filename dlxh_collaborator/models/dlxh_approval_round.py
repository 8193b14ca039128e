from odoo import api, fields, models
from odoo.exceptions import UserError

from .approval_flow import in_flow


class DlxhApprovalRound(models.Model):
    """One step of the approval of a document: who did what, when and why.

    Rows are added by the approval flow and never changed: not by a restart, not
    by going back to draft, not by the superuser through the ORM.
    """

    _name = "dlxh.approval.round"
    _inherit = [
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "dlxh.approval.trail.mixin",
    ]
    _description = "Approval Round"
    _order = "id desc"
    _rec_name = "document_name"

    res_model = fields.Char(string="Document type", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", required=True, readonly=True
    )
    document_name = fields.Char(string="Document name", readonly=True)
    unit_id = fields.Many2one(readonly=True)
    round = fields.Integer(
        required=True,
        readonly=True,
        aggregator="max",
        help="Counts how often the document was submitted.",
    )
    action = fields.Selection(
        [
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("passed", "Passed without approval"),
            ("returned", "Returned"),
            ("undone", "Approval undone"),
        ],
        required=True,
        readonly=True,
    )
    tier = fields.Char(
        string="Approval level", readonly=True, help="The step that was decided."
    )
    user_id = fields.Many2one(
        "res.users", string="Who", required=True, readonly=True, ondelete="restrict"
    )
    on_behalf_id = fields.Many2one(
        "res.users", string="On behalf of", readonly=True, ondelete="restrict"
    )
    date = fields.Datetime(string="When", required=True, readonly=True)
    reason = fields.Text(readonly=True)
    exceptions = fields.Text(
        string="Approved although",
        readonly=True,
        help="What was missing when the document was approved.",
    )

    _document_idx = models.Index("(res_model, res_id, id)")
    _unit_recent_idx = models.Index("(unit_id, id)")

    @api.model
    def _trail_is_exempt(self):
        # inspectors read approvals, never the documents themselves
        return self.env.user.has_group("dlxh_collaborator.group_dlxh_inspector")

    @api.model_create_multi
    def create(self, vals_list):
        if not in_flow(self.env):
            raise UserError(
                self.env._(
                    "Approval rounds are written by the approval itself. Use the"
                    " buttons Submit, Approve, Return or Undo on the document."
                )
            )
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_change()
        return super().write(vals)

    def unlink(self):
        self._refuse_change()
        return super().unlink()

    def _refuse_change(self):
        raise UserError(
            self.env._("The history of an approval cannot be changed or deleted.")
        )

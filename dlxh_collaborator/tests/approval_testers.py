"""Models that exist only while the approval is tested."""

from odoo import fields, models


class ApprovalTester(models.Model):
    _name = "dlxh.approval.tester"
    _inherit = [
        "dlxh.scope.mixin",
        "dlxh.approval.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Approval Tester"
    _approval_free_fields = ["note"]

    name = fields.Char(translate=True)
    note = fields.Char()
    amount = fields.Integer()
    file = fields.Binary()
    is_sent = fields.Boolean()
    missing = fields.Char()
    blocker = fields.Char()
    followed = fields.Char()
    line_ids = fields.One2many("dlxh.approval.tester.line", "tester_id")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("in_approval", "In approval"),
            ("approved", "Approved"),
            ("signed", "Signed"),
        ],
        default="draft",
        required=True,
        copy=False,
    )

    def _approval_submit_blocker(self):
        return self.blocker == "submit" and "Write the amount first."

    def _approval_approve_blocker(self):
        return self.blocker == "approve" and "The amount is wrong."

    def _approval_undo_blocker(self):
        return self.blocker == "undo" and "Accepted above."

    def _approval_exceptions(self):
        return self.missing.split(",") if self.missing else []

    def _approval_record_exceptions(self, exceptions):
        for name in exceptions:
            self.env["dlxh.approval.tester.line"].create(
                {"tester_id": self.id, "name": name}
            )

    def _approval_on_submitted(self):
        self.followed = "submitted"

    def _approval_on_approved(self):
        self.followed = "approved"

    def _approval_on_returned(self, reason):
        self.followed = f"returned: {reason}"

    def _approval_on_undone(self, reason):
        self.followed = f"undone: {reason}"

    def action_sign(self):
        """Stand for a step after approval, as a model with its own states has."""
        self._approval_flow().write({"state": "signed"})


class ApprovalTesterLine(models.Model):
    _name = "dlxh.approval.tester.line"
    _inherit = ["dlxh.approval.line.mixin"]
    _description = "Approval Tester Line"
    _approval_parent_field = "tester_id"
    _approval_free_fields = ["seen"]

    tester_id = fields.Many2one("dlxh.approval.tester", ondelete="cascade")
    name = fields.Char()
    seen = fields.Boolean()


class ForeignTester(models.Model):
    """A document of another add-on that uses tier validation as it is."""

    _name = "dlxh.foreign.tester"
    _inherit = ["tier.validation"]
    _description = "Foreign Tester"

    name = fields.Char()
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed"), ("cancel", "Cancelled")],
        default="draft",
    )

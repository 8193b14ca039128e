from odoo import api, fields, models
from odoo.exceptions import UserError


class DlxhObligationEvent(models.Model):
    """One thing that happened to what was owed: sent, returned, received, withdrawn.

    Lines are only ever added; the order in which they were noted counts, because
    a report on paper is entered later than it came in.
    """

    _name = "dlxh.obligation.event"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Event of an Obligation"
    _order = "id"

    obligation_id = fields.Many2one(
        "dlxh.obligation",
        string="Obligation",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    unit_id = fields.Many2one(
        related="obligation_id.unit_id", store=True, precompute=True
    )
    is_member = fields.Boolean(
        related="obligation_id.is_member", store=True, precompute=True
    )
    kind = fields.Selection(
        [
            ("sent", "Handed in"),
            ("returned", "Returned"),
            ("received", "Received"),
            ("withdrawn", "Taken back"),
        ],
        string="What",
        required=True,
        readonly=True,
    )
    at = fields.Datetime(string="When", required=True, readonly=True)
    is_nil = fields.Boolean(string="Nothing to report", readonly=True)
    on_behalf = fields.Boolean(string="Entered from paper", readonly=True)
    report_id = fields.Many2one(
        "dlxh.report", readonly=True, index="btree_not_null", ondelete="set null"
    )

    def write(self, vals):
        # a move of the unit rewrites nothing here; the columns are copied once
        if not set(vals) <= {"unit_id", "is_member"} or not self.env.su:
            self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_trail(self):
        self._refuse_change()

    def _refuse_change(self):
        raise UserError(
            self.env._("What happened to a report is kept as it was noted.")
        )

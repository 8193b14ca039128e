from odoo import api, fields, models

from odoo.addons.dlxh_collaborator.deadline import local_date


class DlxhObligationLate(models.Model):
    """How long something is overdue, and by when in the local calendar."""

    _inherit = "dlxh.obligation"

    due_on = fields.Date(
        string="Due on",
        compute="_compute_due_on",
        help="The last day on which it is in time, in Vietnam.",
    )
    days_late = fields.Integer(
        string="Days overdue",
        compute="_compute_days_late",
        help="Since it was due; 0 as soon as something has come in.",
    )

    _rates_above_idx = models.Index("(period_above_id, regime_id, date_from)")

    @api.depends("due_at")
    def _compute_due_on(self):
        for obligation in self:
            due_at = obligation.due_at
            obligation.due_on = due_at and local_date(due_at)

    @api.depends("due_at", "is_late")
    def _compute_days_late(self):
        today = local_date(fields.Datetime.now())
        for obligation in self:
            late = obligation.is_late
            days = (today - obligation.due_on).days if late else 0
            obligation.days_late = max(days, 0)

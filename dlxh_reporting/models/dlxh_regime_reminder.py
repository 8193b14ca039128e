from odoo import api, fields, models

#: a week leaves no room for three days of notice
NOTICE, NOTICE_OF_WEEK = 3, 1
AFTER = 1


class DlxhRegimeReminder(models.Model):
    """When those who owe a report are told of it."""

    _inherit = "dlxh.regime"

    remind_days_before = fields.Integer(
        string="Remind, days before it is due",
        compute="_compute_remind_days_before",
        store=True,
        precompute=True,
        readonly=False,
        help="0 reminds on the day on which it is due.",
    )
    remind_days_after = fields.Integer(
        string="Remind again, days after it was due",
        default=AFTER,
        help="0 does not remind again.",
    )

    _reminders_ordered = models.Constraint(
        "CHECK(remind_days_before >= 0 AND remind_days_after >= 0)",
        "Give the days of reminding as 0 or more.",
    )

    @api.depends("period_type")
    def _compute_remind_days_before(self):
        for regime in self:
            week = regime.period_type == "week"
            regime.remind_days_before = NOTICE_OF_WEEK if week else NOTICE

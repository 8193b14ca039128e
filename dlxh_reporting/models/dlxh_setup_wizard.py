from odoo import fields, models


class DlxhSetupWizard(models.Model):
    """The last step of the set-up also says from when to when reports run."""

    _inherit = "dlxh.setup.wizard"

    report_start_day = fields.Integer(
        string="Reporting periods begin on day",
        default=lambda self: self._monthly_regime().start_day or 1,
        help="Day of the month, 1 to 28: with 16 a month runs from the 16th to the "
        "15th and is named after the month in which it ends.",
    )
    report_due_days = fields.Integer(
        string="Reports are due, days after the period",
        default=lambda self: self._monthly_regime().due_days,
    )
    report_weekly = fields.Boolean(
        string="Weekly reports too",
        default=lambda self: self._weekly_regime().active,
    )

    def _monthly_regime(self):
        return self.env["dlxh.regime"].search(
            [("report_type", "=", "situation"), ("period_type", "=", "month")], limit=1
        )

    def _weekly_regime(self):
        regimes = self.env["dlxh.regime"].with_context(active_test=False)
        return regimes.search(
            [("report_type", "=", "situation"), ("period_type", "=", "week")], limit=1
        )

    def _apply_reporting_defaults(self):
        sentences = super()._apply_reporting_defaults()
        regimes = self.env["dlxh.regime"].search(
            [("period_type", "in", ("month", "quarter", "half", "year"))]
        )
        for regime in regimes:
            regime.write(
                {
                    "start_day": self.report_start_day,
                    "due_days": self.report_due_days,
                    "cutoff_days": min(regime.cutoff_days, self.report_due_days),
                    "lock_days": max(regime.lock_days, self.report_due_days),
                }
            )
        self._weekly_regime().active = self.report_weekly
        return sentences + [
            self.env._(
                "Reporting periods begin on day %(day)s; reports are due %(days)s "
                "days after the period.",
                day=self.report_start_day,
                days=self.report_due_days,
            )
        ]

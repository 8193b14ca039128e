from odoo import fields, models


class DlxhReport(models.Model):
    """A quick report that an urgent alert set going has an hour to be sent by."""

    _inherit = "dlxh.report"

    alert_ids = fields.One2many(
        "dlxh.alert",
        "report_id",
        string="Urgent alerts",
        readonly=True,
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader",
    )
    quick_due_at = fields.Datetime(
        string="To be sent by", compute="_compute_quick_due_at"
    )

    def _compute_quick_due_at(self):
        # sudo: an hour, on a report that may be read
        groups = (
            self.env["dlxh.alert"]
            .sudo()
            ._read_group(
                [("report_id", "in", self.ids)], ["report_id"], ["report_due_at:min"]
            )
        )
        due = {report.id: hour for report, hour in groups}
        for report in self:
            report.quick_due_at = due.get(report._origin.id, False)

    def _on_sent(self):
        result = super()._on_sent()
        # sudo: nobody writes alerts; the report's flow checked the right to send
        alerts = self.env["dlxh.alert"].sudo().search([("report_id", "in", self.ids)])
        todo = alerts.filtered(lambda alert: not alert.report_sent_at)
        todo.write({"report_sent_at": fields.Datetime.now()})
        todo._note("report_sent", by_officer=True)
        return result

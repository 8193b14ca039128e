from odoo import api, fields, models

from .report_states import TEXT_CHAIRS


class DlxhReport(models.Model):
    """Remarks on the sentences of a report."""

    _inherit = "dlxh.report"

    comment_ids = fields.One2many(
        "dlxh.report.comment", "report_id", string="Remarks", groups=TEXT_CHAIRS
    )
    open_comment_count = fields.Integer(
        string="Open remarks",
        compute="_compute_open_comment_count",
        groups=TEXT_CHAIRS,
    )

    @api.depends("comment_ids.resolved_at")
    def _compute_open_comment_count(self):
        # only those that the user may read
        counts = dict(
            self.env["dlxh.report.comment"]._read_group(
                [
                    ("report_id", "in", self.ids),
                    ("parent_id", "=", False),
                    ("resolved_at", "=", False),
                ],
                ["report_id"],
                ["__count"],
            )
        )
        for report in self:
            report.open_comment_count = counts.get(report._origin, 0)

    def action_open_comments(self):
        """Show the remarks on the report."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_reporting.dlxh_report_comment_action"
        )
        return {**action, "domain": [("report_id", "=", self.id)]}

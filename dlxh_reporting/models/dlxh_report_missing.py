from odoo import fields, models


class DlxhReportMissing(models.Model):
    """A unit below whose report had not come when the leader approved.

    Recorded as an exception by the approval itself and printed in the report.
    """

    _name = "dlxh.report.missing"
    _inherit = ["dlxh.report.line.mixin"]
    _description = "Report Not Received"
    _order = "report_id, missing_unit_id"

    missing_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Report not received from",
        required=True,
        index=True,
        ondelete="restrict",
    )
    reason = fields.Char()
    approved_by_id = fields.Many2one(
        "res.users", string="Accepted by", readonly=True, ondelete="restrict"
    )

    _unit_uniq = models.Constraint(
        "UNIQUE(report_id, missing_unit_id)",
        "This unit is already recorded as missing in the report.",
    )

from odoo import fields, models

from .dlxh_report_section_template import PLACES


class DlxhIssue(models.Model):
    _inherit = "dlxh.issue"

    place = fields.Selection(
        PLACES,
        string="Issue from",
        required=True,
        default="local",
        help="Decides the section of the report in which the issue is drafted.",
    )

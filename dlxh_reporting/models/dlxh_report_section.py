from odoo import api, fields, models

from .dlxh_report_section_template import CONTENTS, PLACES


class DlxhReportSection(models.Model):
    """A heading of a report with what stands under it."""

    _name = "dlxh.report.section"
    _inherit = ["dlxh.report.line.mixin", "dlxh.screened.mixin"]
    _description = "Report Section"
    _order = "report_id, sequence, id"
    _screened_fields = ["name", "body"]

    code = fields.Char(required=True)
    name = fields.Char(string="Heading", required=True)
    sequence = fields.Integer(default=10)
    depth = fields.Selection(
        [("1", "Main heading"), ("2", "Subheading")],
        string="Rank",
        required=True,
        default="1",
    )
    content = fields.Selection(CONTENTS, string="Holds", required=True, default="text")
    place = fields.Selection(PLACES, string="Issues from")
    body = fields.Html(
        string="Text",
        help="Printed under the heading, before what the section holds.",
    )
    entry_ids = fields.One2many("dlxh.report.entry", "section_id", string="Entries")

    @api.model_create_multi
    def create(self, vals_list):
        sections = super().create(vals_list)
        sections.report_id._void_secret_check()
        return sections

    def write(self, vals):
        result = super().write(vals)
        if {"name", "body"} & set(vals):
            self.report_id._void_secret_check()
        return result

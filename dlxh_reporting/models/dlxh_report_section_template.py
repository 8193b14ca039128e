from odoo import api, fields, models

REPORT_TYPES = [
    ("situation", "Situation report"),
    ("quick", "Quick report"),
    ("thematic", "Thematic report"),
    ("survey", "Survey report"),
    ("force", "Report on the force"),
]
PLACES = [
    ("international", "International"),
    ("domestic", "Domestic"),
    ("local", "Local"),
]
CONTENTS = [
    ("heading", "Heading only"),
    ("entries", "Entries"),
    ("assessment", "Assessments and forecasts"),
    ("proposal", "Proposals"),
    ("text", "Text"),
]


class DlxhReportSectionTemplate(models.Model):
    """A section that new reports of a kind begin with."""

    _name = "dlxh.report.section.template"
    _description = "Report Section Template"
    _order = "report_type, sequence, id"

    report_type = fields.Selection(
        REPORT_TYPES, string="Kind of report", required=True, default="situation"
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(
        string="Heading", required=True, help="As printed, with its numeral."
    )
    depth = fields.Selection(
        [("1", "Main heading"), ("2", "Subheading")],
        string="Rank",
        required=True,
        default="1",
    )
    content = fields.Selection(CONTENTS, string="Holds", required=True, default="text")
    place = fields.Selection(
        PLACES,
        string="Issues from",
        help="Entries on issues of this place are drafted into the section.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint(
        "UNIQUE(report_type, code)", "This kind of report already has that section."
    )

    @api.model
    def _values_by_type(self):
        """Return {report type: [values of a new section]}."""
        # sudo: the outline of a report is public within the system
        found = {}
        for template in self.sudo().search_fetch([], ["report_type", "code", "name"]):
            found.setdefault(template.report_type, []).append(
                {
                    "code": template.code,
                    "name": template.name,
                    "sequence": template.sequence,
                    "depth": template.depth,
                    "content": template.content,
                    "place": template.place,
                }
            )
        return found

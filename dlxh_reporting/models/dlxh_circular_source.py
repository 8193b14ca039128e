from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.dlxh_collaborator import screen


class DlxhCircularSource(models.Model):
    """Where the matter of a circular officially and publicly stands (G27)."""

    _name = "dlxh.circular.source"
    _inherit = ["dlxh.circular.part.mixin"]
    _description = "Official Source"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(string="Title", required=True)
    publisher = fields.Char(
        string="Published by",
        required=True,
        help="The organ or newspaper that answers for it.",
    )
    reference = fields.Char(
        string="Number and symbol", help="Of a document, such as 47-CT/TW."
    )
    date = fields.Date(string="Published on")
    url = fields.Char(string="Address", help="Of the public page, with https://.")

    _can_be_found = models.Constraint(
        "CHECK(COALESCE(reference, '') <> '' OR COALESCE(url, '') <> '')",
        "Enter the number of the document or the address of the page, so that "
        "everybody finds the source.",
    )

    @api.constrains("url", "name", "publisher", "reference")
    def _check_public(self):
        for source in self:
            if source.url and not source.url.startswith(("https://", "http://")):
                raise ValidationError(
                    self.env._(
                        "“%(url)s” is not the address of a page: it begins with "
                        "https://.",
                        url=source.url,
                    )
                )
            texts = (source.url, source.name, source.publisher, source.reference)
            findings = [one for text in texts for one in screen.check(text)]
            if any(one.level == screen.BLOCK for one in findings):
                raise ValidationError(
                    self.env._(
                        "“%(title)s” leads to a person's page or tells how to reach a "
                        "person. Cite an organ, a newspaper or a document.",
                        title=source.name,
                    )
                )

    def _citation(self):
        """Return the source as printed."""
        self.ensure_one()
        day = self.date and f"{self.date:%d/%m/%Y}"
        parts = (self.publisher, self.reference, day, self.name, self.url)
        return ", ".join(part for part in parts if part)

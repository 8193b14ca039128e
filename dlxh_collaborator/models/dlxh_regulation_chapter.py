from string import Template

from markupsafe import escape

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: what the text of a chapter may fill in
NAMES = ("unit", "body", "team_min", "team_max")


class DlxhRegulationChapter(models.Model):
    """Chapter that a new regulation is proposed with; an administrator changes it."""

    _name = "dlxh.regulation.chapter"
    _description = "Chapter of a Regulation"
    _order = "sequence, id"

    name = fields.Char(string="Heading", required=True)
    sequence = fields.Integer(default=10)
    text = fields.Html(
        required=True,
        help="Words with a dollar sign are filled in: $unit, $body, $team_min, "
        "$team_max.",
    )
    active = fields.Boolean(default=True)

    @api.constrains("text")
    def _check_text(self):
        for chapter in self:
            text = Template(chapter.text or "")
            unknown = set(text.get_identifiers()) - set(NAMES)
            if unknown or not text.is_valid():
                raise ValidationError(
                    self.env._(
                        "The chapter “%(chapter)s” fills in something unknown: "
                        "%(names)s. Use only %(known)s, and write $$ for a dollar "
                        "sign.",
                        chapter=chapter.name,
                        names=", ".join(sorted(unknown)) or "$",
                        known=", ".join(f"${name}" for name in NAMES),
                    )
                )

    def _filled(self, values):
        """Return heading and text as HTML, with the values filled in as text."""
        self.ensure_one()
        safe = {name: escape(values.get(name) or "…") for name in NAMES}
        heading = escape(self.name)
        text = Template(self.text or "").safe_substitute(safe)
        return f'<h2 style="text-align: center">{heading}</h2>{text}'

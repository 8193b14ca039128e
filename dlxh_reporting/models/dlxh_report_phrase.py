from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..consolidation import Phrases, check_phrase


class DlxhReportPhrase(models.Model):
    """A turn of phrase that drafts and printed reports are written with.

    The words are data, so that an organ can keep its own style; the code says
    where a phrase is used and which $names it may hold.
    """

    _name = "dlxh.report.phrase"
    _description = "Report Phrase"
    _order = "code"
    _rec_name = "code"

    code = fields.Char(string="Used for", required=True, copy=False)
    text = fields.Text(
        string="Wording",
        required=True,
        help="Words with a dollar sign are filled in: $issue, $units, $sheets...",
    )
    note = fields.Char(string="Explanation")

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "There is already a wording for this use."
    )

    @api.constrains("code", "text")
    def _check_text(self):
        for phrase in self:
            unknown = check_phrase(phrase.code, phrase.text)
            if unknown:
                raise ValidationError(
                    self.env._(
                        "The wording “%(code)s” cannot fill in %(names)s. Use only "
                        "the names that the explanation lists, and write $$ for a "
                        "dollar sign.",
                        code=phrase.code,
                        names=", ".join(unknown),
                    )
                )

    @api.model
    def _phrases(self):
        """Return all wordings, to be filled in by a draft or a printed report."""
        # sudo: wordings are public within the system, whoever drafts or prints
        rows = self.sudo().search_fetch([], ["code", "text"])
        return Phrases({row.code: row.text for row in rows})

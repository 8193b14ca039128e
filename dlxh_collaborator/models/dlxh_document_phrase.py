from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..document.phrases import Phrases, names_in


class DlxhDocumentPhrase(models.Model):
    """A turn of phrase that generated documents are written with.

    The words are data, so that an organ can keep its own style; the code says
    where a phrase is used, and the names what it may fill in.
    """

    _name = "dlxh.document.phrase"
    _description = "Document Phrase"
    _order = "code"
    _rec_name = "code"

    code = fields.Char(string="Used for", required=True, copy=False)
    text = fields.Text(
        string="Wording",
        required=True,
        help="Words with a dollar sign are filled in: $unit, $date...",
    )
    names = fields.Char(string="May fill in", readonly=True)
    note = fields.Char(string="Explanation")

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "There is already a wording for this use."
    )

    @api.constrains("text", "names")
    def _check_text(self):
        for phrase in self:
            found = names_in(phrase.text)
            unknown = {"$"} if found is None else found - set(phrase._known_names())
            if unknown:
                raise ValidationError(
                    self.env._(
                        "The wording “%(code)s” cannot fill in %(names)s. Use only: "
                        "%(known)s; write $$ for a dollar sign.",
                        code=phrase.code,
                        names=", ".join(sorted(unknown)),
                        known=", ".join(phrase._known_names()) or "—",
                    )
                )

    def _known_names(self):
        return (self.names or "").replace(",", " ").split()

    @api.model
    def _phrases(self, prefix):
        """Return the wordings whose code begins with `prefix`, ready to fill."""
        # sudo: wordings are public within the system, whoever prints
        rows = self.sudo().search_fetch(
            [("code", "=like", f"{prefix}%")], ["code", "text"]
        )
        return Phrases({row.code.removeprefix(prefix): row.text for row in rows})

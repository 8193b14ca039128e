import base64

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..document import word, word_default
from ..document.word_errors import WordEngineMissing, WordTemplateError
from .word_sentences import missing_library, sentence


class DlxhWordTemplate(models.Model):
    """Word template of documents, put in the place of the standard one.

    The most particular template wins: that of the nearest unit, of the kind of
    record, of the type of document, of the format. It is filled in with plain
    texts only, in a sandbox, and tried out before it is accepted.
    """

    _name = "dlxh.word.template"
    _description = "Word Template"
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    file = fields.Binary(
        string="Word file (.docx)", attachment=True, required=True, copy=True
    )
    file_name = fields.Char(string="Name of the file")
    res_model = fields.Selection(
        selection="_selection_res_model",
        string="For",
        help="The kind of record that is printed with it; empty: all of them.",
    )
    document_type_id = fields.Many2one(
        "dlxh.document.type",
        string="Type of document",
        ondelete="restrict",
        help="Empty: every type.",
    )
    family = fields.Selection(
        [("party", "Documents of the Party"), ("state", "Documents of the State")],
        string="Format",
        help="Empty: both formats.",
    )
    unit_id = fields.Many2one(
        "dlxh.unit",
        string="Unit",
        index="btree_not_null",
        ondelete="restrict",
        help="Documents of this unit and of the units below it; empty: everybody's.",
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")
    active = fields.Boolean(default=True)
    note = fields.Text()
    may_administer = fields.Boolean(
        string="Administered by me",
        compute="_compute_may_administer",
        search="_search_may_administer",
        export_string_translation=False,
    )

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A template cannot end before it begins.",
    )

    @api.model
    def _selection_res_model(self):
        """Return the kinds of record that are documents."""
        children = self.env.registry["dlxh.document.mixin"]._inherit_children
        names = [name for name in children if not self.env[name]._abstract]
        labels = [(name, self.env["ir.model"]._get(name).name) for name in names]
        return sorted(labels, key=lambda pair: pair[1] or "")

    @api.depends_context("uid")
    @api.depends("unit_id.parent_path")
    def _compute_may_administer(self):
        units = self.env.user._dlxh_units()
        paths = tuple(units.mapped("parent_path"))
        for template in self:
            path = template.sudo().unit_id.parent_path or ""  # compared, not shown
            template.may_administer = not paths or path.startswith(paths)

    def _search_may_administer(self, operator, value):
        """An administrator without units administers all templates, one with units
        those of his territory."""
        if operator != "in":
            return NotImplemented
        units = self.env.user._dlxh_units()
        return Domain("unit_id", "child_of", units.ids) if units else Domain.TRUE

    @api.constrains("file")
    def _check_file(self):
        for template in self:
            try:
                word.check_template(template._content())
            except WordTemplateError as error:
                raise ValidationError(sentence(self.env, error, word.NAMES)) from error
            except WordEngineMissing as error:
                raise UserError(missing_library(self.env, error)) from error

    def write(self, vals):
        """Refuse to push a template out of the territory of who writes it."""
        result = super().write(vals)
        if "unit_id" in vals and not self.env.su:
            self.check_access("write")
        return result

    def _content(self):
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).file or b"")

    # the choice

    @api.model
    def _for_document(self, document, profile):
        """Return the template a document is printed with, or an empty record.

        :param profile: format profile that holds for the document
        """
        date = document.document_date or fields.Date.context_today(document)
        # sudo: the unit of the issuing body is compared, of a readable document
        path = document.body_id.sudo().unit_id.parent_path or ""
        units = [int(step) for step in path.split("/") if step]
        domain = (
            Domain("res_model", "in", [document._name, False])
            & Domain("document_type_id", "in", [document.document_type_id.id, False])
            & Domain("family", "in", [profile.family, False])
            & Domain("unit_id", "in", [*units, False])
            & (Domain("date_from", "=", False) | Domain("date_from", "<=", date))
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", date))
        )
        # sudo: which template is used does not depend on who prints
        return self.sudo().search(domain).sorted(self._rank(units))[:1]

    @api.model
    def _rank(self, units):
        """Return the key that puts the most particular template first."""
        nearness = {unit: -index for index, unit in enumerate(units, start=1)}

        def key(template):
            begun = template.date_from.toordinal() if template.date_from else 0
            return (
                nearness.get(template.unit_id.id, 0),
                not template.res_model,
                not template.document_type_id,
                not template.family,
                -begun,
                template.sequence,
                template.id,
            )

        return key

    # actions

    def action_try(self):
        """Download the template filled in with examples."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/dlxh/word-template/{self.id}",
            "target": "download",
        }

    def action_download_standard(self):
        """Download the standard template, to begin one's own with."""
        family = self.env.context.get("family") or self[:1].family or "party"
        return {
            "type": "ir.actions.act_url",
            "url": f"/dlxh/word-standard/{family}",
            "target": "download",
        }

    @api.model
    def _standard(self, profile):
        """Return the standard template of a format profile, as bytes."""
        try:
            return word_default.default_template(
                profile._layout(), profile.header_right or "", profile.motto or ""
            )
        except WordEngineMissing as error:
            raise UserError(missing_library(self.env, error)) from error

    @api.model
    def _fill_in(self, content, values, body, annex=""):
        """Return a document as bytes; what is wrong with the template is told."""
        try:
            return word.render_word(content, values, body, annex)
        except WordTemplateError as error:
            raise UserError(sentence(self.env, error, word.NAMES)) from error
        except WordEngineMissing as error:
            raise UserError(missing_library(self.env, error)) from error

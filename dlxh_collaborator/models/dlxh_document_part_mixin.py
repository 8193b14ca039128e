from odoo import api, models
from odoo.exceptions import UserError


class DlxhDocumentPartMixin(models.AbstractModel):
    """A part of a document: in the unit of the document, locked together with it."""

    _name = "dlxh.document.part.mixin"
    _inherit = ["dlxh.scope.mixin", "dlxh.approval.line.mixin"]
    _description = "Part of a Document"

    #: own field -> field of the document that it copies, never typed in
    _derived_fields = {"unit_id": "unit_id"}

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        # checked on the result: a default may come from the context
        # sudo: compares what the part copied with its document
        for part in parts.sudo():
            document = part[self._approval_parent_field]
            for own, source in self._derived_fields.items():
                if part[own] != document[source]:
                    self._raise_derived()
        return parts

    def write(self, vals):
        name = self._approval_parent_field
        moved = name in vals and self.sudo()[name].ids != [vals[name]]  # sudo: ids
        if moved or self._derived_fields.keys() & vals.keys():
            self._raise_derived()
        return super().write(vals)

    def _raise_derived(self):
        raise UserError(
            self.env._(
                "A part of a document stays in it, and its unit and status follow "
                "from the document. Delete this line and add one in the other "
                "document."
            )
        )

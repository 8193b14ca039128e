from odoo import api, models

from .. import paste


class DlxhPastedMixin(models.AbstractModel):
    """Rich text that people paste from Word: Word's own marks are taken away."""

    _name = "dlxh.pasted.mixin"
    _description = "Pasted Text"

    #: names of the fields with rich text
    _pasted_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean_pasted(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._clean_pasted(vals))

    def _clean_pasted(self, vals):
        found = {
            name: paste.clean(str(vals[name]))
            for name in self._pasted_fields
            if vals.get(name) and isinstance(vals[name], str)
        }
        return {**vals, **found}

from odoo import api, models
from odoo.exceptions import AccessError, UserError

#: models whose rows nothing may be hung on and that never leave the system
RAW_MODELS = ("dlxh.opinion", "dlxh.opinion.stream")


def on_primary(method):
    """Run on the main database: reading writes a line of the log."""
    method._readonly = False
    return method


class DlxhRawMixin(models.AbstractModel):
    """Guard what a collaborator wrote: readings are logged, nothing is exported.

    Guardrails G21 and G22. The log tells who read which records, never a text.
    """

    _name = "dlxh.raw.mixin"
    _description = "Raw Opinion Text"

    #: fields that tell nothing of the text; reading only these is not logged
    _plain_fields = frozenset()

    def _is_author(self):
        """Tell whether the current user wrote this record."""
        raise NotImplementedError

    def _log_reading(self, field_names):
        """Log that the current user reads text that somebody else wrote."""
        if self.env.su or self._plain_fields.issuperset(field_names):
            return
        foreign = self.browse(
            record.id for record in self if record.id and not record._is_author()
        )
        if foreign:
            self.env["dlxh.access.log"]._log(
                "read_raw",
                self._name,
                domain=[("id", "in", foreign.ids)],
                count=len(foreign),
                unit=foreign.sudo()[0].unit_id,  # read access was checked before
            )

    def _read_format(self, fnames, load="_classic_read"):
        self._log_reading(fnames)
        return super()._read_format(fnames, load=load)

    @api.model
    @on_primary
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        found = super().name_search(name, domain, operator, limit)
        self.browse(found_id for found_id, _name in found)._log_reading(["name"])
        return found

    # What a reader gets outside of forms and lists
    # ---------------------------------------------

    def export_data(self, fields_to_export):
        raise UserError(self._no_export_message())

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        if any(path and path[0] not in ("id", ".id") for path in fields):
            raise UserError(self._no_export_message())
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)

    def _no_export_message(self):
        return self.env._(
            "Opinion sheets do not leave the system. Export the report that was "
            "drafted from them instead."
        )

    def _read_group_groupby(self, alias, groupby_spec, query):
        self._check_no_text(groupby_spec)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _read_group_select(self, aggregate_spec, query):
        self._check_no_text(aggregate_spec)
        return super()._read_group_select(aggregate_spec, query)

    def _check_no_text(self, spec):
        """Groups and aggregates would hand out text without a trace in the log."""
        name = spec.partition(":")[0].partition(".")[0]
        field = self._fields.get(name)
        if field and field.type in ("char", "text", "html") and not self.env.su:
            raise AccessError(
                self.env._("Opinion sheets cannot be grouped by their text.")
            )

    @on_primary
    def read(self, fields=None, load="_classic_read"):
        return super().read(fields, load=load)

    @on_primary
    def web_read(self, specification):
        return super().web_read(specification)

    @api.model
    @on_primary
    def web_search_read(self, domain, specification, *args, **kwargs):
        return super().web_search_read(domain, specification, *args, **kwargs)

    @api.model
    @on_primary
    def search_read(self, *args, **kwargs):
        return super().search_read(*args, **kwargs)

    @api.model
    @on_primary
    def web_read_group(self, *args, **kwargs):
        return super().web_read_group(*args, **kwargs)

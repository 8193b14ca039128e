from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError


class DlxhApprovalTrailMixin(models.AbstractModel):
    """Rows that belong to a document and are read only with that document.

    The record rules keep the rows inside the territory; this adds that the
    document itself must be readable (a report not yet sent up is not).
    """

    _name = "dlxh.approval.trail.mixin"
    _description = "Trail of a Document"

    #: field that holds the technical name of the document's model
    _trail_model_field = "res_model"

    @api.model
    def _trail_is_exempt(self):
        """Return whether the current user reads rows without the documents."""
        return False

    def _trail_hidden(self):
        """Return the rows whose document the current user may not read."""
        rows_by_document = defaultdict(lambda: defaultdict(list))
        # sudo: only which document a row belongs to, to check that document
        for row in self.sudo():
            model = row[self._trail_model_field]
            if self.env["tier.definition"]._is_approval_model(model):
                rows_by_document[model][row.res_id].append(row.id)
        hidden = []
        for model, rows in rows_by_document.items():
            documents = self.env[model].browse(rows).exists()
            allowed = set(documents._filtered_access("read")._ids)
            for res_id, row_ids in rows.items():
                if res_id not in allowed:
                    hidden.extend(row_ids)
        return self.browse(hidden)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if not self or self._trail_is_exempt():
            return result
        hidden = (self - result[0] if result else self)._trail_hidden()
        if not hidden:
            return result
        if result:
            return result[0] + hidden, result[1]
        return hidden, lambda: AccessError(
            self.env._(
                "You may not open the approval history of a document that you may"
                " not read. Ask a leader of the unit that wrote it."
            )
        )

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        query = super()._search(
            domain, offset, limit, order, bypass_access=bypass_access, **kwargs
        )
        if self.env.su or bypass_access or self._trail_is_exempt():
            return query
        rows = self.browse(query)
        hidden = rows._trail_hidden()
        return (rows - hidden)._as_query() if hidden else query

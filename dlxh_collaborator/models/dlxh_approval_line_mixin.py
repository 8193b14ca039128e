from odoo import api, models

from .approval_flow import in_flow


class DlxhApprovalLineMixin(models.AbstractModel):
    """Lines of a document that is approved: locked together with it."""

    _name = "dlxh.approval.line.mixin"
    _description = "Line of an Approved Document"

    #: the many2one that leads to the document
    _approval_parent_field = None
    #: fields that stay open while the document is locked
    _approval_free_fields = []

    def _approval_check_parent(self):
        if in_flow(self.env):
            return
        # sudo: only the state of the document is looked at
        documents = self.sudo()[self._approval_parent_field]
        if any(document._approval_is_locked() for document in documents):
            self.check_access("read")  # the refusal names the document
            documents._approval_refuse_locked()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._approval_check_parent()
        return lines

    def write(self, vals):
        if set(vals) <= set(self._approval_free_fields):
            return super().write(vals)
        self._approval_check_parent()
        result = super().write(vals)
        if self._approval_parent_field in vals:
            self._approval_check_parent()
        return result

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        if field_name not in self._approval_free_fields:
            self._approval_check_parent()
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )

    def unlink(self):
        self._approval_check_parent()
        return super().unlink()

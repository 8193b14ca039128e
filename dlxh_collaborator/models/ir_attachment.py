from odoo import api, models
from odoo.exceptions import UserError

PARAMETER = "dlxh_collaborator.attachment_limit_mb"
MEGABYTE = 1024 * 1024


class IrAttachment(models.Model):
    """Files on our documents have a largest size, which an administrator sets."""

    _inherit = "ir.attachment"

    @api.model
    def _dlxh_limit(self):
        """Return the largest size in bytes; 0 means no limit."""
        # sudo: a number of megabytes is no secret
        value = self.env["ir.config_parameter"].sudo().get_param(PARAMETER)
        try:
            return int(float(value or 0) * MEGABYTE)
        except ValueError:
            return 0

    @api.model_create_multi
    def create(self, vals_list):
        limit = self._dlxh_limit()
        for vals in vals_list:
            # before the file is written to the disk
            self._dlxh_check_size(vals, vals.get("res_model"), limit)
        attachments = super().create(vals_list)
        # sudo: only model and size; a default may come from the context
        for attachment in attachments.sudo():
            attachment._dlxh_check_stored(limit)
        return attachments

    def write(self, vals):
        touched = {"datas", "raw", "res_model"} & set(vals)
        limit = self._dlxh_limit() if touched else 0
        if touched:
            # sudo: only the model of the document
            for attachment in self.sudo():
                model = vals.get("res_model") or attachment.res_model
                self._dlxh_check_size(vals, model, limit)
        result = super().write(vals)
        if touched:
            for attachment in self.sudo():  # as above
                attachment._dlxh_check_stored(limit)
        return result

    def _dlxh_check_stored(self, limit):
        if limit and self.file_size > limit and self._is_dlxh(self.res_model):
            self._dlxh_refuse_size(self.name, self.file_size, limit)

    @api.model
    def _dlxh_check_size(self, vals, model, limit):
        if not limit or not self._is_dlxh(model):
            return
        size = len(vals.get("raw") or b"")
        if datas := vals.get("datas"):
            size = max(size, len(datas) * 3 // 4 - 2)
        if size > limit:
            self._dlxh_refuse_size(vals.get("name"), size, limit)

    @api.model
    def _is_dlxh(self, model):
        return (model or "").startswith("dlxh.")

    @api.model
    def _dlxh_refuse_size(self, name, size, limit):
        raise UserError(
            self.env._(
                "The file “%(name)s” has %(size)s MB; at most %(limit)s MB are taken "
                "here. Scan it in grey at 200 dpi or split it, then attach it again. "
                "Nothing else of your work was lost.",
                name=name or "—",
                size=round(size / MEGABYTE),
                limit=f"{limit / MEGABYTE:g}",
            )
        )

    @api.model
    def _dlxh_refuse_content(self, content, name=None):
        """Refuse base64 content before anything is made of it."""
        size = len(content or b"") * 3 // 4 - 2
        limit = self._dlxh_limit()
        if limit and size > limit:
            self._dlxh_refuse_size(name, size, limit)

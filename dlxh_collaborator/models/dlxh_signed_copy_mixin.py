import base64
import binascii
import hashlib

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

#: the file is a PDF file; the mark may stand after a few bytes
PDF_MARK = b"%PDF-"
#: who may read why a signed copy was replaced
CHANGE_READERS = ",".join(
    f"dlxh_collaborator.group_dlxh_{chair}"
    for chair in ("clerk", "officer", "leader", "inspector")
)


class DlxhSignedCopyMixin(models.AbstractModel):
    """Keep the signed and stamped copy, which is the official one.

    Once attached it does not change, except that a clerk replaces it and says
    why; every replacement is kept with both hashes.
    """

    _name = "dlxh.signed.copy.mixin"
    _description = "Signed Copy"

    signed_copy = fields.Binary(
        string="Signed copy", attachment=True, copy=False, readonly=True
    )
    signed_copy_name = fields.Char(
        string="File of the signed copy", copy=False, readonly=True
    )
    signed_copy_hash = fields.Char(
        string="SHA-256 of the signed copy", copy=False, readonly=True
    )
    signed_copy_by_id = fields.Many2one(
        "res.users", string="Signed copy attached by", copy=False, readonly=True
    )
    signed_copy_at = fields.Datetime(
        string="Signed copy attached on", copy=False, readonly=True
    )
    signed_copy_change_ids = fields.Many2many(
        "dlxh.signed.copy.change",
        string="Replaced signed copies",
        compute="_compute_signed_copy_change_ids",
        groups=CHANGE_READERS,
    )

    def _compute_signed_copy_change_ids(self):
        changes = self.env["dlxh.signed.copy.change"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        by_id = changes.grouped("res_id")
        for record in self:
            record.signed_copy_change_ids = by_id.get(record.id, changes.browse())

    def action_open_signed_copy_wizard(self):
        """Ask for the file of the signed copy, and the reason to replace it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Signed copy"),
            "res_model": "dlxh.signed.copy.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_res_model": self._name, "default_res_id": self.id},
        }

    def action_attach_signed_copy(self, content, filename, reason=None):
        """Attach the signed copy, or replace it.

        :param content: the PDF file in base64
        :param reason: needed to replace a copy that is already attached
        """
        self.ensure_one()
        self.check_access("read")
        reason = (reason or "").strip()
        self._check_signed_copy_allowed(reason)
        self.env["ir.attachment"]._dlxh_refuse_content(content, filename)
        raw = self._decode_signed_copy(content)
        digest = hashlib.sha256(raw).hexdigest()
        # sudo: chair and unit were checked by _check_signed_copy_allowed
        record = self.sudo()._document_flow()
        if record.signed_copy_hash:
            self._keep_signed_copy_change(record, digest, reason)
        record.write(
            {
                "signed_copy": base64.b64encode(raw),
                "signed_copy_name": (filename or "").strip() or "signed.pdf",
                "signed_copy_hash": digest,
                "signed_copy_by_id": self.env.uid,
                "signed_copy_at": fields.Datetime.now(),
            }
        )
        return True

    def _check_signed_copy_allowed(self, reason):
        if not self.number:
            raise UserError(
                self.env._(
                    "“%(document)s” has no number yet. Enter its number first, then "
                    "attach the signed copy.",
                    document=self.display_name,
                )
            )
        if not self.signed_copy_hash:
            self._check_document_chair("clerk", "officer")
            return
        self._check_document_chair("clerk")
        if not reason:
            raise UserError(
                self.env._(
                    "“%(document)s” already has a signed copy. To replace it, say why.",
                    document=self.display_name,
                )
            )

    def _decode_signed_copy(self, content):
        try:
            raw = base64.b64decode(content or b"", validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if PDF_MARK in raw[:1024]:
            return raw
        raise UserError(
            self.env._(
                "The signed copy must be a PDF file. Scan the signed and stamped "
                "document to PDF and attach that file."
            )
        )

    def _keep_signed_copy_change(self, record, digest, reason):
        # sudo: the log is written by this method only, after its checks
        self.env["dlxh.signed.copy.change"].sudo().create(
            {
                "res_model": record._name,
                "res_id": record.id,
                "unit_id": record.body_id.unit_id.id,
                "document_code": record.document_code,
                "old_name": record.signed_copy_name,
                "old_hash": record.signed_copy_hash,
                "new_hash": digest,
                "reason": reason,
                "user_id": self.env.uid,
            }
        )

    def action_verify_signed_copy(self):
        """Tell whether the stored file is still the one that was attached."""
        self.ensure_one()
        self.check_access("read")
        content = self.with_context(bin_size=False).signed_copy or b""
        intact = (
            bool(content)
            and hashlib.sha256(base64.b64decode(content)).hexdigest()
            == self.signed_copy_hash
        )
        if intact:
            message = self.env._("The signed copy is unchanged since it was attached.")
        else:
            message = self.env._(
                "The signed copy is missing or is not the file that was attached. "
                "Tell the administrator."
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success" if intact else "danger",
                "sticky": not intact,
            },
        }

    def _check_document_chair(self, *chairs):
        """Refuse users who sit in none of the chairs, or not in the unit of the
        issuing body. Code that runs as superuser passes."""
        self.ensure_one()
        if self.env.su:
            return
        user = self.env.user
        # sudo: the unit of the body is compared, not shown
        own = self.body_id.sudo().unit_id in user._dlxh_units()
        if own and any(
            user.has_group(f"dlxh_collaborator.group_dlxh_{chair}") for chair in chairs
        ):
            return
        groups = [
            # sudo: names of the chairs only
            self.env.ref(f"dlxh_collaborator.group_dlxh_{chair}").sudo().name
            for chair in chairs
        ]
        raise AccessError(
            self.env._(
                "This is done in the unit that issues “%(document)s”, by: %(chairs)s.",
                document=self.display_name,
                chairs=", ".join(groups),
            )
        )

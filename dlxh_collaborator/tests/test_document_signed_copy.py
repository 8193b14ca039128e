import base64
import hashlib

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_document import DlxhDocumentTesterCase

PDF = b"%PDF-1.7 first scan"
OTHER = b"%PDF-1.7 second scan"


def encoded(content):
    return base64.b64encode(content).decode()


@tagged("post_install", "-at_install")
class TestDocumentSignedCopy(DlxhDocumentTesterCase):
    def _attached(self):
        record = self.numbered()
        record.with_user(self.clerk).action_attach_signed_copy(encoded(PDF), "a.pdf")
        return record

    def _file(self, record):
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", record._name),
                    ("res_id", "=", record.id),
                    ("res_field", "=", "signed_copy"),
                ]
            )
        )

    def test_copy_is_kept_with_its_hash(self):
        record = self._attached()
        self.assertEqual(base64.b64decode(record.signed_copy), PDF)
        self.assertEqual(record.signed_copy_hash, hashlib.sha256(PDF).hexdigest())
        self.assertEqual(record.signed_copy_name, "a.pdf")
        self.assertEqual(record.signed_copy_by_id, self.clerk)
        self.assertTrue(record.signed_copy_at)

    def test_not_before_the_number(self):
        record = self.checked()
        with self.assertRaisesRegex(UserError, "no number"):
            record.with_user(self.clerk).action_attach_signed_copy(encoded(PDF), "a")

    def test_only_pdf_files(self):
        record = self.numbered().with_user(self.clerk)
        for content in (encoded(b"PK\x03\x04 word"), "", False, "not base64 !"):
            with self.subTest(content=content), self.assertRaises(UserError):
                record.action_attach_signed_copy(content, "a.docx")
        self.assertFalse(record.signed_copy_hash)

    def test_who_attaches(self):
        record = self.numbered()
        with self.assertRaises(AccessError):
            record.with_user(self.leader).action_attach_signed_copy(encoded(PDF), "a")
        stranger = self.chair("clerk", self.province_b)
        with self.assertRaises(AccessError):
            record.with_user(stranger).action_attach_signed_copy(encoded(PDF), "a")
        record.with_user(self.officer).action_attach_signed_copy(encoded(PDF), "a")
        self.assertTrue(record.signed_copy_hash)

    def test_a_replacement_needs_a_clerk_and_a_reason(self):
        record = self._attached()
        with self.assertRaises(AccessError):
            record.with_user(self.officer).action_attach_signed_copy(
                encoded(OTHER), "b.pdf", "A page was missing"
            )
        for reason in (None, "", "  "):
            with self.assertRaisesRegex(UserError, "why"):
                record.with_user(self.clerk).action_attach_signed_copy(
                    encoded(OTHER), "b.pdf", reason
                )
        record.with_user(self.clerk).action_attach_signed_copy(
            encoded(OTHER), "b.pdf", "A page was missing"
        )
        self.assertEqual(base64.b64decode(record.signed_copy), OTHER)
        change = record.signed_copy_change_ids
        self.assertEqual(change.old_hash, hashlib.sha256(PDF).hexdigest())
        self.assertEqual(change.new_hash, record.signed_copy_hash)
        self.assertEqual(change.reason, "A page was missing")
        self.assertEqual(change.user_id, self.clerk)
        self.assertEqual(change.unit_id, self.province_a)

    def test_replacements_are_kept(self):
        record = self._attached()
        record.with_user(self.clerk).action_attach_signed_copy(
            encoded(OTHER), "b.pdf", "A page was missing"
        )
        change = record.signed_copy_change_ids
        with self.assertRaises(UserError):
            change.write({"reason": "x"})
        with self.assertRaises(UserError):
            change.unlink()
        for chair, unit, seen in (
            ("clerk", self.province_a, True),
            ("inspector", self.centre, True),
            ("clerk", self.province_b, False),
            ("leader", self.ward_a1, False),
            ("officer", self.env["dlxh.unit"], False),
        ):
            user = self.chair(chair, unit)
            found = change.with_user(user).search([("id", "=", change.id)])
            self.assertEqual(bool(found), seen, f"{chair} {unit.name}")
            with self.assertRaises(AccessError):
                change.with_user(user).unlink()

    def test_the_field_is_not_written_directly(self):
        record = self._attached()
        forged = {"dlxh_document_flow": "x", "_force_unlink": True}
        for user in (self.officer, self.clerk):
            with self.assertRaises(AccessError):
                record.with_user(user).with_context(**forged).write(
                    {"signed_copy": encoded(OTHER)}
                )
        with self.assertRaises(AccessError):
            self.document(signed_copy=encoded(PDF))

    def test_the_file_is_not_changed_beside_the_document(self):
        record = self._attached()
        file = self._file(record).with_user(self.officer)
        forged = file.with_context(_force_unlink=True, dlxh_document_flow=True)
        with self.assertRaises(AccessError):
            forged.write({"datas": encoded(OTHER)})
        with self.assertRaises(AccessError):
            forged.unlink()
        with self.assertRaises(AccessError):
            forged.create(
                {
                    "name": "signed_copy",
                    "res_model": record._name,
                    "res_id": record.id,
                    "res_field": "signed_copy",
                    "datas": encoded(OTHER),
                }
            )
        plain = forged.create(
            {"name": "x", "res_model": record._name, "res_id": record.id}
        )
        with self.assertRaises(AccessError):
            plain.write({"res_field": "signed_copy"})

    def test_who_reads_the_document_reads_the_copy(self):
        record = self._attached()
        for user in (self.officer, self.leader, self.clerk):
            seen = record.with_user(user)
            seen.invalidate_recordset()
            self.assertEqual(base64.b64decode(seen.signed_copy), PDF)
        stranger = record.with_user(self.chair("officer", self.province_b))
        stranger.invalidate_recordset()
        with self.assertRaises(AccessError):
            stranger.read(["signed_copy"])
        with self.assertRaises(AccessError):
            self._file(record).with_user(stranger.env.user).read(["datas"])

    def test_verification_finds_a_changed_file(self):
        record = self._attached()
        result = record.with_user(self.leader).action_verify_signed_copy()
        self.assertEqual(result["params"]["type"], "success")
        file = self._file(record)
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = %s WHERE id = %s",
            [b"%PDF-1.7 forged", file.id],
        )
        self.env.invalidate_all()
        result = record.with_user(self.leader).action_verify_signed_copy()
        self.assertEqual(result["params"]["type"], "danger")

    def test_wizard_attaches_and_forgets_the_file(self):
        record = self.numbered()
        action = record.with_user(self.clerk).action_open_signed_copy_wizard()
        Wizard = self.env[action["res_model"]].with_user(self.clerk)
        form = Form(Wizard.with_context(**action["context"]))
        form.content = encoded(PDF)
        wizard = form.save()
        wizard.filename = "scan.pdf"  # written by the file widget
        self.assertFalse(wizard.is_replacement)
        wizard.action_attach()
        self.assertEqual(record.signed_copy_name, "scan.pdf")
        self.assertFalse(wizard.exists())

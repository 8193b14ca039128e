import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.ir_attachment import MEGABYTE, PARAMETER
from .common_document import DlxhDocumentTesterCase


@tagged("post_install", "-at_install")
class TestAttachmentLimit(DlxhDocumentTesterCase):
    """A file that is too large is refused with a sentence, and nothing is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.large = b"%PDF-" + b"0" * (50 * MEGABYTE)
        cls.files = cls.env["ir.attachment"]

    def on(self, model="dlxh.unit", **values):
        return {
            "name": "scan.pdf",
            "res_model": model,
            "res_id": self.ward_a1.id,
            **values,
        }

    def test_fifty_megabytes(self):
        for values in (
            {"raw": self.large},
            {"datas": base64.b64encode(self.large)},
        ):
            with self.assertRaisesRegex(UserError, "50 MB; at most 20 MB"):
                self.files.create(self.on(**values))

    def test_a_signed_copy(self):
        document = self.numbered()
        with self.assertRaisesRegex(UserError, "scan.pdf.*50 MB"):
            document.action_attach_signed_copy(base64.b64encode(self.large), "scan.pdf")
        self.assertFalse(document.signed_copy_hash)
        self.assertTrue(document.number)

    def test_a_default_model_is_seen(self):
        files = self.files.with_context(default_res_model="dlxh.unit")
        with self.assertRaises(UserError):
            files.create({"name": "scan.pdf", "raw": self.large})

    def test_moved_to_a_document(self):
        loose = self.files.create({"name": "scan.pdf", "raw": self.large})
        with self.assertRaises(UserError):
            loose.write({"res_model": "dlxh.unit", "res_id": self.ward_a1.id})
        small = self.files.create(self.on(raw=b"small"))
        with self.assertRaises(UserError):
            small.raw = self.large

    def test_other_documents_are_left_alone(self):
        self.assertTrue(
            self.files.create(self.on("res.partner", raw=self.large, res_id=1))
        )

    def test_the_limit_is_data(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param(PARAMETER, "60")
        self.assertTrue(self.files.create(self.on(raw=self.large)))
        parameters.set_param(PARAMETER, "0.001")
        with self.assertRaises(UserError):
            self.files.create(self.on(raw=b"0" * 2000))
        parameters.set_param(PARAMETER, "0")
        self.assertTrue(self.files.create(self.on(raw=self.large)))

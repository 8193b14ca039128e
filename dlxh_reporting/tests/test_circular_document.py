import io

from docx import Document

from odoo.fields import Command
from odoo.tests import tagged

from .common_circular import DlxhCircularCase
from .test_report_document import pdf_text


@tagged("post_install", "-at_install")
class TestCircularDocument(DlxhCircularCase):
    """The circular as a Party document: page, Word, who may print it."""

    def page(self, circular):
        return circular._document_page()

    def test_a_letter(self):
        circular = self.signed(abstract="on the prices of petrol")
        page = self.page(circular)
        self.assertTrue(page["is_letter"])
        self.assertIn(circular.document_code, page["number_line"])
        self.assertEqual(len(page["addressees"]), 1)
        self.assertIn("prices", page["body"])
        self.assertIn("47-CT/TW", page["body"])
        self.assertIn("./.", page["body"])
        self.assertTrue(page["recipients"])
        self.assertTrue(page["signature"])

    def test_chosen_units_are_named(self):
        circular = self.circular(
            audience="list", audience_unit_ids=[Command.set(self.ward_a1.ids)]
        )
        self.assertEqual(self.page(circular)["addressees"], ["ward_a1"])

    def test_guidance_has_a_title(self):
        page = self.page(self.circular(kind="guidance"))
        self.assertFalse(page["is_letter"])
        self.assertEqual(page["title"], "Hướng dẫn")

    def test_the_sources_come_last(self):
        body = self.page(self.circular(kind="bulletin"))["body"]
        self.assertLess(body.index("prices"), body.index("Ban Bí thư"))

    def test_word(self):
        circular = self.sent()
        for user in (self.officers[self.province_a], self.officers[self.ward_a1]):
            content = circular.with_user(user)._word_file()
            document = Document(io.BytesIO(content))
            text = "\n".join(p.text for p in document.paragraphs)
            self.assertIn("What to say about the prices.", text)

    def test_print_button_of_the_addressed(self):
        delivery = self.delivery(self.sent(), self.ward_a1)
        action = delivery.action_print()
        self.assertEqual(action["report_name"], "dlxh_reporting.report_dlxh_circular")
        self.assertIn("/dlxh/word/dlxh.circular/", delivery.action_word()["url"])

    def test_pdf(self):
        circular = self.signed(
            kind="bulletin", body="<p>Giá xăng dầu và ảnh hưởng tới vận tải.</p>"
        )
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        content, kind = reports.with_user(circular.env.user)._render_qweb_pdf(
            "dlxh_reporting.dlxh_circular_action_report_document", circular.ids
        )
        self.assertEqual(kind, "pdf")
        text = pdf_text(content)
        self.assertIn("Giá xăng dầu và ảnh hưởng tới vận tải.", text)
        self.assertIn("BẢN TIN", text)
        self.assertIn("47-CT/TW", text)
        self.assertIn(circular.document_code, text)

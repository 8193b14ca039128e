from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common_document import DlxhDocumentTesterCase


@tagged("post_install", "-at_install")
class TestDocumentSecret(DlxhDocumentTesterCase):
    def test_no_number_without_the_secret_check(self):
        record = self.document()
        with self.assertRaisesRegex(UserError, "secret check"):
            record.with_user(self.clerk).action_take_number()
        record.with_user(self.leader).action_secret_check()
        self.assertEqual(record.secret_checked_by_id, self.leader)
        self.assertTrue(record.secret_checked_at)
        record.with_user(self.clerk).action_take_number()
        self.assertEqual(record.number, 1)

    def test_only_authorised_officers_and_leaders_check(self):
        record = self.document()
        other_leader = self.chair("leader", self.province_a)
        for user in (self.officer, self.clerk, other_leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                record.with_user(user).action_secret_check()
        self.body.secret_checker_ids = self.clerk  # in the list, but a clerk
        with self.assertRaises(AccessError):
            record.with_user(self.clerk).action_secret_check()
        self.body.secret_checker_ids = self.officer
        record.with_user(self.officer).action_secret_check()
        self.assertEqual(record.secret_checked_by_id, self.officer)

    def test_the_check_needs_access_to_the_document(self):
        stranger = self.chair("leader", self.province_b)
        self.body.secret_checker_ids = stranger
        with self.assertRaises(AccessError):
            self.document().with_user(stranger).action_secret_check()

    def test_a_changed_text_is_checked_again(self):
        record = self.checked()
        record.with_user(self.officer).text = "<p>Khác</p>"
        self.assertFalse(record.secret_checked_at or record.secret_checked_by_id)
        record.with_user(self.leader).action_secret_check()
        record.with_user(self.officer).abstract = "khác"
        self.assertFalse(record.secret_checked_at)

    def test_a_change_that_is_not_text_keeps_the_check(self):
        record = self.checked()
        record.with_user(self.officer).is_sent = True
        self.assertTrue(record.secret_checked_at)

    def test_a_grade_is_never_stored(self):
        for grade in ("confidential", "secret", "top_secret"):
            with self.subTest(grade=grade):
                count = self.env["dlxh.document.tester"].search_count([])
                with self.assertRaisesRegex(
                    ValidationError, "handled outside the system"
                ):
                    self.document(secrecy=grade)
                self.assertEqual(
                    self.env["dlxh.document.tester"].search_count([]), count
                )
                record = self.document()
                with self.assertRaises(ValidationError):
                    record.write({"secrecy": grade, "text": "<p>X</p>"})
                with self.assertRaises(ValidationError):
                    record.sudo().write({"secrecy": grade})

    def test_the_form_tells_it_at_once(self):
        record = self.document()
        record.secrecy = "none"
        result = record.new({"secrecy": "secret"})._onchange_secrecy()
        self.assertIn("outside the system", result["warning"]["message"])

    def test_defaults_come_from_the_body(self):
        record = self.document()
        self.assertEqual(record.place, "Hạ Long")
        self.assertEqual(record.signer_id, self.body.signer_ids)
        self.assertEqual(record.term_id.code, "2025-2030")

    def test_a_signer_of_another_body_is_refused(self):
        other = self.make_body(self.province_a, symbol="X")
        with self.assertRaises(ValidationError):
            self.document(signer_id=other.signer_ids.id)

    def test_signer_follows_the_dates(self):
        first = self.body.signer_ids
        first.date_to = "2026-01-31"
        second = first.copy({"date_from": "2026-02-01", "date_to": False})
        self.assertEqual(self.document(document_date="2026-01-15").signer_id, first)
        self.assertEqual(self.document(document_date="2026-02-15").signer_id, second)

    def test_body_form_opens_for_an_administrator(self):
        administrator = self.chair("administrator", self.province_a)
        form = Form(self.env["dlxh.body"].with_user(administrator))
        form.unit_id = self.province_a
        form.name = "Tỉnh ủy"
        form.symbol = "TU"
        body = form.save()
        self.assertEqual(body.format_profile_id.code, "HD36-2018")

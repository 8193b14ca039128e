from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_document import DlxhDocumentTesterCase


@tagged("post_install", "-at_install")
class TestDocumentNumber(DlxhDocumentTesterCase):
    def _set_next(self, number, user=None, **values):
        wizard = (
            self.env["dlxh.document.counter.wizard"]
            .with_user(user or self.clerk)
            .create(
                {
                    "body_id": self.body.id,
                    "document_type_id": self.type_report.id,
                    "next_number": number,
                    "reason": "Numbers before are in the paper book",
                    **values,
                }
            )
        )
        return wizard.action_set()

    def _wizard(self, record, user=None, **values):
        return (
            self.env["dlxh.document.number.wizard"]
            .with_user(user or self.clerk)
            .create({"res_model": record._name, "res_id": record.id, **values})
        )

    def test_numbers_run_without_gap(self):
        codes = [self.numbered().document_code for _i in range(3)]
        self.assertEqual(codes, ["01-BC/BTGTU", "02-BC/BTGTU", "03-BC/BTGTU"])

    def test_each_body_type_and_term_has_its_numbers(self):
        self.numbered()
        plan = self.env.ref("dlxh_collaborator.document_type_kh")
        self.assertEqual(
            self.numbered(document_type_id=plan.id).document_code, "01-KH/BTGTU"
        )
        before = self.numbered(document_date="2025-05-05")
        self.assertEqual(before.term_id.code, "2020-2025")
        self.assertEqual(before.number, 1)
        other = self.make_body(
            self.province_a, self.leader, symbol="VPTU", name="Văn phòng"
        )
        self.assertEqual(self.numbered(body_id=other.id).document_code, "01-BC/VPTU")

    def test_regulations_and_decisions_share_their_numbers(self):
        decision = self.env.ref("dlxh_collaborator.document_type_qd")
        regulation = self.env.ref("dlxh_collaborator.document_type_qdi")
        codes = [
            self.numbered(document_type_id=kind.id).document_code
            for kind in (decision, regulation, decision)
        ]
        self.assertEqual(codes, ["01-QĐ/BTGTU", "02-QĐ/BTGTU", "03-QĐ/BTGTU"])

    def test_state_bodies_number_anew_each_year(self):
        front = self.make_body(
            self.province_a,
            self.leader,
            name="Ủy ban Mặt trận Tổ quốc Việt Nam",
            symbol="MTTQ",
            format_profile_id=self.env.ref(
                "dlxh_collaborator.format_profile_state_30_2020"
            ).id,
        )
        codes = [
            self.numbered(body_id=front.id, document_date=day).document_code
            for day in ("2026-02-01", "2026-11-30", "2027-01-04")
        ]
        self.assertEqual(codes, ["01/BC-MTTQ", "02/BC-MTTQ", "01/BC-MTTQ"])
        letter = self.env.ref("dlxh_collaborator.document_type_cv")
        record = self.numbered(body_id=front.id, document_type_id=letter.id)
        self.assertEqual(record.document_code, "01/MTTQ")

    def test_taking_twice_changes_nothing(self):
        record = self.numbered()
        record.with_user(self.clerk).action_take_number()
        self.assertEqual(record.number, 1)
        self.assertEqual(self.numbered().number, 2)

    def test_an_undone_number_is_given_again(self):
        record, other = self.checked(), self.checked()
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            record.with_user(self.clerk).action_take_number()
            raise ZeroDivisionError
        record.invalidate_recordset()
        self.assertEqual(record.number, 0)
        other.with_user(self.clerk).action_take_number()
        self.assertEqual(other.number, 1)

    def test_several_documents_at_once(self):
        records = self.checked() | self.checked() | self.checked()
        records.with_user(self.clerk).action_take_number()
        self.assertEqual(records.mapped("number"), [1, 2, 3])

    def test_first_number_in_the_middle_of_a_term(self):
        for user in (
            self.clerk,
            self.chair("administrator", self.province_a),
            self.chair("administrator"),
        ):
            self._set_next(12, user)
        self.assertEqual(self.numbered().document_code, "12-BC/BTGTU")
        self.assertEqual(self.numbered().number, 13)
        counter = self.env["dlxh.document.counter"].search(
            [("body_id", "=", self.body.id)]
        )
        self.assertEqual(counter.unit_id, self.province_a)
        self.assertIn("paper book", counter.message_ids[-1].body)

    def test_next_number_may_be_corrected_until_it_is_used(self):
        self._set_next(50)
        self._set_next(13)
        self.assertEqual(self.numbered().number, 13)
        for number in (1, 13):
            with self.assertRaisesRegex(UserError, "13"):
                self._set_next(number)
        self._set_next(20)
        self.assertEqual(self.numbered().number, 20)

    def test_next_number_below_one_is_refused(self):
        with self.assertRaises(UserError):
            self._set_next(0)

    def test_who_sets_the_next_number(self):
        for user in (
            self.chair("clerk", self.province_b),
            self.chair("clerk", self.ward_a1),
            self.chair("clerk", self.centre),
            self.chair("administrator", self.province_b),
            self.officer,
            self.leader,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._set_next(5, user)

    def test_next_number_of_a_state_body(self):
        self.body.format_profile_id = self.env.ref(
            "dlxh_collaborator.format_profile_state_30_2020"
        )
        self._set_next(8, year=2026)
        self.assertEqual(self.numbered().document_code, "08/BC-BTGTU")

    def test_form_of_the_next_number(self):
        form = Form(self.env["dlxh.document.counter.wizard"].with_user(self.clerk))
        form.body_id = self.body
        form.document_type_id = self.type_report
        self.assertEqual(form.term_id.code, "2025-2030")
        self.assertEqual(form.current_next, 1)
        form.next_number = 12
        form.reason = "1 to 11: paper book"
        form.save().action_set()
        self.assertEqual(self.numbered().number, 12)

    def test_form_of_the_number_of_a_document(self):
        record = self.checked(document_date=False)
        action = record.with_user(self.clerk).action_open_number_wizard()
        Wizard = self.env[action["res_model"]].with_user(self.clerk)
        form = Form(Wizard.with_context(**action["context"]))
        self.assertEqual(form.document_date, fields.Date.context_today(record))
        self.assertEqual(form.number, 1)
        form.document_date = "2025-03-01"
        self.assertEqual(form.proposed_number, 1)
        form.save().action_confirm()
        self.assertEqual(record.term_id.code, "2020-2025")

    def test_wizard_confirms_the_number_and_the_date(self):
        record = self.checked(document_date=False)
        wizard = self._wizard(record, document_date="2026-03-05")
        self.assertEqual((wizard.proposed_number, wizard.number), (1, 1))
        wizard.action_confirm()
        self.assertEqual(record.document_code, "01-BC/BTGTU")
        self.assertEqual(str(record.document_date), "2026-03-05")

    def test_wizard_passes_over_numbers_with_a_reason(self):
        record = self.checked()
        with self.assertRaisesRegex(UserError, "next number is 1"):
            self._wizard(record, number=4).action_confirm()
        self._wizard(record, number=4, reason="1 to 3: by hand").action_confirm()
        self.assertEqual(record.number, 4)
        self.assertEqual(self.numbered().number, 5)
        counter = self.env["dlxh.document.counter"].search(
            [("body_id", "=", self.body.id)]
        )
        self.assertIn("1 to 3: by hand", counter.message_ids[0].body)

    def test_wizard_refuses_a_number_that_was_given_meanwhile(self):
        first, second = self.checked(), self.checked()
        wizards = self._wizard(first) | self._wizard(second)
        self.assertEqual(wizards.mapped("number"), [1, 1])
        wizards[0].action_confirm()
        with self.assertRaisesRegex(UserError, "next number .* is 2"):
            wizards[1].action_confirm()
        self.assertEqual(second.number, 0)

    def test_wizard_of_another_unit_is_refused(self):
        record = self.checked()
        with self.assertRaises(AccessError):
            self._wizard(record, self.chair("clerk", self.province_b), number=1)
        with self.assertRaises(UserError):
            self.env["dlxh.document.number.wizard"].with_user(self.clerk).create(
                {"res_model": "res.partner", "res_id": 1, "number": 1}
            )

    def test_who_takes_a_number(self):
        self.env["ir.rule"].search([("name", "=", "dlxh.document.tester")]).unlink()
        record = self.checked()
        for chair, unit in (
            ("clerk", self.province_b),
            ("clerk", self.centre),
            ("leader", self.ward_a1),
        ):
            with self.subTest(chair=chair), self.assertRaises(AccessError):
                record.with_user(self.chair(chair, unit)).action_take_number()
        record.with_user(self.leader).action_take_number()
        self.assertEqual(record.number, 1)

    def test_missing_parts_are_named(self):
        record = self.checked()
        record.signer_id = False
        with self.assertRaisesRegex(UserError, "Signer"):
            record.with_user(self.clerk).action_take_number()

    def test_no_term_is_told(self):
        record = self.checked(document_date="1990-01-01")
        with self.assertRaisesRegex(UserError, "term"):
            record.with_user(self.clerk).action_take_number()

    def test_number_is_never_written_by_hand(self):
        for values in (
            {"number": 7},
            {"document_code": "07-BC/BTGTU"},
            {"secret_checked_at": "2026-01-01"},
            {"secret_checked_by_id": self.officer.id},
            {"signed_copy_hash": "x"},
        ):
            with self.subTest(values=values):
                with self.assertRaises(AccessError):
                    self.document(**values)
                forged = {"dlxh_document_flow": True, "dlxh_approval_flow": True}
                record = self.document().with_context(**forged)
                with self.assertRaises(AccessError):
                    record.write(values)

    def test_head_and_foot_are_fixed_with_the_number(self):
        record = self.numbered()
        for values in (
            {"abstract": "khác"},
            {"document_date": "2026-01-01"},
            {"body_id": False},
            {"term_id": False},
            {"place": "Hà Nội"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                record.with_user(self.officer).write(values)
        self.body.symbol = "BTGDVTU"
        self.body.place = "Hà Nội"
        self.assertEqual(record.document_code, "01-BC/BTGTU")
        self.assertEqual(record.place, "Hạ Long")

    def test_a_numbered_document_is_not_deleted_and_its_copy_has_no_number(self):
        record = self.numbered()
        with self.assertRaises(UserError):
            record.with_user(self.officer).unlink()
        copy = record.with_user(self.officer).copy()
        self.assertFalse(copy.number or copy.document_code or copy.secret_checked_at)
        copy.unlink()

    def test_counters_are_seen_in_scope_and_written_by_nobody(self):
        self.numbered()
        counter = self.env["dlxh.document.counter"].search(
            [("body_id", "=", self.body.id)]
        )
        for chair in ("clerk", "officer", "leader"):
            for unit, seen in (
                (self.province_a, True),
                (self.centre, True),
                (self.province_b, False),
                (self.ward_a1, False),
                (self.env["dlxh.unit"], False),
            ):
                user = self.chair(chair, unit)
                found = counter.with_user(user).search([("id", "=", counter.id)])
                self.assertEqual(bool(found), seen, f"{chair} {unit.name}")
                with self.assertRaises(AccessError):
                    counter.with_user(user).write({"last_number": 0})
        administrator = self.chair("administrator", self.province_a)
        with self.assertRaises(AccessError):
            counter.with_user(administrator).write({"last_number": 0})
        with self.assertRaises(AccessError):
            counter.with_user(administrator).unlink()

    def test_queries_of_taking_a_number(self):
        self.numbered()
        record = self.checked().with_user(self.clerk)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            record.action_take_number()

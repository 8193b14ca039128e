from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_team import DlxhTeamCase


@tagged("post_install", "-at_install")
class TestRegulation(DlxhTeamCase):
    """Versions of the operating regulation, from the draft to the next one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.chair("officer", cls.province_a)
        cls.leader = cls.chair("leader", cls.province_a)
        cls.body = cls.make_body(
            cls.province_a,
            cls.leader,
            kind="standing_committee",
            signing_name="Ban Thường vụ",
        )

    def _draft(self, **values):
        return (
            self.env["dlxh.regulation"]
            .with_user(self.officer)
            .create({"unit_id": self.province_a.id, **values})
        )

    def _issued(self, day, **values):
        regulation = self._draft(document_date=day, **values)
        self._issue(regulation)
        return regulation

    def _issue(self, regulation):
        regulation.action_submit_approval()
        regulation.with_user(self.leader).action_approve()
        regulation.with_user(self.leader).action_secret_check()
        regulation.action_issue()

    def test_a_new_regulation_is_proposed_with_its_chapters(self):
        regulation = self._draft()
        self.assertEqual(regulation.body_id, self.body)
        self.assertEqual(regulation.document_type_id.symbol, "QC")
        self.assertEqual(regulation.version, 1)
        text = str(regulation.text)
        for part in (
            "Chương I. QUY ĐỊNH CHUNG",
            "Chương VI. TỔ CHỨC THỰC HIỆN",
            "dư luận xã hội province_a",
            "Ban Thường vụ",
            "giữ kín, chỉ công bố tổng hợp",
        ):
            self.assertIn(part, text)
        self.assertNotIn("$", text)
        self.assertIn("province_a", regulation.abstract)
        self.assertIn("Regulation of province_a, version 1", regulation.display_name)

    def test_quota_of_the_unit_stands_in_the_text(self):
        self.province_a.write({"own_team_min": 7, "own_team_max": 9})
        self.assertIn("từ 7 đến 9 đồng chí", self._draft().text)

    def test_chapters_are_data_and_checked(self):
        chapter = self.env.ref("dlxh_collaborator.regulation_chapter_1")
        chapter.text = "<p>Only $unit.</p>"
        self.assertIn("Only province_a.", self._draft().text)
        for text in ("<p>$salary</p>", "<p>5 $ a day</p>"):
            with self.assertRaises(ValidationError):
                chapter.text = text
        self.province_a.name = "<b>A & B</b>"
        self.assertIn("Only &lt;b&gt;A &amp; B&lt;/b&gt;.", self._draft().text)

    def test_issuing_puts_it_in_force_for_the_teams(self):
        team = self.team(self.province_a)
        regulation = self._issued("2026-02-01")
        self.assertEqual(regulation.state, "issued")
        self.assertEqual(regulation.document_code, "01-QC/BTGTU")
        self.assertEqual(regulation.date_from, date(2026, 2, 1))
        self.assertEqual(team.regulation_id, regulation)
        self.assertEqual(regulation.team_count, 1)
        with self.assertRaises(UserError):
            regulation.text = "<p>Other</p>"

    def test_a_new_team_works_under_what_is_in_force(self):
        regulation = self._issued("2026-02-01")
        self.assertEqual(self.team(self.province_a).regulation_id, regulation)
        self.assertFalse(self.team(self.province_b).regulation_id)

    def test_the_next_version_ends_the_one_before(self):
        team = self.team(self.province_a)
        first = self._issued("2026-02-01")
        action = first.action_new_version()
        second = first.browse(action["res_id"])
        self.assertEqual((second.version, second.text), (2, first.text))
        self.assertEqual(first.action_new_version()["res_id"], second.id)
        second.document_date = "2026-09-01"
        self._issue(second)
        self.assertEqual(
            (first.state, first.date_to), ("superseded", date(2026, 8, 31))
        )
        self.assertEqual(second.previous_id, first)
        self.assertEqual(team.regulation_id, second)
        self.assertEqual(first.version_count, 2)
        found = self.env["dlxh.regulation"]._in_force(
            self.province_a, date(2026, 8, 31)
        )
        self.assertEqual(found, {self.province_a.id: first.id})

    def test_a_version_cannot_begin_before_the_last(self):
        self._issued("2026-02-01")
        second = self._draft(document_date="2026-02-01")
        with self.assertRaisesRegex(UserError, "begins on"):
            self._issue(second)

    def test_versions_and_validity_are_not_typed_in(self):
        regulation = self._draft()
        for values in (
            {"version": 7},
            {"date_to": "2026-01-01"},
            {"previous_id": regulation.id},
        ):
            with self.assertRaises(UserError):
                regulation.write(values)
            with self.assertRaises(UserError):
                self._draft(**values)
        with self.assertRaises(UserError):
            regulation.state = "issued"
        made = (
            self.env["dlxh.regulation"]
            .with_user(self.officer)
            .with_context(default_version=9, default_issued_at="2020-01-01 00:00:00")
            .create({"unit_id": self.province_a.id})
        )
        self.assertEqual((made.version, made.issued_at), (2, False))

    def test_empty_text_and_foreign_body_are_refused(self):
        regulation = self._draft()
        regulation.text = "<p></p>"
        with self.assertRaisesRegex(UserError, "lacks"):
            regulation.action_submit_approval()
        other = self.make_body(self.province_b)
        with self.assertRaises(ValidationError):
            regulation.body_id = other

    def test_it_needs_approval_before_its_number(self):
        regulation = self._draft()
        regulation.with_user(self.leader).action_secret_check()
        with self.assertRaises(UserError):
            regulation.action_take_number()
        with self.assertRaises(AccessError):
            regulation.action_issue()

    def test_drafts_stay_in_the_unit(self):
        draft = self._draft()
        below = self.chair("officer", self.ward_a1)
        above = self.chair("officer", self.centre)
        beside = self.chair("officer", self.province_b)
        for user in (below, above, beside):
            self.assertFalse(draft.with_user(user).has_access("read"), user.login)
        self._issue(draft)
        self.assertTrue(draft.with_user(above).has_access("read"))
        for user in (below, beside):
            self.assertFalse(draft.with_user(user).has_access("read"), user.login)
        self.assertEqual(
            draft.with_user(beside).sudo().display_name, "(of another unit)"
        )
        with self.assertRaises(AccessError):
            draft.with_user(above).action_new_version()

    def test_a_member_of_the_team_reads_it(self):
        user = self.chair("collaborator", login="member_reads")
        person = self.collaborator(self.province_a, user)
        regulation = self._issued("2026-02-01")
        self.assertFalse(regulation.with_user(user).has_access("read"))
        self.team(self.province_a, [person])
        self.assertTrue(regulation.with_user(user).has_access("read"))

    def test_printed_regulation(self):
        regulation = self._issued("2026-02-01")
        page = regulation._document_page()
        self.assertEqual(page["title"], regulation.document_type_id.name)
        self.assertIn("Chương I", page["body"])
        self.assertTrue(page["body"].startswith("<p><em>- Căn cứ"), page["body"][:80])
        from .test_word import lines_of

        lines = lines_of(regulation._word_file())
        self.assertIn("Chương II. TỔ CHỨC, TIÊU CHUẨN", lines)

    def test_print_and_word_stand_side_by_side(self):
        for model in ("dlxh.regulation", "dlxh.decision"):
            arch = self.env[model].get_view(view_type="form")["arch"]
            printing = arch.index("action_print_document")
            self.assertGreater(arch.index("action_print_word"), printing)
            self.assertEqual(arch.count("action_print_word"), 1)

    def test_list_and_form_cost_a_constant_number_of_queries(self):
        regulations = self.env["dlxh.regulation"].browse()
        for number in range(6):
            unit = self._unit(f"reg_{number}", "above_grassroots", self.province_a)
            regulations |= self.env["dlxh.regulation"].create({"unit_id": unit.id})
        names = ["unit_id", "version", "document_code", "date_from", "state"]
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(4):
            regulations.web_read({name: {} for name in names})

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_opinion import OpinionCase

CHAIRS = (
    "collaborator",
    "officer",
    "leader",
    "clerk",
    "inspector",
    "data_officer",
    "administrator",
)


@tagged("post_install", "-at_install")
class TestIssue(OpinionCase):
    """Issues: who sees them, how sheets join them, how they end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.issue = cls._issue(cls.ward_a1, "Giá điện sinh hoạt tăng cao")
        cls.above = cls._issue(cls.province_a, "Giá điện tăng trên toàn tỉnh")

    @classmethod
    def _issue(cls, unit, name, **values):
        return cls.env["dlxh.issue"].create(
            {"unit_id": unit.id, "name": name, "topic_id": cls.topic.id, **values}
        )

    def _rights(self, user, record):
        return {
            operation
            for operation in ("read", "write", "create", "unlink")
            if record.with_user(user).has_access(operation)
        }

    def test_every_chair_in_every_place(self):
        places = {
            "own": self.ward_a1,
            "below": self.cell_a11,
            "beside": self.ward_a2,
            "above": self.province_a,
            "nowhere": None,
        }
        expected = {
            ("officer", "own"): {"read", "write", "create"},
            ("leader", "own"): {"read", "write"},
        }
        users = {chair: self.chair(chair) for chair in CHAIRS}
        for place, unit in places.items():
            for user in users.values():
                user.dlxh_unit_ids = [Command.set(unit.ids if unit else [])]
            for sent, published in ((False, False), (True, False), (False, True)):
                self.issue.sudo().write({"is_sent": sent, "published": published})
                for chair, user in users.items():
                    rights = set(expected.get((chair, place), ()))
                    if chair in ("officer", "leader"):
                        if (sent and place == "above") or (
                            published and place == "below"
                        ):
                            rights = {"read"}
                    if chair == "collaborator" and published and place == "below":
                        rights = {"read"}
                    with self.subTest(
                        chair=chair, place=place, sent=sent, published=published
                    ):
                        self.assertEqual(self._rights(user, self.issue), rights)
                        if not rights:
                            continue
                        found = self.env["dlxh.issue"].with_user(user).search([])
                        self.assertIn(self.issue, found)

    def test_transfer_takes_effect_at_once(self):
        self.assertTrue(self.issue.with_user(self.officer).has_access("write"))
        self.officer.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        self.assertFalse(self.issue.with_user(self.officer).has_access("read"))

    def test_the_collaborator_sees_name_and_answer_only(self):
        issue = self.issue.with_user(self.author)
        self.assertEqual(issue.name, self.issue.name)
        names = issue.fields_get()
        self.assertIn("outcome", names)
        for hidden in ("handling", "handler_unit_id", "deadline", "unit_count"):
            self.assertNotIn(hidden, names)

    def test_the_unit_count_shows_to_the_consolidating_level_only(self):
        for unit in (self.ward_a1, self.ward_a2):
            self._issue(unit, "Giá điện", parent_issue_id=self.above.id, is_sent=True)
        self._issue(self.ward_a1, "Giá điện nữa", parent_issue_id=self.above.id)
        self.above.published = True
        province = self.chair("officer", self.province_a)
        self.assertEqual(self.above.with_user(province).unit_count, 2)
        self.assertEqual(self.above.with_user(self.officer).unit_count, 0)

    def test_sheets_join_own_issues_and_those_published_from_above(self):
        sheet = self.sheet()
        officer = sheet.with_user(self.officer)
        officer.issue_id = self.issue
        with self.assertRaises(ValidationError):
            officer.issue_id = self.above
        self.above.with_user(self.chair("officer", self.province_a)).action_publish()
        officer.issue_id = self.above
        self.assertEqual(sheet.issue_id, self.above)
        beside = self._issue(self.ward_a2, "Giá điện")
        with self.assertRaises(ValidationError):
            officer.issue_id = beside

    def test_similar_issues_are_suggested(self):
        self._issue(self.ward_a1, "Thu gom rác thải chậm")
        self._issue(self.ward_a2, "Giá điện sinh hoạt tăng")
        form = Form(self.env["dlxh.opinion"].with_user(self.author))
        form.title = "gia dien sinh hoat tang"
        self.assertEqual(form.similar_issue_ids.ids, self.issue.ids)
        self.above.published = True
        form.title = "giá điện tăng"
        self.assertEqual(
            set(form.similar_issue_ids.ids), {self.issue.id, self.above.id}
        )
        self.issue.with_user(self.officer).write(
            {"state": "closed", "outcome": "Đã trả lời"}
        )
        form.title = "giá điện sinh hoạt"
        self.assertEqual(form.similar_issue_ids.ids, self.above.ids)

    def test_the_most_similar_is_offered_first(self):
        other = self._issue(self.ward_a1, "Thu gom rác thải chậm")
        issues = self.env["dlxh.issue"].with_user(self.author)
        offered = issues.with_context(
            dlxh_similar_to="rác thải thu gom chậm"
        ).name_search("", limit=5)
        self.assertEqual([key for key, _name in offered], [other.id, self.issue.id])

    def test_first_and_last_week_follow_the_accepted_sheets(self):
        issue = self._issue(
            self.ward_a1, "Rác thải", first_seen="2025-07-14", last_seen="2025-07-14"
        )
        for week in ("2025-06-30", "2025-08-04"):
            self.accepted(observed_week=week, issue_id=issue.id)
        self.sheet(observed_week="2025-09-01", issue_id=issue.id)
        self.assertEqual(str(issue.first_seen), "2025-06-30")
        self.assertEqual(str(issue.last_seen), "2025-08-04")

    def test_names_and_handling_are_screened(self):
        officer = self.issue.with_user(self.officer)
        with self.assertRaises(ValidationError):
            officer.name = "Ông Nguyễn Văn Tám khiếu nại"
        with self.assertRaises(ValidationError):
            officer.handling = "Làm rõ ai là người phản ánh"
        with self.assertRaises(ValidationError):
            officer.write(
                {
                    "handling": "Xác định danh tính người gửi",
                    "personal_data_reason": "theo yêu cầu",
                }
            )
        officer.handling = "Giao Phòng Kinh tế làm rõ nguyên nhân"
        self.assertTrue(officer.handling)

    def test_closing_needs_an_answer(self):
        officer = self.issue.with_user(self.officer)
        with self.assertRaises(ValidationError):
            officer.state = "closed"
        officer.write({"state": "closed", "outcome": "Đã có lộ trình giá điện"})
        with self.assertRaises(UserError):
            self.issue.unlink()

    def test_the_leader_decides_on_handling_only(self):
        leader = self.issue.with_user(self.leader)
        leader.write(
            {"state": "handling", "deadline": "2025-08-01", "handling": "Trả lời dân"}
        )
        with self.assertRaises(AccessError):
            leader.name = "Khác"
        with self.assertRaises(AccessError):
            leader.action_publish()
        late = self.env["dlxh.issue"].with_user(self.leader)
        self.assertEqual(late.search([("is_late", "=", True)]), self.issue)
        self.assertTrue(leader.is_late)
        items = self.env["dlxh.work.item"].with_user(self.leader)._items()
        self.assertEqual([item["count"] for item in items], [1])

    def test_an_issue_is_part_of_one_of_a_level_above(self):
        with self.assertRaises(ValidationError):
            self.above.parent_issue_id = self.issue
        with self.assertRaises(ValidationError):
            self.issue.parent_issue_id = self._issue(self.ward_a1, "Giá điện")
        with self.assertRaises(ValidationError):
            self.issue.parent_issue_id = self._issue(self.province_b, "Giá điện")
        self.issue.parent_issue_id = self.above

    def test_sent_issues_are_marked_once(self):
        self.issue._mark_sent()
        self.assertTrue(self.issue.is_sent)
        province = self.chair("officer", self.province_a)
        self.assertIn(self.issue, self.env["dlxh.issue"].with_user(province).search([]))

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tests.common import warmup

from .common_meeting import DlxhMeetingCase

LIST = {
    name: {} for name in ("start", "kind", "subject", "location", "roll_text", "state")
} | {"unit_id": {"fields": {"display_name": {}}}}


@tagged("post_install", "-at_install")
class TestMeetingQueries(DlxhMeetingCase):
    """What a screen costs does not grow with the rows it shows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enlarge(32)

    @classmethod
    def _enlarge(cls, number):
        """Add people with an e-mail address to the team."""
        partners = cls.env["res.partner"].create(
            [
                {"name": f"Person {at}", "email": f"p{at}@test.example"}
                for at in range(number)
            ]
        )
        people = cls.env["dlxh.collaborator"].create(
            [
                {"partner_id": p.id, "unit_id": cls.ward_a1.id, "state": "active"}
                for p in partners
            ]
        )
        cls.team.member_ids = [
            Command.create({"collaborator_id": p.id, "date_from": "2024-01-01"})
            for p in people
        ]

    def setUp(self):
        super().setUp()
        self.patch(
            self.env.registry["mail.mail"], "send_after_commit", lambda mails: None
        )

    def _cost(self, act):
        """Return how many queries something costs, with an empty cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    @warmup
    def test_list(self):
        for user in (self.officer, self.above, self.member_user):
            seen = self.Meeting.with_user(user)
            costs = []
            for number in (2, 20):
                for _one in range(number):
                    meeting = self.meeting()
                    meeting._prepare_list()
                act = lambda m=seen: m.web_search_read([], LIST, limit=80)  # noqa: E731
                act()
                costs.append(self._cost(act))
            self.assertEqual(costs[0], costs[1], user.login)
            self.assertLessEqual(costs[1], 14, user.login)

    @warmup
    def test_form(self):
        meeting = self.invited()
        meeting.action_fill_agenda()
        spec = self.Meeting.get_view(
            self.env.ref("dlxh_collaborator.dlxh_meeting_view_form").id, "form"
        )
        lines = {
            "fields": {
                "partner_id": {"fields": {"display_name": {}}},
                "role": {},
                "answer": {},
                "presence": {},
            }
        }
        fields = dict.fromkeys(
            name
            for name in spec["models"]["dlxh.meeting"]
            if name not in ("attendance_ids", "__last_update")
        )
        fields = {name: {} for name in fields} | {"attendance_ids": lines}
        seen = meeting.with_user(self.officer)
        self._cost(lambda: seen.web_read(fields))  # warm
        cost = self._cost(lambda: seen.web_read(fields))
        self.assertLessEqual(cost, 40)
        self._enlarge_and_invite(meeting)
        self.assertLessEqual(self._cost(lambda: seen.web_read(fields)), cost)

    def _enlarge_and_invite(self, meeting):
        self._enlarge(20)
        meeting.action_invite()

    def test_inviting(self):
        """One more person costs the rows that are written for him, no search."""
        small = self.meeting()
        self.invited()  # warm
        few = self._cost(small.action_invite)
        self._enlarge(30)
        many = self._cost(self.meeting().action_invite)
        self.assertLessEqual(few, 150)
        self.assertLessEqual((many - few) / 30, 1)

    def test_roll(self):
        meeting = self.invited(days=-1)
        self.invited(days=-1).action_all_present()  # warm
        line = meeting.attendance_ids[0]
        tap = self._cost(line.with_user(self.officer).action_present)
        self.assertLessEqual(tap, 16)
        everybody = self._cost(meeting.action_all_present)
        self.assertLessEqual(everybody, 20)

    def test_planning_a_year(self):
        values = {
            "unit_id": self.ward_a1.id,
            "date_from": "2030-01-01",
            "date_until": "2030-03-31",
        }
        Series = self.env["dlxh.meeting.series"].with_user(self.officer)
        Series.create(values).action_plan()  # warm
        quarter = self._cost(Series.create(values).action_plan)
        year = Series.create({**values, "date_until": "2030-12-31"})
        cost = self._cost(year.action_plan)
        self.assertLessEqual((cost - quarter) / 9, 12)
        self.assertLessEqual(cost, 160)

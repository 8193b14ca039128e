from freezegun import freeze_time

from odoo.tests import Form, tagged

from .common_decision import DlxhDecisionCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 03:00:00")
class TestDecisionQueries(DlxhDecisionCase):
    """Cost in queries does not grow with the number of lines."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.level.write({"team_min": 2, "team_max": 50})

    def _queries(self, do):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        do()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _approved(self, people, **values):
        lines = [self.line("add", person) for person in people]
        return self.number(self.approve(self.decision(*lines, **values)))

    def _issue(self, decision):
        return self._queries(
            lambda: decision.with_user(self.clerk).action_issue(),
        )

    def test_issuing_and_revoking_35_lines(self):
        people = self.people(35)
        small = self._approved(people[:3], decision_type="establish", date="2026-03-02")
        few = self._issue(small)
        revoked_few = self._queries(
            lambda: small.with_user(self.leader).action_revoke("Nhầm")
        )
        large = self._approved(people, decision_type="establish", date="2026-03-02")
        many = self._issue(large)
        self.assertEqual(len(large.team_id.member_ids), 35)
        self.assertLessEqual(many, few + 6)
        self.assertLessEqual(many, 140)
        revoked = self._queries(
            lambda: large.with_user(self.leader).action_revoke("Nhầm")
        )
        self.assertLessEqual(revoked, revoked_few + 6)

    def test_consolidating_and_restoring_many(self):
        people = self.people(40)
        self.founded(people[:20])
        counts = []
        for size, date in ((2, "2026-04-01"), (15, "2026-05-01")):
            lines = [
                self.line("replace", new, old)
                for old, new in zip(people[:size], people[20 : 20 + size], strict=True)
            ]
            decision = self.number(self.approve(self.decision(*lines, date=date)))
            issued = self._issue(decision)
            revoked = self._queries(
                lambda one=decision: one.with_user(self.leader).action_revoke("Nhầm")
            )
            counts.append((issued, revoked))
        (few, few_back), (many, many_back) = counts
        self.assertLessEqual(many, few + 6)
        self.assertLessEqual(many_back, few_back + 16)

    def test_writing_a_draft_of_many_lines(self):
        people = self.people(38)
        few = self._queries(
            lambda: self.decision(
                *(self.line("add", p) for p in people[:3]), decision_type="establish"
            )
        )
        many = self._queries(
            lambda: self.decision(
                *(self.line("add", p) for p in people[3:]), decision_type="establish"
            )
        )
        self.assertLessEqual(many, few + 6)

    def test_list_and_form(self):
        people = self.people(30)
        drafts = self.env["dlxh.decision"]
        for index in range(10):
            drafts |= self.decision(
                *(self.line("add", p) for p in people[: index + 2]),
                decision_type="establish",
            )
        specification = {
            name: {}
            for name in ("code paper_code decision_type date line_count state").split()
        } | {"unit_id": {"fields": {"display_name": {}}}}
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(13):
            self.env["dlxh.decision"].with_user(self.officer).web_search_read(
                [("id", "in", drafts.ids)], specification
            )
        opened = self._queries(lambda: Form(drafts[0].with_user(self.officer)))
        larger = self._queries(lambda: Form(drafts[9].with_user(self.officer)))
        self.assertLessEqual(larger, opened + 4)

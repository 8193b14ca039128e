from odoo.tests import tagged

from .common_opinion import OpinionCase

LIST = {
    "is_nil": {},
    "observed_week": {},
    "display_name": {},
    "topic_id": {"fields": {"display_name": {}}},
    "area_unit_id": {"fields": {"display_name": {}}},
    "issue_id": {"fields": {"display_name": {}}},
    "urgency": {},
    "state": {},
}
ISSUES = {
    "name": {},
    "topic_id": {"fields": {"display_name": {}}},
    "unit_id": {"fields": {"display_name": {}}},
    "unit_count": {},
    "last_seen": {},
    "deadline": {},
    "state": {},
}


@tagged("post_install", "-at_install")
class TestOpinionQueries(OpinionCase):
    """Opening a list costs the same number of queries for 3 rows as for 40."""

    def _cost(self, user, model, specification, domain):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env[model].with_user(user)
        rows.web_search_read(domain, specification, limit=80)  # warm the rule caches
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        rows.web_search_read(domain, specification, limit=80)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _costs(self):
        mine = [("is_mine", "=", True)]
        with_author = {**LIST, "collaborator_id": {"fields": {"display_name": {}}}}
        return {
            "author": self._cost(self.author, "dlxh.opinion", LIST, mine),
            "officer": self._cost(self.officer, "dlxh.opinion", with_author, []),
            "leader": self._cost(self.leader, "dlxh.opinion", LIST, []),
            "issues": self._cost(self.officer, "dlxh.issue", ISSUES, []),
        }

    def _more(self, number):
        for index in range(number):
            issue = self.env["dlxh.issue"].create(
                {"unit_id": self.ward_a1.id, "name": f"Vấn đề {index}"}
            )
            self.accepted(issue_id=issue.id)

    def test_the_number_of_queries_does_not_grow(self):
        self._more(3)
        few = self._costs()
        self._more(37)
        many = self._costs()
        self.assertEqual(few, many)
        for name, limit in {
            "author": 16,
            "officer": 20,
            "leader": 16,
            "issues": 14,
        }.items():
            self.assertLessEqual(many[name], limit, name)

from odoo import fields
from odoo.tests import tagged

from .common_opinion import OpinionCase

#: queries of opening “My work”, whatever waits there
MOST = {"collaborator": 40, "officer": 70, "leader": 55}


@tagged("post_install", "-at_install")
class TestWorkQueries(OpinionCase):
    """Opening “My work” costs the same however much waits."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        units = cls.env["dlxh.unit"].with_context(active_test=False)
        roots = units.search([("parent_id", "=", False)])
        cls.seated = cls.chair("officer", roots, login="work_top")
        cls.chairs = {
            "collaborator": cls.author,
            "officer": cls.officer,
            "leader": cls.leader,
        }
        cls.wait(1)

    @classmethod
    def wait(cls, count):
        """Let sheets, reports, issues and alerts wait for each chair."""
        yesterday = fields.Date.subtract(fields.Date.today(), days=1)
        for number in range(count):
            cls.sheet(submit=False)
            cls.sheet(urgency="urgent")
            cls.sheet().with_user(cls.officer)._return("Say what happened.")
            cls.env["dlxh.issue"].create(
                {
                    "unit_id": cls.ward_a1.id,
                    "name": f"Matter {number}",
                    "topic_id": cls.topic.id,
                    "deadline": yesterday,
                }
            )
            cls.env["dlxh.report"].create(
                {
                    "unit_id": cls.ward_a1.id,
                    "report_type": "quick",
                    "date_from": yesterday,
                    "date_to": yesterday,
                }
            )

    def work(self, user):
        return self.env["dlxh.work.item"].with_user(user)

    def queries_of(self, do):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        do()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def cost(self, user):
        self.work(user).action_open_my_work()  # the caches of the registry are warm
        return self.queries_of(self.work(user).action_open_my_work)

    def test_opening_costs_the_same_however_much_waits(self):
        few = {chair: self.cost(user) for chair, user in self.chairs.items()}
        self.wait(4)
        for chair, user in self.chairs.items():
            with self.subTest(chair=chair):
                self.work(user).action_open_my_work()
                self.env.flush_all()
                self.env.invalidate_all()
                with self.assertQueryCount(MOST[chair]):
                    self.work(user).action_open_my_work()
                    self.env.flush_all()
                self.assertLessEqual(self.cost(user), few[chair])

    def test_the_top_of_the_tree_is_not_asked_for_again_and_again(self):
        self.assertLessEqual(self.cost(self.seated), MOST["officer"])
        units = self.seated._dlxh_units()
        self.assertTrue(units._is_whole_tree())
        other = self._unit("Another country", "direct")
        self.assertFalse(units._is_whole_tree(), "at once")
        reports = self.env["dlxh.report"].with_user(self.seated)
        report = reports.sudo().create(
            {
                "unit_id": other.id,
                "report_type": "quick",
                "date_from": "2026-06-01",
                "date_to": "2026-06-01",
            }
        )
        self.assertNotIn(report, reports.search([]))
        other.parent_id = units[:1]
        self.assertTrue(units._is_whole_tree(), "moved below")

    def test_every_card_opens_what_it_counts(self):
        for chair, user in self.chairs.items():
            for item in self.work(user)._cards():
                with self.subTest(chair=chair, card=item["name"]):
                    action = item["action"]
                    if isinstance(action, str):
                        action = self.env["ir.actions.actions"]._for_xml_id(action)
                    self.assertTrue(action["type"])
                    if not item.get("count") or not isinstance(item["action"], dict):
                        continue
                    found = self.env[action["res_model"]].with_user(user)
                    self.assertEqual(
                        found.search_count(action["domain"]), item["count"]
                    )

    def test_cards_of_before_are_gone(self):
        first = self.work(self.officer).action_open_my_work()
        again = self.work(self.officer).action_open_my_work()
        cards = self.env["dlxh.work.item"].search(first["domain"])
        self.assertFalse(cards)
        cards = self.env["dlxh.work.item"].search(again["domain"])
        self.assertTrue(cards)
        self.assertEqual(cards.create_uid, self.officer)
        self.assertEqual(again["id"], first["id"])
        self.assertEqual(again["res_model"], "dlxh.work.item")

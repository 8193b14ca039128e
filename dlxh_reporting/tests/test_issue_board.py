from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import tagged

from ..models.dlxh_issue_week import ISSUES_KEY
from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
class TestIssueBoard(DlxhReportCase):
    """The board, the unit that handles an issue, and how it goes by week."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.matter = cls.issue(cls.ward_a1)
        cls.officer = cls.officers[cls.ward_a1]

    def weeks(self, issue, user, source):
        self.env.flush_all()
        rows = self.env["dlxh.issue.week"].with_user(user)
        rows = rows.with_context(**{ISSUES_KEY: issue.ids})
        return rows.search([("issue_id", "=", issue.id), ("source", "=", source)])

    # Board
    # -----

    def test_what_is_dragged_is_guarded(self):
        issue = self.matter.with_user(self.officer)
        issue.state = "watching"
        with self.assertRaises(UserError):
            issue.state = "new"
        with self.assertRaises(ValidationError):
            issue.state = "closed"
        issue.write({"state": "closed", "outcome": "Đã có lộ trình"})
        issue.state = "handling"
        with self.assertRaises(AccessError):
            self.matter.with_user(self.officers[self.ward_a2]).state = "closed"

    # Who handles it
    # --------------

    def test_the_unit_that_handles_it_reads_it_and_reports(self):
        other = self.officers[self.ward_a2]
        theirs = self.matter.with_user(other)
        self.assertFalse(theirs.has_access("read"))
        self.matter.with_user(self.officer).write(
            {"handler_unit_id": self.ward_a2.id, "state": "handling"}
        )
        self.assertTrue(theirs.has_access("read"))
        with self.assertRaises(AccessError):
            theirs.name = "Khác"
        with self.assertRaises(ValidationError):
            theirs.action_report_handling("Đã xác định danh tính người gửi")
        theirs.action_report_handling("Đã làm việc với điện lực")
        self.assertIn("điện lực", self.matter.handler_report)
        self.assertEqual(self.matter.handler_reported_on, Date.context_today(theirs))
        with self.assertRaises(AccessError):
            self.matter.with_user(self.officer).action_report_handling("x")
        with self.assertRaises(UserError):
            self.matter.with_user(self.officer).write({"handler_report": "x"})

    def test_deadlines_are_reminded_without_a_title(self):
        soon = Date.context_today(self.matter) + timedelta(days=2)
        self.matter.write({"deadline": soon, "handler_unit_id": self.ward_a2.id})
        crons = self.env.registry["ir.cron"]
        with patch.object(crons, "_commit_progress", return_value=60.0):
            self.env["dlxh.issue"]._cron_remind()
        kind = self.env.ref("dlxh_reporting.mail_activity_type_issue")
        told = self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])
        mine = told.filtered(lambda a: a.user_id == self.officers[self.ward_a2])
        self.assertEqual(len(mine), 1)
        self.assertIn("ward_a1", mine.note)
        self.assertNotIn(self.matter.name, f"{mine.summary} {mine.note}")
        self.assertFalse(mine.res_model)

    # By week
    # -------

    def test_own_sheets_by_week_and_tendency(self):
        for tendency in ("oppose", "oppose", "approve"):
            self.sheet(self.ward_a1, self.matter, tendency)
        seen = self.weeks(self.matter, self.officer, "own")
        found = {row.tendency: row.sheet_count for row in seen}
        self.assertEqual(found, {"oppose": 2, "approve": 1})
        self.assertEqual(str(seen[0].week), "2026-06-08")
        leader = self.weeks(self.matter, self.leaders[self.ward_a1], "own")
        found = {row.tendency: row.sheet_count for row in leader}
        self.assertEqual(found, {"oppose": 2}, "a single sheet is its officer's only")

    def test_units_below_count_once_whatever_cites_them(self):
        issues = {}
        for unit in (self.ward_a1, self.ward_a2):
            issues[unit] = self.matter if unit == self.ward_a1 else self.issue(unit)
            for _number in range(2):
                self.sheet(unit, issues[unit])
            self.sent(unit)
        above = self.drafted(self.province_a)
        issue = above.entry_ids.issue_id
        self.assertEqual(issues[self.ward_a2].parent_issue_id, issue)
        user = self.officers[self.province_a]
        below = self.weeks(issue, user, "below")
        self.assertEqual(sum(below.mapped("sheet_count")), 4)
        units = self.weeks(issue, user, "units")
        self.assertEqual(units.mapped("unit_count"), [2])
        self.send(above)
        below = self.weeks(issue, user, "below")
        self.assertEqual(sum(below.mapped("sheet_count")), 4)

    def test_a_single_sheet_below_is_not_told_above(self):
        self.sheet(self.ward_a1, self.matter)
        self.sent(self.ward_a1)
        above = self.drafted(self.province_a)
        issue = above.entry_ids.issue_id
        user = self.officers[self.province_a]
        self.assertFalse(self.weeks(issue, user, "below"))
        self.assertEqual(self.weeks(issue, user, "units").unit_count, 1)

    def test_nobody_reads_the_weeks_of_another_unit(self):
        self.sheet(self.ward_a1, self.matter)
        for unit in (self.ward_a2, self.province_a):
            self.assertFalse(self.weeks(self.matter, self.officers[unit], "own"))

    def test_there_is_no_line_for_a_person(self):
        """G08: nothing in it leads to a person."""
        people = {"res.partner", "res.users", "dlxh.collaborator", "dlxh.opinion"}
        for name, field in self.env["dlxh.issue.week"]._fields.items():
            if name not in ("create_uid", "write_uid"):
                self.assertNotIn(field.comodel_name, people, name)

    def test_the_buttons_open_the_weeks_of_this_issue(self):
        self.sheet(self.ward_a1, self.matter)
        issue = self.matter.with_user(self.officer)
        for action in (issue.action_open_weeks(), issue.action_open_unit_weeks()):
            self.assertIn(("issue_id", "=", issue.id), action["domain"])
            self.assertEqual(action["context"][ISSUES_KEY], issue.ids)
        action = issue.action_open_recommendations()
        self.assertEqual(action["context"]["default_issue_id"], issue.id)

    def test_answers_come_down_the_tree_of_issues(self):
        above = self.issue(self.province_a)
        self.matter.parent_issue_id = above
        other = self.issue(self.ward_b1)
        above.with_user(self.officers[self.province_a]).outcome = "Đã giảm giá"
        self.assertIn("Đã giảm giá", self.matter.with_user(self.officer).answers)
        self.assertTrue(self.matter.answered_on)
        self.assertFalse(other.answered_on or other.answers)
        user = self.officers[self.ward_a1]
        user.dlxh_unit_ids = [Command.set(self.ward_b1.ids)]
        self.assertFalse(self.matter.with_user(user).has_access("read"))

from odoo.fields import Command
from odoo.tests import tagged

from .common_report import DlxhReportCase


@tagged("post_install", "-at_install")
class TestOpinionAnswer(DlxhReportCase):
    """Whoever wrote a sheet reads on it what came of the matter."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.author = cls.chair("collaborator", cls.ward_a1)
        person = cls.collaborator(cls.ward_a1, cls.author)
        team = cls.env["dlxh.team"].create(
            {"unit_id": cls.ward_a1.id, "date_from": "2021-01-01"}
        )
        team.member_ids = [
            Command.create({"collaborator_id": person.id, "date_from": "2021-01-01"})
        ]
        cls.matter = cls.issue(cls.ward_a1)
        cls.mine = cls.sheet(
            cls.ward_a1,
            cls.matter,
            collaborator_id=person.id,
            proposal="Sửa đường",
        )

    def seen(self, sheet, user):
        sheet.invalidate_recordset(["answers"])  # as in a new request
        (row,) = sheet.with_user(user).read(["answers", "state"])
        return row

    def answered(self):
        report = self.drafted(self.ward_a1)
        report.entry_ids[0].proposal = "Sửa đường"
        rows = self.send(report).recommendation_ids
        asked = rows.with_user(self.officers[self.province_a])
        asked.action_answer("Năm nay sẽ sửa")
        return asked

    def test_the_answer_stands_on_the_sheet(self):
        self.assertFalse(self.seen(self.mine, self.author)["answers"])
        asked = self.answered()
        row = self.seen(self.mine, self.author)
        self.assertEqual(row["state"], "used")
        self.assertIn("Năm nay sẽ sửa", row["answers"])
        asked.action_use("7-KL/TU", "2026-07-01", "Bố trí vốn sửa đường")
        row = self.seen(self.mine, self.author)
        self.assertIn("7-KL/TU", row["answers"])
        self.assertIn("Bố trí vốn", row["answers"])

    def test_the_officer_reads_it_too(self):
        self.answered()
        row = self.seen(self.mine, self.officers[self.ward_a1])
        self.assertIn("Năm nay sẽ sửa", row["answers"])

    def test_an_issue_that_the_author_does_not_read(self):
        above = self.issue(self.province_a, outcome="Kín", published=True)
        person = self.mine.sudo().collaborator_id
        sheet = self.sheet(self.ward_a1, above, collaborator_id=person.id)
        self.assertIn("Kín", self.seen(sheet, self.author)["answers"])
        above.published = False
        self.assertFalse(self.seen(sheet, self.author)["answers"])

from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_report import DlxhReportCase

NAME = {"fields": {"display_name": {}}}
REPORT_LIST = {
    **{name: {} for name in ("date_to", "abstract", "document_code", "state")},
    **{name: {} for name in ("sheet_count", "unit_count", "is_nil", "sent_at")},
    **{name: {} for name in ("can_receive", "can_approve", "entry_count")},
    **{name: {} for name in ("child_report_count", "display_name")},
    "unit_id": NAME,
    "regime_id": NAME,
    "parent_unit_id": NAME,
}
ENTRY_LIST = {
    **{name: {} for name in ("date_to", "title", "sheet_count", "unit_count")},
    **{name: {} for name in ("tendency_text", "state", "is_edited")},
    **{name: {} for name in ("source_entry_count", "sources_purged")},
    "unit_id": NAME,
    "section_id": NAME,
    "topic_id": NAME,
    "report_id": NAME,
}


@tagged("post_install", "-at_install")
class TestReportQueries(DlxhReportCase):
    """A screen costs the same number of queries for ten rows and for forty."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wards = [
            cls._unit(f"query_{n}", "above_grassroots", cls.province_a)
            for n in range(40)
        ]
        cls.reports = cls.env["dlxh.report"].create(
            [
                {
                    "unit_id": ward.id,
                    "regime_id": cls.regime.id,
                    "date_from": "2026-06-01",
                    "date_to": "2026-06-30",
                    "entry_ids": [Command.create({"title": "An issue", "text": "x"})],
                }
                for ward in cls.wards
            ]
        )
        cls.reports._approval_flow().write({"state": "sent", "is_sent": True})
        cls.officer = cls.officers[cls.province_a]
        cls.env.flush_all()

    def queries_of(self, do):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        do()
        return self.env.cr.sql_log_count - before

    def queries_of_list(self, model, specification, limit):
        rows = self.env[model].with_user(self.officer)

        def read():
            found = rows.web_search_read(
                [("is_own_unit", "=", False)], specification, limit=limit
            )
            self.assertEqual(len(found["records"]), limit)

        read()  # fill the caches of the registry
        return self.queries_of(read)

    def test_lists(self):
        for model, specification in (
            ("dlxh.report", REPORT_LIST),
            ("dlxh.report.entry", ENTRY_LIST),
        ):
            few = self.queries_of_list(model, specification, 10)
            many = self.queries_of_list(model, specification, 40)
            with self.subTest(model=model):
                self.assertEqual(few, many)
                self.assertLess(many, 30)

    def test_form(self):
        def report_with(entries, month):
            return self.report(
                self.province_a,
                date_from=f"2026-{month}-01",
                date_to=f"2026-{month}-28",
                entry_ids=[
                    Command.create({"title": f"Issue {n}", "text": "x"})
                    for n in range(entries)
                ],
            )

        few, many = report_with(5, "01"), report_with(40, "02")
        Form(few)
        Form(many)  # both warm
        self.assertEqual(
            self.queries_of(lambda: Form(few)), self.queries_of(lambda: Form(many))
        )

    def test_sending_and_approving_write_in_batches(self):
        """The cost of approval does not grow with the number of entries."""

        def approved(entries, unit):
            report = self.report(
                unit,
                entry_ids=[
                    Command.create({"title": f"Issue {n}", "text": "x"})
                    for n in range(entries)
                ],
            )
            return self.queries_of(lambda: self.approve(report))

        approved(5, self.ward_b1)
        few, many = approved(5, self.ward_a1), approved(40, self.ward_a2)
        self.assertLessEqual(many, few + 3)

    def test_cards(self):
        items = self.env["dlxh.work.item"].with_user(self.officer)
        items._report_items()
        self.assertLess(self.queries_of(items._report_items), 20)

from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_consolidation import ConsolidationCase

#: queries of a draft, however many units below have sent however much
MOST = 65


@tagged("post_install", "-at_install")
class TestConsolidationQueries(ConsolidationCase):
    """A province's draft costs as many queries for a few communes as for many."""

    @classmethod
    def province_with(cls, communes, entries):
        """A province whose communes have sent reports of so many entries each."""
        province = cls._unit(f"size{communes}", "direct", cls.centre)
        cls.staff(province)
        reports = cls.env["dlxh.report"]
        for number in range(communes):
            commune = cls._unit(
                f"size{communes}_{number}", "above_grassroots", province
            )
            issues = cls.env["dlxh.issue"].create(
                [
                    {
                        "unit_id": commune.id,
                        "name": f"Matter {n} of the country",
                        "topic_id": cls.topic.id,
                    }
                    for n in range(entries)
                ]
            )
            reports |= reports.create(
                {
                    "unit_id": commune.id,
                    "regime_id": cls.regime.id,
                    "date_from": "2026-06-01",
                    "date_to": "2026-06-30",
                    "entry_ids": [
                        Command.create(
                            {
                                "title": issue.name,
                                "issue_id": issue.id,
                                "topic_id": cls.topic.id,
                                "text": f"<p>Said in {commune.name}</p>",
                            }
                        )
                        for issue in issues
                    ],
                }
            )
        reports._approval_flow().write(
            {"state": "sent", "is_sent": True, "parent_unit_id": province.id}
        )
        cls.env.flush_all()
        return province

    def queries_of(self, do):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        do()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _costs(self, communes, entries):
        """Queries of drafting, drafting again, opening and taking in late."""
        province = self.province_with(communes, entries)
        report = self.report(province)
        draft = self.queries_of(report.action_draft_from_sources)
        self.assertEqual(len(report.entry_ids), entries)
        self.assertEqual(set(report.entry_ids.mapped("unit_count")), {communes})
        edited = report.entry_ids[:2]
        edited.write({"text": "<p>Mine</p>"})
        again = self.queries_of(report.action_draft_from_sources)
        Form(report)  # fill the caches of the registry
        opened = self.queries_of(lambda: Form(report))
        return draft, again, opened

    def test_the_cost_does_not_grow(self):
        few, many = self._costs(5, 6), self._costs(25, 20)
        for what, small, large in zip(
            ("draft", "draft again", "open"), few, many, strict=True
        ):
            with self.subTest(what=what):
                self.assertLessEqual(large, small, f"{few} and {many}")
                self.assertLessEqual(large, MOST)

    def test_opening_costs_exactly_as_much(self):
        def opened(communes, entries):
            report = self.drafted(self.province_with(communes, entries))
            Form(report)
            return lambda: Form(report), report

        few, _report = opened(3, 4)
        cost = self.queries_of(few)
        many, _report = opened(9, 12)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(cost):
            many()

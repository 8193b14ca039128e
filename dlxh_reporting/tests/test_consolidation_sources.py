import random

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_consolidation import ConsolidationCase


@tagged("post_install", "-at_install")
class TestConsolidationSources(ConsolidationCase):
    """Which report takes what: nothing twice, nothing lost."""

    def test_a_thematic_report_takes_nothing_from_the_monthly_one(self):
        sheet = self.sheet(self.ward_a1, self.issue(self.ward_a1))
        theme = self.approve(self.draft(self.thematic(self.ward_a1)))
        self.assertEqual(theme.entry_ids.opinion_ids, sheet)
        self.assertEqual(sheet.state, "used")
        month = self.draft(self.situation(self.ward_a1))
        self.assertEqual(month.entry_ids.opinion_ids, sheet)
        self.assertEqual((month.sheet_count, theme.sheet_count), (1, 1))
        self.approve(month)

    def test_nor_the_monthly_one_from_the_thematic_one(self):
        sheet = self.sheet(self.ward_a1, self.issue(self.ward_a1))
        self.approve(self.draft(self.situation(self.ward_a1)))
        theme = self.draft(self.thematic(self.ward_a1))
        self.assertEqual(theme.entry_ids.opinion_ids, sheet)
        self.approve(theme)

    def test_a_lower_report_is_used_by_both(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        child = self.sent(self.ward_a1)
        self.approve(self.draft(self.thematic(self.province_a)))
        month = self.draft(self.situation(self.province_a))
        self.assertEqual(month.child_report_ids, child)
        self.assertEqual(month.entry_ids.source_entry_ids, child.entry_ids)

    def test_both_reports_of_a_unit_below_count_its_sheet_once(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        theme = self.send(self.draft(self.thematic(self.ward_a1)))
        month = self.send(self.draft(self.situation(self.ward_a1)))
        above = self.draft(self.situation(self.province_a))
        entry = above.entry_ids
        self.assertEqual(entry.source_entry_ids, (theme | month).entry_ids)
        self.assertEqual((entry.sheet_count, entry.unit_count), (1, 1))
        self.assertEqual(entry.tendency_counts, {"oppose": 1})
        self.assertEqual(above.sheet_count, 1)

    def test_taking_back_a_thematic_report_leaves_the_sheets_of_the_month_used(self):
        sheet = self.sheet(self.ward_a1, self.issue(self.ward_a1))
        theme = self.approve(self.draft(self.thematic(self.ward_a1)))
        month = self.approve(self.draft(self.situation(self.ward_a1)))
        leader = self.leaders[self.ward_a1]
        theme.with_user(leader).action_undo_approval("Not needed")
        self.assertEqual(sheet.state, "used")
        month.with_user(leader).action_undo_approval("Wrong")
        self.assertEqual(sheet.state, "accepted")

    def test_a_quick_report_after_the_monthly_draft_gets_the_sheet(self):
        urgent = self.sheet(self.ward_a1, self.issue(self.ward_a1), urgency="urgent")
        month = self.draft(self.situation(self.ward_a1))
        month.entry_ids.text = "<p>My own words</p>"
        quick = self.approve(self.draft(self.quick(self.ward_a1)))
        self.assertEqual(quick.entry_ids.opinion_ids, urgent)
        with self.assertRaises(UserError):
            month.action_submit_approval()
        month.action_draft_from_sources()
        self.assertFalse(month.entry_ids.opinion_ids)
        self.assertEqual(month.entry_ids.source_entry_ids, quick.entry_ids)
        self.assertEqual(month.sheet_count, 1)
        self.approve(month)

    def test_a_week_over_the_end_of_the_month_is_not_lost(self):
        issue = self.issue(self.ward_a1)
        sheet = self.sheet(self.ward_a1, issue, observed_week="2026-06-01")
        week = self.situation(self.ward_a1, "week")
        week.write({"date_from": "2026-05-30", "date_to": "2026-06-05"})
        self.approve(self.draft(week))
        self.assertEqual(week.entry_ids.opinion_ids, sheet)
        month = self.draft(self.situation(self.ward_a1))
        self.assertEqual(month.entry_ids.source_entry_ids, week.entry_ids)

    def test_a_weekly_report_does_not_take_a_monthly_one_from_below(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1), observed_week="2026-05-11")
        child = self.send(self.draft(self.situation(self.ward_a1, "last")))
        week = self.situation(self.province_a, "week")
        week.write({"date_from": "2026-06-01", "date_to": "2026-06-07"})
        self.assertFalse(self.draft(week).child_report_ids)
        month = self.draft(self.situation(self.province_a, "last"))
        self.assertEqual(month.child_report_ids, child)

    def test_the_last_month_is_not_taken_into_this_one(self):
        """May has a day more than June, June one less than May."""
        issue = self.issue(self.ward_a1)
        self.sheet(self.ward_a1, issue, observed_week="2026-05-11")
        for length, month in (("last", "2026-05-30"), ("month", "2026-06-30")):
            report = self.situation(self.ward_a1, length)
            report.date_to = month
            self.sheet(self.ward_a1, issue, observed_week=month)
            self.approve(self.draft(report))
        self.assertFalse(report.entry_ids.source_entry_ids)
        self.assertEqual(report.sheet_count, 1)

    def test_one_sheet_serves_week_month_quarter_half_and_year(self):
        """Nobody retypes anything: the words and the count go up by themselves."""
        sheet = self.sheet(self.ward_a1, self.issue(self.ward_a1))
        before = self.env["dlxh.report.entry"]
        for length in ("week", "month", "quarter", "half", "year"):
            report = self.draft(self.situation(self.ward_a1, length))
            entry = report.entry_ids
            with self.subTest(length=length):
                self.assertEqual(len(entry), 1)
                self.assertEqual(entry.source_entry_ids, before)
                self.assertEqual(
                    entry.opinion_ids,
                    sheet if not before else before.opinion_ids.browse(),
                )
                self.assertEqual((entry.sheet_count, entry.unit_count), (1, 1))
                self.assertIn("The price is too high", entry.text)
                self.assertEqual(report.sheet_count, 1)
            self.approve(report)
            before = entry

    def test_random_histories(self):
        """Whatever is written in whatever order: nothing twice, nothing lost."""
        for seed in range(4):
            with self.subTest(seed=seed):
                self._play(random.Random(seed), seed)

    def _play(self, dice, seed):
        year = 2020 + seed  # a world of its own
        spans = {
            "week": (f"{year}-06-08", f"{year}-06-14"),
            "month": (f"{year}-06-01", f"{year}-06-30"),
            "quarter": (f"{year}-04-01", f"{year}-06-30"),
        }
        units = [self.ward_a1, self.ward_a2]
        issues = {
            unit: [self.issue(unit, f"Issue {n} of {year}") for n in range(2)]
            for unit in units
        }
        sheets = self.env["dlxh.opinion"]
        for _n in range(10):
            unit = dice.choice(units)
            sheets |= self.sheet(
                unit,
                dice.choice(issues[unit]),
                dice.choice(["oppose", "approve"]),
                observed_week=f"{year}-06-08",
                urgency=dice.choice(["urgent", "normal"]),
            )
        kinds = ["week", "month", "quarter", "quick", "thematic"]
        for unit in (*units, self.province_a):
            reports = self._reports_of(unit, dice.sample(kinds, 4) + ["month"], spans)
            for report in reports:
                self.draft(report)
            reports.sort(
                key=lambda r: (r.report_type != "quick", r.date_to - r.date_from)
            )
            for report in reports:
                self.draft(report)
                if report.entry_ids and unit != self.province_a:
                    self.send(report)
                elif report.entry_ids:
                    self.approve(report)
                self._assert_counts(report)
            self._assert_reached(
                unit, sheets.filtered(lambda s, u=unit: s.unit_id == u)
            )
        self._assert_sent_is_reached(year)

    def _reports_of(self, unit, kinds, spans):
        found = []
        for kind in dict.fromkeys(kinds):
            first, last = spans.get(kind, spans["month"])
            if kind == "quick":
                first = last = first.replace("06-01", "06-10")
            found.append(
                self.report(
                    unit,
                    regime_id=False,
                    report_type=kind if kind in ("quick", "thematic") else "situation",
                    period_type=kind if kind in spans else False,
                    date_from=first,
                    date_to=last,
                )
            )
        return found

    def _below(self, entries):
        """The entries and all that they rest on."""
        found = entries
        while entries:
            entries = entries.source_entry_ids - found
            found |= entries
        return found

    def _assert_counts(self, report):
        kept = report.sudo().entry_ids.filtered(lambda e: e.state == "kept")
        for entry in kept:
            told = self._below(entry).opinion_ids
            self.assertEqual(entry.sheet_count, len(told), "each sheet once")
            for tendency in ("oppose", "approve"):
                streams = told.stream_ids.filtered(
                    lambda s, t=tendency: s.tendency == t
                )
                counted = (entry.tendency_counts or {}).get(tendency, 0)
                self.assertEqual(counted, len(streams.opinion_id))
        self.assertEqual(report.sheet_count, len(self._below(kept).opinion_ids))

    def _line(self, unit):
        return self.env["dlxh.report"].search(
            [("unit_id", "=", unit.id), ("report_type", "=", "situation")]
        )

    def _assert_reached(self, unit, sheets):
        reached = self._below(self._line(unit).entry_ids).opinion_ids
        self.assertFalse(sheets - reached, "every accepted sheet")

    def _assert_sent_is_reached(self, year):
        sent = self.env["dlxh.report"].search(
            [
                ("parent_unit_id", "=", self.province_a.id),
                ("state", "=", "sent"),
                ("date_to", ">=", f"{year}-01-01"),
                ("date_to", "<=", f"{year}-12-31"),
                ("period_type", "!=", "quarter"),  # waits for a quarter above
            ]
        )
        reached = self._below(self._line(self.province_a).entry_ids)
        self.assertFalse(sent.entry_ids - reached, "every entry that was sent up")

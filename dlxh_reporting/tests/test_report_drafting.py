import importlib.util
from pathlib import Path

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from ..models.report_counting import counting
from .common_report import DlxhReportCase


def migrate(name, cr):
    """Run a script of the migration to the present version."""
    path = Path(__file__).resolve().parents[1] / f"migrations/19.0.1.2.0/{name}.py"
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.migrate(cr, "19.0.1.1.0")


@tagged("post_install", "-at_install")
class TestReportDrafting(DlxhReportCase):
    """Every sheet counts once; what the officer wrote stays; nothing is lost."""

    def quarter(self, unit, **values):
        """A quarterly report that holds the month of the tests."""
        values = {
            "regime_id": False,
            "report_type": "situation",
            "period_type": "quarter",
            "date_from": "2026-04-01",
            "date_to": "2026-06-30",
            **values,
        }
        return self.report(unit, **values)

    def test_a_sheet_belongs_to_one_report(self):
        issue = self.issue(self.ward_a1)
        sheet = self.sheet(self.ward_a1, issue)
        month = self.drafted(self.ward_a1)
        self.assertEqual(month.entry_ids.opinion_ids, sheet)
        other = self.quarter(self.ward_a1)
        other.action_draft_from_sources()
        self.assertFalse(other.entry_ids, "the month holds the sheet already")

    def test_quarter_adds_month_and_late_sheets_once(self):
        issue = self.issue(self.ward_a1)
        self.sheet(self.ward_a1, issue)
        month = self.approve(self.drafted(self.ward_a1))
        late = self.sheet(self.ward_a1, issue, "approve", observed_week="2026-05-04")
        quarter = self.quarter(self.ward_a1)
        quarter.action_draft_from_sources()
        entry = quarter.entry_ids
        self.assertEqual(entry.source_entry_ids, month.entry_ids)
        self.assertEqual(entry.opinion_ids, late)
        self.assertEqual(entry.sheet_count, 2)
        self.assertEqual(entry.unit_count, 1)
        self.assertEqual(entry.tendency_counts, {"oppose": 1, "approve": 1})
        self.assertEqual(quarter.sheet_count, 2)

    def test_months_and_quarters_of_children_count_once(self):
        """The ward's quarter repeats its month, which the province's month used."""
        issue = self.issue(self.ward_a1)
        self.sheet(self.ward_a1, issue)
        self.sent(self.ward_a1)
        province_month = self.approve(self.drafted(self.province_a))
        self.sheet(self.ward_a1, issue, "approve")
        ward_quarter = self.quarter(self.ward_a1)
        ward_quarter.action_draft_from_sources()
        self.send(ward_quarter)
        self.assertEqual(ward_quarter.entry_ids.sheet_count, 2)
        quarter = self.quarter(self.province_a)
        quarter.action_draft_from_sources()
        entry = quarter.entry_ids
        self.assertEqual(
            entry.source_entry_ids, province_month.entry_ids | ward_quarter.entry_ids
        )
        self.assertEqual(entry.sheet_count, 2, "two sheets in all")
        self.assertEqual((entry.unit_count, entry.base_unit_count), (1, 1))
        self.assertEqual(quarter.sheet_count, 2)

    def test_a_child_report_is_used_once(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        self.sent(self.ward_a1)
        self.drafted(self.province_a)
        quarter = self.quarter(self.province_a)
        quarter.action_draft_from_sources()
        self.assertFalse(quarter.child_report_ids)

    def test_quick_report_takes_urgent_sheets_only(self):
        urgent = self.sheet(self.ward_a1, self.issue(self.ward_a1), urgency="urgent")
        normal = self.sheet(self.ward_a1, self.issue(self.ward_a1, "A new school"))
        quick = self.report(
            self.ward_a1,
            regime_id=False,
            report_type="quick",
            date_from="2026-06-10",
            date_to="2026-06-10",
        )
        quick.action_draft_from_sources()
        self.assertEqual(quick.entry_ids.opinion_ids, urgent)
        self.approve(quick)
        month = self.drafted(self.ward_a1)
        self.assertEqual(month.entry_ids.opinion_ids, normal)
        self.assertEqual(month.entry_ids.source_entry_ids, quick.entry_ids)
        self.assertEqual(month.sheet_count, 2)

    def test_drafting_again_keeps_what_the_officer_wrote(self):
        first, second = self.issue(self.ward_a1), self.issue(self.ward_a1, "A school")
        self.sheet(self.ward_a1, first)
        self.sheet(self.ward_a1, second, statement="It is far away")
        report = self.drafted(self.ward_a1)
        mine = report.entry_ids.filtered(lambda e: e.issue_id == first)
        mine.text = "<p>My own words</p>"
        self.assertTrue(mine.is_edited)
        by_hand = self.env["dlxh.report.entry"].with_user(self.env.user)
        by_hand = report.entry_ids.create(
            {"report_id": report.id, "title": "By hand", "text": "<p>Heard</p>"}
        )
        new = self.sheet(self.ward_a1, first, "approve", statement="It was needed")
        report.action_draft_from_sources()
        self.assertIn(mine, report.entry_ids)
        self.assertIn(by_hand, report.entry_ids)
        self.assertEqual(len(report.entry_ids), 3)
        self.assertEqual(mine.text, "<p>My own words</p>")
        self.assertIn("It was needed", mine.came_in_text)
        self.assertIn(new, mine.opinion_ids)
        self.assertEqual(mine.sheet_count, 2)
        before = report.entry_ids.mapped("text")
        report.action_draft_from_sources()
        self.assertEqual(report.entry_ids.mapped("text"), before, "nothing twice")

    def test_original_text_stays_readable_in_the_unit(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.drafted(self.ward_a1)
        report.entry_ids.text = "<p>Other words</p>"
        leader = report.entry_ids.with_user(self.leaders[self.ward_a1])
        self.assertIn("The price is too high", leader.original_text)

    def test_merge_and_take_back(self):
        one = self.sheet(self.ward_a1, self.issue(self.ward_a1, "Petrol is dear"))
        two = self.sheet(self.ward_a1, self.issue(self.ward_a1, "Fuel is dear"))
        report = self.drafted(self.ward_a1)
        first, second = report.entry_ids
        report.entry_ids.action_merge()
        self.assertEqual((first.state, second.state), ("kept", "merged"))
        self.assertEqual(second.merged_into_id, first)
        self.assertEqual(first.opinion_ids, one | two)
        self.assertEqual(first.sheet_count, 2)
        self.assertEqual(report.entry_count, 1)
        second.action_take_back()
        self.assertEqual(second.state, "kept")
        self.assertEqual((first.sheet_count, second.sheet_count), (1, 1))
        self.assertFalse(first.opinion_ids & second.opinion_ids)

    def test_similar_titles_are_suggested(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1, "Giá xăng dầu tăng"))
        self.sheet(self.ward_a1, self.issue(self.ward_a1, "Xăng dầu tăng giá mạnh"))
        self.sheet(self.ward_a1, self.issue(self.ward_a1, "Trường mầm non mới"))
        report = self.drafted(self.ward_a1)
        alike = report.entry_ids.filtered("similar_entry_id")
        self.assertEqual(len(alike), 1)
        alike.action_merge_similar()
        self.assertEqual(alike.state, "merged")
        self.assertEqual(report.entry_count, 2)

    def test_dropping_needs_a_reason_that_the_level_above_reads(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        minority = self.sheet(
            self.ward_a1, self.issue(self.ward_a1, "A school"), statement="Too far"
        )
        report = self.drafted(self.ward_a1)
        entry = report.entry_ids.filtered(lambda e: minority in e.opinion_ids)
        with self.assertRaises(UserError):
            entry.action_drop(" ")
        with self.assertRaises(UserError):
            entry.unlink()
        entry.action_drop("Already answered in May")
        self.send(report)
        self.assertEqual(minority.state, "used")
        above = entry.with_user(self.officers[self.province_a])
        self.assertEqual(above.state, "dropped")
        self.assertEqual(above.drop_reason, "Already answered in May")
        province = self.drafted(self.province_a)
        self.assertNotIn(entry, province.entry_ids.source_entry_ids)
        self.assertEqual(province.sheet_count, 1)
        self.assertNotIn("Too far", report._document_body_html())

    def test_merged_text_is_not_shown_above(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        self.sheet(self.ward_a1, self.issue(self.ward_a1, "A school"))
        report = self.drafted(self.ward_a1)
        report.entry_ids.action_merge()
        merged = report.entry_ids.filtered(lambda e: e.state == "merged")
        self.send(report)
        self.env.invalidate_all()
        above = self.env["dlxh.report.entry"].with_user(self.officers[self.province_a])
        self.assertFalse(above.search([("id", "in", merged.ids)]))

    def test_a_group_of_one_unit_is_not_named(self):
        """The text goes up: the unit's own sheets, however many, name no group."""
        issue = self.issue(self.ward_a1)
        for groups in (self.group_a, self.group_a | self.group_b):
            self.sheet(self.ward_a1, issue, groups=groups)
        entry = self.drafted(self.ward_a1).entry_ids
        text = entry.text.casefold()
        self.assertIn("the price is too high", text)
        self.assertNotIn(self.group_a.name.casefold(), text)
        self.assertNotIn(self.group_b.name.casefold(), text)
        self.assertFalse(entry.group_counts)

    def test_a_group_that_two_units_below_told_of_is_named(self):
        issue = self.issue(self.province_a, published=True)
        for ward in (self.ward_a1, self.ward_a2):
            self.sheet(ward, issue, groups=self.group_b)
            self.assertNotIn(
                self.group_b.name.casefold(), self.sent(ward).entry_ids.text.casefold()
            )
        self.sheet(self.province_a, issue, groups=self.group_a | self.group_b)
        entry = self.drafted(self.province_a).entry_ids
        text = entry.text.casefold()
        self.assertIn(self.group_b.name.casefold(), text)
        self.assertNotIn(self.group_a.name.casefold(), text)
        self.assertEqual(list(entry.group_counts), [str(self.group_b.id)])

    def _groups_of_two_wards(self, **second):
        """What the province counts by group after each ward told of the farmers."""
        for ward, values in ((self.ward_a1, {}), (self.ward_a2, second)):
            issue = self.issue(ward)
            self.sheet(ward, issue, groups=self.group_b, **values)
            report = self.drafted(ward)
            self.assertFalse(report.entry_ids.group_counts)
            self.send(report)
        return self.drafted(self.province_a).entry_ids

    def test_a_group_told_by_two_units_in_a_week_is_counted(self):
        entry = self._groups_of_two_wards()
        self.assertEqual(entry.group_counts, {str(self.group_b.id): {"oppose": 2}})

    def test_a_group_told_in_two_weeks_is_not_counted(self):
        entry = self._groups_of_two_wards(observed_week="2026-06-15")
        self.assertFalse(entry.group_counts)

    def test_a_group_told_in_two_ways_is_not_counted(self):
        entry = self._groups_of_two_wards(tendency="approve")
        self.assertFalse(entry.group_counts)

    def test_what_was_counted_before_is_left_out_by_the_upgrade(self):
        """Groups of a single unit stood in the counts of entries that were sent."""
        entry = self._groups_of_two_wards()
        shown = {str(self.group_b.id): {"oppose": 2}}
        below = with_flow(counting(entry.source_entry_ids.sudo()))
        old = {str(self.group_b.id): {"oppose": 1, "sheets": 1}}
        for lower in below:
            lower.group_counts = old
            lower.own_counts = {
                key: value for key, value in lower.own_counts.items() if key != "cells"
            }
        counting(entry.sudo()).group_counts = {
            str(self.group_b.id): {"oppose": 2, "sheets": 2}
        }
        self.env.flush_all()
        migrate("post-groups", self.cr)
        self.env.invalidate_all()
        self.assertFalse(any(below.mapped("group_counts")))
        self.assertEqual(entry.group_counts, shown)

    def test_counts_cannot_be_typed(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.drafted(self.ward_a1)
        with self.assertRaises(UserError):
            report.entry_ids.sheet_count = 99
        with self.assertRaises(UserError):
            report.entry_ids.with_context(dlxh_report_counting=True).sheet_count = 99
        with self.assertRaises(UserError):
            report.write({"sheet_count": 99})
        self.env.invalidate_all()
        self.assertEqual((report.entry_ids.sheet_count, report.sheet_count), (1, 1))

    def test_sources_must_be_own(self):
        foreign = self.sheet(self.ward_a2, self.issue(self.ward_a2))
        mine = self.sheet(self.ward_a1, self.issue(self.ward_a1), state="submitted")
        report = self.report(self.ward_a1)
        for sheet, error in ((foreign, AccessError), (mine, ValidationError)):
            with self.assertRaises(error):
                report.entry_ids.create(
                    {
                        "report_id": report.id,
                        "title": "Borrowed",
                        "opinion_ids": [Command.set(sheet.ids)],
                    }
                )
        draft = self.drafted(self.ward_a2)
        province = self.report(self.province_a)
        with self.assertRaises(AccessError):
            province.entry_ids.create(
                {
                    "report_id": province.id,
                    "title": "Not sent yet",
                    "source_entry_ids": [Command.set(draft.entry_ids.ids)],
                }
            )

    def test_an_issue_published_from_above_is_shared(self):
        issue = self.issue(self.province_a, published=True)
        self.sheet(self.ward_a1, issue)
        self.sheet(self.ward_a2, issue)
        self.sent(self.ward_a1)
        self.sent(self.ward_a2)
        entry = self.drafted(self.province_a).entry_ids
        self.assertEqual(entry.issue_id, issue)
        self.assertEqual(entry.unit_count, 2)

    def test_sections_follow_the_place_of_the_issue(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1, place="international"))
        self.sheet(self.ward_a1, self.issue(self.ward_a1, "A school"))
        report = self.drafted(self.ward_a1)
        codes = report.entry_ids.sorted("sequence").mapped("section_id.code")
        self.assertEqual(codes, ["international", "local"])

    def test_a_reason_for_naming_travels_with_the_words(self):
        self.sheet(
            self.ward_a1,
            self.issue(self.ward_a1),
            statement="Ông Nguyễn Văn Bình là tên một con đường",
            personal_data_reason="A street",
        )
        entry = self.drafted(self.ward_a1).entry_ids
        self.assertEqual(entry.personal_data_reason, "A street")

    def test_personal_data_is_refused(self):
        report = self.report(self.ward_a1)
        with self.assertRaises(ValidationError):
            report.entry_ids.create(
                {
                    "report_id": report.id,
                    "title": "A call",
                    "text": "<p>Gọi số 0912 345 678</p>",
                }
            )

    def _queries_of_drafting(self, children):
        """Queries of drafting a province's month from so many children."""
        province = self._unit(f"big{children}", "direct", self.centre)
        self.staff(province)
        names = [f"Issue number {n} of the country" for n in range(5)]
        wards = [
            self._unit(f"big{children}_{n}", "above_grassroots", province)
            for n in range(children)
        ]
        for ward in wards:
            self._quick_report(ward, province, names)
        report = self.report(province)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        report.action_draft_from_sources()
        self.env.flush_all()
        self.assertEqual(len(report.entry_ids), 5)
        self.assertEqual(set(report.entry_ids.mapped("unit_count")), {children})
        return self.env.cr.sql_log_count - before

    def _quick_report(self, ward, province, names):
        """A sent report of a ward, written by hand as superuser."""
        issues = self.env["dlxh.issue"].create(
            [
                {"unit_id": ward.id, "name": name, "topic_id": self.topic.id}
                for name in names
            ]
        )
        report = self.env["dlxh.report"].create(
            {
                "unit_id": ward.id,
                "regime_id": self.regime.id,
                "date_from": "2026-06-01",
                "date_to": "2026-06-30",
                "entry_ids": [
                    Command.create(
                        {
                            "title": issue.name,
                            "issue_id": issue.id,
                            "topic_id": self.topic.id,
                            "text": f"<p>Said in {ward.name}</p>",
                        }
                    )
                    for issue in issues
                ],
            }
        )
        report._approval_flow().write(
            {"state": "sent", "is_sent": True, "parent_unit_id": province.id}
        )
        report.entry_ids.flush_recordset()

    def test_drafting_costs_a_constant_number_of_queries(self):
        few, many = self._queries_of_drafting(10), self._queries_of_drafting(40)
        # rows go in batches of 100, so a statement may come twice
        self.assertLessEqual(many, few + 3, f"{few} queries for 10, {many} for 40")

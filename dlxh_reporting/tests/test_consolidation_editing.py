import importlib.util
import io
from pathlib import Path

import docx
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Datetime
from odoo.tests import tagged

from ..models.report_counting import counting
from .common_consolidation import ConsolidationCase

SCRIPT = (
    Path(__file__).resolve().parents[1] / "migrations/19.0.1.1.0/post-consolidation.py"
)
WORD = """<p class=MsoNormal><span lang=VI>Bảng số<o:p></o:p></span></p>
<table class=MsoTableGrid><tr><td colspan=2><p class=MsoNormal>Chung<o:p></o:p></p></td>
</tr><tr><td><p class=MsoNormal>Một</p></td><td><p class=MsoNormal>Hai</p></td></tr>
</table>"""


@tagged("post_install", "-at_install")
class TestConsolidationEditing(ConsolidationCase):
    """What an officer does with a draft."""

    # -- splitting and ordering -----------------------------------------

    def _split(self, entry, title, sheets=None, entries=None, **values):
        wizard = (
            self.env["dlxh.report.entry.split"]
            .with_user(self.officers[entry.unit_id])
            .with_context(default_entry_id=entry.id)
            .create({"title": title, **values})
        )
        for line in wizard.line_ids:
            line.is_moved = line.opinion_id in (sheets or []) or (
                line.source_entry_id in (entries or [])
            )
        wizard.action_split()
        return entry.report_id.entry_ids.filtered(lambda e: e.title == title)

    def test_splitting_divides_the_sources(self):
        issue = self.issue(self.ward_a1)
        one = self.sheet(self.ward_a1, issue, statement="It is dear")
        two = self.sheet(self.ward_a1, issue, "approve", statement="It is far away")
        report = self.drafted(self.ward_a1)
        old = report.entry_ids
        new = self._split(old, "The way is long", sheets=two)
        self.assertEqual((old.opinion_ids, new.opinion_ids), (one, two))
        self.assertIn("It is far away", new.text)
        self.assertNotIn("It is far away", old.text)
        self.assertEqual((old.sheet_count, new.sheet_count), (1, 1))
        self.assertEqual(new.tendency_counts, {"approve": 1})
        self.assertEqual(report.sheet_count, 2)
        report.action_draft_from_sources()
        self.assertEqual(len(report.entry_ids), 2, "drafting again does not join them")
        self.assertEqual(report.sheet_count, 2)

    def test_splitting_leaves_edited_text_and_needs_a_choice(self):
        issue = self.issue(self.ward_a1)
        self.sheet(self.ward_a1, issue)
        two = self.sheet(self.ward_a1, issue, statement="It is far away")
        entry = self.drafted(self.ward_a1).entry_ids
        entry.text = "<p>My own words</p>"
        with self.assertRaises(UserError):
            self._split(entry, "Nothing chosen")
        with self.assertRaises(UserError):
            self._split(entry, "All chosen", sheets=entry.opinion_ids)
        self._split(entry, "The way is long", sheets=two)
        self.assertEqual(entry.text, "<p>My own words</p>")

    def test_a_sent_report_and_another_unit_are_not_split(self):
        issue = self.issue(self.ward_a1)
        self.sheet(self.ward_a1, issue)
        two = self.sheet(self.ward_a1, issue)
        entry = self.sent(self.ward_a1).entry_ids
        with self.assertRaises(UserError):
            self._split(entry, "Too late", sheets=two)
        wizards = self.env["dlxh.report.entry.split"]
        with self.assertRaises(AccessError):
            wizards.with_user(self.officers[self.province_a]).with_context(
                default_entry_id=entry.id
            ).create({"title": "Not mine"}).action_split()

    def test_dragging_into_another_order_stays_when_drafting_again(self):
        other = self.env["dlxh.topic"].create({"name": "Roads", "code": "T-ROADS"})
        for name in ("First", "Second", "Third"):
            topic = other.id if name == "Third" else self.topic.id
            issue = self.issue(self.ward_a1, f"{name} matter", topic_id=topic)
            self.sheet(self.ward_a1, issue)
        report = self.drafted(self.ward_a1)
        turned = report.entry_ids.sorted("sequence")[::-1]
        turned.web_resequence({}, field_name="sequence")
        names = [entry.title for entry in turned]
        self.assertEqual(report.entry_ids.sorted("sequence").mapped("title"), names)
        report.action_draft_from_sources()
        self.assertEqual(report.entry_ids.sorted("sequence").mapped("title"), names)
        printed = report._document_body_html()
        places = [printed.index(name) for name in names]
        self.assertEqual(places, sorted(places))

    # -- the last period -------------------------------------------------

    def _two_periods(self):
        old, steady, rising = (
            self.issue(self.ward_a1, name)
            for name in ("A bridge", "Prices of petrol", "A new school")
        )
        for issue in (old, steady, rising):
            self.sheet(
                self.ward_a1,
                issue,
                observed_week="2026-05-04",
                forecast=f"{issue.name} will go on",
                assessment="It lies heavy",
            )
        last = self.approve(self.draft(self.situation(self.ward_a1, "last")))
        new = self.issue(self.ward_a1, "Floods of the river")
        for issue in (steady, rising, rising, new):
            self.sheet(self.ward_a1, issue, statement=f"Heard of {issue.name}")
        return last, self.draft(self.situation(self.ward_a1)), old, steady, rising, new

    def test_changes_since_the_last_period(self):
        last, month, old, steady, rising, new = self._two_periods()
        changes = {e.issue_id: e.change for e in month.entry_ids}
        self.assertEqual(changes, {steady: "same", rising: "growing", new: "new"})
        entry = self.entry_of(month, rising)
        self.assertEqual((entry.previous_sheet_count, entry.sheet_count), (1, 2))
        self.assertEqual((entry.previous_unit_count, entry.unit_count), (1, 1))
        self.assertEqual(month.gone_entry_ids, self.entry_of(last, old))
        self.assertEqual(entry.previous_forecast, "A new school will go on")
        with self.assertRaises(UserError):
            entry.change = "new"

    def test_without_a_last_report_nothing_is_called_new(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        self.assertFalse(self.drafted(self.ward_a1).entry_ids.change)

    def test_the_forecast_stays_within_the_unit(self):
        _last, month, _old, _steady, rising, _new = self._two_periods()
        self.send(month)
        above = self.entry_of(month, rising).with_user(self.officers[self.province_a])
        self.env.invalidate_all()
        self.assertEqual(above.change, "growing")
        self.assertFalse(above.previous_forecast)
        self.assertFalse(above.previous_text)

    def test_start_from_last_period(self):
        _last, month, old, steady, rising, new = self._two_periods()
        mine = self.entry_of(month, rising)
        mine.text = "<p>My own words</p>"
        month.action_start_from_previous()
        entry = self.entry_of(month, steady)
        self.assertTrue(entry.starts_from_previous)
        before = entry.text.index("The price is too high")
        self.assertLess(before, entry.text.index("Heard of Prices of petrol"))
        self.assertEqual(entry.forecast, "Prices of petrol will go on")
        self.assertEqual(mine.text, "<p>My own words</p>")
        self.assertFalse(self.entry_of(month, new).starts_from_previous)
        entry.text = "<p>Brought up to date</p>"
        self.assertFalse(entry.starts_from_previous, "the mark goes with the edit")
        month.action_draft_from_sources()
        self.assertEqual(entry.text, "<p>Brought up to date</p>")

    def test_start_from_nothing_says_so(self):
        report = self.drafted(self.ward_a1)
        with self.assertRaises(UserError):
            report.action_start_from_previous()

    # -- what comes late --------------------------------------------------

    def _province_with_late_ward(self):
        issue = self.issue(self.province_a, published=True)
        self.sheet(self.ward_a1, issue)
        self.sheet(self.ward_a2, issue, "approve", statement="It was needed")
        with freeze_time("2026-07-02 08:00:00"):
            self.sent(self.ward_a1)
        with freeze_time("2026-07-05 08:00:00"):
            month = self.drafted(self.province_a)
        self.assertFalse(month.late_report_count)
        with freeze_time("2026-07-06 08:00:00"):
            late = self.sent(self.ward_a2)
        month.invalidate_recordset()
        return month, late

    def test_a_late_report_is_told_and_taken_in(self):
        month, late = self._province_with_late_ward()
        month.entry_ids.text = "<p>My own words</p>"
        self.assertEqual(month.late_report_ids, late)
        with freeze_time("2026-07-06 09:00:00"):
            month.action_take_in_late()
        entry = month.entry_ids
        self.assertEqual(entry.text, "<p>My own words</p>")
        self.assertIn("It was needed", entry.came_in_text)
        self.assertEqual((entry.sheet_count, entry.unit_count), (2, 2))
        self.assertFalse(month.late_report_count)
        entry.action_add_incoming()
        self.assertIn("My own words", entry.text)
        self.assertIn("It was needed", entry.text)
        self.assertFalse(entry.came_in_text)

    def test_what_came_in_can_be_left_out(self):
        month, _late = self._province_with_late_ward()
        month.entry_ids.text = "<p>My own words</p>"
        with freeze_time("2026-07-06 09:00:00"):
            month.action_take_in_late()
        month.entry_ids.action_dismiss_incoming()
        self.assertFalse(month.entry_ids.came_in_text)
        self.assertEqual(month.entry_ids.text, "<p>My own words</p>")
        self.assertEqual(month.entry_ids.unit_count, 2)

    def test_after_the_lock_nothing_is_taken_in(self):
        month, _late = self._province_with_late_ward()
        with freeze_time("2026-07-16 08:00:00"):
            with self.assertRaises(UserError) as refused:
                month.action_take_in_late()
            self.assertIn("15/07/2026", str(refused.exception))

    def test_a_leader_does_not_take_in(self):
        month, _late = self._province_with_late_ward()
        with self.assertRaises(AccessError):
            month.with_user(self.leaders[self.province_a]).action_take_in_late()

    # -- Word ---------------------------------------------------------------

    def test_text_from_word_keeps_paragraphs_and_tables(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        report = self.drafted(self.ward_a1)
        entry = report.entry_ids
        entry.text = WORD
        self.assertNotIn("mso", entry.text.lower())
        self.assertNotIn("o:p", entry.text)
        self.assertIn('colspan="2"', entry.text)
        section = report.section_ids[0]
        section.body = WORD
        self.assertIn("<table", section.body)
        self.assertIn("<table", report._document_body_html())
        word = docx.Document(io.BytesIO(report._word_file()))
        tables = [
            [cell.text for row in t.rows for cell in row.cells] for t in word.tables
        ]
        self.assertIn(["Chung", "Chung", "Một", "Hai"], tables)
        self.send(report)
        above = self.drafted(self.province_a).entry_ids
        self.assertIn("<table", above.text, "the table goes up")
        self.assertIn("Bảng số", above.text)

    # -- after a return -----------------------------------------------------

    def test_a_leader_sees_what_changed_since_the_return(self):
        one, two = self.issue(self.ward_a1), self.issue(self.ward_a1, "A school")
        self.sheet(self.ward_a1, one)
        self.sheet(self.ward_a1, two)
        report = self.drafted(self.ward_a1)
        report.action_submit_approval()
        leader = report.with_user(self.leaders[self.ward_a1])
        self.assertFalse(leader.return_changes)
        leader.action_return("Say more of the school")
        self.assertFalse(leader.changed_entry_count)
        self.entry_of(report, two).write({"forecast": "It opens in May"})
        self.entry_of(report, one).action_drop("Answered")
        report.entry_ids.create(
            {"report_id": report.id, "title": "By hand", "text": "<p>New</p>"}
        )
        report.action_submit_approval()
        leader.invalidate_recordset()
        self.assertEqual(leader.changed_entry_count, 3)
        self.assertIn("<ins>It opens in May</ins>", leader.return_changes)
        self.assertIn("Dropped", leader.return_changes)
        self.assertIn("By hand", leader.return_changes)
        with self.assertRaises(UserError):
            report.sudo().write({"returned_words": {}})

    def test_a_corrected_report_is_compared_with_the_old_one(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        old = self.sent(self.ward_a1)
        action = old.action_supersede()
        new = old.browse(action["res_id"])
        self.assertFalse(new.changed_entry_count)
        new.entry_ids.assessment = "It is worse"
        self.assertEqual(new.changed_entry_count, 1)
        self.assertIn("<ins>It is worse</ins>", new.return_changes)

    # -- sources --------------------------------------------------------------

    def test_sources_in_two_clicks(self):
        sheet = self.sheet(self.ward_a1, self.issue(self.ward_a1))
        self.sent(self.ward_a1)
        entry = self.drafted(self.province_a).entry_ids
        first = entry.action_open_sources()
        shown = self.env[first["res_model"]].browse(first["res_id"])
        view = shown.get_view(first["views"][0][0], "form")
        self.assertIn('name="source_entry_ids"', view["arch"])
        second = shown.source_entry_ids.action_open_sources()
        below = shown.browse(second["res_id"])
        self.assertEqual(below.unit_id, self.ward_a1)
        above = below.with_user(self.officers[self.province_a])
        above.invalidate_recordset()
        self.assertFalse(above.opinion_ids, "raw sheets stay below")
        self.assertFalse(above.sources_purged, "unseen is not destroyed")
        below.invalidate_recordset()
        self.assertEqual(below.with_user(self.env.user).opinion_ids, sheet)

    def test_nothing_is_taken_from_a_returned_report(self):
        self.sheet(self.ward_a1, self.issue(self.ward_a1))
        child = self.sent(self.ward_a1)
        report = self.report(self.province_a)
        child.with_user(self.officers[self.province_a]).action_return_sent("Wrong")
        report.action_draft_from_sources()
        self.assertFalse(report.entry_ids)
        with self.assertRaises(ValidationError) as refused:
            report.entry_ids.sudo().create(
                {
                    "report_id": report.id,
                    "title": "Taken all the same",
                    "source_entry_ids": [Command.set(child.entry_ids.ids)],
                }
            )
        self.assertIn("was returned to its unit", str(refused.exception))

    def test_drafts_of_before_are_compared_when_the_add_on_is_updated(self):
        _last, month, _old, steady, rising, new = self._two_periods()
        counting(month.sudo().entry_ids).write({"change": False})
        month.sudo()._approval_flow().write({"drafted_at": False})
        self.env.flush_all()
        spec = importlib.util.spec_from_file_location("post_consolidation", SCRIPT)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        changes = {e.issue_id: e.change for e in month.entry_ids}
        self.assertEqual(changes, {steady: "same", rising: "growing", new: "new"})

    def test_drafting_is_noted(self):
        report = self.report(self.ward_a1)
        self.assertFalse(report.drafted_at)
        report.action_draft_from_sources()
        self.assertTrue(report.drafted_at)
        with self.assertRaises(UserError):
            report.write({"drafted_at": Datetime.now()})
        with self.assertRaises(UserError):
            report.write({"child_report_ids": [Command.clear()]})

from datetime import date, datetime, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_obligation_report import (
    FIRST,
    IN_TIME,
    LATE,
    LOCKED,
    ObligationReportCase,
)


@tagged("post_install", "-at_install")
class TestObligationReport(ObligationReportCase):
    """A report fulfils what its unit owes, and nothing is sent after the lock."""

    # The report of the unit itself
    # -----------------------------

    def test_a_report_knows_what_it_fulfils(self):
        self.assertEqual(self.report(self.ward_a1).obligation_id, self.owed())

    def test_sending_fulfils_it(self):
        report = self.signed()
        with self.at(IN_TIME):
            report.action_send()
        owed = self.owed()
        self.assertEqual((owed.state, owed.report_id), ("submitted", report))
        self.assertTrue(owed.is_submitted and owed.is_on_time and owed.is_nil)
        self.assertFalse(owed.is_on_behalf)

    def test_a_draft_does_not_count(self):
        self.signed()
        self.assertEqual(self.owed().state, "owed")

    def test_late_it_counts_but_not_in_time(self):
        report = self.signed()
        with self.at(LATE):
            report.action_send()
        self.assertTrue(self.owed().is_submitted)
        self.assertFalse(self.owed().is_on_time)

    def test_receiving_accepts_it(self):
        report = self.signed()
        report.action_send()
        report.with_user(self.above).action_receive()
        self.assertEqual(self.owed().state, "accepted")

    def test_a_returned_report_does_not_count_until_it_is_corrected(self):
        report = self.signed()
        with self.at(IN_TIME):
            report.action_send()
            report.with_user(self.above).action_return_sent("Too short")
            self.assertEqual(self.owed().state, "returned")
            self.assertFalse(self.owed().is_submitted)
        # after the lock: the level above itself asked for it
        with self.at(LOCKED):
            action = report.action_supersede()
            new = self.env["dlxh.report"].browse(action["res_id"])
            new = new.with_user(self.officer_a1)
            self.approve(new)
            new.action_secret_check()
            new.action_sign()
            self.assertFalse(new.lock_sentence)
            new.action_send()
        owed = self.owed()
        self.assertEqual((owed.state, owed.report_id), ("submitted", new))
        self.assertTrue(owed.is_on_time and owed.is_corrected)
        kinds = owed.event_ids.mapped("kind")
        self.assertEqual(kinds, ["sent", "returned", "sent"])

    def test_a_report_begun_before_it_was_owed_is_taken_up(self):
        report = self.report(
            self.ward_a1, date_from="2026-08-01", date_to="2026-08-31", is_nil=True
        )
        self.assertFalse(report.obligation_id)
        self.regime._generate(date(2026, 8, 1))
        report.invalidate_recordset()
        self.assertEqual(report.obligation_id.date_from, date(2026, 8, 1))

    # The lock
    # --------

    def test_after_the_lock_nothing_is_sent(self):
        report = self.signed()
        with self.at(LOCKED):
            self.assertIn("was locked on", report.lock_sentence)
            with self.assertRaisesRegex(UserError, "allow sending after the lock"):
                report.action_send()
        self.assertEqual(report.state, "signed")
        self.assertEqual(self.owed().state, "owed")

    def test_the_level_above_allows_it_for_a_while(self):
        report = self.signed()
        with self.at(LOCKED):
            self.allow(self.above, "2026-07-22")
            report.invalidate_recordset()
            report.action_send()
        self.assertEqual(self.owed().state, "submitted")
        self.assertFalse(self.owed().is_on_time)
        self.assertEqual(self.owed().due_at, datetime(2026, 7, 5, 16, 59, 59))

    def test_when_the_while_is_over_it_is_locked_again(self):
        report = self.signed()
        with self.at(LOCKED):
            self.allow(self.above, "2026-07-22")
        with self.at("2026-07-22 17:00:00"), self.assertRaises(UserError):
            report.action_send()

    def test_leave_taken_back_locks_it_again(self):
        report = self.signed()
        with self.at(LOCKED):
            leave = self.allow(self.above, "2026-07-22")
            leave.action_withdraw()
            with self.assertRaises(UserError):
                report.action_send()
        with self.assertRaisesRegex(UserError, "not rewritten"):
            leave.until = "2027-01-01"

    def allow(self, user, until, reason="Flood"):
        return (
            self.env["dlxh.obligation.exception"]
            .with_user(user)
            .create(
                {
                    "obligation_id": self.owed().id,
                    "until": until,
                    "reason": reason,
                    "granted_by_id": self.env.ref("base.user_admin").id,
                }
            )
        )

    def test_who_gave_leave_is_not_typed_in(self):
        with self.at(LOCKED):
            leave = self.allow(self.above, "2026-07-22")
        self.assertEqual(leave.granted_by_id, self.above)

    def test_nobody_gives_leave_to_himself_or_beside(self):
        others = (self.officer_a1, self.officers[self.ward_a2])
        with self.at(LOCKED):
            for user in (*others, self.officers[self.province_b]):
                with self.assertRaises(AccessError):
                    self.allow(user, "2026-07-22")

    def test_an_administrator_gives_leave(self):
        administrator = self.chair("administrator", self.province_a)
        with self.at(LOCKED):
            self.assertTrue(self.allow(administrator, "2026-07-22"))

    def test_leave_needs_a_day_to_come_and_a_reason(self):
        with self.at(LOCKED):
            with self.assertRaisesRegex(ValidationError, "not over"):
                self.allow(self.above, "2026-07-19")
            with self.assertRaisesRegex(ValidationError, "Write why"):
                self.allow(self.above, "2026-07-22", reason="  ")

    # Who has not reported
    # --------------------

    def test_who_is_missing_follows_from_what_is_owed(self):
        parent = self.report(self.province_a)
        self.assertEqual(parent._missing_units(), self.ward_a1 | self.ward_a2)
        report = self.signed()
        with self.at(IN_TIME):
            report.action_send()
        self.assertEqual(parent._missing_units(), self.ward_a2)

    def test_a_unit_that_moved_away_in_the_period_is_still_missing(self):
        parent = self.report(self.province_a)
        self.ward_a2.parent_id = self.province_b
        self.assertIn(self.ward_a2, parent._missing_units())
        other = self.report(self.province_b)
        self.assertEqual(other._missing_units(), self.ward_b1)

    def test_a_unit_that_had_closed_is_not_missing(self):
        self.ward_a2.date_close = FIRST - timedelta(days=1)
        self.regime._generate(FIRST)
        parent = self.report(self.province_a)
        self.assertEqual(parent._missing_units(), self.ward_a1)

    # Survey reports
    # --------------

    def test_a_survey_report_is_written_in_its_sections(self):
        report = self.report(
            self.ward_a1, regime_id=False, report_type="survey", period_type="month"
        )
        self.assertIn("method", report.section_ids.mapped("code"))
        self.sheet(self.ward_a1)
        report.action_draft_from_sources()
        self.assertFalse(report.entry_ids)
        with self.assertRaisesRegex(UserError, "no entry"):
            report.action_submit_approval()
        report.section_ids[0].body = "<p>1,200 people were asked.</p>"
        report.action_submit_approval()
        self.assertEqual(report.state, "in_approval")

    # What I owe
    # ----------

    def test_the_button_opens_the_report_or_begins_one(self):
        owed = self.owed().with_user(self.officer_a1)
        self.assertTrue(owed.can_report)
        context = owed.action_report()["context"]
        self.assertEqual(context["default_date_from"], FIRST)
        report = self.report(self.ward_a1)
        self.assertEqual(owed.action_report()["res_id"], report.id)

    def test_the_work_page_tells_what_is_owed(self):
        items = self.env["dlxh.work.item"].with_user(self.officer_a1)
        with self.at("2026-07-04"):
            card = self.card(items)
            self.assertFalse(card["urgent"])
        with self.at(LATE):
            card = self.card(items)
            self.assertTrue(card["urgent"])
            found = self.env["dlxh.obligation"].with_user(self.officer_a1)
            found = found.search(card["action"]["domain"])
            self.assertIn(self.owed(), found)
            self.assertEqual(len(found), card["count"])

    def card(self, items):
        cards = [
            item
            for item in items._items()
            if item.get("key") == "dlxh_obligation_action_own"
        ]
        self.assertEqual(len(cards), 1)
        return cards[0]

    def test_the_list_costs_the_same_however_long(self):
        names = ["regime_id", "period_name", "unit_id", "due_at", "state", "is_locked"]
        spec = {name: {} for name in names}
        owed = self.env["dlxh.obligation"].with_user(self.above)
        domain = [("regime_id", "=", self.regime.id)]
        owed.web_search_read(domain, spec)
        counts = []
        for _round in range(2):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = owed.web_search_read(domain, spec)
            counts.append((len(found["records"]), self.cr.sql_log_count - before))
            self.regime._generate(date(2026, 12, 1))
        self.assertGreater(counts[1][0], counts[0][0])
        self.assertLessEqual(counts[1][1], counts[0][1])

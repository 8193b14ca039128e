from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common_opinion import OpinionCase

JUNE = date(2026, 6, 1)


@tagged("post_install", "-at_install")
class TestObligationMember(OpinionCase):
    """What members of a team owe: one sheet or one nil return for a period."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-06-10 03:00:00"))
        levels = [cls.ward_a1.level_id.id, cls.province_a.level_id.id]
        cls.regime = cls.env["dlxh.regime"].create(
            {
                "name": "Sheet of the month",
                "code": "T-SHEET",
                "period_type": "month",
                "addressees": "members",
                "due_days": 0,
                "lock_days": 5,
                "level_ids": [Command.set(levels)],
                "date_from": "2026-01-01",
            }
        )
        cls.regime._generate(date(2026, 7, 1))

    def rows(self, person=None, state="owed", first=JUNE):
        domain = [
            ("regime_id", "=", self.regime.id),
            ("collaborator_id", "=", (person or self.person).id),
            ("date_from", "=", first),
        ]
        if state:
            domain.append(("state", "=", state))
        return self.env["dlxh.obligation"].search(domain)

    def owed(self):
        return self.rows(state=None).ensure_one()

    def june_sheet(self, **values):
        return self.sheet(observed_week="2026-06-08", **values)

    def join(self, unit=None, person=None, **values):
        person = person or self.collaborator(self.cell_a12)
        team = self.env["dlxh.team"].search(
            [("unit_id", "=", (unit or self.ward_a1).id)], limit=1
        )
        return self.env["dlxh.team.member"].create(
            {"team_id": team.id, "collaborator_id": person.id, **values}
        )

    # Who owes
    # --------

    def test_a_member_owes_a_sheet_to_the_unit_of_the_team(self):
        owed = self.owed()
        self.assertEqual(owed.unit_id, self.ward_a1)
        self.assertEqual(owed.parent_unit_id, self.ward_a1)
        self.assertTrue(owed.is_member)
        self.assertEqual(owed.period_direct_id, self.province_a)

    def test_who_joined_after_the_first_day_does_not_owe(self):
        member = self.join(date_from="2026-06-02")
        self.regime._generate(date(2026, 7, 1))
        self.assertFalse(self.rows(member.collaborator_id))
        self.assertTrue(self.rows(member.collaborator_id, first=date(2026, 7, 1)))

    def test_who_leaves_before_the_last_day_does_not_owe(self):
        self.person.sudo().membership_ids.date_to = "2026-06-29"
        self.regime._generate(date(2026, 7, 1))
        self.assertEqual(self.owed().state, "cancelled")

    def test_who_stays_to_the_last_day_owes(self):
        self.person.sudo().membership_ids.date_to = "2026-06-30"
        self.regime._generate(date(2026, 7, 1))
        self.assertEqual(self.owed().state, "owed")
        self.assertFalse(self.rows(first=date(2026, 7, 1)))

    def test_memberships_that_follow_each_other_count_as_one(self):
        """A decision ends a membership and begins the next on the day after."""
        person = self.collaborator(self.cell_a12)
        self.join(person=person, date_from="2026-01-01", date_to="2026-06-15")
        self.join(person=person, date_from="2026-06-16", date_to="2026-06-20")
        self.join(person=person, date_from="2026-06-21")
        self.regime._generate(date(2026, 7, 1))
        self.assertEqual(len(self.rows(person)), 1)

    def test_a_gap_of_a_day_frees_from_the_period(self):
        person = self.collaborator(self.cell_a12)
        self.join(person=person, date_from="2026-01-01", date_to="2026-06-15")
        self.join(person=person, date_from="2026-06-17")
        self.regime._generate(date(2026, 7, 1))
        self.assertFalse(self.rows(person))

    def test_who_is_not_active_owes_nothing(self):
        self.person.state = "ended"
        self.regime._generate(date(2026, 7, 1))
        self.assertEqual(self.owed().state, "cancelled")

    # What fulfils it
    # ---------------

    def test_a_sheet_fulfils_it(self):
        sheet = self.june_sheet()
        owed = self.owed()
        self.assertEqual((owed.state, owed.opinion_id), ("submitted", sheet))
        self.assertTrue(owed.is_submitted and owed.is_on_time)
        sheet.with_user(self.officer).action_accept()
        self.assertEqual(owed.state, "accepted")
        self.assertEqual(owed.event_ids.mapped("kind"), ["sent", "received"])

    def test_a_nil_return_fulfils_it(self):
        self.env["dlxh.opinion"].with_user(self.author).action_nil_return()
        self.assertTrue(self.owed().is_submitted and self.owed().is_nil)

    def test_a_draft_does_not(self):
        self.sheet(submit=False, observed_week="2026-06-08")
        self.assertEqual(self.owed().state, "owed")

    def test_a_sheet_of_another_period_does_not(self):
        self.sheet(observed_week="2026-05-25")
        self.assertEqual(self.owed().state, "owed")

    def test_a_sheet_to_the_level_above_does_not(self):
        """From a complete month the own unit would see that there was one (G31)."""
        self.june_sheet(addressed_above=True)
        self.assertEqual(self.owed().state, "owed")

    def test_a_sheet_is_taken_after_the_lock_and_counts_late(self):
        with freeze_time("2026-08-01"):
            self.june_sheet()
        self.assertTrue(self.owed().is_submitted)
        self.assertFalse(self.owed().is_on_time)
        self.assertFalse(self.owed().is_locked)

    def test_a_returned_sheet_does_not_count_until_it_is_corrected(self):
        sheet = self.june_sheet()
        sheet.with_user(self.officer)._return("Say where")
        owed = self.owed()
        self.assertEqual(owed.state, "returned")
        self.assertFalse(owed.is_submitted)
        with freeze_time("2026-07-02"):
            sheet.with_user(self.author).action_submit()
        self.assertTrue(owed.is_submitted and owed.is_on_time and owed.is_corrected)
        self.assertEqual(owed.submitted_at, datetime(2026, 6, 10, 3))

    def test_a_second_sheet_stands_when_the_first_is_given_back(self):
        first = self.june_sheet()
        with freeze_time("2026-07-02"):
            second = self.june_sheet(title="Giá nước tăng")
            first.with_user(self.officer)._return("Say where")
        owed = self.owed()
        self.assertEqual((owed.state, owed.opinion_id), ("submitted", second))
        # the one that stands came late
        self.assertFalse(owed.is_on_time)

    def test_a_sheet_after_a_nil_return_says_something(self):
        self.env["dlxh.opinion"].with_user(self.author).action_nil_return()
        self.june_sheet()
        self.assertFalse(self.owed().is_nil)

    def test_sheets_written_before_it_was_owed_count(self):
        with freeze_time("2026-06-01 03:00:00"):
            person = self.collaborator(
                self.cell_a12, self.chair("collaborator", self.cell_a12)
            )
            member = self.join(person=person, date_from="2026-06-02")
        sheet = self.sheet(person.user_id, observed_week="2026-06-08")
        member.date_from = "2026-05-01"
        self.regime._generate(date(2026, 7, 1))
        self.assertEqual(self.rows(person, "submitted").opinion_id, sheet)

    # The member's own page
    # ---------------------

    def test_the_member_sees_his_own_and_hands_in_that_nothing_stood_out(self):
        mine = self.env["dlxh.obligation"].with_user(self.author)
        found = mine.search([("regime_id", "=", self.regime.id)])
        self.assertEqual(set(found.mapped("is_mine")), {True})
        june = found.filtered(lambda one: one.date_from == JUNE)
        self.assertTrue(june.can_write_sheet)
        context = june.action_write_sheet()["context"]
        self.assertEqual(context["default_observed_week"], date(2026, 6, 8))
        june.action_nothing_stood_out()
        self.assertTrue(june.is_submitted and june.is_nil)
        with self.assertRaisesRegex(AccessError, "only once"):
            june.action_nothing_stood_out()

    def test_after_the_period_the_last_week_is_meant(self):
        june = self.owed().with_user(self.author)
        with freeze_time("2026-07-03"):
            june.action_nothing_stood_out()
        self.assertEqual(june.sudo().opinion_id.observed_week, date(2026, 6, 29))

    # Who sees it
    # -----------

    def test_what_members_owe_never_leaves_the_unit(self):
        self.june_sheet()
        seen = {
            name: self.env["dlxh.obligation"]
            .with_user(user)
            .search_count([("is_member", "=", True)])
            for name, user in {
                "officer": self.officer,
                "leader": self.leader,
                "above": self.chair("officer", self.province_a),
                "beside": self.chair("officer", self.ward_a2),
                "inspector": self.chair("inspector", self.province_a),
                "administrator": self.chair("administrator", self.centre),
                "colleague": self.chair("collaborator", self.cell_a12),
            }.items()
        }
        self.assertTrue(seen.pop("officer"))
        self.assertEqual(set(seen.values()), {0})

    def test_only_the_officer_reads_who_it_is(self):
        owed = self.owed()
        self.assertTrue(owed.with_user(self.officer).collaborator_id)
        with self.assertRaises(AccessError):
            owed.with_user(self.author).read(["collaborator_id"])
        events = self.env["dlxh.obligation.event"].with_user(self.author)
        self.assertFalse(events.has_access("read"))

    # Records of one person
    # ---------------------

    def test_merged_records_owe_once(self):
        other = self.collaborator(self.cell_a12)
        with freeze_time("2026-06-01"):
            self.join(person=other, date_from="2021-01-01", date_to="2026-05-31")
        july = date(2026, 5, 1)
        self.regime._generate(july, since=july)
        self.assertTrue(self.rows(other, first=july))
        self.person.sudo().membership_ids.date_from = "2026-06-01"
        other._merge_into(self.person)
        self.assertEqual(len(self.rows(state=None, first=july)), 1)

    def test_the_person_takes_out_what_was_owed(self):
        sections = self.person._own_data(True)
        owed = [one for one in sections if one.key == "obligation"]
        self.assertEqual(len(owed[0].rows), 2)
        self.assertNotIn(
            "obligation", [one.key for one in self.person._own_data(False)]
        )

    # Quick reports
    # -------------

    def test_an_urgent_sheet_that_is_accepted_calls_for_a_quick_report(self):
        quick = self.env["dlxh.regime"].create(
            {
                "name": "Quick",
                "code": "T-QUICK",
                "report_type": "quick",
                "due_hours": 24,
                "lock_days": 7,
                "level_ids": [Command.set(self.ward_a1.level_id.ids)],
                "date_from": "2026-01-01",
            }
        )
        sheet = self.june_sheet(urgency="urgent")
        owed = self.env["dlxh.obligation"].search([("regime_id", "=", quick.id)])
        self.assertFalse(owed)
        sheet.with_user(self.officer).action_accept()
        owed = self.env["dlxh.obligation"].search([("regime_id", "=", quick.id)])
        self.assertEqual(owed.unit_id, self.ward_a1)
        self.assertEqual(owed.due_at, datetime(2026, 6, 11, 3))
        late = datetime(2026, 6, 12, 3, 7, 20)
        values = quick._quick_values(self.ward_a1, late.date(), late)
        told = "to the minute it would tell when the sheet was handed in"
        self.assertEqual(values["due_at"], datetime(2026, 6, 13, 3, 15), told)
        report = (
            self.env["dlxh.report"]
            .with_user(self.officer)
            .create({"unit_id": self.ward_a1.id, "regime_id": quick.id})
        )
        self.assertEqual(report.obligation_id, owed)
        second = self.june_sheet(title="Giá nước tăng", urgency="urgent")
        second.with_user(self.officer).action_accept()
        self.assertEqual(len(owed.search([("regime_id", "=", quick.id)])), 1)
        (sheet | second).with_user(self.officer)._return("Not urgent at all")
        self.assertEqual(owed.state, "cancelled")

    def test_a_quick_report_by_a_regime_of_named_units(self):
        regimes = self.env["dlxh.regime"].search([("report_type", "=", "quick")])
        regimes.write({"active": False})
        named = self.env["dlxh.regime"].create(
            {
                "name": "Quick, of these units",
                "code": "T-QUICK-UNITS",
                "report_type": "quick",
                "addressees": "units",
                "unit_ids": [Command.set(self.ward_a1.ids)],
                "due_hours": 2,
                "date_from": "2026-01-01",
            }
        )
        sheet = self.june_sheet(urgency="urgent")
        alert = self.env["dlxh.alert"].search(
            [("opinion_id", "=", sheet.id), ("unit_id", "=", self.ward_a1.id)]
        )
        action = alert.with_user(self.officer).action_quick_report()
        report = self.env["dlxh.report"].browse(action["res_id"])
        self.assertEqual(report.regime_id, named)
        self.assertEqual(report.quick_due_at, datetime(2026, 6, 10, 5))
        self.assertEqual(report.obligation_id.due_at, report.quick_due_at)

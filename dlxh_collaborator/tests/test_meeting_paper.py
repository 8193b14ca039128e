from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DlxhCase

DAY = "2026-06-30 01:00:00"


@tagged("post_install", "-at_install", "security")
class TestMeetingPaper(DlxhCase):
    """Papers are seen by who asks and who writes, then by who is invited."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.host = cls.chair("officer", cls.province_a)
        cls.ward = cls.chair("officer", cls.ward_a1)
        cls.guest = cls.chair("officer", cls.ward_a2)
        cls.beside = cls.chair("officer", cls.ward_a2)
        cls.top = cls.chair("officer", cls.centre)

    def setUp(self):
        super().setUp()
        self.startClassPatcher(freeze_time("2026-06-01 02:00:00"))
        self.meeting = (
            self.env["dlxh.meeting"]
            .with_user(self.host)
            .create(
                {
                    "kind": "review_interim",
                    "unit_id": self.province_a.id,
                    "start": DAY,
                    "attendance_ids": [
                        Command.create(
                            {"partner_id": self.guest.partner_id.id, "role": "guest"}
                        )
                    ],
                }
            )
        )
        self.paper = (
            self.env["dlxh.meeting.paper"]
            .with_user(self.host)
            .create(
                {
                    "meeting_id": self.meeting.id,
                    "unit_id": self.ward_a1.id,
                    "title": "Nắm dư luận qua chi bộ",
                    "deadline": "2026-06-20",
                    "text": "<p>Put into its mouth</p>",
                }
            )
        )
        self.mine = self.paper.with_user(self.ward)

    def sees(self, *users):
        papers = self.env["dlxh.meeting.paper"]
        return [bool(papers.with_user(user).search([])) for user in users]

    def test_asking_tells_the_unit(self):
        self.assertEqual(self.paper.state, "asked")
        self.assertFalse(self.paper.sudo().text, "only the unit writes it")
        activity = self.paper.sudo().activity_ids
        self.assertEqual(activity.user_id, self.ward)
        self.assertNotIn("chi bộ", activity.summary)
        self.assertEqual(self.mine.meeting_title, "Interim review")
        with self.assertRaises(UserError):
            self.paper.copy({"unit_id": self.ward_b1.id})

    def test_who_sees_it_until_the_day_and_after(self):
        self.mine.write({"text": "<p>What we did</p>"})
        self.assertEqual(self.paper.sudo().state, "draft")
        users = (self.host, self.ward, self.guest, self.beside, self.top)
        self.assertEqual(self.sees(*users), [False, True, False, False, False])
        self.mine.action_hand_in()
        self.assertEqual(self.sees(*users), [True, True, False, False, False])
        with freeze_time("2026-06-29 18:00:00"):  # the day has begun in Vietnam
            self.env.invalidate_all()
            self.assertEqual(self.sees(*users), [True, True, True, False, False])
            paper = self.paper.with_user(self.guest)
            self.assertTrue(paper.is_public)
            self.assertEqual(paper.text, "<p>What we did</p>")
        self.ward.dlxh_unit_ids = [Command.set(self.ward_a2.ids)]
        self.assertEqual(self.sees(self.ward), [False])

    def test_the_unit_writes_and_the_host_decides(self):
        with self.assertRaises(UserError):
            self.mine.action_hand_in()  # it is empty
        with self.assertRaises(UserError):
            self.paper.text = "<p>By the host</p>"
        self.paper.title = "Another title, while nobody writes yet"
        self.mine.text = "<p>What we did</p>"
        with self.assertRaises(UserError):
            self.mine.deadline = "2026-07-20"
        with self.assertRaises(UserError):
            self.mine.state = "accepted"
        self.mine.action_hand_in()
        self.assertFalse(self.paper.sudo().activity_ids)
        with self.assertRaises(UserError):
            self.mine.text = "<p>Changed afterwards</p>"
        with self.assertRaises(AccessError):
            self.mine.action_accept()
        with self.assertRaises(UserError):
            self.paper.action_return("  ")
        self.paper.action_return("Shorter, please")
        self.assertEqual(self.paper.state, "returned")
        self.assertEqual(self.mine.return_reason, "Shorter, please")
        self.mine.text = "<p>Short</p>"
        self.mine.action_hand_in()
        self.paper.action_accept()
        self.assertEqual(self.paper.state, "accepted")
        self.assertEqual(self.meeting.paper_count, 1)
        with self.assertRaises(UserError):
            self.mine.with_context(_force_unlink=True).unlink()

    def test_whoever_is_invited_offers_one_of_his_own(self):
        paper = (
            self.env["dlxh.meeting.paper"]
            .with_user(self.guest)
            .create({"meeting_id": self.meeting.id, "title": "Our own"})
        )
        self.assertEqual((paper.unit_id, paper.state), (self.ward_a2, "draft"))
        with self.assertRaises(AccessError):
            paper.with_user(self.beside).copy({"meeting_id": self.meeting.id})

    def test_late(self):
        late = [("id", "=", self.paper.id), ("is_late", "=", True)]
        self.assertFalse(self.paper.search(late))
        with freeze_time("2026-06-21 02:00:00"):
            self.paper.invalidate_recordset()
            self.assertEqual(self.paper.search(late), self.paper)
            self.assertTrue(self.paper.is_late)
            self.mine.text = "<p>At last</p>"
            self.mine.action_hand_in()
            self.assertFalse(self.mine.is_late)

    def test_the_dialog_has_no_rights_of_its_own(self):
        self.mine.text = "<p>What we did</p>"
        self.mine.action_hand_in()
        wizard = self.env["dlxh.meeting.paper.return"]
        values = {"paper_id": self.paper.id, "reason": "Longer"}
        with self.assertRaises(AccessError):
            wizard.with_user(self.beside).create(values).action_confirm()
        wizard.with_user(self.host).create(values).action_confirm()
        self.assertEqual(self.paper.state, "returned")

    def test_queries(self):
        papers = self.env["dlxh.meeting.paper"].with_user(self.host)
        for number in range(10):
            papers.create(
                {
                    "meeting_id": self.meeting.id,
                    "unit_id": self.ward_a1.id,
                    "title": f"Paper {number}",
                }
            )
        spec = {
            "title": {},
            "meeting_title": {},
            "deadline": {},
            "is_late": {},
            "state": {},
            "unit_id": {"fields": {"display_name": {}}},
        }
        papers.web_search_read([], spec)
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self.assertEqual(len(papers.web_search_read([], spec)["records"]), 11)


@tagged("post_install", "-at_install")
class TestMeetingDue(DlxhCase):
    """What the units of a level owe in a year, and what they held."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.chair("officer", cls.province_a)
        cls.team(cls.province_a, "2021-01-01")
        cls.team(cls.ward_a1, "2026-03-10")
        cls.team(cls.ward_b1, "2021-01-01")

    @classmethod
    def team(cls, unit, day):
        return cls.env["dlxh.team"].create({"unit_id": unit.id, "date_from": day})

    def setUp(self):
        super().setUp()
        self.startClassPatcher(freeze_time("2026-06-30 02:00:00"))

    def hold(self, unit, start, kind="briefing"):
        meeting = self.env["dlxh.meeting"].create(
            {"unit_id": unit.id, "kind": kind, "start": start}
        )
        meeting._approval_flow().write({"state": "held"})
        return meeting

    def due(self, unit, kind="briefing", user=None, year=2026):
        rows = self.env["dlxh.meeting.due"].with_user(user or self.officer)
        row = rows.search(
            [("unit_id", "=", unit.id), ("kind", "=", kind), ("year", "=", year)]
        )
        return row and (row.per_year, row.due, row.held, row.missing)

    def test_due_and_held(self):
        for month in range(1, 5):
            self.hold(self.province_a, f"2026-{month:02d}-15 01:00:00")
        self.hold(self.province_a, "2025-12-31 18:00:00")  # New Year in Vietnam
        self.hold(self.province_a, "2026-02-15 01:00:00", "dialogue")
        self.assertEqual(self.due(self.province_a), (12, 6, 5, 1))
        self.assertEqual(self.due(self.province_a, "dialogue"), (1, 0, 1, 0))
        self.assertEqual(self.due(self.province_a, year=2025), (12, 12, 0, 12))
        self.assertEqual(self.due(self.ward_a1), (12, 3, 0, 3), "since it has a team")
        self.assertFalse(self.due(self.ward_a2), "no team owes nothing")
        self.assertFalse(self.due(self.cell_a11), "cells owe nothing")

    def test_territory(self):
        self.assertFalse(self.due(self.ward_b1))
        self.assertTrue(self.due(self.ward_b1, user=self.chair("officer", self.centre)))
        self.assertFalse(self.due(self.province_a, user=self.chair("officer")))
        ward = self.chair("officer", self.ward_a1)
        self.assertFalse(self.due(self.province_a, user=ward))
        ward.dlxh_unit_ids = [Command.set(self.province_a.ids)]
        self.assertTrue(self.due(self.province_a, user=ward))
        with self.assertRaises(AccessError):
            self.due(self.province_a, user=self.chair("collaborator", self.province_a))

    def test_cadences_are_data(self):
        cadence = self.env["dlxh.meeting.cadence"]
        level = self.province_a.level_id
        self.assertEqual(cadence._due(level, 2026)["briefing"], 12)
        self.assertEqual(cadence._due(level, 2026)["dialogue"], 1)
        line = self.env.ref("dlxh_collaborator.cadence_direct_briefing")
        line.date_to = "2026-12-31"
        cadence.create(
            {
                "level_id": level.id,
                "kind": "briefing",
                "per_year": 4,
                "date_from": "2027-01-01",
            }
        )
        self.assertEqual(cadence._due(level, 2026)["briefing"], 12)
        self.assertEqual(cadence._due(level, 2027)["briefing"], 4)
        with self.assertRaises(ValidationError):
            cadence.create({"level_id": level.id, "kind": "briefing", "per_year": 6})

    def test_coverage_counts_against_the_cadence(self):
        self.env.ref("dlxh_collaborator.cadence_direct_briefing").per_year = 4
        rows = self.env["dlxh.coverage"].with_user(self.officer)
        row = rows.search([("unit_id", "=", self.province_a.id)])
        self.assertEqual(row.briefings_due, 2)

    def test_one_query_whatever_the_number_of_units(self):
        spec = {"kind": {}, "due": {}, "held": {}, "unit_id": {"fields": {"name": {}}}}
        rows = self.env["dlxh.meeting.due"].with_user(self.officer)
        rows.web_search_read([], spec)
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            rows.web_search_read([], spec)


@tagged("post_install", "-at_install")
class TestMeetingReport(DlxhCase):
    """Field trips are reported, reviews begin with the figures of their period."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.lang = "en_US"
        cls.officer = cls.chair("officer", cls.ward_a1)
        cls.officer.lang = "en_US"
        cls.team_ = cls.env["dlxh.team"].create(
            {"unit_id": cls.ward_a1.id, "date_from": "2021-01-01"}
        )
        for day in ("2026-02-10", "2024-02-10", False):
            person = cls.collaborator(cls.ward_a1, trained_on=day)
            cls.env["dlxh.team.member"].create(
                {
                    "team_id": cls.team_.id,
                    "collaborator_id": person.id,
                    "date_from": "2021-01-01",
                }
            )

    def meeting(self, kind, start, **values):
        meeting = (
            self.env["dlxh.meeting"]
            .with_user(self.officer)
            .with_context(default_kind=kind)
            .create({"unit_id": self.ward_a1.id, "start": start, **values})
        )
        meeting.sudo()._approval_flow().write({"state": "held"})
        return meeting

    def test_a_trip_has_a_report(self):
        with freeze_time("2026-06-01 02:00:00"):
            trip = self.meeting(
                "field_trip",
                "2026-05-20 01:00:00",
                trip_destination="Xã Phú Đình",
                trip_purpose="Nắm tình hình\nHọc tập kinh nghiệm",
                trip_findings="<p>Đường liên xã xuống cấp</p>",
            )
            self.assertEqual(trip.document_type_id.code, "BC")
            trip.action_draft_minutes()
        for part in ("Xã Phú Đình", "<p>Học tập kinh nghiệm</p>", "Đường liên xã"):
            self.assertIn(part, trip.minutes)

    def test_an_interim_review_begins_with_figures(self):
        with freeze_time("2026-06-30 02:00:00"):
            for month in (1, 2, 3):
                self.meeting("briefing", f"2026-{month:02d}-15 01:00:00")
            review = self.meeting("review_interim", "2026-06-30 01:00:00")
            self.assertEqual(str(review.review_from), "2026-01-01")
            self.assertEqual(str(review.review_to), "2026-06-30")
            figures = dict(review._review_figures())
            self.assertEqual(figures["Members of the team"], 3)
            self.assertEqual(figures["Trained members"], "2 (66,7 %)")
            self.assertEqual(figures["Trained in the period"], 1)
            self.assertEqual(figures["Briefing"], "3 of 6")
            review.action_draft_minutes()
        self.assertIn("<td>3 of 6</td>", review.minutes)
        self.assertIn("Tasks of the next period", review.minutes)

    def test_the_period_of_each_review(self):
        for kind, start, first, last in (
            ("review_final", "2026-12-20 01:00:00", "2026-01-01", "2026-12-31"),
            ("review_interim", "2026-07-03 01:00:00", "2026-01-01", "2026-06-30"),
            ("review_quarter", "2026-09-28 01:00:00", "2026-07-01", "2026-09-30"),
            ("review_multi_year", "2026-12-20 01:00:00", "2024-01-01", "2026-12-31"),
        ):
            with freeze_time("2027-01-10"):
                review = self.meeting(kind, start)
            found = (str(review.review_from), str(review.review_to))
            self.assertEqual(found, (first, last), kind)
            review.review_from = "2026-02-01"
            self.assertEqual(str(review.review_from), "2026-02-01", "may be changed")

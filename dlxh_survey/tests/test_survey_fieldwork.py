from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import tagged

from .common_survey import SurveyCase


@tagged("post_install", "-at_install")
class TestSurveyFieldwork(SurveyCase):
    """Targets of units, counts of outcomes, rates, progress and reminders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wave = cls.make_wave(population_n=1000, target_n=100)
        cls.asked = cls.wave.with_user(cls.officer)
        cls.below = cls.chair("officer", cls.ward_a1)
        for unit, size in ((cls.ward_a1, 60), (cls.ward_a2, 40)):
            cls.env["dlxh.survey.stratum"].create(
                {
                    "wave_id": cls.wave.id,
                    "name": unit.name,
                    "unit_ids": [Command.set(unit.ids)],
                    "population_n": 10 * size,
                    "sample_n": size,
                }
            )

    def line_below(self):
        """What the unit below is to do, as its officer sees it."""
        lines = self.env["dlxh.survey.allocation"].with_user(self.below)
        return lines.search([("wave_id", "=", self.wave.id)])

    def test_units_are_given_targets(self):
        self.asked.action_allocate()
        lines = self.wave.allocation_ids
        self.assertEqual(lines.mapped("unit_id"), self.ward_a1 + self.ward_a2)
        self.assertEqual(lines.mapped("target_n"), [60, 40])
        self.assertEqual(lines.stratum_id, self.wave.stratum_ids)
        with self.assertRaises(UserError):  # all have theirs
            self.asked.action_allocate()
        with self.assertRaises(AccessError):
            self.wave.with_user(self.below).action_allocate()
        self.assertFalse(self.line_below(), "a plan that is not approved yet")

    def test_the_unit_below_counts_and_plans_nothing(self):
        self.asked.action_allocate()
        self.approve(self.wave)
        line = self.line_below()
        self.assertEqual(line.unit_id, self.ward_a1)
        self.assertIn("Trust", line.name)
        with self.assertRaises(UserError):  # not open yet
            line.complete_n = 3
        self.asked.action_open()
        line.write({"complete_n": 45, "partial_n": 5, "refusal_n": 10})
        self.assertEqual((line.done_n, round(line.progress)), (50, 83))
        for values in (
            {"target_n": 5},
            {"deadline": Date.today()},
            {"unit_id": self.ward_a2.id},
            {"complete_n": 1, "collaborator_id": False},
            {"done_n": 60},
        ):
            with self.assertRaises(UserError):
                line.write(values)
        with self.assertRaises(AccessError):
            line.unlink()
        with self.assertRaises(AccessError):
            self.wave.with_user(self.below).read(["name"])
        other = self.wave.allocation_ids[1].with_user(self.below)
        with self.assertRaises(AccessError):
            other.complete_n = 4
        with self.assertRaises(UserError):  # begun
            self.wave.allocation_ids[0].with_user(self.officer).unlink()

    def test_rates_are_those_of_aapor(self):
        self.asked.action_allocate()
        self.open(self.wave)
        first, second = self.wave.allocation_ids
        first.write(
            {
                "complete_n": 40,
                "partial_n": 10,
                "refusal_n": 10,
                "non_contact_n": 20,
                "unknown_household_n": 5,
            }
        )
        second.write({"complete_n": 10, "other_n": 3, "unknown_other_n": 2})
        self.assertEqual(self.wave.asked_n, 100)
        self.assertAlmostEqual(self.wave.rr1, 50)
        self.assertAlmostEqual(self.wave.rr2, 60)
        self.assertAlmostEqual(self.wave.coop1, 68.5)  # 50 of 73

    def test_no_response_rate_without_a_probability_sample(self):
        wave = self.make_wave(name="Open", design="open_link")
        self.env["dlxh.survey.allocation"].create(
            {
                "wave_id": wave.id,
                "unit_id": self.ward_a1.id,
                "target_n": 50,
                "deadline": wave.date_close,
            }
        )
        self.open(wave)
        wave.allocation_ids.write({"complete_n": 20, "refusal_n": 20})
        self.assertEqual((wave.rr1, wave.coop1), (0, 0))
        self.assertAlmostEqual(wave.participation, 50)

    def test_only_units_below_and_people_of_theirs(self):
        stranger = self.collaborator(self.ward_a2)
        values = {
            "wave_id": self.wave.id,
            "unit_id": self.ward_a1.id,
            "target_n": 5,
            "deadline": self.wave.date_close,
        }
        lines = self.env["dlxh.survey.allocation"]
        for wrong in (
            {"unit_id": self.ward_b1.id},
            {"collaborator_id": stranger.id},
            {"deadline": self.wave.date_close + timedelta(days=1)},
        ):
            with self.assertRaises(ValidationError):
                lines.create({**values, **wrong})
        with self.assertRaises(AccessError):
            lines.with_user(self.below).create(values)

    def test_collaborators_see_their_own(self):
        user = self.chair("collaborator", self.ward_a1)
        person = self.collaborator(self.ward_a1, user)
        self.asked.action_allocate()
        self.wave.allocation_ids[0].collaborator_id = person
        self.approve(self.wave)
        found = self.env["dlxh.survey.allocation"].with_user(user).search([])
        self.assertEqual(found, self.wave.allocation_ids[0].with_user(user))

    def test_reminders_say_numbers_only(self):
        self.asked.action_allocate()
        self.wave.allocation_ids.deadline = Date.today()
        lines = self.env["dlxh.survey.allocation"]
        kind = self.env.ref("dlxh_survey.mail_activity_type_fieldwork")
        mine = [("activity_type_id", "=", kind.id), ("user_id", "=", self.below.id)]
        activities = self.env["mail.activity"]

        def remind():
            by_user = lines._digest_by_user(Date.today())
            lines._renew_digests(kind, by_user, Date.today())
            return activities.search(mine)

        self.assertFalse(remind())
        self.open(self.wave)
        told = remind()
        self.assertEqual(len(told), 1)
        self.assertIn("1", told.summary)
        for secret in ("Trust", "Wave 1", "ward_a1"):
            self.assertNotIn(secret, f"{told.summary} {told.note}")
        self.wave.allocation_ids[0].complete_n = 60
        self.assertNotIn(self.below, lines._digest_by_user(Date.today()))

    def test_those_behind_are_reminded_once_and_in_batch(self):
        """Officers and collaborators with an account, one reminder each."""
        login = self.chair("collaborator", self.ward_a1)
        person = self.collaborator(self.ward_a1, login)
        self.asked.action_allocate()
        lines = self.wave.allocation_ids
        lines.deadline = Date.today() + timedelta(days=3)
        lines[0].collaborator_id = person
        self.open(self.wave)
        for _more in range(8):
            lines += lines[0].copy()
        lines = self.wave.allocation_ids.with_env(self.env)
        kind = self.env.ref("dlxh_survey.mail_activity_type_fieldwork")
        people = self.below + login
        told = [("activity_type_id", "=", kind.id), ("user_id", "in", people.ids)]
        cron = self.env["dlxh.survey.allocation"]
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            by_user = cron._digest_by_user(Date.today())
        self.assertEqual(len(by_user[login]), 9)
        for _day in range(2):
            cron._renew_digests(kind, by_user, Date.today())
            found = self.env["mail.activity"].search(told)
            self.assertEqual(found.user_id, people)
            self.assertEqual(len(found), 2)
        lines.complete_n = 60
        self.assertFalse(set(cron._digest_by_user(Date.today())) & set(people))

    def test_progress_shows_no_small_number(self):
        self.open(self.wave)
        north, south = self.wave.stratum_ids
        store = self.env["dlxh.survey.store"]
        rows = [([1], {})]
        store._put_aside(self.wave.id, north.id, 1, rows * 30)
        store._put_aside(self.wave.id, south.id, 1, rows * 3)
        store._put_aside(self.wave.id, south.id, 2, rows * 15)
        values = self.asked._progress_values()
        self.assertEqual(values["total"], 48)
        self.assertEqual([row[2] for row in values["rows"]], [30, 18])
        self.assertEqual([mode[1] for mode in values["modes"]], [33, 15])
        store._put_aside(self.wave.id, north.id, 3, rows)
        values = self.asked._progress_values()
        self.assertEqual([mode[1] for mode in values["modes"]], [33, None, None])
        self.assertIn("49", str(self.asked.progress_html))

    def test_lists_ask_the_database_seldom(self):
        self.asked.action_allocate()
        self.approve(self.wave)
        self.env.invalidate_all()
        lines = self.env["dlxh.survey.allocation"].with_user(self.officer)
        with self.assertQueryCount(40):
            lines.web_search_read(
                [],
                {
                    "name": {},
                    "unit_id": {"fields": {"display_name": {}}},
                    "progress": {},
                    "is_late": {},
                    "can_count": {},
                },
            )

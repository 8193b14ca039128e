from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .common_people import PeopleCase

DAYS = ("2025-02-05 01:00:00", "2025-03-05 01:00:00", "2025-04-05 01:00:00")


@tagged("post_install", "-at_install")
class TestEvaluation(PeopleCase):
    """Computed from duties, graded by the leader, answered by the person."""

    def _prepare(self, user=None, unit=None, year=2025, period="first"):
        wizard = (
            self.env["dlxh.evaluation.prepare"]
            .with_user(user or self.officer)
            .create(
                {
                    "unit_id": (unit or self.ward_a1).id,
                    "period": period,
                    "year": year,
                }
            )
        )
        action = wizard.action_prepare()
        return self.env["dlxh.evaluation"].search(action["domain"])

    def _evaluation(self, **values):
        found = self._prepare()
        return found.filtered(lambda e: e.collaborator_id == self.person)

    def _meeting(self, start, presences, kind="briefing", held=True):
        """A meeting of the ward; presences are {collaborator: presence}."""
        meeting = self.env["dlxh.meeting"].create(
            {"unit_id": self.ward_a1.id, "start": start, "kind": kind}
        )
        meeting.attendance_ids.unlink()
        for person, presence in presences.items():
            substitute = presence == "substitute"
            self.env["dlxh.meeting.attendance"].create(
                {
                    "meeting_id": meeting.id,
                    "collaborator_id": person.id,
                    "partner_id": person.partner_id.id,
                    "presence": "excused" if substitute else presence,
                    "substitute_name": "A. B." if substitute else False,
                }
            )
        if held:
            with_flow(meeting).write({"state": "held"})
        return meeting

    def _counts(self, evaluation):
        return {
            line.criterion_id.code: (line.done, line.due)
            for line in evaluation.line_ids
        }

    # What is measured

    def test_no_criterion_depends_on_what_was_reported(self):
        """Guardrail G19: a closed list of duties; no link to sheets."""
        codes = dict(self.env["dlxh.evaluation.criterion"]._fields["code"].selection)
        self.assertEqual(
            set(codes), {"attendance", "training", "timeliness", "completeness"}
        )
        models = ("evaluation", "evaluation.line", "evaluation.criterion")
        for model in models:
            fields = self.env[f"dlxh.{model}"]._fields.values()
            for field in fields:
                self.assertNotIn("opinion", field.comodel_name or "")
                self.assertNotIn("opinion", field.name)
                self.assertNotIn("tendency", field.name)

    def test_attendance(self):
        presences = ("present", "substitute", "absent")
        for day, presence in zip(DAYS, presences, strict=True):
            self._meeting(day, {self.person: presence})
        self._meeting("2025-05-05 01:00:00", {self.person: "excused"})
        self._meeting("2025-05-06 01:00:00", {self.person: False})
        self._meeting("2025-05-07 01:00:00", {self.person: "absent"}, held=False)
        self._meeting("2025-07-05 01:00:00", {self.person: "absent"})
        counts = self._counts(self._evaluation())
        self.assertEqual(counts["attendance"], (2, 4))
        self.assertEqual(counts["training"], (0, 0))

    def test_training(self):
        self.other.trained_on = "2025-03-01"
        self._meeting(DAYS[0], {self.person: "absent"}, kind="training")
        found = {e.collaborator_id: self._counts(e) for e in self._prepare()}
        self.assertEqual(found[self.person]["training"], (0, 1))
        self.assertEqual(found[self.other]["training"], (1, 1))
        self.assertEqual(found[self.person]["attendance"], (0, 0))

    def test_what_has_no_data_is_left_out(self):
        for day in DAYS:
            self._meeting(day, {self.person: "present", self.other: "absent"})

        def measure(records, code, *arguments):
            known = code == "attendance"
            return records._measure_attendance(*arguments) if known else {}

        criteria = self.env.registry["dlxh.evaluation.criterion"]
        with patch.object(criteria, "_measure", measure):
            found = {e.collaborator_id: e for e in self._prepare()}
        best, worst = found[self.person], found[self.other]
        self.assertEqual((best.score, worst.score), (100, 0))
        self.assertTrue(worst.has_score)
        self.assertEqual(best.leader_grade, best.computed_grade)

    def test_hook_fills_a_criterion(self):
        criteria = self.env.registry["dlxh.evaluation.criterion"]
        person = self.person.id

        def measure(records, code, people, date_from, date_to):
            return {person: (4, 6)} if code == "completeness" else {}

        with patch.object(criteria, "_measure", measure):
            evaluation = self._evaluation()
        self.assertEqual(self._counts(evaluation)["completeness"], (4, 6))
        self.assertEqual(evaluation.score, 66.67)
        self.assertEqual(
            evaluation.computed_grade,
            self.env.ref("dlxh_collaborator.evaluation_grade_done"),
        )

    def test_nothing_due_has_no_score(self):
        with patch.object(
            self.env.registry["dlxh.evaluation.criterion"],
            "_measure",
            lambda *arguments: {},
        ):
            evaluation = self._evaluation()
        self.assertFalse(evaluation.has_score)
        self.assertFalse(evaluation.computed_grade)
        with self.assertRaises(ValidationError):
            evaluation.with_user(self.leader).action_grade()

    # Who prepares

    def test_prepared_for_the_members_of_the_period(self):
        late = self.collaborator(self.ward_a1)
        self.member(self.team, late, "2025-07-01")
        before = self.collaborator(self.ward_a1)
        self.member(self.team, before, date_to="2024-12-31")
        people = self._prepare().collaborator_id
        self.assertEqual(people, self.person | self.other)

    def test_preparing_twice_renews_what_is_not_graded(self):
        first = self._prepare()
        graded = first.filtered(lambda e: e.collaborator_id == self.person)
        graded.with_user(self.leader).leader_grade = graded.leader_grade.search(
            [], limit=1
        )
        graded.with_user(self.leader).grade_reason = "Seen at work"
        graded.with_user(self.leader).action_grade()
        for day in DAYS:
            self._meeting(day, {self.person: "absent", self.other: "present"})
        second = self._prepare()
        self.assertEqual(first, second)
        self.assertEqual(self._counts(graded)["attendance"], (0, 0))
        other = (second - graded).line_ids
        self.assertIn((3, 3), other.mapped(lambda line: (line.done, line.due)))

    def test_only_officers_of_the_unit_prepare(self):
        for user in (
            self.chair("officer", self.ward_a2),
            self.chair("officer", self.province_a),
        ):
            with self.assertRaises(AccessError):
                self._prepare(user)
        with self.assertRaises(AccessError):
            self._prepare(self.leader)
        with self.assertRaises(UserError):
            self._prepare(year=99)
        with self.assertRaises(UserError):
            self._prepare(self.chair("officer", self.ward_a2), self.ward_a2)

    def test_nothing_is_typed_in(self):
        evaluation = self._evaluation()
        with self.assertRaises(AccessError):
            evaluation.with_user(self.officer).grade_reason = "Made up"
        for user in (self.leader, self.env.user):
            records = evaluation.with_user(user)
            for vals in ({"score": 100}, {"state": "closed"}, {"line_ids": []}):
                with self.assertRaises(UserError):
                    records.write(vals)
        with self.assertRaises(UserError):
            evaluation.sudo().create(
                {
                    "collaborator_id": self.other.id,
                    "unit_id": self.ward_a1.id,
                    "date_from": "2025-01-01",
                    "date_to": "2025-12-31",
                }
            )

    # Grade and answer (G35)

    def test_another_grade_needs_a_reason(self):
        for day in DAYS:
            self._meeting(day, {self.person: "present"})
        evaluation = self._evaluation().with_user(self.leader)
        failed = self.env.ref("dlxh_collaborator.evaluation_grade_failed")
        evaluation.leader_grade = failed
        with self.assertRaisesRegex(ValidationError, "reason"):
            evaluation.action_grade()
        evaluation.grade_reason = "Left two conferences early"
        evaluation.action_grade()
        mine = evaluation.with_user(self.user)
        self.assertEqual(
            (mine.leader_grade, mine.grade_reason),
            (failed, "Left two conferences early"),
        )
        with self.assertRaises(UserError):
            evaluation.grade_reason = "Something else"

    def test_he_answers_until_it_is_closed(self):
        self.person.trained_on = "2025-03-01"
        evaluation = self._evaluation()
        mine = evaluation.with_user(self.user)
        leader = evaluation.with_user(self.leader)
        self.assertFalse(self.can(self.user, evaluation))
        leader.action_grade()
        self.assertTrue(self.can(self.user, evaluation))
        self.assertTrue(self.can(self.user, evaluation.line_ids))
        self.assertEqual(self.cards(self.user).get("Evaluations of you"), 1)
        mine.action_answer("I was on leave")
        self.assertEqual((mine.state, mine.answer), ("answered", "I was on leave"))
        self.assertEqual(self.cards(self.leader).get("Answers to evaluations"), 1)
        mine.action_answer("And ill")
        self.assertEqual(len(mine.answer_ids), 2)
        leader.leader_grade = leader.leader_grade.search([], limit=1)
        leader.grade_reason = "He was on leave"
        leader.action_grade()
        leader.action_close()
        with self.assertRaises(UserError):
            mine.action_answer("Once more")
        for records in (mine.answer_ids, mine.answer_ids.sudo()):
            with self.assertRaises(UserError):
                records.sudo().write({"text": "made up"})

    def test_nobody_else_answers_or_grades(self):
        self.person.trained_on = "2025-03-01"
        evaluation = self._evaluation()
        for user in (self.officer, self.chair("leader", self.ward_a2)):
            with self.assertRaises(AccessError):
                evaluation.with_user(user).action_grade()
        evaluation.with_user(self.leader).action_grade()
        for user in (self.officer, self.leader):
            with self.assertRaises(UserError):
                evaluation.with_user(user).action_answer("In his name")

    def test_nobody_lifts_his_own_grade(self):
        self.user.group_ids += self.env.ref("dlxh_collaborator.group_dlxh_leader")
        self.person.trained_on = "2025-03-01"
        evaluation = self._evaluation().with_user(self.user)
        grades = self.env["dlxh.evaluation.grade"].search([("min_score", ">=", 0)])
        evaluation.leader_grade = (grades - evaluation.computed_grade)[0]
        evaluation.grade_reason = "Modest"
        with self.assertRaises(ValidationError):
            evaluation.action_grade()

    def test_levels_above_and_beside_do_not_read_it(self):
        self.person.trained_on = "2025-03-01"
        evaluation = self._evaluation()
        evaluation.with_user(self.leader).action_grade()
        evaluation.with_user(self.user).action_answer("Answer")
        pages = (evaluation, evaluation.line_ids, evaluation.answer_ids)
        for chair, unit in (
            ("leader", self.province_a),
            ("officer", self.province_a),
            ("leader", self.ward_a2),
            ("inspector", self.ward_a1),
            ("data_officer", self.ward_a1),
            ("administrator", self.ward_a1),
            ("collaborator", self.ward_a1),
        ):
            user = self.chair(chair, unit)
            for records in pages:
                with self.subTest(chair=chair, model=records._name):
                    self.assertFalse(self.can(user, records))

    # Speed

    def test_preparing_costs_the_same_for_many(self):
        def cost(year):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._prepare(year=year)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(2024)
        few = cost(2025)
        for _number in range(30):
            self.member(self.team, self.collaborator(self.ward_a1))
        many = cost(2026) if self._is_past(2026) else cost(2025)
        self.assertLessEqual(many, few + 8)

    def _is_past(self, year):
        return self.env["dlxh.evaluation"]._fields["date_to"].today().year >= year

    def test_list_costs_few_queries(self):
        for _number in range(20):
            self.member(self.team, self.collaborator(self.ward_a1))
        found = self._prepare().with_user(self.officer)
        names = ["display_name", "date_to", "score", "leader_grade", "state"]
        found.read(["date_to"])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(14):
            found.read([*names, "differs", "can_grade"])

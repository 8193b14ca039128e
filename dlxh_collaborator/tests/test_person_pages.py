from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_people import PeopleCase


@tagged("post_install", "-at_install")
class TestPersonPages(PeopleCase):
    """Equipment, commendation and discipline."""

    def _supply(self, person=None, user=None, **values):
        supplies = self.env["dlxh.supply"].with_user(user or self.officer)
        return supplies.create(
            {
                "name": "Recorder",
                "collaborator_id": (person or self.person).id,
                **values,
            }
        )

    def _case(self, user=None, **values):
        cases = self.env["dlxh.discipline"].with_user(user or self.officer)
        return cases.create(
            {
                "collaborator_id": self.person.id,
                "article": "Article 6",
                "reason": "Missed three briefings without an excuse",
                **values,
            }
        )

    # Equipment

    def test_who_left_with_equipment_is_shown(self):
        self._supply(self.other)
        self._supply(self.other, kind="document", name="Handbook")
        self.assertNotIn("Equipment to ask back", self.cards(self.officer))
        self.other.membership_ids.date_to = "2025-01-31"
        self.assertEqual(self.cards(self.officer).get("Equipment to ask back"), 1)
        self.assertEqual(self.other.with_user(self.officer).outstanding_count, 1)
        supply = self.other.supply_ids.filtered("is_outstanding")
        self.assertEqual((len(supply), supply.is_overdue), (1, True))
        supply.with_user(self.officer).action_returned()
        self.assertEqual(supply.condition, "good")
        self.assertFalse(supply.is_outstanding)
        self.assertNotIn("Equipment to ask back", self.cards(self.officer))

    def test_past_its_day(self):
        yesterday = fields.Date.today() - timedelta(days=1)
        supply = self._supply(supplied_on="2025-01-01", date_due=yesterday)
        self.assertTrue(supply.is_overdue)
        self.assertIn(supply, supply.search([("is_overdue", "=", True)]))
        self.assertEqual(self.cards(self.user).get("Things to give back"), 1)

    @mute_logger("odoo.sql_db")
    def test_bad_numbers_are_refused(self):
        for values in (
            {"quantity": 0},
            {"supplied_on": "2025-02-01", "returned_on": "2025-01-01"},
        ):
            with self.assertRaises(IntegrityError):
                self._supply(**values)

    def test_only_people_of_the_unit(self):
        stranger = self.collaborator(self.cell_a12)
        with self.assertRaises(ValidationError):
            self._supply(stranger)
        foreign = self.collaborator(self.ward_b1)
        with self.assertRaises(AccessError):
            self._supply(foreign)
        supply = self._supply()
        with self.assertRaises(AccessError):
            supply.unit_id = self.ward_a2

    # Commendation

    def test_commendations_do_not_count_sheets(self):
        """Guardrail G35: nothing leads from praise to sheets or numbers of them."""
        columns = self.env["dlxh.commendation"]._fields
        numbers = [n for n, f in columns.items() if f.type in ("integer", "float")]
        self.assertEqual(numbers, ["id"])
        related = {f.comodel_name for f in columns.values() if f.relational}
        self.assertFalse([name for name in related if "opinion" in name])

    def test_commendation_is_public_above_and_written_here(self):
        row = (
            self.env["dlxh.commendation"]
            .with_user(self.officer)
            .create(
                {
                    "collaborator_id": self.person.id,
                    "decision_ref": "12-QĐ/ĐU",
                    "reason": "A good example",
                }
            )
        )
        above = self.chair("officer", self.province_a)
        self.assertTrue(self.can(above, row))
        self.assertFalse(self.can(above, row, "write"))
        self.assertTrue(self.can(self.user, row))
        self.assertFalse(self.can(self.chair("leader", self.ward_a2), row))

    # Discipline

    @mute_logger("odoo.sql_db")
    def test_only_a_collaborator_can_be_the_subject(self):
        """Guardrail G24: required, and no other way to name anybody."""
        columns = self.env["dlxh.discipline"]._fields
        self.assertTrue(columns["collaborator_id"].required)
        self.assertTrue(columns["article"].required)
        people = {
            name
            for name, field in columns.items()
            if field.relational
            and field.comodel_name
            in ("res.partner", "res.users", "dlxh.collaborator", "mail.thread")
        }
        kept_by_odoo = {"create_uid", "write_uid"}
        self.assertEqual(people - kept_by_odoo, {"collaborator_id", "decided_by_id"})
        for missing in ("collaborator_id", "article"):
            with self.assertRaises(IntegrityError):
                self._case(**{missing: False})

    def test_he_is_told_answers_and_the_leader_decides(self):
        case = self._case()
        mine = case.with_user(self.user)
        self.assertFalse(self.can(self.user, case))
        with self.assertRaises(UserError):
            case.with_user(self.leader).action_decide()
        case.action_tell()
        self.assertTrue(self.can(self.user, case))
        self.assertEqual(self.cards(self.user).get("You are asked to answer"), 1)
        self.assertEqual(mine.action_answer()["res_model"], "dlxh.answer.wizard")
        wizard = (
            self.env["dlxh.answer.wizard"]
            .with_user(self.user)
            .create({"res_model": case._name, "res_id": case.id, "text": "I was ill"})
        )
        wizard.action_confirm()
        self.assertEqual(case.answer, "I was ill")
        with self.assertRaises(UserError):
            mine.action_answer("Once more")
        self.assertEqual(self.cards(self.leader).get("Discipline to decide"), 1)
        case.with_user(self.leader).action_decide()
        self.assertEqual((case.state, case.decided_by_id), ("decided", self.leader))

    def test_what_he_was_told_is_not_rewritten(self):
        case = self._case(state="decided", answer="made up")
        self.assertEqual((case.state, case.answer), ("draft", False))
        case.reason = "Missed two briefings"
        with self.assertRaises(UserError):
            case.answer = "made up"
        case.action_tell()
        for records in (case, case.sudo()):
            with self.assertRaises(UserError):
                records.reason = "Something else"
            with self.assertRaises(UserError):
                records.unlink()
        with self.assertRaises(AccessError):
            case.with_user(self.user).action_tell()
        with self.assertRaises(UserError):
            case.with_user(self.officer).action_decide()
        case.with_user(self.leader).action_drop()
        self.assertEqual(case.state, "dropped")

    def test_others_do_not_read_it(self):
        case = self._case()
        case.action_tell()
        for chair, unit in (
            ("leader", self.province_a),
            ("officer", self.province_a),
            ("leader", self.ward_a2),
            ("inspector", self.ward_a1),
            ("data_officer", self.ward_a1),
            ("collaborator", self.ward_a1),
        ):
            with self.subTest(chair=chair, unit=unit.name):
                self.assertFalse(self.can(self.chair(chair, unit), case))
        transferred = self.officer
        transferred.dlxh_unit_ids = self.ward_a2
        self.assertFalse(self.can(transferred, case))

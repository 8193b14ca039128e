from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common_opinion import OpinionCase
from .common_rates import TO_DATE, RatesCase


@tagged("post_install", "-at_install")
class TestCoverageOfObligations(RatesCase):
    """Where something was written down as owed the coverage counts that."""

    def _row(self, unit, day):
        coverage = self.env["dlxh.coverage"].with_context(dlxh_date=day)
        coverage.invalidate_model()
        row = coverage.search([("unit_id", "=", unit.id)])
        return row.report_due, row.report_sent

    def test_what_came_in(self):
        self.env["dlxh.regime"].search([("id", "!=", self.regime.id)]).active = False
        owed = self.owe(self.ward_a1)
        self.assertEqual(self._row(self.ward_a1, "2026-06-30")[1], 0)
        self.assertEqual(self._row(self.ward_a1, "2026-07-10"), (1, 0))
        owed._note("sent", at="2026-07-03 03:00:00", on_behalf=True)
        self.assertEqual(self._row(self.ward_a1, "2026-07-02"), (1, 0))
        self.assertEqual(self._row(self.ward_a1, "2026-07-03"), (1, 1))
        owed._note("returned")
        self.assertEqual(self._row(self.ward_a1, "2026-07-10"), (1, 0))
        owed.state = "cancelled"
        self.assertEqual(self._row(self.ward_a1, "2026-07-10"), (0, 0))
        # the month after it: nothing was written down, the regime says it is due
        self.assertEqual(self._row(self.ward_a1, "2026-08-10"), (1, 0))

    def test_what_members_owe_is_not_the_unit_s(self):
        before = self._row(self.ward_a1, "2026-07-10")
        owed = self.owed_by_member(self.authors[self.ward_a1], self.ward_a1)
        self.came(owed)
        self.assertEqual(self._row(self.ward_a1, "2026-07-10"), before)


@tagged("post_install", "-at_install")
class TestEvaluationOfObligations(OpinionCase):
    """What a member owed counts in his evaluation; other months as before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.regime = cls.env["dlxh.regime"].create(
            {
                "name": "Sheets of members",
                "code": "T-MEMBERS",
                "addressees": "members",
                "period_type": "month",
                "date_from": "2025-01-01",
            }
        )

    def _owed(self, month, came=None, person=None):
        """What is owed of the month, handed in on the day of the next month."""
        first = TO_DATE(f"2025-{month:02}-01")
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        owed = self.env["dlxh.obligation"].create(
            {
                "regime_id": self.regime.id,
                "unit_id": self.ward_a1.id,
                "parent_unit_id": self.ward_a1.id,
                "collaborator_id": (person or self.person).id,
                "is_member": True,
                "period_type": "month",
                "date_from": first,
                "date_to": last,
                "due_at": f"2025-{month + 1:02}-05 16:59:59",
            }
        )
        if came:
            owed._note("sent", at=f"2025-{month + 1:02}-{came:02} 03:00:00")
        return owed

    def _measure(self, code, unit=None, people=None):
        criteria = self.env["dlxh.evaluation.criterion"].with_context(
            dlxh_evaluation_unit_id=(unit or self.ward_a1).id
        )
        span = TO_DATE("2025-01-01"), TO_DATE("2025-06-30")
        return criteria._measure(code, people or self.person, *span)

    def test_what_was_owed_counts(self):
        for month, came in ((1, 3), (2, 9), (3, None), (4, 4), (5, 5), (6, None)):
            self._owed(month, came)
        self.assertEqual(self._measure("completeness"), {self.person.id: (4, 6)})
        self.assertEqual(self._measure("timeliness"), {self.person.id: (3, 4)})

    def test_a_return_that_was_not_corrected_does_not_count(self):
        self._owed(6, 3)._note("returned")
        done, of = self._measure("completeness")[self.person.id]
        self.assertEqual(done, 0)
        self._owed(5)._note("sent", at="2025-06-01 03:00:00", is_nil=True)
        self.assertEqual(self._measure("completeness")[self.person.id], (1, of))

    def test_of_this_unit_and_this_person_only(self):
        self._owed(6, 3)
        self.assertEqual(self._measure("completeness", unit=self.ward_a2), {})
        user = self.chair("collaborator", self.cell_a12)
        person = self.member(user, self.ward_a1, self.cell_a12)
        found = self._measure("completeness", people=self.person | person)
        self.assertEqual(found[self.person.id][0], 1)
        self.assertEqual(found[person.id][0], 0)

    def test_not_due_yet_is_not_missing(self):
        with freeze_time("2025-07-01"):
            self._owed(6)
            self.env["dlxh.regime"].search([]).write({"active": False})
            months = self._measure("completeness")[self.person.id]
            self.assertEqual(months[0], 0)
            without = self._measure("timeliness")
        self.assertEqual(without, {})

    def test_months_without_an_obligation_count_as_before(self):
        self.env["dlxh.regime"].search([("id", "!=", self.regime.id)]).write(
            {"active": False}
        )
        before = self._measure("completeness")[self.person.id]
        self._owed(3, 3)
        self.assertEqual(
            self._measure("completeness")[self.person.id], (before[0] + 1, before[1])
        )

from odoo import fields
from odoo.tests import freeze_time, tagged

from .common_opinion import OpinionCase


@tagged("post_install", "-at_install")
class TestEvaluationCriteria(OpinionCase):
    """Completeness and timeliness count months, never sheets or what they say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["dlxh.regime"].search([]).date_from = "2024-01-01"

    def _sheet(self, handed_in, nil=False, **values):
        """A sheet of the week in which it is handed in."""
        with freeze_time(handed_in):
            if nil:
                self.env["dlxh.opinion"].with_user(self.author).action_nil_return()
                return None
            return self.sheet(**values)

    def _measure(self, code, people=None, unit=None):
        criteria = self.env["dlxh.evaluation.criterion"].with_context(
            dlxh_evaluation_unit_id=(unit or self.ward_a1).id
        )
        to_date = fields.Date.to_date
        return criteria._measure(
            code, people or self.person, to_date("2025-01-01"), to_date("2025-06-30")
        )

    def test_months_with_a_sheet_or_a_nil_return(self):
        """The months of the ward run from the 16th and are named after their end."""
        self._sheet("2025-02-04 03:00:00")
        self._sheet("2025-02-05 03:00:00", title="Giá xăng")
        self._sheet("2025-03-04 03:00:00", nil=True)
        self._sheet("2025-04-08 03:00:00", submit=False)
        self.assertEqual(self._measure("completeness"), {self.person.id: (2, 6)})

    def test_in_time(self):
        self._sheet("2025-02-04 03:00:00")
        late = self._sheet("2025-04-01 03:00:00", observed_week="2025-03-03")
        self.assertEqual(str(late.observed_week), "2025-03-03")
        self.assertEqual(self._measure("timeliness"), {self.person.id: (1, 2)})

    def test_without_a_regime_nothing_is_late(self):
        self._sheet("2025-02-04 03:00:00")
        self.env["dlxh.regime"].search([]).active = False
        self.assertEqual(self._measure("timeliness"), {})
        self.assertEqual(self._measure("completeness"), {self.person.id: (1, 6)})

    def test_months_of_the_membership_only(self):
        self.person.membership_ids.date_from = "2025-03-20"
        self._sheet("2025-02-04 03:00:00")
        self.assertEqual(self._measure("completeness"), {self.person.id: (0, 2)})
        self.assertEqual(self._measure("timeliness"), {})
        self.assertEqual(self._measure("completeness", unit=self.ward_a2), {})

    def test_what_goes_above_is_not_told(self):
        """Guardrail G31: the own unit does not learn that there was a sheet."""
        self._sheet("2025-02-04 03:00:00", addressed_above=True)
        self.assertEqual(self._measure("completeness"), {self.person.id: (0, 6)})

    def test_what_is_said_changes_nothing(self):
        """Guardrail G19: tendency, intensity, urgency and number do not count."""
        other = self.chair("collaborator", self.cell_a12)
        person = self.member(other, self.ward_a1, self.cell_a12)
        self._sheet("2025-02-04 03:00:00")
        for title in ("Một", "Hai", "Ba"):
            self._sheet(
                "2025-02-04 03:00:00",
                user=other,
                title=title,
                urgency="urgent",
                stream_ids=[self.stream(tendency="oppose", intensity="5")],
            )
        for code in ("completeness", "timeliness"):
            found = self._measure(code, self.person | person)
            self.assertEqual(found[self.person.id], found[person.id])

    def test_evaluation_of_the_ward(self):
        self._sheet("2025-02-04 03:00:00")
        wizard = (
            self.env["dlxh.evaluation.prepare"]
            .with_user(self.officer)
            .create({"unit_id": self.ward_a1.id, "period": "first", "year": 2025})
        )
        action = wizard.action_prepare()
        evaluation = self.env["dlxh.evaluation"].search(action["domain"])
        counts = {
            line.criterion_id.code: (line.done, line.due)
            for line in evaluation.line_ids
        }
        self.assertEqual(counts["completeness"], (1, 6))
        self.assertEqual(counts["timeliness"], (1, 1))
        # (25 x 100 + 25 x 16.67) / 50: attendance and training had nothing due
        self.assertEqual(evaluation.score, 58.33)

    def test_one_query_for_all(self):
        people = self.person
        for _number in range(12):
            user = self.chair("collaborator", self.cell_a11)
            people |= self.member(user, self.ward_a1, self.cell_a11)
            self._sheet("2025-02-04 03:00:00", user=user)
        self._measure("completeness", people)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(10):
            self._measure("completeness", people)

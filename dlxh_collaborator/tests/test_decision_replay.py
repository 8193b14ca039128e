import random
from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_decision import DlxhDecisionCase

FIRST = date(2026, 1, 5)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 03:00:00")
class TestDecisionReplay(DlxhDecisionCase):
    """Random decisions on the real records, against a dictionary kept by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.crowd = cls.people(8)

    def applied(self, decision):
        """Issue by the steps that count here: approval has tests of its own."""
        flow = decision.sudo()._approval_flow()
        flow._apply()
        flow.write({"state": "issued"})

    def test_random_decisions(self):
        for seed in range(6):
            with self.subTest(seed=seed):
                self.assert_history_told(random.Random(seed))

    def assert_history_told(self, chance):
        with self.cr.savepoint() as savepoint:
            self._sequence(chance)
            self.env.flush_all()
            savepoint.rollback()
        self.env.invalidate_all()

    def _sequence(self, chance):
        now = {p: "member" for p in chance.sample(list(self.crowd), 4)}
        day = FIRST
        first = self.decision(
            *(self.line("add", p) for p in now), decision_type="establish", date=day
        )
        self.applied(first)
        team = first.team_id
        history, applied = {day: dict(now)}, []
        snapshots = [self.state_of(team)]
        for _number in range(8):
            day += timedelta(days=chance.randint(1, 5))
            lines, now = self._random_lines(chance, now)
            if not lines:
                continue
            decision = self.decision(*lines, decision_type="consolidate", date=day)
            self.applied(decision)
            history[day] = dict(now)
            applied.append(decision)
            snapshots.append(self.state_of(team))
            self._refused_twice(decision)
        expected, look = {}, FIRST
        while look <= day:
            expected = history.get(look, expected)
            self.assertEqual(self.on(team, look), expected, look)
            look += timedelta(days=1)
        self._take_back(team, applied, snapshots)

    def _random_lines(self, chance, now):
        """Lines that make sense, and the members after them."""
        inside = chance.sample(sorted(now, key=lambda p: p.id), len(now))
        outside = [p for p in self.crowd if p not in now]
        chance.shuffle(outside)
        lines, after = [], dict(now)
        for _line in range(chance.randint(1, 3)):
            action = chance.choice(("add", "remove", "replace", "change_role"))
            role = chance.choice(("deputy", "secretary", "member"))
            if (
                action != "add"
                and not inside
                or action in ("add", "replace")
                and (not outside)
            ):
                continue
            left = inside.pop() if action != "add" else None
            came = outside.pop() if action in ("add", "replace") else None
            if action == "change_role" and now[left] == role:
                continue
            if action in ("remove", "replace"):
                del after[left]
            if action == "remove":
                lines.append(self.line("remove", left))
            elif action == "change_role":
                lines.append(self.line("change_role", left, role=role))
                after[left] = role
            else:
                lines.append(self.line(action, came, left, role=role))
                after[came] = role
        return lines, after

    def _refused_twice(self, decision):
        """The same decision once more has nothing left to do."""
        again = decision.sudo().copy({"date": decision.date})
        again.line_ids = [
            self.line(
                line.action,
                line.collaborator_id,
                line.replaced_collaborator_id or None,
                role=line.role,
            )
            for line in decision.line_ids
        ]
        self.assertTrue(again.problem_text)
        with self.assertRaises(UserError):
            self.applied(again)
        again.unlink()

    def _take_back(self, team, applied, snapshots):
        for decision, before in zip(
            reversed(applied), reversed(snapshots[:-1]), strict=True
        ):
            flow = decision.sudo()._approval_flow()
            self.assertFalse(flow._revoke_blocker())
            flow._restore()
            flow.write({"state": "revoked"})
            after = self.state_of(team)
            self.assertEqual(after, before)

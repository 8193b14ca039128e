from contextlib import contextmanager
from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command

from .common import DlxhCase

TODAY = date(2026, 3, 1)


class UnitReorganiseCase(DlxhCase):
    """An administrator who reorganises units, with people in them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.chair("administrator")

    def _wizard(self, kind, units, **values):
        Wizard = self.env[f"dlxh.unit.{kind}"].with_user(self.admin)
        return Wizard.with_context(
            active_model="dlxh.unit", active_ids=units.ids
        ).create(values)

    def _merge(self, units, target, **values):
        wizard = self._wizard("merge", units, target_id=target.id, **values)
        wizard.action_apply()

    @contextmanager
    def _refused(self, words, error=UserError):
        """Expect a sentence; what was written before it is undone."""
        with self.assertRaises(error) as caught:
            yield
        self.assertIn(words, str(caught.exception))

    def _cron(self):
        self.env["dlxh.unit.change"]._cron_apply_planned()

    def _people(self, unit):
        """A user, a collaborator, a responsibility, a team and a body of the unit."""
        user = self.chair("officer", unit)
        person = self.collaborator(unit, user)
        line = self.env["dlxh.unit.responsibility"].create(
            {
                "unit_id": unit.id,
                "role": "organ_officer",
                "user_id": user.id,
                "date_from": "2021-01-01",
            }
        )
        team = self.env["dlxh.team"].create(
            {
                "unit_id": unit.id,
                "date_from": "2021-01-01",
                "member_ids": [
                    Command.create(
                        {"collaborator_id": person.id, "date_from": "2021-01-01"}
                    )
                ],
            }
        )
        body = self.env["dlxh.body"].create(
            {"unit_id": unit.id, "name": f"Body of {unit.name}", "symbol": "B"}
        )
        return user, person, line, team, body

import threading
import uuid
from unittest.mock import patch

from odoo import api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, new_test_user, tagged
from odoo.tests.common import get_db_name
from odoo.tools import SQL, mute_logger

GROUP = "dlxh_collaborator.group_dlxh_"


class ParallelReports(BaseCase):
    """Two units with committed reports, and sessions that really run side by side.

    Other connections must see the rows, so they are taken away again at the end.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.mark = uuid.uuid4().hex[:12]
        with self.registry.cursor() as cr:
            self._make(api.Environment(cr, api.SUPERUSER_ID, {}))
        self.addCleanup(self._take_away)

    def _make(self, env):
        def unit(name, level, parent=None):
            return env["dlxh.unit"].create(
                {
                    "name": f"{name} {self.mark}",
                    "code": f"TEST-{name}-{self.mark}",
                    "level_id": env.ref(f"dlxh_collaborator.level_{level}").id,
                    "parent_id": parent.id if parent else False,
                }
            )

        above = unit("above", "central")
        below = unit("below", "direct", above)
        self.units = (above | below).ids

        def user(chair, of):
            made = new_test_user(
                env, f"{chair}_{of.id}_{self.mark}", groups=GROUP + chair
            )
            made.dlxh_unit_ids = [Command.set(of.ids)]
            return made.id

        self.officers = {of.id: user("officer", of) for of in (above, below)}
        self.leader = user("leader", above)
        self.users = [*self.officers.values(), self.leader]

        def report(of, **values):
            made = env["dlxh.report"].with_user(self.officers[of.id])
            return made.create(
                {
                    "unit_id": of.id,
                    "date_from": "2026-06-01",
                    "date_to": "2026-06-30",
                    "entry_ids": [
                        Command.create({"title": "Prices", "text": "<p>Said</p>"})
                    ],
                    **values,
                }
            )

        child = report(below)
        child.sudo()._approval_flow().write({"state": "sent", "is_sent": True})
        parent = report(above)
        parent.sudo()._approval_flow().write(
            {"child_report_ids": [Command.set(child.ids)]}
        )
        self.child, self.parent = child.id, parent.id
        self.entry = parent.entry_ids.id

    def _take_away(self):
        with self.registry.cursor() as cr:
            reports = [self.child, self.parent]
            for table, column, ids in (
                ("dlxh_approval_round", "unit_id", self.units),
                ("tier_review", "dlxh_unit_id", self.units),
                ("dlxh_access_log", "unit_id", self.units),
                ("dlxh_report", "id", reports),
                ("dlxh_unit", "id", self.units[::-1]),
            ):
                cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE %s = ANY(%s)",
                        SQL.identifier(table),
                        SQL.identifier(column),
                        list(ids),
                    )
                )
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            users = env["res.users"].browse(self.users)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def side_by_side(self, *jobs):
        """Run {(user, function)} each in a session of its own, at the same moment.

        Returns {number of the job: the refusal, or None}.
        """
        begin = threading.Barrier(len(jobs))
        outcome = {}

        def session(number, uid, job):
            threading.current_thread().dbname = self.registry.db_name
            try:
                with self.registry.cursor() as cr:
                    env = api.Environment(cr, uid, {})
                    env["res.users"].browse(uid).mapped("name")  # the session begins
                    begin.wait(20)
                    retrying(lambda: job(env), env)
                outcome[number] = None
            except UserError as refusal:
                outcome[number] = str(refusal)

        threads = [
            threading.Thread(target=session, args=(number, uid, job), daemon=True)
            for number, (uid, job) in enumerate(jobs)
        ]
        # the runner holds the lock of the registry, which is loaded and stays so
        with patch.object(Registry, "_lock", DummyRLock()):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        self.assertEqual(len(outcome), len(jobs), "a session broke or hangs")
        return outcome

    def states(self):
        with self.registry.cursor() as cr:
            cr.execute(
                SQL(
                    "SELECT id, state FROM dlxh_report WHERE id = ANY(%s)",
                    [self.child, self.parent],
                )
            )
            found = dict(cr.fetchall())
        return found[self.parent], found[self.child]

    def do(self, uid, job):
        with self.registry.cursor() as cr:
            return job(api.Environment(cr, uid, {}))


@tagged("post_install", "-at_install")
class TestReportParallel(ParallelReports):
    """What two sessions do at the same moment leaves the rules of passage true."""

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_savers_of_one_text(self):
        def save(words):
            def job(env):
                env["dlxh.report.entry"].browse(self.entry).write(
                    {"text": f"<p>{words}</p>", "edit_version": 0}
                )

            return job

        officer = self.officers[self.units[0]]
        outcome = self.side_by_side((officer, save("one")), (officer, save("two")))
        refused = [number for number, refusal in outcome.items() if refusal]
        self.assertEqual(len(refused), 1, outcome)
        self.assertIn(f"officer_{self.units[0]}", outcome[refused[0]])
        self.assertIn("What is said", outcome[refused[0]])
        kept = self.do(
            api.SUPERUSER_ID,
            lambda env: str(env["dlxh.report.entry"].browse(self.entry).text),
        )
        self.assertIn("two" if refused == [0] else "one", kept)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_approved_above_and_returned_below(self):
        """Never is a report approved that rests on one that was returned."""
        officer = self.officers[self.units[0]]
        self.do(
            officer,
            lambda env: env["dlxh.report"].browse(self.parent).action_submit_approval(),
        )
        outcome = self.side_by_side(
            (
                self.leader,
                lambda env: env["dlxh.report"].browse(self.parent).action_approve(),
            ),
            (
                officer,
                lambda env: (
                    env["dlxh.report"].browse(self.child).action_return_sent("No")
                ),
            ),
        )
        self.assertEqual(sum(1 for refusal in outcome.values() if refusal), 1, outcome)
        self.assertIn(
            self.states(), [("approved", "sent"), ("in_approval", "returned")]
        )

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_approved_twice_is_one_round(self):
        officer = self.officers[self.units[0]]
        self.do(
            officer,
            lambda env: env["dlxh.report"].browse(self.parent).action_submit_approval(),
        )

        def approve(env):
            env["dlxh.report"].browse(self.parent).action_approve()

        outcome = self.side_by_side((self.leader, approve), (self.leader, approve))
        self.assertEqual(sum(1 for refusal in outcome.values() if refusal), 1, outcome)
        rounds = self.do(
            api.SUPERUSER_ID,
            lambda env: (
                env["dlxh.report"]
                .browse(self.parent)
                .approval_round_ids.mapped("action")
            ),
        )
        self.assertEqual(sorted(rounds), ["approved", "submitted"])

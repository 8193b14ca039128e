import random
import threading
import uuid
from unittest.mock import patch

from odoo import api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import SQL, mute_logger

THREADS = 4
NUMBERS = 12


class Undone(Exception):
    """The user's transaction failed after the number was taken."""


@tagged("post_install", "-at_install")
class TestDocumentNumberParallel(BaseCase):
    """Numbers stay gapless with real transactions side by side.

    The rows are committed and taken away again at the end, because other
    connections must see them.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.probe = f"dlxh_probe_{uuid.uuid4().hex[:12]}"
        with self.registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            unit = env["dlxh.unit"].create(
                {
                    "name": "Parallel",
                    "code": f"TEST-{self.probe}",
                    "level_id": env.ref("dlxh_collaborator.level_central").id,
                }
            )
            body = env["dlxh.body"].create(
                {"unit_id": unit.id, "name": "Parallel", "symbol": "TEST"}
            )
            self.unit_id, self.body_id = unit.id, body.id
            cr.execute(SQL("CREATE TABLE %s (number int)", SQL.identifier(self.probe)))
        self.addCleanup(self._take_away)

    def _take_away(self):
        with self.registry.cursor() as cr:
            cr.execute(SQL("DROP TABLE %s", SQL.identifier(self.probe)))
            for table, column, value in (
                ("dlxh_document_counter", "body_id", self.body_id),
                ("dlxh_body", "id", self.body_id),
                ("dlxh_unit", "id", self.unit_id),
            ):
                cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE %s = %s",
                        SQL.identifier(table),
                        SQL.identifier(column),
                        value,
                    )
                )

    def _take_one(self, undo):
        """Take a number in a transaction of its own and store it there."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})

            def work():
                number = env["dlxh.document.counter"]._take(
                    env["dlxh.body"].browse(self.body_id),
                    env.ref("dlxh_collaborator.document_type_bc"),
                    env.ref("dlxh_collaborator.term_2025_2030"),
                    0,
                )
                cr.execute(
                    SQL(
                        "INSERT INTO %s VALUES (%s)",
                        SQL.identifier(self.probe),
                        number,
                    )
                )
                if undo:
                    raise Undone
                return number

            retrying(work, env)

    def _worker(self, seed, problems):
        chance, done = random.Random(seed), 0
        threading.current_thread().dbname = self.registry.db_name
        while done < NUMBERS and len(problems) < 500:
            undo = chance.random() < 0.3
            try:
                self._take_one(undo)
            except Undone:
                continue
            except Exception as error:  # retries ran out: the user tries again
                problems.append(error)
                continue
            done += 1

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_parallel_transactions_leave_no_gap_and_no_double(self):
        problems = []
        threads = [
            threading.Thread(target=self._worker, args=(seed, problems), daemon=True)
            for seed in range(THREADS)
        ]
        # the runner holds the lock of the registry, which is loaded and stays so
        with patch.object(Registry, "_lock", DummyRLock()):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
        with self.registry.cursor() as cr:
            cr.execute(
                SQL("SELECT number FROM %s ORDER BY 1", SQL.identifier(self.probe))
            )
            numbers = [row[0] for row in cr.fetchall()]
            cr.execute(
                SQL(
                    "SELECT last_number, last_taken, unit_id"
                    " FROM dlxh_document_counter WHERE body_id = %s",
                    self.body_id,
                )
            )
            counters = cr.fetchall()
        expected = THREADS * NUMBERS
        self.assertEqual(numbers, list(range(1, expected + 1)))
        self.assertEqual(counters, [(expected, expected, self.unit_id)])
        unexpected = [
            error for error in problems if "serialize" not in str(error).lower()
        ]
        self.assertFalse(unexpected)

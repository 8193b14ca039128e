from odoo import api, fields
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .test_report_parallel import ParallelReports

REPORTS = 4


@tagged("post_install", "-at_install")
class TestReportNumberParallel(ParallelReports):
    """Reports signed at the same moment leave no gap and no double in the book."""

    def _make(self, env):
        made = super()._make(env)
        unit = env["dlxh.unit"].browse(self.units[0])
        officer = env["res.users"].browse(self.officers[unit.id])
        body = env["dlxh.body"].create(
            {
                "unit_id": unit.id,
                "name": "Parallel",
                "symbol": "SONG",
                "place": "Hà Nội",
                "secret_checker_ids": [Command.set(officer.ids)],
                "signer_ids": [Command.create({"name": "A", "position": "Head"})],
            }
        )
        self.body = body.id
        reports = env["dlxh.report"]
        for month in range(1, REPORTS + 1):
            reports |= (
                reports.with_user(officer)
                .create(
                    {
                        "unit_id": unit.id,
                        "body_id": body.id,
                        "date_from": f"2026-{month:02}-01",
                        "date_to": f"2026-{month:02}-28",
                        "is_nil": True,
                    }
                )
                .sudo()
            )
        reports._approval_flow().write({"state": "approved"})
        reports._document_flow().write(
            {
                "secret_checked_by_id": officer.id,
                "secret_checked_at": fields.Datetime.now(),
            }
        )
        self.reports = reports.ids
        return made

    def _take_away(self):
        with self.registry.cursor() as cr:
            for table, column, ids in (
                ("dlxh_report", "id", self.reports),
                ("dlxh_document_counter", "body_id", [self.body]),
                ("dlxh_body", "id", [self.body]),
            ):
                cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE %s = ANY(%s)",
                        SQL.identifier(table),
                        SQL.identifier(column),
                        list(ids),
                    )
                )
        return super()._take_away()

    def signs(self, report_id):
        def job(env):
            env["dlxh.report"].browse(report_id).action_sign()

        return self.officers[self.units[0]], job

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_signed_at_the_same_moment(self):
        outcome = self.side_by_side(*(self.signs(one) for one in self.reports))
        tired = [
            refusal
            for refusal in outcome.values()
            if refusal and "serialize" not in refusal.lower()
        ]
        self.assertFalse(tired)
        numbers, told = self.do(api.SUPERUSER_ID, self._numbers)
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        self.assertGreaterEqual(len(numbers), 1)
        self.assertEqual(len(numbers), list(outcome.values()).count(None))
        self.assertFalse(told)

    def _numbers(self, env):
        reports = env["dlxh.report"].browse(self.reports)
        book = env["dlxh.document.number"].search([("body_id", "=", self.body)])
        numbers = sorted(filter(None, reports.mapped("number")))
        self.assertEqual(sorted(book.mapped("number")), numbers)
        return numbers, book.filtered("is_problem").mapped("number")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_report_signed_twice_has_one_number(self):
        one = self.reports[0]
        outcome = self.side_by_side(self.signs(one), self.signs(one))
        self.assertEqual(list(outcome.values()).count(None), 1, outcome)
        numbers, told = self.do(api.SUPERUSER_ID, self._numbers)
        self.assertEqual(numbers, [1])
        self.assertFalse(told)

import importlib.util
from pathlib import Path

from odoo.fields import Date
from odoo.tests import tagged
from odoo.tools import SQL

from .common_decision import DlxhDecisionCase

SCRIPT = Path(__file__).resolve().parents[1] / "migrations/19.0.1.1.0/post-decision.py"


@tagged("post_install", "-at_install")
class TestDecisionMigration(DlxhDecisionCase):
    """References typed in before decisions were kept become decisions on paper."""

    def migrate(self):
        spec = importlib.util.spec_from_file_location("post_decision", SCRIPT)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        script.migrate(self.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def test_references_become_decisions(self):
        self.cr.execute("ALTER TABLE dlxh_team ADD COLUMN decision_ref varchar")
        references = {
            self.ward_a1: "Quyết định số 45-QĐ/ĐU, ngày 15/10/2025",
            self.ward_a2: "Theo chủ trương của Đảng ủy",
            self.ward_b1: "  ",
            self.province_a: None,
        }
        teams = {}
        for unit, reference in references.items():
            team = self.env["dlxh.team"].create(
                {"unit_id": unit.id, "date_from": "2025-11-01"}
            )
            self.env.flush_all()
            self.env.execute_query(
                SQL(
                    "UPDATE dlxh_team SET decision_ref = %s WHERE id = %s RETURNING id",
                    reference,
                    team.id,
                )
            )
            teams[unit] = team
        basis = self.env.ref("dlxh_collaborator.legal_basis_kl_100")
        basis.for_decisions = False
        for _twice in range(2):
            self.migrate()
            formed = teams[self.ward_a1].decision_id
            self.assertEqual(formed.paper_code, "45-QĐ/ĐU")
            self.assertEqual(formed.date, Date.to_date("2025-10-15"))
            self.assertEqual(formed.state, "issued")
            self.assertEqual(formed.team_id, teams[self.ward_a1])
            self.assertFalse(teams[self.ward_a1].is_decided)
            other = teams[self.ward_a2].decision_id
            self.assertEqual(other.paper_code, "Theo chủ trương của Đảng ủy")
            self.assertEqual(other.date, Date.to_date("2025-11-01"))
            self.assertFalse(teams[self.ward_b1].decision_id)
            self.assertFalse(teams[self.province_a].decision_id)
            self.assertTrue(basis.for_decisions)
        count = self.env["dlxh.decision"].search_count(
            [("unit_id", "in", [unit.id for unit in references])]
        )
        self.assertEqual(count, 2)

    def test_a_new_installation_has_nothing_to_migrate(self):
        before = self.env["dlxh.decision"].search_count([])
        self.migrate()
        self.assertEqual(self.env["dlxh.decision"].search_count([]), before)

"""Turn the references to decisions that teams carried into decisions on paper."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL
from odoo.tools.sql import column_exists

from odoo.addons.dlxh_collaborator.membership import read_reference

#: named in decisions from the start, as for a new installation
PROPOSED_BASES = ("legal_basis_qc_958", "legal_basis_kl_100", "legal_basis_ct_47")


def migrate(cr, version):
    if not column_exists(cr, "dlxh_team", "decision_ref"):
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    _record_paper_decisions(env)
    for name in PROPOSED_BASES:
        basis = env.ref(f"dlxh_collaborator.{name}", raise_if_not_found=False)
        if basis:
            basis.for_decisions = True


def _record_paper_decisions(env):
    """Make one decision on paper for each reference, and name it on its team."""
    rows = env.execute_query(
        SQL(
            "SELECT id, decision_ref FROM dlxh_team"
            " WHERE decision_id IS NULL AND TRIM(COALESCE(decision_ref, '')) <> ''"
            " ORDER BY id"
        )
    )
    for team_id, reference in rows:
        code, date = read_reference(reference)
        env["dlxh.team"].browse(team_id)._record_paper_decision(code, date)

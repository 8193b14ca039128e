"""Make what was owed since a province began to report, and take up what came in.

Expected and received must be counted over the same set: making only what came in
would show that everybody always reported. So each province and each unit below
it owes from the first period on in which anything of that province came in. A
province that has not begun yet owes from the running period.
"""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

FIRST_REPORTS = """
    SELECT COALESCE(u.direct_unit_id, 0), MIN(r.date_from)
      FROM dlxh_report r JOIN dlxh_unit u ON u.id = r.unit_id
     WHERE r.regime_id = %s GROUP BY 1
"""
FIRST_SHEETS = """
    SELECT COALESCE(u.direct_unit_id, 0), MIN(s.observed_week)
      FROM dlxh_opinion s JOIN dlxh_unit u ON u.id = s.team_unit_id
     WHERE s.submitted_at IS NOT NULL AND s.addressed_above IS NOT TRUE GROUP BY 1
"""
#: a period of which something came in may have begun before the week told of
NEVER_CAME = """
    DELETE FROM dlxh_obligation o
          USING dlxh_unit u
     WHERE u.id = o.unit_id AND o.regime_id = %(regime)s
       AND o.date_to < %(today)s
       AND COALESCE(u.direct_unit_id, 0) = %(direct)s
       AND o.date_to < %(first)s
       AND NOT EXISTS (SELECT FROM dlxh_obligation_event e WHERE e.obligation_id = o.id)
"""


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    regimes = env["dlxh.regime"].search([("period_type", "!=", False)])
    for regime in regimes:
        _make_up(regime)
        regime._generate()


def _make_up(regime):
    env, today = regime.env, regime._today()
    if regime.addressees == "members":
        query = SQL(FIRST_SHEETS)
    else:
        query = SQL(FIRST_REPORTS, regime.id)
    begun = dict(env.execute_query(query))
    if not begun:
        return
    regime._generate(since=min(begun.values()))
    env.flush_all()
    query = SQL("SELECT DISTINCT COALESCE(direct_unit_id, 0) FROM dlxh_unit")
    for (direct,) in env.execute_query(query):
        first = max(begun.get(direct, today), regime.date_from)
        cr_query = SQL(
            NEVER_CAME, regime=regime.id, today=today, direct=direct, first=first
        )
        env.cr.execute(cr_query)
    env.invalidate_all()

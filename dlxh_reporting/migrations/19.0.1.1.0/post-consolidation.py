from odoo import SUPERUSER_ID, api

from odoo.addons.dlxh_reporting.models.report_counting import counting

DRAFTED = """
    UPDATE dlxh_report r SET drafted_at = r.write_date
     WHERE r.drafted_at IS NULL AND r.state IN ('draft', 'in_approval')
       AND EXISTS (SELECT FROM dlxh_report_source_rel s WHERE s.report_id = r.id)
"""


def migrate(cr, version):
    """Drafts of before say what changed since the last period, and what came late."""
    cr.execute(DRAFTED)
    env = api.Environment(cr, SUPERUSER_ID, {})
    entries = env["dlxh.report.entry"].search(
        [("report_id.state", "in", ("draft", "in_approval")), ("change", "=", False)]
    )
    flow = entries.report_id._approval_flow().entry_ids & entries
    counting(flow)._refresh_changes()

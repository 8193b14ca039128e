from odoo.api import SUPERUSER_ID, Environment
from odoo.tools import split_every


def migrate(cr, version):
    """Groups told by a single unit were shown above it; leave them out."""
    cr.execute(
        "SELECT id FROM dlxh_report_entry"
        " WHERE jsonb_typeof(group_counts) = 'object' AND group_counts <> '{}'"
        " ORDER BY id"
    )
    entries = Environment(cr, SUPERUSER_ID, {})["dlxh.report.entry"]
    for ids in split_every(500, [row[0] for row in cr.fetchall()]):
        entries.browse(ids)._refresh_groups()
        entries.env.flush_all()
        entries.env.invalidate_all()

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Reports of the time before destinations get theirs, as far as they went."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["dlxh.report"]._add_missing_destinations()

from odoo import models

from odoo.addons.dlxh_collaborator.deadline import local_date


class DlxhObligationPaper(models.TransientModel):
    """A report that a circular demands may come on paper as well."""

    _inherit = "dlxh.obligation.paper"

    def _report_values(self, obligation, old):
        values = super()._report_values(obligation, old)
        if obligation.circular_id:
            values |= obligation._circular_values(local_date(self.received_at))
        return values

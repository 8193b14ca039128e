from odoo import api, models
from odoo.exceptions import AccessError


class SpreadsheetDashboardShare(models.Model):
    """Refuse links that open a dashboard to whoever holds them.

    Odoo would keep a copy of the figures and show it without logging in, past the
    territory and the log of what was taken out. Figures leave as issued reports.
    """

    _inherit = "spreadsheet.dashboard.share"

    @api.model_create_multi
    def create(self, vals_list):
        if vals_list:
            raise AccessError(self._refusal())
        return super().create(vals_list)

    def _check_dashboard_access(self, access_token):
        """Nor are links opened that were made before."""
        raise AccessError(self._refusal())

    @api.model
    def _refusal(self):
        return self.env._(
            "Dashboards are not shared by a link: it would show the figures without "
            "logging in. Export the table you need, or send a report."
        )

from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class DlxhPortalAddress(CustomerPortal):
    """Close the self-service of addresses, which comes along with the dashboards.

    It writes contacts past their rules, for customers of a shop. Here people change
    their own in their preferences, and officers those of their collaborators.
    """

    @http.route()
    def portal_address_submit(self, **_params):
        raise request.not_found()

    @http.route()
    def address_archive(self, **_params):
        raise request.not_found()

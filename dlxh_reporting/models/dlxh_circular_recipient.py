from odoo import models


class DlxhCircularRecipient(models.Model):
    """Who receives a circular; printed at its foot, no delivery follows from it."""

    _name = "dlxh.circular.recipient"
    _inherit = ["dlxh.document.recipient.mixin", "dlxh.circular.part.mixin"]
    _description = "Recipient of a Circular"

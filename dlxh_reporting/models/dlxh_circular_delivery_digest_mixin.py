from odoo import models
from odoo.fields import Domain

from .circular_states import OPEN_STATES


class DlxhCircularDeliveryDigestMixin(models.AbstractModel):
    """Whom to remind of circulars to acknowledge or pass on, and with what words."""

    _name = "dlxh.circular.delivery.digest.mixin"
    _inherit = ["dlxh.digest.mixin"]
    _description = "Reminder of Circulars"
    _digest_type = "dlxh_reporting.mail_activity_type_circulars_due"
    _digest_date = "due_on"

    def _digest_domain(self):
        waits = Domain("acknowledged_at", "=", False) | (
            Domain("must_relay", "=", True) & Domain("relayed_at", "=", False)
        )
        return waits & Domain(
            [
                ("sent_at", "!=", False),
                ("due_on", "!=", False),
                ("circular_id.state", "in", OPEN_STATES),
            ]
        )

    def _digest_people(self):
        """The officers of the addressed unit."""
        officers = self._officers_of(self.unit_id)
        return {delivery: officers[delivery.unit_id] for delivery in self}

    def _digest_summary(self, due, late):
        if late:
            return self.env._(
                "Circulars: %(due)s to acknowledge or pass on soon, %(late)s late",
                due=due,
                late=late,
            )
        return self.env._("Circulars: %(due)s to acknowledge or pass on soon", due=due)

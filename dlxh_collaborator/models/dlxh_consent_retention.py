from odoo import models
from odoo.fields import Domain


class DlxhConsent(models.Model):
    _inherit = "dlxh.consent"

    def _retention_domain(self, rule, cutoff):
        """Proof is kept for years after the consent was taken back, or after the
        mandate it was given for has ended."""
        return Domain("withdrawn_at", "<", cutoff) | (
            Domain("collaborator_id.state", "=", "ended")
            & Domain("collaborator_id.ended_on", "<", cutoff)
        )

from odoo import models


class DlxhOpinion(models.Model):
    _inherit = "dlxh.opinion"

    def _mark_unused(self):
        """Free the sheets of a report whose approval was taken back.

        Called by the report inside its flow; it has checked the rights.
        """
        self.filtered(lambda sheet: sheet.state == "used")._apply({"state": "accepted"})

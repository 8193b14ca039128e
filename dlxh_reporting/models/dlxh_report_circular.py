from odoo import fields, models


class DlxhReport(models.Model):
    """A report that answers a circular fulfils what the unit owes for it."""

    _inherit = "dlxh.report"
    _scope_link_fields = ("circular_id",)

    circular_id = fields.Many2one(
        "dlxh.circular",
        string="Asked for by",
        index="btree_not_null",
        ondelete="restrict",
        help="The circular that demands this report.",
    )

    def _circular_obligations(self):
        """Return what these reports fulfil.

        Called by steps that checked the right; an obligation tells no text.
        """
        # sudo: nobody writes obligations by hand, they follow the report
        obligations = self.env["dlxh.obligation"].sudo()
        asked = self.filtered("circular_id")
        return obligations.search(
            [
                ("circular_id", "in", asked.circular_id.ids),
                ("unit_id", "in", asked.unit_id.ids),
                ("state", "!=", "cancelled"),
            ]
        )

    def _on_sent(self):
        result = super()._on_sent()
        for report in self:
            report._circular_obligations()._note(
                "sent", at=report.sent_at, is_nil=report.is_nil, report=report
            )
        return result

    def _on_returned_by_above(self, reason):
        result = super()._on_returned_by_above(reason)
        for report in self:
            report._circular_obligations()._note("returned", report=report)
        return result

    def _on_received(self):
        result = super()._on_received()
        for report in self:
            report._circular_obligations()._note("received", report=report)
        return result

    def _successor_values(self):
        return {**super()._successor_values(), "circular_id": self.circular_id.id}

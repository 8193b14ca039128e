from odoo import api, fields, models


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

    @api.depends("circular_id")
    def _compute_obligation_id(self):
        return super()._compute_obligation_id()

    def _obligation(self):
        if not self.circular_id:
            return super()._obligation()
        # sudo: what the unit of this very report owes; told to its writers
        return (
            self.env["dlxh.obligation"]
            .sudo()
            .search(
                [
                    ("circular_id", "=", self.circular_id.id),
                    ("unit_id", "=", self.unit_id.id),
                    ("state", "!=", "cancelled"),
                ],
                limit=1,
            )
        )

    def _successor_values(self):
        return {**super()._successor_values(), "circular_id": self.circular_id.id}

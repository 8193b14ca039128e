from odoo import api, fields, models


class DlxhObligation(models.Model):
    """A report that a circular demands is owed like one of a regime."""

    _inherit = "dlxh.obligation"

    circular_id = fields.Many2one(
        "dlxh.circular",
        string="Asked for by",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    _one_per_circular = models.UniqueIndex(
        "(circular_id, unit_id) WHERE circular_id IS NOT NULL",
        "The unit already owes this report.",
    )

    @api.depends("circular_id")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.depends("circular_id")
    def _compute_period_name(self):
        return super()._compute_period_name()

    def _label(self):
        if not self.circular_id:
            return super()._label()
        # sudo: kind and number of a circular that the unit was sent
        asking = self.sudo().circular_id
        kinds = dict(asking._fields["kind"]._description_selection(self.env))
        return f"{kinds[asking.kind]} {asking.document_code or ''}".strip()

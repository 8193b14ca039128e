from odoo import api, fields, models

from .circular_states import SENT_STATES


class DlxhCircularFiguresMixin(models.AbstractModel):
    """How far a circular has come, as far as the reader sees its deliveries."""

    _name = "dlxh.circular.figures.mixin"
    _description = "Figures of a Circular"

    received_count = fields.Integer(string="Opened", compute="_compute_figures")
    acknowledged_count = fields.Integer(
        string="Acknowledged", compute="_compute_figures"
    )
    late_count = fields.Integer(string="Late", compute="_compute_figures")
    relayed_count = fields.Integer(
        string="Passed on to all", compute="_compute_figures"
    )
    relay_due_count = fields.Integer(string="To pass on", compute="_compute_figures")
    report_owed_count = fields.Integer(
        string="Reports owed", compute="_compute_figures"
    )

    @api.depends_context("uid")
    @api.depends(
        "delivery_ids.received_at",
        "delivery_ids.acknowledged_at",
        "delivery_ids.relayed_at",
        "state",
    )
    def _compute_figures(self):
        rate = self.env["dlxh.circular.rate"]
        names = {
            "received_count": "received",
            "acknowledged_count": "acknowledged",
            "relayed_count": "relayed",
            "relay_due_count": "must_relay",
            "report_owed_count": "report_owed",
        }
        sums, late = {}, {}
        sent = self._origin.filtered(lambda one: one.state in SENT_STATES)
        if sent and rate.has_access("read"):
            domain = [("circular_id", "in", sent.ids)]
            wanted = [f"{name}:sum" for name in names.values()]
            for one, *values in rate._read_group(domain, ["circular_id"], wanted):
                sums[one.id] = dict(zip(names, values, strict=True))
            late = dict(
                self.env["dlxh.circular.delivery"]._read_group(
                    [*domain, ("is_late", "=", True)], ["circular_id"], ["__count"]
                )
            )
        for circular in self:
            known = sums.get(circular._origin.id, {})
            for name in names:
                circular[name] = known.get(name) or 0
            circular.late_count = late.get(circular._origin, 0)

    def _drop_obligations(self):
        """What was owed for a withdrawn circular and did not come is owed no more."""
        # sudo: nobody writes obligations by hand; called by the withdrawal
        obligations = self.env["dlxh.obligation"].sudo()
        obligations.search(
            [("circular_id", "in", self.ids), ("state", "=", "owed")]
        ).write({"state": "cancelled"})

    def action_open_obligations(self):
        """Open the reports that the circular demands."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reports owed"),
            "res_model": "dlxh.obligation",
            "view_mode": "list,form",
            "domain": [("circular_id", "=", self.id)],
            "context": {},
        }

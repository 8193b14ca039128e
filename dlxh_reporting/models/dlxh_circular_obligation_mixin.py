from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dlxh_collaborator.deadline import end_of_day


class DlxhCircularObligationMixin(models.AbstractModel):
    """The report that a circular demands of each unit it is addressed to.

    Units that only got it passed on owe none: they were not asked by the sender.
    """

    _name = "dlxh.circular.obligation.mixin"
    _description = "Report Owed for a Circular"

    obligation_id = fields.Many2one(
        "dlxh.obligation", string="Report owed", compute="_compute_obligation_id"
    )
    obligation_state = fields.Selection(
        lambda self: (
            self.env["dlxh.obligation"]
            ._fields["state"]
            ._description_selection(self.env)
        ),
        string="The report is",
        compute="_compute_obligation_id",
    )

    can_enter_paper = fields.Boolean(
        compute="_compute_can_enter_paper", export_string_translation=False
    )

    @api.depends("obligation_id")
    @api.depends_context("uid")
    def _compute_can_enter_paper(self):
        readable = self.obligation_id._filtered_access("read")
        for delivery in self:
            owed = delivery.obligation_id & readable
            delivery.can_enter_paper = owed.can_enter and not delivery.is_own_unit

    @api.depends("circular_id", "unit_id", "sent_at")
    def _compute_obligation_id(self):
        # sudo: whether the unit owes a report, on a delivery that may be read
        obligations = (
            self.env["dlxh.obligation"]
            .sudo()
            .search(
                [
                    ("circular_id", "in", self.circular_id.ids),
                    ("unit_id", "in", self.unit_id.ids),
                ]
            )
        )
        found = {(one.circular_id.id, one.unit_id.id): one for one in obligations}
        for delivery in self:
            key = (delivery.circular_id.id, delivery.unit_id.id)
            owed = found.get(key, obligations.browse())
            delivery.obligation_id = owed.sudo(False)
            delivery.obligation_state = owed.state

    def _make_obligations(self):
        """Make what a batch of deliveries owes; called in the flow."""
        self.fetch(["circular_id", "unit_id", "via_unit_id", "sent_at"])
        owing = self.filtered(
            lambda one: one.circular_id.report_due and not one.via_unit_id
        )
        owing.unit_id.fetch(["parent_path", "parent_id", "level_id"])
        self.env["dlxh.obligation"].create([one._obligation_values() for one in owing])

    def _obligation_values(self):
        unit, circular = self.unit_id, self.circular_id
        return {
            "circular_id": circular.id,
            "unit_id": unit.id,
            "level_id": unit.level_id.id,
            "parent_unit_id": unit.parent_id.id,
            "period_direct_id": self.direct_unit_id.id,
            "period_above_id": self.above_unit_id.id,
            "tree_path": unit.parent_path,
            "date_from": min(self._local_day(self.sent_at), circular.report_due),
            "date_to": circular.report_due,
            "cutoff_on": circular.report_due,
            "due_at": end_of_day(circular.report_due),
        }

    def action_write_report(self):
        """Open the report that the circular demands, a new one if none is begun."""
        self.ensure_one()
        self._need_own()
        if not self.obligation_id:
            self._raise_no_report()
        return self.obligation_id.action_report()

    def action_enter_paper(self):
        """Enter the report that the unit sent on paper; what is owed checks more."""
        self.ensure_one()
        self.check_access("read")
        if not self.obligation_id:
            self._raise_no_report()
        return self.obligation_id.action_enter_paper()

    def _raise_no_report(self):
        raise UserError(
            self.env._(
                "“%(circular)s” demands no report of this unit.", circular=self.name
            )
        )

from odoo import api, fields, models

from .dlxh_obligation import OFFICER, OPEN_STATES


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

    @api.depends("circular_id")
    @api.depends_context("uid")
    def _compute_work_rights(self):
        result = super()._compute_work_rights()
        officer = self.env.user.has_group(OFFICER)
        for obligation in self.filtered("circular_id"):
            waits = officer and obligation.state in OPEN_STATES
            obligation.can_report = waits and obligation.is_own_unit
            obligation.can_enter = waits and obligation.is_in_scope
        return result

    def _begun_domain(self):
        if not self.circular_id:
            return super()._begun_domain()
        return [("circular_id", "=", self.circular_id.id)]

    def action_report(self):
        """Open the report; what a circular demands begins as its kind of report."""
        action = super().action_report()
        if self.circular_id and "res_id" not in action:
            action["context"] = {**action["context"], **self._circular_defaults()}
        return action

    def _circular_defaults(self):
        """Values of a new report that answers the circular."""
        values = self._circular_values(fields.Date.context_today(self))
        return {f"default_{name}": value for name, value in values.items()}

    def _circular_values(self, day):
        """Values of a report that answers the circular and was finished on a day."""
        self.ensure_one()
        first = min(self.date_from, day)
        return {
            "circular_id": self.circular_id.id,
            "regime_id": False,
            # sudo: which report was asked for, told to the unit that owes it
            "report_type": self.sudo().circular_id.report_type,
            "date_from": first,
            "date_to": max(first, day),
        }

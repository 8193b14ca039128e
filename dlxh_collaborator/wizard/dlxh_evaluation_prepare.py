from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class DlxhEvaluationPrepare(models.TransientModel):
    """Choose the unit and the period, then evaluate the whole team at once."""

    _name = "dlxh.evaluation.prepare"
    _description = "Prepare Evaluations"

    unit_id = fields.Many2one(
        "dlxh.unit",
        required=True,
        default=lambda self: self.env.user.dlxh_unit_ids[:1],
        domain=[("is_own_unit", "=", True)],
    )
    period = fields.Selection(
        [
            ("first", "First half-year"),
            ("second", "Second half-year"),
            ("year", "Whole year"),
        ],
        required=True,
        default=lambda self: self._default_period()[0],
    )
    year = fields.Integer(required=True, default=lambda self: self._default_period()[1])

    @api.model
    def _default_period(self):
        """Propose the half-year that ended last."""
        today = fields.Date.context_today(self)
        return ("first", today.year) if today.month > 6 else ("second", today.year - 1)

    def _dates(self):
        if not 2000 <= self.year <= 2100:
            raise UserError(self.env._("Enter a year between 2000 and 2100."))
        begin = date(self.year, 7 if self.period == "second" else 1, 1)
        end = (
            date(self.year, 6, 30)
            if self.period == "first"
            else date(self.year, 12, 31)
        )
        return begin, end

    def action_prepare(self):
        """Make or renew the evaluations and open them."""
        self.ensure_one()
        self._check_may_prepare()
        begin, end = self._dates()
        if begin > fields.Date.context_today(self):
            raise UserError(self.env._("This period has not begun yet."))
        period = "year" if self.period == "year" else "half"
        found = self.env["dlxh.evaluation"]._prepare(self.unit_id, period, begin, end)
        if not found:
            raise UserError(
                self.env._(
                    "%(unit)s had no team with members in this period, so there is "
                    "nobody to evaluate.",
                    unit=self.unit_id.name,
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_evaluation_action"
        )
        return {**action, "domain": [("id", "in", found.ids)], "context": {}}

    def _check_may_prepare(self):
        user = self.env.user
        if self.env.su:
            return
        if not (
            user.has_group("dlxh_collaborator.group_dlxh_officer")
            and self.unit_id in user._dlxh_units()
        ):
            raise AccessError(
                self.env._("Only an officer of the unit prepares its evaluations.")
            )

from datetime import date as Date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .. import period
from .report_states import STANDING_STATES, UPWARD_STATES

CHAIRS = ("officer", "leader")


class DlxhDashboard(models.AbstractModel):
    """The leader's one page on a period: what came in, what changed, what waits.

    A screen reads it by `get_page` and opens the lists behind it by `action_open`,
    each with a constant number of queries. Figures and changes are made in mixins
    of their own.
    """

    _name = "dlxh.dashboard"
    _inherit = ["dlxh.dashboard.figures.mixin", "dlxh.dashboard.changes.mixin"]
    _description = "Overview of a Unit"

    @api.model
    @api.readonly
    def get_page(self, unit_id=None, regime_id=None, date=None):
        """Return all that the page shows.

        :param unit_id: one of the user's units; the first when not given
        :param regime_id: the reporting regime; the monthly one when not given
        :param date: a day of the period; the one being reported when not given
        """
        self._check_chair()
        if not self.env.user._dlxh_units():
            return {"empty": self.env._("You do not work for any unit yet.")}
        view = self._view(unit_id, regime_id, date)
        page = {
            "unit_id": view["unit"].id,
            "unit": view["unit"].name,
            "units": [{"id": unit.id, "name": unit.name} for unit in view["units"]],
            "regime_id": view["regime"].id,
            "regimes": [
                {"id": regime.id, "name": regime.name} for regime in view["regimes"]
            ],
            "waiting": self._waiting(),
            "coverage": self._coverage(view),
            "recommendations": self._recommendations(view) or [],
        }
        if not view["regime"]:
            return {**page, "no_regime": self._no_regime_text()}
        return {**page, **self._period_values(view), **self._period_blocks(view)}

    @api.model
    def _check_chair(self):
        user = self.env.user
        if not any(user.has_group(f"dlxh_collaborator.group_dlxh_{c}") for c in CHAIRS):
            raise AccessError(
                self.env._("The overview is for leaders and officers of a unit.")
            )

    @api.model
    def _no_regime_text(self):
        return self.env._(
            "No regime of periodic reports is in force for this unit. An "
            "administrator sets it under Configuration."
        )

    # What is looked at
    # -----------------

    @api.model
    def _view(self, unit_id=None, regime_id=None, date=None):
        """Check the user's wishes; all else is made from the result."""
        self._check_chair()
        units = self.env.user._dlxh_units()
        unit = units.filtered(lambda one: one.id == unit_id) if unit_id else units[:1]
        if not unit:
            raise AccessError(
                self.env._("The overview shows a unit that you work for. Choose one.")
            )
        today = fields.Date.context_today(self)
        regimes = self._regimes(unit, today)
        regime = regimes.filtered(lambda one: one.id == regime_id)
        monthly = regimes.filtered(lambda one: one.period_type == "month")
        regime = (regime or monthly or regimes)[:1]
        view = {
            "units": units,
            "unit": unit,
            "regimes": regimes,
            "regime": regime,
            "today": today,
        }
        if regime:
            first, last = self._period(regime, date, today)
            kind, day = regime.period_type, regime.start_day
            view["period"] = (first, last)
            view["before"] = period.previous_period(first, kind, day)
            view["after"] = period.next_period(last, kind, day)
        return view

    @api.model
    def _regimes(self, unit, today):
        """Periodic regimes in force that the unit or those directly below owe."""
        # sudo: only levels of the units directly below one's own unit
        levels = unit.level_id | unit.sudo().child_ids.level_id
        return self.env["dlxh.regime"].search(
            [
                ("addressees", "=", "levels"),
                ("report_type", "=", "situation"),
                ("period_type", "!=", False),
                ("level_ids", "in", levels.ids),
                ("date_from", "<=", today),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", today),
            ]
        )

    @api.model
    def _period(self, regime, date, today):
        if not date:
            return regime._period_to_report(today)
        try:
            day = fields.Date.to_date(date)
        except (TypeError, ValueError):
            day = None
        if not isinstance(day, Date) or not 1900 <= day.year <= 2200:
            raise UserError(
                self.env._("“%(date)s” is not a date. Choose a period.", date=date)
            )
        return regime._period_of(day)

    @api.model
    def _period_values(self, view):
        first, last = view["period"]
        regime = view["regime"]
        return {
            "date": first.isoformat(),
            "period": regime._period_label(first, last),
            "span": self._span_text(first, last),
            "before": view["before"][0].isoformat(),
            "after": view["after"][0] <= view["today"] and view["after"][0].isoformat(),
        }

    @api.model
    def _period_blocks(self, view):
        told = self._told(view)
        return {
            "cards": self._cards(view, told),
            "report": self._own_report(view),
            "changes": self._change_lines(told),
            "basis": self._basis_text(told),
        }

    # Reports of the period
    # ---------------------

    @api.model
    def _children_domain(self, view, *periods):
        """Sent reports of the units below for these periods of the regime."""
        return [
            ("parent_unit_id", "=", view["unit"].id),
            ("regime_id", "=", view["regime"].id),
            ("date_from", "in", [first for first, _last in periods]),
            ("state", "in", UPWARD_STATES),
        ]

    @api.model
    def _own_domain(self, view, *periods):
        """The unit's own reports that stand for these periods of the regime."""
        return [
            ("unit_id", "=", view["unit"].id),
            ("regime_id", "=", view["regime"].id),
            ("date_from", "in", [first for first, _last in periods]),
            ("state", "in", STANDING_STATES),
        ]

    @api.model
    def _owed_domain(self, view):
        """What the units below owe to the unit for the period."""
        return [
            ("parent_unit_id", "=", view["unit"].id),
            ("regime_id", "=", view["regime"].id),
            ("date_from", "=", view["period"][0]),
            ("is_member", "=", False),
            ("state", "!=", "cancelled"),
        ]

    # Where the page leads
    # --------------------

    @api.model
    def action_open(self, what, unit_id=None, regime_id=None, date=None, key=None):
        """Open the list behind a figure.

        :param what: code of a card, "change" or "report"
        :param key: of the change
        """
        view = self._view(unit_id, regime_id, date)
        opener = {**self._openers(view), "change": self._change_opener(view, key)}
        if what not in opener:
            raise UserError(
                self.env._("There is no list behind “%(what)s”.", what=what)
            )
        name, model, domain = opener[what]
        views = "list,pivot,graph,form" if model in self._counted() else "list,form"
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "display_name": name,
            "res_model": model,
            "view_mode": views,
            "views": [(False, kind) for kind in views.split(",")],
            "domain": domain,
            "context": {"create": False},
        }

    @api.model
    def _counted(self):
        """Models whose lists are also counted in a pivot."""
        return ("dlxh.report.entry",)

    @api.model
    def action_print_xlsx(self, unit_id=None, regime_id=None, date=None):
        """Download the standard tables of the period as a workbook."""
        view = self._view(unit_id, regime_id, date)
        if not view["regime"]:
            raise UserError(self._no_regime_text())
        report = self.env.ref("dlxh_reporting.dlxh_dashboard_action_report_xlsx")
        wishes = {
            "unit_id": view["unit"].id,
            "regime_id": view["regime"].id,
            "date": view["period"][0].isoformat(),
        }
        # sudo: the action names the report only; the rights are asked by it again
        return report.sudo().report_action(view["unit"].ids, data=wishes, config=False)

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .. import period
from .dlxh_obligation import OFFICER, OPEN_STATES


class DlxhObligationWork(models.Model):
    """What one can do about an obligation: write the report, hand in the sheet,
    enter what came on paper."""

    _inherit = "dlxh.obligation"

    can_report = fields.Boolean(compute="_compute_work_rights")
    can_enter = fields.Boolean(compute="_compute_work_rights")
    can_write_sheet = fields.Boolean(compute="_compute_work_rights")

    @api.depends("state", "is_member", "unit_id", "report_id")
    @api.depends_context("uid")
    def _compute_work_rights(self):
        officer = self.env.user.has_group(OFFICER)
        for obligation in self:
            waits = obligation.state in OPEN_STATES
            of_unit = waits and officer and not obligation.is_member
            of_regime = of_unit and bool(obligation.regime_id)
            obligation.can_report = of_regime and obligation.is_own_unit
            obligation.can_enter = of_regime and obligation.is_in_scope
            obligation.can_write_sheet = waits and obligation.is_mine

    # The report of a unit
    # --------------------

    def action_report(self):
        """Open the report that fulfils it; a new one where none is begun."""
        self.ensure_one()
        self.check_access("read")
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Report"),
            "res_model": "dlxh.report",
            "views": [(False, "form")],
        }
        begun = self.env["dlxh.report"].search(
            [("obligation_id", "=", self.id), ("state", "!=", "superseded")],
            order="id desc",
            limit=1,
        )
        if begun or not self.can_report:
            return {**action, "res_id": (begun or self.report_id).id}
        return {
            **action,
            "context": {
                "default_unit_id": self.unit_id.id,
                "default_regime_id": self.regime_id.id,
                **self._default_dates(),
            },
        }

    def _default_dates(self):
        """A quick report is of the day on which it is written."""
        if not self.period_type:
            return {}
        return {"default_date_from": self.date_from, "default_date_to": self.date_to}

    # From paper
    # ----------

    def action_enter_paper(self):
        """Ask for the report that came on paper or as a file."""
        self.ensure_one()
        self._check_may_enter()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enter from paper"),
            "res_model": "dlxh.obligation.paper",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_obligation_id": self.id},
        }

    def _check_may_enter(self):
        """The officer of the unit or of one above, while something has to come."""
        self.ensure_one()
        self.check_access("read")
        officer = self.env.user.has_group(OFFICER)
        if not officer or self.is_member or not self.is_in_scope:
            raise AccessError(
                self.env._(
                    "An officer of the unit or of a unit above enters a report that "
                    "came on paper."
                )
            )
        if not self.can_enter:
            raise UserError(
                self.env._(
                    "“%(name)s” does not wait for a report any more.",
                    name=self.display_name,
                )
            )
        self._report_to_replace()

    def _report_to_replace(self):
        """Return the returned report that the paper takes the place of, if any;
        refuse where the unit itself has begun one."""
        # sudo: whether there is a report of the unit, and its name
        reports = self.env["dlxh.report"].sudo()
        domain = self._begun_domain()
        if not domain:
            return reports
        begun = reports.search(
            [("unit_id", "=", self.unit_id.id), ("state", "!=", "superseded"), *domain],
            order="id desc",
        )
        writing = begun.filtered(lambda report: report.state != "returned")
        if writing:
            raise UserError(
                self.env._(
                    "The unit has begun a report of its own for the period (state "
                    "“%(state)s”). Let it send that one, or delete the draft, before "
                    "a paper is entered.",
                    state=writing[0]._approval_state_label(),
                )
            )
        return begun[:1]

    def _begun_domain(self):
        """Return which reports of the unit are about this; empty for quick reports,
        of which each stands for itself."""
        if not self.period_type:
            return []
        return [
            ("regime_id", "=", self.regime_id.id),
            ("date_from", "=", self.date_from),
        ]

    # The sheet of a member
    # ---------------------

    def action_write_sheet(self):
        """Begin a sheet for the team and week that this is about."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Opinion sheet"),
            "res_model": "dlxh.opinion",
            "views": [(False, "form")],
            "context": {
                "default_team_unit_id": self.unit_id.id,
                "default_observed_week": self._sheet_week(),
            },
        }

    def action_nothing_stood_out(self):
        """Hand in a nil return for the period."""
        week = self._sheet_week()
        if week < self.date_from:
            raise UserError(
                self.env._(
                    "The first whole week of the period begins on %(date)s. Say then "
                    "that nothing stood out.",
                    date=format_date(self.env, week + timedelta(days=7)),
                )
            )
        sheets = self.env["dlxh.opinion"]
        values = {"team_unit_id": self.unit_id.id, "observed_week": week}
        sheets.create(values)._make_nil()
        return True

    def _sheet_week(self):
        """Return the Monday of this week, or of the last one of the period."""
        self.ensure_one()
        self.check_access("read")
        if not self.can_write_sheet:
            raise AccessError(
                self.env._("Only who owes a sheet hands it in, and only once.")
            )
        return period.monday_of(min(fields.Date.context_today(self), self.date_to))

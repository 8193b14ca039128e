from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.dlxh_collaborator.deadline import local_date

from .. import period
from ..period import returns


class DlxhEvaluationCriterion(models.Model):
    """Completeness and timeliness of a collaborator's returns.

    Where something was owed (`dlxh.obligation`) it is that which counts. A month of
    which nothing was written down as owed is complete with one sheet or one nil
    return: the number of sheets and what they say are not looked at (guardrail G19).
    """

    _inherit = "dlxh.evaluation.criterion"

    @api.model
    def _measure(self, code, collaborators, date_from, date_to):
        if code not in ("completeness", "timeliness"):
            return super()._measure(code, collaborators, date_from, date_to)
        unit = self.env["dlxh.unit"].browse(
            self.env.context.get("dlxh_evaluation_unit_id") or ()
        )
        regime = self._month_regime(unit, date_to)
        # without a regime nothing is late
        months = self._months(regime, date_from, date_to)
        if code == "timeliness" and not regime:
            months = []
        spells = self._spells(collaborators, unit, date_from, date_to)
        sheets = self._returns(collaborators, unit, months)
        owed = self._owed_by(collaborators, unit, date_from, date_to)
        today = fields.Date.context_today(self)
        found = {}
        for person in collaborators.ids:
            due = returns.due_months(months, spells[person], today)
            due = returns.months_without(due, owed[person])
            if code == "completeness":
                counts = returns.completeness(due, sheets[person])
            else:
                counts = returns.timeliness(
                    due, sheets[person], lambda last: regime._deadlines(last)["due"]
                )
            counts = returns.with_owed(code, counts, owed[person])
            if counts[1]:
                found[person] = counts
        return found

    @api.model
    def _owed_by(self, collaborators, unit, date_from, date_to):
        """Return {collaborator id: [Owed]} of the periods that end in the span and
        were due before today."""
        domain = (
            Domain("collaborator_id", "in", collaborators.ids)
            & Domain("date_to", ">=", date_from)
            & Domain("date_to", "<=", date_to)
            & Domain("due_at", "<", fields.Datetime.now())
            & Domain("state", "!=", "cancelled")
        )
        if unit:
            domain &= Domain("unit_id", "=", unit.id)
        # sudo: whether something came in and in time, of which two counts a person
        # are told; who prepares evaluations was checked by the caller
        owed = self.env["dlxh.obligation"].sudo()
        found = defaultdict(list)
        for one in owed.search(domain):
            found[one.collaborator_id.id].append(
                returns.Owed(
                    one.date_from,
                    one.date_to,
                    is_actual=one.is_submitted,
                    is_on_time=one.is_on_time,
                )
            )
        return found

    @api.model
    def _month_regime(self, unit, day):
        """Return the monthly regime of the unit's members, else that of the unit."""
        # sudo: catalogues that everybody may read; the level of a unit is public
        level = unit.sudo().level_id
        regimes = (
            self.env["dlxh.regime"]
            .sudo()
            .search(
                Domain("period_type", "=", "month")
                & Domain("report_type", "=", "situation")
                & Domain("date_from", "<=", day)
                & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
                & Domain("level_ids", "in", level.ids)
            )
        )
        of_members = regimes.filtered(lambda regime: regime.addressees == "members")
        return (of_members or regimes)[:1]

    @api.model
    def _months(self, regime, date_from, date_to):
        """Return the months that are named after a month of the period."""
        spans = period.periods_between(
            date_from, date_to, "month", regime.start_day or 1
        )
        return [span for span in spans if date_from <= span[1] <= date_to]

    @api.model
    def _spells(self, collaborators, unit, date_from, date_to):
        """Return {collaborator id: [(begin, end)]} of memberships in the unit."""
        # sudo: when somebody was in the team is known to who evaluates him
        members = self.env["dlxh.team.member"].sudo()
        domain = (
            Domain("collaborator_id", "in", collaborators.ids)
            & Domain("date_from", "<=", date_to)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", date_from))
        )
        if unit:
            domain &= Domain("unit_id", "=", unit.id)
        spells = defaultdict(list)
        for member in members.search(domain):
            key = member.collaborator_id.id
            spells[key].append((member.date_from, member.date_to or None))
        return spells

    @api.model
    def _returns(self, collaborators, unit, months):
        """Return {collaborator id: [(Monday, day of handing in)]}.

        Sheets addressed to the level above are left out: from a complete month
        without a sheet the own unit would see that there was one (guardrail G31).
        """
        if not months:
            return defaultdict(list)
        domain = (
            Domain("collaborator_id", "in", collaborators.ids)
            & Domain("observed_week", ">=", months[0][0])
            & Domain("observed_week", "<=", months[-1][1])
            & Domain("submitted_at", "!=", False)
            & Domain("state", "!=", "draft")
            & Domain("addressed_above", "=", False)
        )
        if unit:
            domain &= Domain("team_unit_id", "=", unit.id)
        # sudo: weeks and days of handing in only, of which two counts a person are
        # told; who prepares evaluations was checked by the caller
        rows = (
            self.env["dlxh.opinion"]
            .sudo()
            ._read_group(
                domain,
                ["collaborator_id", "observed_week:day"],
                ["submitted_at:min"],
            )
        )
        found = defaultdict(list)
        for person, week, moment in rows:
            found[person.id].append((week, local_date(moment)))
        return found

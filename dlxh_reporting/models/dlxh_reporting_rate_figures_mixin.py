from collections import defaultdict
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from .. import period
from ..rates import Rates

#: in the order of `rates.Rates`
COUNTS = ("expected", "actual", "on_time", "nil", "corrected", "on_behalf")
SUMMED = (*COUNTS, "overdue")
#: periods to choose from, and in the course of time
CHOICES, COURSE, YEARS = 24, 12, 4
LONGEST_PERIOD = timedelta(days=366)
#: chosen in the place of a regime: what circulars ask for
CIRCULARS = -1


class DlxhReportingRateFiguresMixin(models.AbstractModel):
    """Rates of a node of the tree: in all, by level, by unit directly below, in time.

    They are counted in the tree as it stood in each period, whoever has since moved
    elsewhere; the lists behind them pass through the rules. A node contains the unit
    itself, so that its figures are the same seen from above and from inside.
    """

    _name = "dlxh.reporting.rate.figures.mixin"
    _description = "Reporting Rates: Figures"

    # What the user asks for
    # ----------------------

    @api.model
    def _node(self, unit_id):
        """Check that the user may look at the unit and return it; his first if none."""
        self.check_access("read")
        unit_id = unit_id or self.env.user._dlxh_units()[:1].id
        # sudo: whether it exists and where, to decide on access just below
        units = self.env["dlxh.unit"].sudo().with_context(active_test=False)
        unit = units.browse(unit_id).exists()
        if not unit or not self._is_in_territory(unit):
            raise AccessError(
                self.env._(
                    "This unit is not in your territory. Choose one of your units "
                    "or a unit below."
                )
            )
        return unit.sudo(False)

    @api.model
    def _is_in_territory(self, unit):
        """Whether a unit, given as superuser, is one of the user's or below it."""
        paths = tuple(self.env.user._dlxh_units().mapped("parent_path"))
        return bool(paths) and (unit.parent_path or "").startswith(paths)

    @api.model
    def _regimes_to_choose(self, unit):
        """Return the regimes of which something was ever owed, the month first.

        What members owe is told in their own unit only.
        """
        domain = Domain.TRUE
        if not self._sees_members(unit):
            domain = Domain("addressees", "!=", "members")
        # sudo: names of regimes are a public catalogue
        regimes = self.env["dlxh.regime"].sudo().with_context(active_test=False)
        regimes = regimes.search(domain)
        self.env["dlxh.obligation"].flush_model(["regime_id"])
        found = {
            row[0]
            for row in self.env.execute_query(
                SQL(
                    "SELECT r.id FROM dlxh_regime r WHERE r.id IN %s AND EXISTS"
                    " (SELECT FROM dlxh_obligation o WHERE o.regime_id = r.id)",
                    tuple(regimes.ids) or (0,),
                )
            )
        }
        chosen = regimes.filtered(lambda regime: regime.id in found)
        return chosen.sorted(
            lambda regime: (
                regime.addressees != "levels",
                regime.report_type != "situation",
                regime.period_type != "month",
            )
        )

    @api.model
    def _asked_domain(self, unit):
        """The rows of the node that circulars ask for."""
        regimes = self.env["dlxh.regime"]
        return self._node_domain(unit, regimes) & Domain("circular_id", "!=", False)

    @api.model
    def _is_asked(self, unit):
        """Whether circulars ever asked the node for a report."""
        # sudo: whether there is one in a node that `_node` found in the territory
        return bool(self.sudo().search_count(self._asked_domain(unit), limit=1))

    @api.model
    def _circular_spans(self, unit):
        """Return [(first, last, label)]: months by which circulars want a report.

        Only months and years in which the node owes one: a day far off, or one of
        another territory, adds no empty months.
        """
        month = SQL(
            "DATE_TRUNC('month', %s)::date", SQL.identifier(self._table, "date_to")
        )
        # sudo: days in a node that `_node` found in the user's territory
        query = self.sudo()._search(self._asked_domain(unit))
        query.groupby = month
        days = [row[0] for row in self.env.execute_query(query.select(month))]
        days = sorted(days or [fields.Date.context_today(self)], reverse=True)
        months = [period.period_of(day, "month", 1) for day in days[:CHOICES]]
        years = sorted({day.year for day in days}, reverse=True)[:YEARS]
        return [
            *((*span, self._span_label("month", *span)) for span in months),
            *self._year_spans(years),
        ]

    @api.model
    def _sees_members(self, unit):
        user = self.env.user
        return unit in user._dlxh_units() and any(
            user.has_group(f"dlxh_collaborator.group_dlxh_{chair}")
            for chair in ("officer", "leader")
        )

    @api.model
    def _spans(self, regime, unit):
        """Return [(first, last, label)] of periods to choose, the newest first.

        The years come last; without a regime the periods are calendar months.
        """
        today = fields.Date.context_today(self)
        kind = regime.period_type or "month"
        start_day = regime.start_day if regime.period_type else 1
        first = self._first_day(regime, unit) or today
        spans = []
        day = today
        while len(spans) < CHOICES and day >= first:
            span = period.period_of(day, kind, start_day or 1)
            spans.append((*span, self._span_label(kind, *span)))
            day = span[0] - timedelta(days=1)
        if kind != "year":
            last_year = max(first.year, today.year - YEARS + 1)
            spans += self._year_spans(range(today.year, last_year - 1, -1))
        return spans

    @api.model
    def _year_spans(self, years):
        return [
            (date(year, 1, 1), date(year, 12, 31), self._span_label("year", year))
            for year in years
        ]

    @api.model
    def _first_day(self, regime, unit):
        """The first day of which something was owed: by the regime, or in all."""
        self.env["dlxh.obligation"].flush_model(["regime_id", "date_from"])
        # one step along the index for each regime
        query = SQL(
            "SELECT MIN(first) FROM (SELECT (SELECT MIN(o.date_from)"
            " FROM dlxh_obligation o WHERE o.regime_id = r.id) AS first"
            " FROM dlxh_regime r WHERE %s) f",
            SQL("r.id = %s", regime.id) if regime else SQL("TRUE"),
        )
        found = [self.env.execute_query(query)[0][0]]
        if not regime:
            # sudo: a day in a node that `_node` found in the user's territory
            asked = self.sudo()._search(self._asked_domain(unit))
            first = SQL("MIN(%s)", SQL.identifier(self._table, "date_to"))
            found.append(self.env.execute_query(asked.select(first))[0][0])
        return min(filter(None, found), default=None)

    @api.model
    def _span_label(self, kind, first, last=None):
        """The name of a period; `first` is the number of a year where it is one."""
        if isinstance(first, int):
            return self.env._("Year %(year)s", year=first)
        # sudo: a name made from two days, by a regime that need not exist
        regime = self.env["dlxh.regime"].sudo().new({"period_type": kind})
        return regime._period_label(first, last)

    @api.model
    def _default_span(self, spans, running=False):
        """The last period that is over, or has begun; else the nearest to come."""
        today = fields.Date.context_today(self)
        if running:
            found = [span for span in spans if span[0] <= today]
        else:
            found = [span for span in spans if span[1] < today]
        if not found and running:
            return min(spans)
        return (found or spans)[0]

    # Counting
    # --------

    @api.model
    def _node_domain(self, unit, regime):
        """The rows of the node, in the tree of each period."""
        if regime.addressees == "members":
            # members' rates never leave their unit
            return Domain("audience", "=", "members") & Domain("unit_id", "=", unit.id)
        # sudo: at which level the unit sits, found in the territory by `_node`
        known = unit.sudo()
        domain = Domain("audience", "=", "units")
        for column, ancestor in (
            ("period_direct_id", known.direct_unit_id),
            ("period_above_id", known.above_unit_id),
        ):
            if ancestor == known:
                domain &= Domain(column, "=", unit.id)
                break
        else:
            domain &= Domain("tree_path", "=like", f"{unit.id}/%") | Domain(
                "tree_path", "=like", f"%/{unit.id}/%"
            )
        org_type = self.env.user._dlxh_org_type()
        return domain & Domain("org_type", "=", org_type) if org_type else domain

    @api.model
    def _span_domain(self, regime, first, last):
        """Periods that end within the span."""
        domain = Domain("date_to", ">=", first) & Domain("date_to", "<=", last)
        # follows from the above, and is what the indexes hold
        domain &= Domain("date_from", ">=", first - LONGEST_PERIOD)
        domain &= Domain("date_from", "<=", last)
        return domain & Domain("regime_id", "=", regime.id) if regime else domain

    @api.model
    def _figures(self, domain, unit):
        """Return {(level id, id of the child or None): {column: sum}}.

        None stands for the unit itself.
        """
        child = SQL(
            "NULLIF(split_part(split_part('/' || %s, %s, 2), '/', 1), '')::int",
            SQL.identifier(self._table, "tree_path"),
            f"/{unit.id}/",
        )
        level = SQL.identifier(self._table, "level_id")
        return {
            (level_id, child_id): dict(zip(SUMMED, sums, strict=True))
            for level_id, child_id, *sums in self._sums(domain, [level, child])
        }

    @api.model
    def _course(self, domain):
        """Return [(first, last, {column: sum})] by period, the oldest first."""
        last = SQL.identifier(self._table, "date_to")
        first = SQL("MIN(%s)", SQL.identifier(self._table, "date_from"))
        return sorted(
            (begin, end, dict(zip(SUMMED, sums, strict=True)))
            for end, *sums, begin in self._sums(domain, [last], [first])
        )[-COURSE:]

    @api.model
    def _sums(self, domain, groups, further=()):
        """Return rows of the groups, the sums of the counts, then what is further."""
        # sudo: sums over a node that `_node` has found in the user's territory
        query = self.sudo()._search(domain)
        query.groupby = SQL(", ").join(groups)
        columns = [SQL.identifier(self._table, name) for name in SUMMED]
        return self.env.execute_query(
            query.select(
                *groups, *(SQL("SUM(%s)::int", column) for column in columns), *further
            )
        )

    @api.model
    def _added(self, sums):
        """Return the sum of dicts of sums."""
        total = defaultdict(int)
        for one in sums:
            for name, value in one.items():
                total[name] += value
        return {name: total[name] for name in SUMMED}

    @api.model
    def _rates_of(self, sums):
        return Rates(*(sums[name] for name in COUNTS))

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.dlxh_collaborator.coverage_figures import Share

from .dlxh_reporting_rate_figures_mixin import CIRCULARS, COURSE

#: what a card opens: {code: domain over obligations}
BEHIND = {
    "expected": [],
    "actual": [("is_submitted", "=", True)],
    "on_time": [("is_submitted", "=", True), ("is_on_time", "=", True)],
    "missing": [("is_submitted", "=", False)],
    "late": [("is_submitted", "=", True), ("is_on_time", "=", False)],
    "nil": [("is_submitted", "=", True), ("is_nil", "=", True)],
    "corrected": [("is_submitted", "=", True), ("is_corrected", "=", True)],
    "on_behalf": [("is_submitted", "=", True), ("is_on_behalf", "=", True)],
}


class DlxhReportingRatePageMixin(models.AbstractModel):
    """What the page of reporting rates shows, by one call."""

    _name = "dlxh.reporting.rate.page.mixin"
    _inherit = ["dlxh.reporting.rate.figures.mixin"]
    _description = "Reporting Rates: the Page"

    @api.model
    @api.readonly
    def get_page(self, unit_id=None, regime_id=None, span=None, level_id=None):
        """Return all that the page shows of a unit and what lies below it.

        :param unit_id: the unit; the user's first when not given
        :param regime_id: the regime; 0 for all reports together, CIRCULARS for those
            that circulars ask for; else the monthly one
        :param span: first and last day with "_" between; the last period that is over
        :param level_id: level of the units counted; every level when not given
        """
        if not unit_id and not self.env.user._dlxh_units():
            self.check_access("read")
            return {"empty": self.env._("You do not work for any unit yet.")}
        view = self._view(unit_id, regime_id, span, level_id)
        if not (view["regimes"] or view["circulars"]):
            return {"empty": self.env._("Nothing has been owed yet.")}
        return {
            "unit_id": view["unit"].id,
            "crumbs": self._crumbs(view["unit"]),
            "regimes": self._regime_options(view),
            "regime_id": self._regime_key(view),
            "spans": [
                {"key": self._span_key(*span[:2]), "label": span[2]}
                for span in view["spans"]
            ],
            "span": self._span_key(*view["span"][:2]),
            "span_text": view["span"][2],
            "levels": self._level_lines(view),
            "level_id": view["level_id"] or 0,
            "members": view["regime"].addressees == "members",
            "cards": self._cards(view),
            "lines": self._lines(view),
            "course": self._course_bars(view),
        }

    @api.model
    def _view(self, unit_id, regime_id=None, span=None, level_id=None):
        """Check the user's wishes and count; all else is made from the result."""
        unit = self._node(unit_id)
        regimes = self._regimes_to_choose(unit)
        regime = regimes.filtered(lambda one: one.id == regime_id)
        if not regime and regime_id not in (0, CIRCULARS):
            regime = regimes[:1]
        by_circulars = regime_id == CIRCULARS
        if by_circulars:
            spans = self._circular_spans(unit)
        else:
            spans = self._spans(regime, unit)
        chosen = self._chosen_span(spans, span, running=by_circulars)
        node = self._node_domain(unit, regime)
        if by_circulars:
            node &= Domain("circular_id", "!=", False)
        domain = node & self._span_domain(regime, *chosen[:2])
        figures = self._figures(domain, unit)
        if level_id not in {level for level, _child in figures}:
            level_id = None
        if level_id:
            node &= Domain("level_id", "=", level_id)
        return {
            "unit": unit,
            "regimes": regimes,
            "regime": regime,
            "circulars": by_circulars or self._is_asked(unit),
            "by_circulars": by_circulars,
            "spans": spans,
            "span": chosen,
            "level_id": level_id,
            "node": node,
            "figures": figures,
            "sums": self._added(self._of_level(figures, level_id).values()),
        }

    @api.model
    def _of_level(self, figures, level_id):
        """Return {child id or None: sums} of one level, or of all."""
        found = {}
        for (level, child), sums in figures.items():
            if not level_id or level == level_id:
                found[child] = self._added([found.get(child, {}), sums])
        return found

    @api.model
    def _span_key(self, first, last):
        return f"{first}_{last}"

    @api.model
    def _chosen_span(self, spans, wish, running=False):
        """The span wished for, be it in the list or not; else the default."""
        if not wish:
            return self._default_span(spans, running)
        for span in spans:
            if self._span_key(*span[:2]) == wish:
                return span
        try:
            first, last = map(fields.Date.to_date, str(wish).split("_"))
        except ValueError:
            first = last = None
        if not first or not last or first > last or first.year < 1900:
            raise UserError(
                self.env._(
                    "“%(span)s” is not a period. Choose one from the list.", span=wish
                )
            )
        return first, last, f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"

    # Parts of the page
    # -----------------

    @api.model
    def _crumbs(self, unit):
        """The way from the user's unit to the unit shown, as it is today."""
        # sudo: names of units on the way from an own unit to a unit below it
        known = unit.sudo()
        ids = [int(part) for part in known.parent_path.split("/") if part]
        own = self.env.user._dlxh_units()
        start = min((ids.index(one) for one in own.ids if one in ids), default=-1)
        others = own.filtered(lambda one: one.id not in ids and one.active)
        return {
            "way": [
                {"id": one.id, "name": one.name} for one in known.browse(ids[start:])
            ],
            "others": [{"id": one.id, "name": one.name} for one in others],
        }

    @api.model
    def _regime_options(self, view):
        options = [{"id": one.id, "name": one.name} for one in view["regimes"]]
        if view["circulars"]:
            options.append({"id": CIRCULARS, "name": self._circulars_name()})
        owed_by_units = view["regimes"].filtered(lambda one: one.addressees == "levels")
        if len(owed_by_units) + view["circulars"] > 1:
            options.append({"id": 0, "name": self.env._("All reports together")})
        return options

    @api.model
    def _circulars_name(self):
        return self.env._("Reports that circulars ask for")

    @api.model
    def _regime_key(self, view):
        """What the page is asked for to show the same again."""
        return CIRCULARS if view["by_circulars"] else view["regime"].id or 0

    @api.model
    def _regime_name(self, view):
        if view["by_circulars"]:
            return self._circulars_name()
        return view["regime"].name or self.env._("All reports together")

    @api.model
    def _level_lines(self, view):
        # sudo: names and order of the levels are a public catalogue
        levels = self.env["dlxh.level"].sudo().with_context(active_test=False)
        levels = levels.browse({level for level, _child in view["figures"] if level})
        return [
            {
                "id": level.id,
                "name": level.name,
                **self._shown(
                    self._added(self._of_level(view["figures"], level.id).values())
                ),
            }
            for level in levels.sorted("sequence")
        ]

    @api.model
    def _shown(self, sums):
        """The counts of a line, with the rates as they are printed."""
        rates = self._rates_of(sums)
        return {
            **sums,
            "missing": rates.missing,
            "late": rates.late,
            "rate": self._percent(rates.actual, rates.expected),
            "on_time_rate": self._percent(rates.on_time, rates.expected),
            "width": rates.reporting_rate or 0,
            "on_time_width": rates.on_time_rate or 0,
            "owed": bool(rates.expected),
        }

    @api.model
    def _percent(self, part, whole):
        language = self.env["res.lang"]._get_data(code=self.env.lang or "vi_VN")
        return Share(part, whole).shown(language.decimal_point or ",")

    @api.model
    def _cards(self, view):
        sums = view["sums"]
        rates = self._rates_of(sums)
        pending = rates.missing - sums["overdue"]

        def share(code, label, part, whole):
            value = self._percent(part, whole)
            return {"code": code, "label": label, "value": value, "of": (part, whole)}

        owed, came = rates.expected, rates.actual
        cards = [
            share("actual", self.env._("Reporting rate"), came, owed),
            share("on_time", self.env._("On-time rate"), rates.on_time, owed),
            {
                "code": "missing",
                "label": self.env._("Did not come"),
                "value": str(rates.missing) if owed else "—",
                "detail": self.env._("of these %(count)s not due yet", count=pending)
                if pending
                else "",
            },
            {
                "code": "late",
                "label": self.env._("Came late"),
                "value": str(rates.late) if owed else "—",
                "detail": "",
            },
            share("nil", self.env._("Nothing to report"), rates.nil, came),
            share("corrected", self.env._("Corrected"), rates.corrected, came),
            share("on_behalf", self.env._("Entered on behalf"), rates.on_behalf, came),
        ]
        for card in cards:
            if "of" in card:
                part, whole = card.pop("of")
                card["detail"] = f"{part} / {whole}" if whole else ""
        return cards

    @api.model
    def _lines(self, view):
        """The unit itself, then each unit directly below, the lowest rate first."""
        figures = self._of_level(view["figures"], view["level_id"])
        # sudo: names of units that were directly below a unit of the territory
        units = self.env["dlxh.unit"].sudo().with_context(active_test=False)
        lines = [
            {
                "id": unit.id,
                "name": unit.name,
                "is_open": self._is_in_territory(unit),
                **self._shown(figures[unit.id]),
            }
            for unit in units.browse(filter(None, figures))
        ]
        lines.sort(key=lambda one: (one["width"], one["on_time_width"], one["name"]))
        if None in figures and not view["regime"].addressees == "members":
            # sudo: the name of a unit that `_node` found in the territory
            name = self.env._("%(unit)s itself", unit=view["unit"].sudo().name)
            own = {"id": 0, "name": name, "is_open": False}
            lines.insert(0, {**own, **self._shown(figures[None])})
        return lines

    @api.model
    def _course_bars(self, view):
        """The last periods up to the one shown, to see whether it gets better."""
        regime, (_first, last, _label) = view["regime"], view["span"]
        if not regime.period_type:
            return []
        spans = [span for span in view["spans"] if span[1] <= last]
        first = min((span[0] for span in spans[:COURSE]), default=view["span"][0])
        domain = view["node"] & self._span_domain(regime, first, last)
        return [
            {
                "key": self._span_key(begin, end),
                "label": regime._period_label(begin, end),
                **self._shown(sums),
            }
            for begin, end, sums in self._course(domain)
        ]

    # Where the page leads
    # --------------------

    @api.model
    def action_open_obligations(
        self, unit_id=None, regime_id=None, span=None, level_id=None, which="expected"
    ):
        """Open the obligations behind a figure; those that the user may see."""
        if which not in BEHIND:
            raise UserError(self.env._("Choose a figure of the page."))
        view = self._view(unit_id, regime_id, span, level_id)
        name = self.env._(
            "%(unit)s, %(period)s",
            unit=view["unit"].sudo().name,  # found in the territory by `_node`
            period=view["span"][2],
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_reporting.dlxh_obligation_action_rate"
        )
        return {
            **action,
            "name": name,
            "display_name": name,
            "domain": list(self._obligation_domain(view) & Domain(BEHIND[which])),
            "context": {},
        }

    @api.model
    def _obligation_domain(self, view):
        """The obligations that the view counted, as a domain over them."""

        def named(condition):
            if condition.field_expr == "audience":
                return Domain("is_member", "=", condition.value == "members")
            if condition.field_expr == "org_type":
                return Domain("unit_id.org_type", "=", condition.value)
            return condition

        counted = view["node"] & self._span_domain(view["regime"], *view["span"][:2])
        return counted.map_conditions(named) & Domain("state", "!=", "cancelled")

    @api.model
    def _missing_obligations(self, view):
        """What did not come, as far as the user may see it, the oldest first."""
        domain = self._obligation_domain(view) & Domain(BEHIND["missing"])
        return self.env["dlxh.obligation"].search(domain, order="due_at, unit_id, id")

    @api.model
    def action_open_pivot(self, unit_id=None):
        """Open the pivot of all that the user may see below the unit."""
        unit = self._node(unit_id)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_reporting.dlxh_reporting_rate_action"
        )
        return {**action, "domain": [("unit_id", "child_of", unit.id)]}

    @api.model
    def action_print_xlsx(self, unit_id=None, regime_id=None, span=None, level_id=None):
        """Download the page and the list of what did not come as a workbook."""
        view = self._view(unit_id, regime_id, span, level_id)
        report = self.env.ref("dlxh_reporting.dlxh_reporting_rate_action_report_xlsx")
        wishes = {
            "unit_id": view["unit"].id,
            "regime_id": self._regime_key(view),
            "span": self._span_key(*view["span"][:2]),
            "level_id": view["level_id"],
        }
        # sudo: the action names the report only; the rights are asked by it again
        return report.sudo().report_action(view["unit"].ids, data=wishes, config=False)

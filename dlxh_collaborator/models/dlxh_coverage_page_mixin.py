from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..coverage_figures import Share, choose, standing
from .dlxh_coverage_missing_mixin import MISSING


class DlxhCoveragePageMixin(models.AbstractModel):
    """What the coverage page shows, by one call with a constant number of queries."""

    _name = "dlxh.coverage.page.mixin"
    _description = "Coverage: the Page"

    @api.model
    @api.readonly
    def get_page(
        self, date=None, unit_id=None, level_id=None, org_type=None, measure=None
    ):
        """Return all that the page shows of what lies below a unit on a day.

        :param date: the day; today when not given
        :param unit_id: the unit; the user's first when not given
        :param level_id: level of the units counted; the next one that has a quota
        :param org_type: kind of organisation, "all" for every kind; that of the
            unit when not given
        :param measure: code of the measure in the chart
        """
        self = self.with_context(dlxh_date=date or None)
        unit_id = unit_id or self._first_unit_id()
        if not unit_id:
            self.check_access("read")
            return {"empty": self.env._("You do not work for any unit yet.")}
        view = self._view(unit_id, level_id, org_type)
        measures = self._measures()
        view["measure"] = self._chart_measure(view, measure)
        return {
            "date": self._day().isoformat(),
            "date_text": format_date(self.env, self._day()),
            "unit_id": view["unit"].id,
            "crumbs": self._crumbs(view),
            "levels": view["levels"],
            "level_id": view["level_id"],
            "org_type": view["org_type"] or "all",
            "org_types": self._org_type_options(),
            "cards": self._cards(view),
            "own": self._own_text(view),
            "measures": list(measures.items()),
            "measure": view["measure"],
            "chart": self._chart(view),
            "missing": self._missing(view),
        }

    @api.model
    def _first_unit_id(self):
        """The user's first unit that was open on the day, else simply the first."""
        units = self.env.user._dlxh_units()
        day = self._day()
        return (units.filtered(lambda unit: unit._is_open_on(day)) or units)[:1].id

    @api.model
    def _view(self, unit_id, level_id=None, org_type=None):
        """Check the user's wishes and count; all else is made from the result."""
        unit, path = self._place(unit_id)
        # sudo: the kind of the unit, found in the user's territory by `_place`
        org_type = self.env.user._dlxh_org_type() or org_type or unit.sudo().org_type
        org_type = False if org_type == "all" else org_type
        domain = self._below_domain(unit, path, org_type)
        own = self._own_row(unit)
        figures, shared = self._figures(domain, path, own.team_id.id)
        # sudo: names and order of the levels are a public catalogue
        levels = self.env["dlxh.level"].sudo().with_context(active_test=False)
        levels = levels.browse({level for level, _child in figures}).sorted("sequence")
        if level_id not in levels.ids:
            level_id = levels[:1].id
        return {
            "unit": unit,
            "path": path,
            "org_type": org_type,
            "below": domain,
            "domain": domain & Domain("level_id", "=", level_id),
            "figures": figures,
            "levels": [
                self._level_line(level, figures[level.id, None]) for level in levels
            ],
            "level_id": level_id,
            "sums": figures.get((level_id, None), {}),
            "targets": self.env["dlxh.coverage.target"]._by_measure(),
            "own": own,
            "shared": shared,
        }

    @api.model
    def _level_line(self, level, sums):
        shares = self._measure_shares(sums)
        return {
            "id": level.id,
            "name": level.name,
            "units": sums["unit_count"],
            "seats": sums["member_count"],
            "persons": sums["person_count"],
            **{code: self._shown(share) for code, share in shares.items()},
        }

    @api.model
    def _shown(self, share):
        point = self.env["res.lang"]._get_data(code=self.env.lang or "vi_VN")
        return share.shown(point.decimal_point or ",")

    @api.model
    def _target(self, view, code):
        """The target that holds for the measure at the view's level and unit."""
        above = [int(part) for part in view["path"].split("/") if part][::-1]
        return choose(
            view["targets"].get(code, []), view["level_id"], above, self._day()
        )

    @api.model
    def _cards(self, view):
        """One card for each measure, and one for the people."""
        shares = self._measure_shares(view["sums"])
        cards = [
            {
                "code": code,
                "label": label,
                "value": self._shown(shares[code]),
                "detail": f"{shares[code].part} / {shares[code].whole}",
                **self._aim(shares[code], self._target(view, code)),
            }
            for code, label in self._measures().items()
        ]
        people = {
            "code": "persons",
            "label": self.env._("Collaborators, each counted once"),
            "value": str(view["sums"].get("person_count", 0)),
            "detail": self.env._(
                "%(seats)s seats", seats=view["sums"].get("member_count", 0)
            ),
            "target": "",
            "standing": "",
        }
        return [*cards[:3], people, *cards[3:]]

    @api.model
    def _aim(self, share, target):
        if target is None:
            return {"target": "", "standing": ""}
        aim = self._shown(Share(round(target.percent * 10), 1000))
        text = (
            self.env._(
                "Target %(target)s by %(date)s",
                target=aim,
                date=format_date(self.env, target.by),
            )
            if target.by
            else self.env._("Target %(target)s", target=aim)
        )
        return {"target": text, "standing": standing(share, target)}

    @api.model
    def _own_text(self, view):
        """A sentence on the unit's own force; "" when it needs none."""
        own, shared = view["own"], view["shared"]
        if not own:
            return ""
        if own.team_kind == "none":
            return self.env._("The unit itself has no force on this day.")
        if not shared:
            return self.env._(
                "The unit's own force: %(persons)s persons, none of whom sits in a "
                "team below.",
                persons=own.person_count,
            )
        return self.env._(
            "The unit's own force: %(persons)s persons, of whom %(shared)s also sit "
            "in teams below and %(only)s only here.",
            persons=own.person_count,
            shared=shared,
            only=own.person_count - shared,
        )

    @api.model
    def _crumbs(self, view):
        """The way from the user's unit to the unit shown."""
        ids = [int(part) for part in view["path"].split("/") if part]
        own = set(self.env.user._dlxh_units().ids)
        start = min((ids.index(one) for one in own if one in ids), default=-1)
        # sudo: names of units on the way from an own unit to a unit below it
        names = self.env["dlxh.unit"].sudo().browse(ids[start:])
        crumbs = [{"id": unit.id, "name": unit.name} for unit in names]
        others = self.env.user._dlxh_units().filtered(
            lambda unit: unit.id not in ids and unit._is_open_on(self._day())
        )
        return {
            "way": crumbs,
            "others": [{"id": unit.id, "name": unit.name} for unit in others],
        }

    @api.model
    def _org_type_options(self):
        """Kinds to choose from; none when the user sees one kind only."""
        if self.env.user._dlxh_org_type():
            return []
        return [["all", self.env._("All organisations")], *self._unit_org_types()]

    # Chart
    # -----

    @api.model
    def _chart_measure(self, view, wish):
        """Where each bar is one unit, having a force is all or nothing: show the
        trained instead."""
        if wish in self._measures():
            return wish
        groups = [
            sums["unit_count"]
            for (level_id, child), sums in view["figures"].items()
            if child and level_id == view["level_id"]
        ]
        return "established" if any(count > 1 for count in groups) else "trained"

    @api.model
    def _chart(self, view):
        """One bar for each unit directly below, the least covered first."""
        code = view["measure"]
        sums_of = {
            child: sums
            for (level_id, child), sums in view["figures"].items()
            if child and level_id == view["level_id"]
        }
        # sudo: names of units that were directly below a unit of the territory
        units = self.env["dlxh.unit"].sudo().browse(sums_of)
        target = self._target(view, code)
        bars = []
        for unit in units:
            share = self._measure_shares(sums_of[unit.id])[code]
            bars.append(
                {
                    "id": unit.id,
                    "name": unit.name,
                    "percent": float(share.percent or 0),
                    "owed": share.percent is not None,
                    "text": self._shown(share),
                    "detail": f"{share.part} / {share.whole}",
                    "standing": standing(share, target),
                }
            )
        bars.sort(key=lambda bar: (not bar["owed"], bar["percent"], bar["name"]))
        return {"bars": bars, "target": target.percent if target else None}

    # Where the page leads
    # --------------------

    @api.model
    def action_open_units(
        self, date=None, unit_id=None, level_id=None, org_type=None, reason=None
    ):
        """Open the list of units behind the page: all, or those missing something.

        :param reason: "none", "quota", "duty", "any" for all of these; else all
            units of the level
        """
        self = self.with_context(dlxh_date=date or None)
        view = self._view(unit_id or self._first_unit_id(), level_id, org_type)
        name = self.env._(
            "Units below %(unit)s on %(date)s",
            unit=view["unit"].sudo().name,  # found in the territory by `_view`
            date=format_date(self.env, self._day()),
        )
        domain = view["domain"]
        if reason in MISSING or reason == "any":
            domain &= self._missing_domain(reason)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_coverage_action"
        )
        context = {"dlxh_date": self._day().isoformat()}
        return {
            **action,
            "name": name,
            "display_name": name,
            "domain": list(domain),
            "context": context,
        }

    @api.model
    def action_print_xlsx(self, date=None, unit_id=None, level_id=None, org_type=None):
        """Download the page and the lists behind it as a workbook."""
        self = self.with_context(dlxh_date=date or None)
        unit, _path = self._place(unit_id or self._first_unit_id())
        report = self.env.ref("dlxh_collaborator.dlxh_coverage_action_report_xlsx")
        wishes = {
            "date": self._day().isoformat(),
            "unit_id": unit.id,
            "level_id": level_id,
            "org_type": org_type,
        }
        # sudo: the action names the report only; the rights are asked by it again
        return report.sudo().report_action(unit.ids, data=wishes, config=False)

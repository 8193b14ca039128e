from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

#: of the coverage, in the order of the page
COVERAGE_CARDS = ("established", "persons", "trained", "quota", "duty", "briefing")


class DlxhDashboardFiguresMixin(models.AbstractModel):
    """The figures of a period: reports, sheets, units, issues, and what waits."""

    _name = "dlxh.dashboard.figures.mixin"
    _description = "Overview: Figures"

    @api.model
    def _span_text(self, first, last):
        return self.env._(
            "%(first)s to %(last)s",
            first=format_date(self.env, first),
            last=format_date(self.env, last),
        )

    @api.model
    def _cards(self, view, told):
        """The summary of the period."""
        return [
            *self._report_cards(view),
            self._sheet_card(view),
            {
                "code": "units",
                "label": self.env._("Units that told of something"),
                "value": str(told["tellers"]),
                "detail": self.env._("directly below, in sent reports"),
            },
            {
                "code": "issues",
                "label": self.env._("Issues"),
                "value": str(told["issues"]),
                "detail": self.env._("in reports of the period"),
            },
        ]

    @api.model
    def _report_cards(self, view):
        """Reports of the units below: in of owed, missing and late."""
        rows = self.env["dlxh.obligation"]._read_group(
            self._owed_domain(view),
            ["is_submitted", "is_on_time", "is_nil"],
            ["__count"],
        )
        owed = sum(count for *_marks, count in rows)
        came = sum(count for is_in, *_rest, count in rows if is_in)
        nil = sum(count for is_in, _time, is_nil, count in rows if is_in and is_nil)
        late = sum(count for is_in, in_time, _nil, count in rows if is_in > in_time)
        nil_text = self.env._("%(nil)s with nothing to report", nil=nil)
        late_text = self.env._("%(late)s came late", late=late)
        none_text = self.env._("nothing is owed to this unit")
        standing = "behind" if owed > came else "reached"
        return [
            {
                "code": "reports",
                "label": self.env._("Reports from below"),
                "value": f"{came} / {owed}" if owed else "—",
                "detail": nil_text if owed else none_text,
                "standing": standing if owed else "",
            },
            {
                "code": "missing",
                "label": self.env._("Not yet received"),
                "value": str(owed - came) if owed else "—",
                "detail": late_text if owed else "",
                "standing": "behind" if owed > came else "",
            },
        ]

    @api.model
    def _sheet_card(self, view):
        """Sheets behind the reports from below, and the unit's own."""
        ((below,),) = self.env["dlxh.report"]._read_group(
            self._children_domain(view, view["period"]), [], ["sheet_count:sum"]
        )
        own = self.env["dlxh.opinion"].search_count(self._sheets_domain(view))
        return {
            "code": "sheets",
            "label": self.env._("Sheets"),
            "value": str((below or 0) + own),
            "detail": self.env._(
                "%(own)s own, %(below)s behind reports from below",
                own=own,
                below=below or 0,
            ),
        }

    @api.model
    def _sheets_domain(self, view):
        first, last = view["period"]
        return [
            ("unit_id", "=", view["unit"].id),
            ("state", "in", ("accepted", "used")),
            ("is_nil", "=", False),
            ("observed_week", ">=", first),
            ("observed_week", "<=", last),
        ]

    @api.model
    def _own_report(self, view):
        """The unit's own report of the period, whatever became of it."""
        report = self.env["dlxh.report"].search(
            [
                ("unit_id", "=", view["unit"].id),
                ("regime_id", "=", view["regime"].id),
                ("date_from", "=", view["period"][0]),
                ("state", "!=", "superseded"),
            ],
            order="id desc",
            limit=1,
        )
        if not report:
            return False
        states = dict(report._fields["state"]._description_selection(self.env))
        return {
            "id": report.id,
            "name": report.abstract or "",
            "state": states[report.state],
            "number": report.document_code or "",
        }

    @api.model
    def _openers(self, view):
        """Return {code of a card: (name, model, domain) of the list behind it}."""
        recommended = (
            self.env._("Recommendations of this year"),
            "dlxh.recommendation",
            self._recommendations_domain(view),
        )
        if not view["regime"]:
            return {"recommendations": recommended}
        owed = self._owed_domain(view)
        children = self.env["dlxh.report"]._search(
            self._children_domain(view, view["period"])
        )
        own = self.env["dlxh.report"]._search(self._own_domain(view, view["period"]))
        entries = [("state", "=", "kept"), ("report_id", "in", children)]
        issues = [("state", "=", "kept")]
        issues += Domain("report_id", "in", own) | Domain("report_id", "in", children)
        found = {
            "reports": (self.env._("Reports from below"), "dlxh.obligation", owed),
            "missing": (
                self.env._("Not yet received"),
                "dlxh.obligation",
                [*owed, ("is_submitted", "=", False)],
            ),
            "sheets": (
                self.env._("Own sheets of the period"),
                "dlxh.opinion",
                self._sheets_domain(view),
            ),
            "units": (
                self.env._("What the units below told"),
                "dlxh.report.entry",
                entries,
            ),
            "issues": (
                self.env._("Issues in reports of the period"),
                "dlxh.report.entry",
                issues,
            ),
        }
        found["recommendations"] = recommended
        return {
            code: (name, model, self._plain_domain(model, domain))
            for code, (name, model, domain) in found.items()
        }

    @api.model
    def _plain_domain(self, model, domain):
        """A domain that can be sent to the browser: ids instead of queries."""
        if model != "dlxh.report.entry":
            return domain
        return [("id", "in", self.env[model].search(domain).ids)]

    # What waits, coverage, recommendations
    # -------------------------------------

    @api.model
    def _waiting(self):
        """The cards of “My work” on which something waits for the user."""
        items = self.env["dlxh.work.item"]._cards()
        items = [item for item in items if item.get("count")]
        items.sort(key=lambda item: (not item.get("urgent"), item.get("sequence", 10)))
        return [
            {
                "name": item["name"],
                "count": item["count"],
                "hint": item.get("hint") or "",
                "urgent": bool(item.get("urgent")),
                "action": item["action"],
            }
            for item in items
        ]

    @api.model
    def _coverage(self, view):
        """Key figures of the force below the unit; none where there is no level."""
        unit = view["unit"]
        if not unit._is_open_on(view["today"]):
            return []
        coverage = self.env["dlxh.coverage"]
        found = coverage._view(unit.id)
        if not found["levels"]:
            return []
        cards = {card["code"]: card for card in coverage._cards(found)}
        return [cards[code] for code in COVERAGE_CARDS if code in cards]

    @api.model
    def _recommendations_domain(self, view):
        """What the unit recommended this year."""
        return [
            ("unit_id", "=", view["unit"].id),
            ("raised_on", ">=", view["today"].replace(month=1, day=1)),
        ]

    @api.model
    def _recommendations(self, view):
        """What became of the unit's recommendations of this year."""
        rows = self.env["dlxh.recommendation"]._read_group(
            self._recommendations_domain(view), ["state"], ["__count"]
        )
        counts = dict(rows)
        total = sum(counts.values())
        labels = self.env["dlxh.recommendation"]._fields["state"]
        return total and [
            {"code": "all", "label": self.env._("Recommendations"), "value": total},
            *(
                {"code": code, "label": label, "value": counts.get(code, 0)}
                for code, label in labels._description_selection(self.env)
                if code in ("sent", "answered", "used")
            ),
        ]

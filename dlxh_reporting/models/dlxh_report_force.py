from datetime import timedelta

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import is_html_empty

from odoo.addons.dlxh_collaborator.models import page_html
from odoo.addons.dlxh_collaborator.models.house_time import house_midnight

from .. import rates

#: states of a meeting that has taken place
HELD = ("held", "in_approval", "approved")
#: columns of the table of the force: measures of the coverage
SHARES = ("established", "team", "group", "trained")


class DlxhReportForce(models.Model):
    """The report on the force: figures come from the coverage, not from typing.

    Quantity and structure, what was done, and what was given follow directive 03 of
    2016, number 5: every half year and year.
    """

    _inherit = "dlxh.report"

    def action_draft_from_sources(self):
        result = super().action_draft_from_sources()
        for report in self.filtered(lambda one: one.report_type == "force"):
            report._fill_force_sections()
        return result

    def _fill_force_sections(self):
        """Write the figures into the sections that are still empty."""
        report = self._in_vietnamese()
        texts = {
            "structure": report._force_structure,
            "activity": report._force_activity,
            "support": report._force_support,
        }
        for section in self.section_ids:
            if section.code in texts and is_html_empty(section.body):
                section.body = texts[section.code]()

    def _force_day(self):
        """The last day of the period, or today while it still runs."""
        return min(self.date_to, fields.Date.context_today(self))

    def _force_page(self):
        return self.env["dlxh.coverage"].get_page(
            date=self._force_day().isoformat(), unit_id=self.unit_id.id
        )

    def _force_structure(self):
        """How many units have a force, and the people in it, level by level."""
        page = self._force_page()
        measures = dict(page["measures"])
        heads = [
            (self.env._("Level"), "26%"),
            (self.env._("Units"), "10%"),
            *((measures[code], "13%") for code in SHARES),
            (self.env._("Persons"), "12%"),
        ]
        rows = [
            (
                page_html.cell(level["name"]),
                page_html.cell(str(level["units"]), "right"),
                *(page_html.cell(level[code], "right") for code in SHARES),
                page_html.cell(str(level["persons"]), "right"),
            )
            for level in page["levels"]
        ]
        parts = [page["own"]] if page["own"] else []
        day = f"{self._force_day():%d/%m/%Y}"
        text = [page_html.paragraph(line) for line in parts]
        if rows:
            text.append(page_html.paragraph(self.env._("On %(day)s:", day=day)))
            text.append(page_html.table(heads, rows))
        return Markup("").join(text)

    def _force_activity(self):
        """Meetings held, briefings against what was due, and reports in time."""
        page = self._force_page()
        lines = [
            self.env._("%(kind)s: %(count)s", kind=kind, count=count)
            for kind, count in self._force_meetings()
        ]
        lines += [
            self.env._(
                "%(measure)s: %(share)s (%(detail)s)",
                measure=card["label"],
                share=card["value"],
                detail=card["detail"],
            )
            for card in page["cards"]
            if card["code"] == "briefing"
        ]
        owed = self._force_rates()
        if owed.expected:
            lines.append(
                self.env._(
                    "Reports owed by the units directly below: %(expected)s; sent: "
                    "%(actual)s; in time: %(on_time)s.",
                    expected=owed.expected,
                    actual=owed.actual,
                    on_time=owed.on_time,
                )
            )
        return Markup("").join(page_html.paragraph(f"- {line}") for line in lines)

    def _force_meetings(self):
        """[(kind, number)] of the unit's own meetings held in the period."""
        meetings = self.env["dlxh.meeting"]
        kinds = dict(meetings._fields["kind"]._description_selection(self.env))
        groups = meetings._read_group(
            [
                ("unit_id", "=", self.unit_id.id),
                ("state", "in", HELD),
                ("start", ">=", house_midnight(self.date_from)),
                ("start", "<", house_midnight(self.date_to + timedelta(days=1))),
            ],
            ["kind"],
            ["__count"],
        )
        return [(kinds[kind], count) for kind, count in groups]

    def _force_rates(self):
        """What the units directly below owed in the period and what came in."""
        groups = self.env["dlxh.obligation"]._read_group(
            [
                ("parent_unit_id", "=", self.unit_id.id),
                ("is_member", "=", False),
                ("state", "!=", "cancelled"),
                ("date_to", ">=", self.date_from),
                ("date_to", "<=", self.date_to),
            ],
            ["is_submitted", "is_on_time"],
            ["__count"],
        )
        return rates.Rates(
            expected=sum(count for _in, _time, count in groups),
            actual=sum(count for is_in, _time, count in groups if is_in),
            on_time=sum(count for is_in, timely, count in groups if is_in and timely),
        )

    def _force_support(self):
        """Commendations and discipline in the own unit: numbers, never names."""
        within = [
            ("unit_id", "=", self.unit_id.id),
            ("date", ">=", self.date_from),
            ("date", "<=", self.date_to),
        ]
        commended = self.env["dlxh.commendation"].search_count(within)
        decided = [*within, ("state", "=", "decided")]
        disciplined = self.env["dlxh.discipline"].search_count(decided)
        text = self.env._(
            "Commended: %(commended)s; disciplined for a breach of the regulation: "
            "%(disciplined)s.",
            commended=commended,
            disciplined=disciplined,
        )
        return page_html.paragraph(text)

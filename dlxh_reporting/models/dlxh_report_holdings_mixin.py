from odoo import models
from odoo.tools import SQL

from ..consolidation import selection
from .report_states import STANDING_STATES

#: what is held: (table, column of what is held, column of what holds it)
HOLDINGS = {
    "sheets": ("dlxh_report_entry_opinion_rel", "opinion_id", "entry_id"),
    "entries": ("dlxh_report_entry_source_rel", "source_id", "entry_id"),
    "nil": ("dlxh_report_nil_opinion_rel", "opinion_id", "report_id"),
    "reports": ("dlxh_report_source_rel", "source_id", "report_id"),
}
HELD = """
SELECT DISTINCT h.%(item)s, r.id, r.report_type, r.date_from, r.date_to, r.state
  FROM %(table)s h
  LEFT JOIN dlxh_report_entry e ON e.id = %(entry)s
  JOIN dlxh_report r ON r.id = %(report)s
 WHERE h.%(item)s IN %(ids)s
   AND r.unit_id = %(unit)s
   AND r.id <> %(mine)s AND r.id <> %(old)s
   AND r.state <> 'superseded'
   %(topics)s
"""


class DlxhReportHoldingsMixin(models.AbstractModel):
    """What other reports of the unit rest on, so that nothing comes up twice."""

    _name = "dlxh.report.holdings.mixin"
    _description = "What Reports Hold"

    def _span(self):
        """The report as the plain package sees it; see `consolidation.selection`."""
        self.ensure_one()
        return _span(
            self.id, self.report_type, self.date_from, self.date_to, self.state
        )

    def _held_by_others(self, what, ids):
        """What other reports of the unit rest on: [(id, span of the report)].

        An entry of another report counts whatever became of it. Only for a thematic
        report one on other topics does not: nothing is reached through it.
        """
        if not ids:
            return []
        table, item, holder = HOLDINGS[what]
        by_entry = holder == "entry_id"
        topics = SQL()
        if by_entry and self.topic_ids and self.report_type == "thematic":
            topics = SQL("AND e.topic_id IN %s", tuple(self.topic_ids.ids))
        self.env["dlxh.report.entry"].flush_model()
        self.env["dlxh.report"].flush_model()
        # no names and no words: which of the unit's own reports hold what is wanted
        rows = self.env.execute_query(
            SQL(
                HELD,
                item=SQL.identifier(item),
                table=SQL.identifier(table),
                entry=SQL.identifier("h", "entry_id") if by_entry else SQL("NULL"),
                report=SQL.identifier("e", "report_id")
                if by_entry
                else SQL.identifier("h", "report_id"),
                ids=tuple(ids),
                unit=self.unit_id.id,
                mine=self.id,
                old=self.supersedes_id.id or 0,
                topics=topics,
            )
        )
        return [(found, _span(*report)) for found, *report in rows]

    def _stale_blocker(self):
        """A sentence when a source was used elsewhere, returned or replaced."""
        # sudo: the leader who approves does not see drafts of other reports
        mine = self.sudo()
        sheets = mine.entry_ids.opinion_ids | mine.nil_opinion_ids
        span = mine._span()
        held = mine._held_by_others("sheets", sheets.ids)
        held += mine._held_by_others("nil", sheets.ids)
        firm = [other for _sheet, other in held if other.is_firm]
        users = [other for other in firm if selection.holds(other, span)]
        if users:
            return self.env._(
                "Some sheets of this report are already used in “%(report)s”. Draft "
                "from the sources again: nothing is counted twice.",
                report=mine.browse(users[0].id).display_name,
            )
        if sheets - sheets._still_accepted():
            return self.env._(
                "Some sheets of this report were returned to their authors after they "
                "were used here. Draft from the sources again."
            )
        stale = mine.child_report_ids.filtered(
            lambda report: report.state in ("returned", "superseded")
        )
        if stale:
            return self.env._(
                "“%(report)s” was returned or replaced after it was used here. "
                "Draft from the sources again.",
                report=stale[0].display_name,
            )
        return False


def _span(number, kind, first, last, state):
    return selection.Span(
        id=number,
        kind=kind,
        date_from=first,
        date_to=last,
        is_firm=state != "draft",
        is_standing=state in STANDING_STATES,
    )

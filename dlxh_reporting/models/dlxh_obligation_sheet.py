from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from .. import period
from .dlxh_obligation import ACTUAL_STATES

#: states before anything came in
STILL_TO_COME = ("owed", "cancelled")
#: sheets that count for what a member owes. Those addressed to the level above
#: do not: from a month that is complete without a sheet the own unit would see
#: that there was one (guardrail G31).
MATCH = SQL(
    "s.collaborator_id = o.collaborator_id AND s.team_unit_id = o.unit_id"
    " AND s.observed_week BETWEEN o.date_from AND o.date_to"
    " AND s.state <> 'draft' AND s.submitted_at IS NOT NULL"
    " AND s.addressed_above IS NOT TRUE"
)


class DlxhObligationSheet(models.Model):
    """What members owe is fulfilled by a sheet or a nil return of the period.

    A sheet belongs to the period that holds the Monday of the week it tells of.
    """

    _inherit = "dlxh.obligation"

    @api.model
    def _follow_sheets(self, sheets):
        """Bring in step what the authors of these sheets owe.

        Called by the steps of a sheet, which have checked the right.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT o.id FROM dlxh_obligation o"
                " JOIN dlxh_opinion s ON %(match)s WHERE s.id = ANY(%(ids)s)",
                match=MATCH,
                ids=sheets.ids,
            )
        )
        # sudo: see above; an author does not see what is kept of his sheets
        self.sudo().browse(row[0] for row in rows)._refresh_from_sheets()

    def _refresh_from_sheets(self):
        """Write the outcome that follows from the sheets, and note what changed."""
        if not self:
            return
        found = {key: period.fulfilment(rows) for key, rows in self._returns().items()}
        events, given_back = [], self._given_back_before()
        for obligation in self:
            outcome = found.get(obligation.id, period.Fulfilment())
            if outcome.state == "owed" and obligation.state == "cancelled":
                continue
            events += obligation._events_of(outcome)
            actual = outcome.state in ACTUAL_STATES
            obligation.write(
                {
                    "state": outcome.state,
                    "opinion_id": outcome.sheet,
                    "submitted_at": outcome.submitted_at,
                    "is_submitted": actual,
                    "is_on_time": actual and outcome.submitted_at <= obligation.due_at,
                    "is_nil": outcome.is_nil,
                    "is_corrected": actual and obligation.id in given_back,
                }
            )
        self.env["dlxh.obligation.event"].create(events)

    def _events_of(self, outcome):
        """Return the events by which the obligation comes into its new state."""
        before, after = self.state, outcome.state
        if before == after:
            return []
        now = fields.Datetime.now()
        first = [("sent", outcome.submitted_at)] if before in STILL_TO_COME else []
        moments = {
            "submitted": first or [("sent", now)],
            "accepted": [*first, ("received", now)],
            "returned": [*first, ("returned", now)],
            "owed": [("withdrawn", now)],
        }
        return [
            {
                "obligation_id": self.id,
                "kind": kind,
                "at": at,
                "is_nil": outcome.is_nil,
            }
            for kind, at in moments[after]
        ]

    def _returns(self):
        """{obligation id: the sheets that count for it, without a word of them}."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT o.id, s.id, s.state, s.submitted_at, s.is_nil IS TRUE"
                " FROM dlxh_obligation o JOIN dlxh_opinion s ON %(match)s"
                " WHERE o.id = ANY(%(ids)s)",
                match=MATCH,
                ids=self.ids,
            )
        )
        found = defaultdict(list)
        for obligation, *sheet in rows:
            found[obligation].append(period.Return(*sheet))
        return found

    def _given_back_before(self):
        """Ids of those for which a sheet was returned once."""
        rows = self.env["dlxh.obligation.event"]._read_group(
            [("obligation_id", "in", self.ids), ("kind", "=", "returned")],
            ["obligation_id"],
        )
        return {obligation.id for (obligation,) in rows}

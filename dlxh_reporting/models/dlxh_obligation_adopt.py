from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from .dlxh_obligation_sheet import MATCH


class DlxhObligationAdopt(models.Model):
    """Take up what was written or came in before the obligation was made."""

    _inherit = "dlxh.obligation"

    def _adopt(self):
        """Link reports of the period that exist already, and note what became of
        them; likewise the sheets of members.

        Called by the making of obligations and by the migration, as superuser.
        """
        if not self:
            return
        self.env.flush_all()
        members = self.env.execute_query(
            SQL(
                "SELECT DISTINCT o.id FROM dlxh_obligation o"
                " JOIN dlxh_opinion s ON %(match)s"
                " WHERE o.is_member AND o.id = ANY(%(ids)s)",
                match=MATCH,
                ids=self.ids,
            )
        )
        self.browse(row[0] for row in members)._refresh_from_sheets()
        self._adopt_reports()

    def _adopt_reports(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT o.id, r.id FROM dlxh_obligation o JOIN dlxh_report r"
                " ON r.regime_id = o.regime_id AND r.unit_id = o.unit_id"
                " AND r.date_from = o.date_from"
                " WHERE NOT o.is_member AND r.report_type <> 'quick'"
                " AND o.id = ANY(%(ids)s) ORDER BY o.id, r.sent_at, r.id",
                ids=self.ids,
            )
        )
        chains = defaultdict(self.env["dlxh.report"].browse)
        for obligation, report in rows:
            chains[self.browse(obligation)] |= self.env["dlxh.report"].browse(report)
        events = []
        for obligation, reports in chains.items():
            reports._link_obligation(obligation)
            sent = reports.filtered("is_sent")
            if sent:
                obligation.report_id = sent[-1]
                events += obligation._events_of_reports(sent)
        self.env["dlxh.obligation.event"].create(events)
        self.browse({event["obligation_id"] for event in events})._refresh_outcome()

    def _events_of_reports(self, reports):
        """What happened, from what reports that follow each other still tell."""
        events = []

        def note(kind, at, report):
            events.append(
                {
                    "obligation_id": self.id,
                    "kind": kind,
                    "at": at,
                    "is_nil": report.is_nil,
                    "report_id": report.id,
                }
            )

        for report in reports:
            note("sent", report.sent_at or report.write_date, report)
            if report.received_at:
                note("received", report.received_at, report)
            if report.state == "returned" or report.return_reason:
                following = report.superseded_by_id.sent_at
                note("returned", following or report.write_date, report)
        return events

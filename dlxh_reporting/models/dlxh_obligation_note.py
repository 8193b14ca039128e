from collections import defaultdict

from odoo import fields, models

from .. import rates


class DlxhObligationNote(models.Model):
    """What became of an obligation, told from its events."""

    _inherit = "dlxh.obligation"

    def _note(self, kind, at=None, is_nil=False, on_behalf=False, report=None):
        """Write down what happened and bring the outcome up to date.

        Callers are steps of a report or sheet that have checked the right.

        :param str kind: sent, returned, received or withdrawn
        :param datetime at: when; now if not given
        :param dlxh.report report: the report that was sent, returned or received
        """
        # sudo: nobody writes obligations by hand; see above
        mine = self.sudo()
        mine.env["dlxh.obligation.event"].create(
            [
                {
                    "obligation_id": obligation.id,
                    "kind": kind,
                    "at": at or fields.Datetime.now(),
                    "is_nil": is_nil,
                    "on_behalf": on_behalf,
                    "report_id": report.id if report else False,
                }
                for obligation in mine
            ]
        )
        if report and kind == "sent":
            mine.write({"report_id": report.id})
        mine._refresh_outcome()

    def _refresh_outcome(self):
        """Bring the stored outcome in step with the events."""
        groups = defaultdict(self.browse)
        for obligation in self:
            found = rates.outcome(
                [
                    rates.Event(event.kind, event.at, event.is_nil, event.on_behalf)
                    for event in obligation.event_ids.sorted("id")
                ],
                obligation.due_at,
            )
            groups[found] |= obligation
        for found, obligations in groups.items():
            obligations.write(
                {
                    "state": found.state,
                    "submitted_at": found.submitted_at,
                    "is_submitted": found.is_actual,
                    "is_on_time": found.on_time,
                    "is_nil": found.is_nil,
                    "is_corrected": found.is_corrected,
                    "is_on_behalf": found.on_behalf,
                }
            )

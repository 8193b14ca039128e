from odoo import api, fields, models
from odoo.tools import SQL

COMMITTEES = ("committee", "standing_committee")


class DlxhReport(models.Model):
    """The passage of a report: its destinations, and periods before approval."""

    _inherit = "dlxh.report"

    destination_ids = fields.One2many(
        "dlxh.report.destination", "report_id", string="Destinations"
    )

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create(vals_list)
        lines = []
        for report, vals in zip(reports, vals_list, strict=True):
            if not vals.get("destination_ids"):
                lines += report._default_destinations()
        self.env["dlxh.report.destination"].create(lines)
        return reports

    def _default_destinations(self):
        """The level above, and the committee for which the organ works."""
        self.ensure_one()
        # sudo: names of the unit above and of the unit itself, and what kind of
        # body issues the report
        mine = self.sudo()
        found = []
        if mine.parent_unit_id:
            found.append({"kind": "above", "name": mine.parent_unit_id.name})
        if mine.body_id.kind not in COMMITTEES:
            found.append({"kind": "committee", "name": mine.unit_id.name})
        return [{**values, "report_id": self.id} for values in found]

    @api.model
    def _add_missing_destinations(self):
        """Give reports written before there were destinations theirs."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO dlxh_report_destination
                       (report_id, unit_id, is_sent, kind, name, state, sent_at,
                        received_at, received_by_id, create_uid, create_date,
                        write_uid, write_date)
                SELECT report.id, report.unit_id, report.is_sent, goes.kind,
                       goes.name,
                       CASE WHEN NOT COALESCE(report.is_sent, FALSE) THEN 'waiting'
                            WHEN goes.kind = 'committee' THEN 'sent'
                            WHEN report.state = 'returned' THEN 'returned'
                            WHEN report.received_at IS NOT NULL THEN 'received'
                            ELSE 'sent' END,
                       report.sent_at,
                       CASE WHEN goes.kind = 'above' THEN report.received_at END,
                       CASE WHEN goes.kind = 'above' THEN report.received_by_id END,
                       report.create_uid, report.create_date,
                       report.create_uid, report.create_date
                  FROM dlxh_report AS report
                  JOIN dlxh_unit AS unit ON unit.id = report.unit_id
             LEFT JOIN dlxh_unit AS above ON above.id = report.parent_unit_id
             LEFT JOIN dlxh_body AS body ON body.id = report.body_id
            CROSS JOIN LATERAL (
                       VALUES ('above', above.name), ('committee', unit.name)
                     ) AS goes(kind, name)
                 WHERE goes.name IS NOT NULL
                   AND (goes.kind = 'above'
                        OR COALESCE(body.kind, '') NOT IN %(committees)s)
                   AND NOT EXISTS (SELECT FROM dlxh_report_destination AS line
                                    WHERE line.report_id = report.id)
             RETURNING id
                """,
                committees=COMMITTEES,
            )
        )
        self.env.invalidate_all(flush=False)

    def _destination(self, kind):
        return self.destination_ids.filtered(lambda line: line.kind == kind)

    # ------------------------------------------------------------------
    # Side by side
    # ------------------------------------------------------------------

    def _hold_neighbours(self):
        """Let nobody move what this report rests on, or what rests on it.

        Otherwise a report could be approved here in the very moment in which a
        report under it is returned there. Who comes second is made to look again.
        """
        # sudo: rows are locked, nothing of them is shown
        mine = self.sudo()
        chain = mine | mine.child_report_ids | mine.used_in_ids
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "SELECT id FROM dlxh_report WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
                list(chain.ids),
            )
        )

    def _approval_submit(self):
        self._hold_neighbours()
        return super()._approval_submit()

    def _approval_approve(self):
        self._hold_neighbours()
        return super()._approval_approve()

    def _approval_undo(self, reason):
        self._hold_neighbours()
        return super()._approval_undo(reason)

    def action_return_sent(self, reason=None):
        self.check_access("read")
        self._hold_neighbours()
        return super().action_return_sent(reason)

    def _stale_blocker(self):
        if found := super()._stale_blocker():
            return found
        # sudo: the leader who approves does not see drafts of other reports
        fallen = self.sudo().child_report_ids.filtered(
            lambda report: report.state in ("draft", "in_approval")
        )
        if fallen:
            return self.env._(
                "The approval of “%(report)s” was taken back after it was used here. "
                "Draft from the sources again.",
                report=fallen[0].display_name,
            )
        return False

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def _on_sent(self):
        result = super()._on_sent()
        if self.parent_unit_id and not self._destination("above"):
            self.env["dlxh.report.destination"].create(
                {
                    "report_id": self.id,
                    "kind": "above",
                    "name": self.parent_unit_id.name,
                }
            )
        self.destination_ids.write({"state": "sent", "sent_at": self.sent_at})
        return result

    def _on_received(self):
        result = super()._on_received()
        self._destination("above").write(
            {
                "state": "received",
                "received_at": self.received_at,
                "received_by_id": self.received_by_id.id,
            }
        )
        return result

    def _on_returned_by_above(self, reason):
        result = super()._on_returned_by_above(reason)
        self._destination("above").write({"state": "returned"})
        return result

    def _note_committee_receipt(self, line):
        """Called in the flow, after the right was checked."""
        now = fields.Datetime.now()
        line.write(
            {"state": "received", "received_at": now, "received_by_id": self.env.uid}
        )
        if self.state == "sent" and not self.parent_unit_id:
            # nobody stands above: the receipt by the committee ends the passage
            self.write(
                {
                    "state": "received",
                    "received_at": now,
                    "received_by_id": self.env.uid,
                }
            )

    # ------------------------------------------------------------------
    # Approval from a stated period on
    # ------------------------------------------------------------------

    def _approval_is_required(self):
        begins = self.regime_id.approval_from
        if begins and self.date_from < begins:
            return False
        return super()._approval_is_required()

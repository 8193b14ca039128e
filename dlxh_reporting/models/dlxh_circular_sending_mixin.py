import logging

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: deliveries between two commits
BATCH = 500
#: as many are delivered while the sender waits
AT_ONCE = 100


class DlxhCircularSendingMixin(models.AbstractModel):
    """Deliver a circular to its audience: a few at once, thousands in background.

    Sending fixes the audience in one statement: a delivery for each unit, not yet
    handed out. The scheduled job hands them out in batches, a commit each. A batch
    that a dying worker leaves behind is undone as a whole and taken up again, so
    that nobody gets anything twice. Odoo's own scheduler does it: the rows
    themselves say what is left, which a queue of jobs would only repeat.
    """

    _name = "dlxh.circular.sending.mixin"
    _description = "Sending of a Circular"

    delivery_count = fields.Integer(
        string="Units to reach", compute="_compute_sending", compute_sudo=True
    )
    handed_out_count = fields.Integer(
        string="Delivered to", compute="_compute_sending", compute_sudo=True
    )
    sending_progress = fields.Integer(
        string="Sending (%)", compute="_compute_sending", compute_sudo=True
    )

    sending_text = fields.Char(string="How far it is", compute="_compute_sending_text")

    @api.depends("handed_out_count", "delivery_count")
    @api.depends_context("lang")
    def _compute_sending_text(self):
        for circular in self:
            circular.sending_text = self.env._(
                "Being sent: %(done)s of %(total)s units have it. You may leave this "
                "page; it goes on by itself.",
                done=circular.handed_out_count,
                total=circular.delivery_count,
            )

    @api.depends("delivery_ids.sent_at")
    def _compute_sending(self):
        groups = self.env["dlxh.circular.delivery"]._read_group(
            [("circular_id", "in", self.ids)],
            ["circular_id"],
            ["__count", "sent_at:count"],
        )
        counts = {circular.id: both for circular, *both in groups}
        for circular in self:
            total, done = counts.get(circular._origin.id, (0, 0))
            circular.delivery_count = total
            circular.handed_out_count = done
            circular.sending_progress = 100 * done // total if total else 0

    def _begin_sending(self, user):
        """Fix the audience and begin; called on a record in the flow."""
        self.ensure_one()
        self.write(
            {
                "state": "sending",
                "sent_at": fields.Datetime.now(),
                "sent_by_id": user.id,
            }
        )
        if self._queue_deliveries() <= AT_ONCE:
            self._queued(AT_ONCE)._hand_out()
            self._finish_sending()
        else:
            # sudo: whoever may send wakes the job that sends
            self.env.ref("dlxh_reporting.ir_cron_circular_send").sudo()._trigger()

    def _queue_deliveries(self):
        """Make a delivery for each unit of the audience by one statement.

        :return: how many there are
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        self.flush_recordset()
        units = self.env["dlxh.unit"]._search(self._audience_domain(today))
        delivery = self.env["dlxh.circular.delivery"]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO dlxh_circular_delivery
                    (circular_id, unit_id, issuer_unit_id, direct_unit_id,
                     above_unit_id, level_id, parent_unit_id, to_team, must_relay,
                     due_at, due_on, state, create_uid, write_uid, create_date,
                     write_date)
                SELECT %(circular)s, u.id, %(issuer)s, u.direct_unit_id,
                       u.above_unit_id, u.level_id, u.parent_id, %(to_team)s, FALSE,
                       %(due_at)s, %(due_on)s, 'queued', %(uid)s, %(uid)s,
                       NOW() AT TIME ZONE 'UTC', NOW() AT TIME ZONE 'UTC'
                  FROM dlxh_unit u WHERE u.id IN %(units)s
                    ON CONFLICT DO NOTHING
                """,
                circular=self.id,
                issuer=self.unit_id.id,
                to_team=self.to_teams,
                due_at=self.deadline or None,
                due_on=delivery._local_day(self.deadline) or None,
                uid=self.env.uid,
                units=units.subselect(),
            )
        )
        self.invalidate_recordset(["delivery_ids"])
        return delivery.search_count([("circular_id", "=", self.id)])

    def _queued(self, limit):
        """Return deliveries of these circulars that still wait, locked."""
        deliveries = self.env["dlxh.circular.delivery"].search(
            [("circular_id", "in", self.ids), ("sent_at", "=", False)],
            order="circular_id, id",
            limit=limit,
        )
        return deliveries.try_lock_for_update()

    def _finish_sending(self):
        """Mark those as sent whose last delivery was handed out."""
        waiting = self.env["dlxh.circular.delivery"]._read_group(
            [("circular_id", "in", self.ids), ("sent_at", "=", False)], ["circular_id"]
        )
        left = {circular.id for (circular,) in waiting}
        done = self.filtered(lambda one: one.state == "sending" and one.id not in left)
        if done:
            done.write({"state": "sent", "delivered_at": fields.Datetime.now()})
            # sudo: a job of the add-on; people are reminded after a sending
            self.env.ref("dlxh_reporting.ir_cron_circular_remind").sudo()._trigger()

    def _send_batch(self):
        """Hand out the next deliveries of one circular; return how many."""
        self.ensure_one()
        with self.env.cr.savepoint():
            batch = self._queued(BATCH)
            batch._hand_out()
            self._finish_sending()
            self.env.flush_all()
        return len(batch)

    @api.model
    def _cron_send(self):
        """Hand out what waits, in batches; what fails does not stop the others."""
        waiting = self.search([("state", "=", "sending")], order="sent_at, id")
        # the job goes on with what an officer or clerk began
        for circular in waiting._approval_flow():
            while circular.state == "sending":
                try:
                    done = circular._send_batch()
                except Exception:
                    _logger.exception("Sending circular %s failed", circular.id)
                    self.env.invalidate_all(flush=False)
                    break
                left = self.env["dlxh.circular.delivery"].search_count(
                    [("circular_id", "in", waiting.ids), ("sent_at", "=", False)]
                )
                if not self.env["ir.cron"]._commit_progress(done, remaining=left):
                    return
                if not done:
                    break
                circular.invalidate_recordset(["state"])  # withdrawn meanwhile?

    def action_refresh_progress(self):
        """Show anew how far the sending is."""
        self.check_access("read")
        return False

    def action_open_deliveries(self):
        """Open the units it went to, as far as they lie in the territory."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_reporting.dlxh_circular_delivery_action"
        )
        return {
            **action,
            "domain": [("circular_id", "=", self.id)],
            "context": {},
            "display_name": self.env._("Units addressed"),
        }

    def action_open_rates(self):
        """Open the rates of this circular by level and node."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_reporting.dlxh_circular_rate_action"
        )
        return {**action, "domain": [("circular_id", "=", self.id)], "context": {}}

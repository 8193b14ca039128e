from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .circular_states import OPEN_STATES

CHAIR = "dlxh_collaborator.group_dlxh_%s"


class DlxhCircularDeliveryFlowMixin(models.AbstractModel):
    """What happens to a delivery: handed out, opened, acknowledged."""

    _name = "dlxh.circular.delivery.flow.mixin"
    _description = "Steps of a Delivery"

    can_acknowledge = fields.Boolean(
        compute="_compute_delivery_rights", export_string_translation=False
    )
    can_relay = fields.Boolean(
        compute="_compute_delivery_rights", export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("acknowledged_at", "relayed_at", "circular_id.state", "to_team")
    def _compute_delivery_rights(self):
        may = self._may_receive()
        officer = self.env.user.has_group(CHAIR % "officer")
        for delivery in self:
            mine = may and delivery.is_own_unit and bool(delivery.sent_at)
            mine = mine and delivery.circular_state in OPEN_STATES
            delivery.can_acknowledge = mine and not delivery.acknowledged_at
            delivery.can_relay = mine and officer

    @api.model
    def _may_receive(self):
        """Whether the user sits in a chair that receives for a unit."""
        user = self.env.user
        return any(user.has_group(CHAIR % chair) for chair in ("officer", "leader"))

    def _in_flow(self):
        # sudo: nobody may write deliveries; every caller has checked chair and unit
        return with_flow(self.sudo())

    def _hand_out(self):
        """Hand out deliveries that wait; called in the flow, for a whole batch."""
        waiting = self.filtered(lambda delivery: not delivery.sent_at)
        if not waiting:
            return
        waiting.write({"sent_at": fields.Datetime.now(), "state": "sent"})
        waiting._note_relay_duty()
        waiting._make_obligations()

    def _note_relay_duty(self):
        """A unit passes it on when a unit directly below has not been addressed."""
        self.flush_model()
        today = fields.Date.context_today(self)
        self.env.cr.execute(
            SQL(
                """
                UPDATE dlxh_circular_delivery d SET must_relay = TRUE
                  FROM dlxh_circular c
                 WHERE d.id IN %(ids)s AND c.id = d.circular_id AND c.must_relay
                   AND EXISTS (
                       SELECT FROM dlxh_unit u
                        WHERE u.parent_id = d.unit_id AND u.active
                          AND (c.audience_org_type IS NULL
                               OR c.audience_org_type = u.org_type)
                          AND (u.date_open IS NULL OR u.date_open <= %(today)s)
                          AND (u.date_close IS NULL OR u.date_close >= %(today)s)
                          AND NOT EXISTS (
                              SELECT FROM dlxh_circular_delivery x
                               WHERE x.circular_id = d.circular_id
                                 AND x.unit_id = u.id))
                """,
                ids=tuple(self.ids),
                today=today,
            )
        )
        self.invalidate_recordset(["must_relay"])

    # opened

    def _mark_received(self):
        """Note that an officer or leader of the addressed unit opened it."""
        if not self._may_receive():
            return
        units = self.env.user._dlxh_units()
        # sudo: the time of a delivery to the user's own unit is noted
        mine = self.sudo().filtered(
            lambda one: one.sent_at and not one.received_at and one.unit_id in units
        )
        if mine:
            mine._in_flow().write(self._receipt_values())

    def _receipt_values(self):
        return {
            "state": "received",
            "received_at": fields.Datetime.now(),
            "received_by_id": self.env.uid,
        }

    # acknowledged

    def action_acknowledge(self):
        """Tell the level above that the unit has taken note."""
        self._need_own()
        todo = self.filtered(lambda delivery: not delivery.acknowledged_at)
        for delivery in todo:
            if delivery.circular_state not in OPEN_STATES:
                raise UserError(delivery._over_sentence())
        todo._mark_received()
        todo._in_flow().write(
            {
                "state": "acknowledged",
                "acknowledged_at": fields.Datetime.now(),
                "acknowledged_by_id": self.env.uid,
            }
        )
        return True

    def _need_own(self):
        """Refuse whoever does not receive for each of the addressed units."""
        self.check_access("read")
        if not self._may_receive() or any(not one.is_own_unit for one in self):
            raise AccessError(
                self.env._(
                    "An officer or leader of the addressed unit does this for his "
                    "own unit."
                )
            )

    def _over_sentence(self):
        """Say that nothing is expected any more."""
        self.ensure_one()
        if self.circular_state == "withdrawn":
            return self.env._(
                "“%(circular)s” was withdrawn. Nothing has to be done about it.",
                circular=self.name,
            )
        return self.env._(
            "“%(circular)s” is closed. Nothing has to be done about it.",
            circular=self.name,
        )

    def action_open_delivery(self):
        """Open the delivery, from the list."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Circular"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_print(self):
        """Print the circular."""
        self.ensure_one()
        return self.circular_id.action_print_document()

    def action_word(self):
        """Download the circular as a Word file."""
        self.ensure_one()
        return self.circular_id.action_print_word()

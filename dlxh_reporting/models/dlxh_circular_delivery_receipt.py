from collections import defaultdict
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_datetime

from .circular_states import OPEN_STATES

OFFICER = "dlxh_collaborator.group_dlxh_officer"
LEADER = "dlxh_collaborator.group_dlxh_leader"
#: what may be recorded for a unit
STEPS = ("received", "acknowledged")


class DlxhCircularDeliveryReceipt(models.Model):
    """A unit where nobody has an account tells on paper or by telephone that it has
    a circular; the officer of a unit above records it, which is counted apart."""

    _inherit = "dlxh.circular.delivery"

    is_on_behalf = fields.Boolean(
        string="Recorded by the level above",
        readonly=True,
        help="The unit has no account; an officer above recorded that it received it "
        "or took note of it.",
    )
    recorded_at = fields.Datetime(
        string="Recorded on",
        readonly=True,
        help="When the officer above entered it, not when the unit told it.",
    )
    recorded_by_id = fields.Many2one(
        "res.users",
        string="Recorded by",
        readonly=True,
        help="The officer above who entered it. Nobody of the unit opened or "
        "acknowledged it here.",
    )
    is_unattended = fields.Boolean(
        string="Without an account",
        compute="_compute_is_unattended",
        search="_search_is_unattended",
        help="No officer or leader of the unit has an account.",
    )
    can_record = fields.Boolean(
        compute="_compute_can_record", export_string_translation=False
    )

    # Units without an account
    # ------------------------

    def _receivers_query(self):
        """Return the query of the users who receive for the units they work for."""
        chairs = self.env.ref(OFFICER) | self.env.ref(LEADER)
        # sudo: whether there is an account, never whose
        users = self.env["res.users"].sudo().with_context(active_test=True)
        return users._search([("all_group_ids", "in", chairs.ids)])

    def _attended_units_sql(self):
        """Return the units that an officer or leader works exactly for."""
        field = self.env["res.users"]._fields["dlxh_unit_ids"]
        return SQL(
            "(SELECT %(unit)s FROM %(works_for)s WHERE %(user)s IN %(receivers)s)",
            unit=SQL.identifier(field.column2),
            works_for=SQL.identifier(field.relation),
            user=SQL.identifier(field.column1),
            receivers=self._receivers_query().subselect(),
        )

    @api.depends("unit_id")
    def _compute_is_unattended(self):
        units = self.env["dlxh.unit"].sudo()  # compared only
        attended = set(
            units._search(
                [
                    ("id", "in", self.unit_id.ids),
                    ("id", "in", self._attended_units_sql()),
                ],
                active_test=False,
            )
        )
        for delivery in self:
            delivery.is_unattended = delivery.unit_id.id not in attended

    def _search_is_unattended(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        return Domain("unit_id", "not in", self._attended_units_sql())

    # Recording for them
    # ------------------

    @api.depends("is_unattended", "acknowledged_at", "circular_id.state", "sent_at")
    @api.depends_context("uid")
    def _compute_can_record(self):
        officer = self.env.user.has_group(OFFICER)
        for delivery in self:
            above = officer and delivery.is_in_scope and not delivery.is_own_unit
            waits = bool(delivery.sent_at) and not delivery.acknowledged_at
            waits = waits and delivery.circular_state in OPEN_STATES
            delivery.can_record = above and waits and delivery.is_unattended

    @api.model
    def _to_record_domain(self):
        """What the units directly below, which have no account, have not told yet."""
        units = self.env.user._dlxh_units()
        return self._waits_domain() & Domain(
            [
                ("parent_unit_id", "in", units.ids),
                ("is_own_unit", "=", False),
                ("is_unattended", "=", True),
            ]
        )

    def action_open_receipt(self):
        """Ask since when the units have the circular."""
        self._need_record()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record for units without an account"),
            "res_model": "dlxh.circular.receipt",
            "view_mode": "form",
            "target": "new",
            "context": {"default_delivery_ids": self.ids},
        }

    def action_record(self, at=None, step="acknowledged"):
        """Record that units without an account received or took note of circulars.

        :param datetime at: when the units told it; now if not given
        :param str step: "received" or "acknowledged"
        """
        if step not in STEPS:
            raise UserError(
                self.env._("Say whether the unit received it or took note of it.")
            )
        self._need_record()
        at = self._moment_told(at)
        done = "acknowledged_at" if step == "acknowledged" else "received_at"
        # most are told alike: one write for all of them
        batches = defaultdict(list)
        for delivery in self.filtered(lambda one: not one[done]):
            moment = delivery._check_told(at)
            batches[moment, bool(delivery.received_at)].append(delivery.id)
        for (moment, known), ids in batches.items():
            flow = self.browse(ids)._in_flow()
            flow.write(self._told_values(moment, step, known))
        return True

    @api.model
    def _told_values(self, moment, step, known):
        """What to note; the recorder did not open it himself and is named apart.

        :param bool known: that it was received is noted already
        """
        values = {
            "state": step,
            "is_on_behalf": True,
            "recorded_at": fields.Datetime.now(),
            "recorded_by_id": self.env.uid,
        }
        if not known:
            values["received_at"] = moment
        if step == "acknowledged":
            values["acknowledged_at"] = moment
        return values

    @api.model
    def _moment_told(self, at):
        """Return the moment that a client sent; now if it sent none."""
        try:
            # a datetime is a date, too
            known = isinstance(at, (str, date)) and fields.Datetime.to_datetime(at)
        except ValueError:
            known = False
        if at and not known:
            raise UserError(
                self.env._(
                    "“%(moment)s” is not a date and time. Choose when the unit told "
                    "it.",
                    moment=str(at)[:40],
                )
            )
        return known or fields.Datetime.now()

    def _check_told(self, at):
        """Return the moment to note: not to come, not before the delivery."""
        self.ensure_one()
        if at > fields.Datetime.now():
            raise UserError(self.env._("The moment lies in the future."))
        earliest = self.received_at or self.sent_at
        if at < earliest.replace(second=0, microsecond=0):
            raise UserError(
                self.env._(
                    "%(unit)s cannot have told it before it had the circular, which "
                    "was on %(date)s.",
                    unit=self.unit_id.sudo().name,  # sudo: a delivery that is read
                    date=format_datetime(self.env, earliest),
                )
            )
        return max(at, earliest)

    def _need_record(self):
        """Refuse who is no officer above, and units that can tell it themselves."""
        self.check_access("read")
        officer = self.env.user.has_group(OFFICER)
        if not officer or any(one.is_own_unit or not one.is_in_scope for one in self):
            raise AccessError(
                self.env._(
                    "An officer of a unit above records it for units that have no "
                    "account."
                )
            )
        for delivery in self:
            if delivery.circular_state not in OPEN_STATES or not delivery.sent_at:
                raise UserError(delivery._over_sentence())
        attended = self.filtered(lambda one: not one.is_unattended)
        if attended:
            # sudo: names of units on deliveries that are read
            names = attended.sudo().unit_id.mapped("name")
            raise UserError(
                self.env._(
                    "These units have an account and acknowledge by themselves: "
                    "%(units)s. Take them out of the choice.",
                    units=", ".join(names),
                )
            )

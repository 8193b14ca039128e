from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_datetime

from odoo.addons.dlxh_collaborator.deadline import local_date
from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow

from .. import circular
from .circular_states import OPEN_STATES
from .dlxh_raw_mixin import on_primary

#: moments of a delivery: recorded once, never changed
MOMENTS = ("sent_at", "received_at", "acknowledged_at", "relayed_at")


class DlxhCircularDelivery(models.Model):
    """A circular at one unit: when it came, was opened, acknowledged, passed on.

    Made by sending and by passing on, never by hand; what is recorded stays. Odoo
    forgets after half a year who read a message, this does not.
    """

    _name = "dlxh.circular.delivery"
    _inherit = [
        "dlxh.circular.delivery.flow.mixin",
        "dlxh.circular.relay.mixin",
        "dlxh.circular.obligation.mixin",
        "dlxh.circular.delivery.digest.mixin",
        "dlxh.scope.large.mixin",
        "dlxh.private.name.mixin",
    ]
    _description = "Delivery of a Circular"
    _order = "sent_at desc, id desc"
    _rec_name = "name"

    circular_id = fields.Many2one(
        "dlxh.circular",
        string="Circular",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    unit_id = fields.Many2one(string="Addressed unit", readonly=True)
    issuer_unit_id = fields.Many2one(
        "dlxh.unit",
        string="From",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    via_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Passed on by",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: the unit that issued it addressed this unit itself.",
    )
    level_id = fields.Many2one(
        "dlxh.level", string="Level then", readonly=True, ondelete="restrict"
    )
    parent_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Directly above then",
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    to_team = fields.Boolean(
        string="Also for its team",
        readonly=True,
        help="The members of the unit's team read it on their phones.",
    )
    must_relay = fields.Boolean(
        string="To be passed on",
        readonly=True,
        help="The unit has units below it that it is to reach.",
    )
    due_at = fields.Datetime(string="Acknowledge by", readonly=True)
    due_on = fields.Date(string="Acknowledge by day", readonly=True)
    state = fields.Selection(
        [
            ("queued", "Not handed out yet"),
            ("sent", "Not opened yet"),
            ("received", "Opened"),
            ("acknowledged", "Acknowledged"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="queued",
    )
    sent_at = fields.Datetime(string="Delivered on", readonly=True)
    received_at = fields.Datetime(string="Opened on", readonly=True)
    received_by_id = fields.Many2one("res.users", string="Opened by", readonly=True)
    acknowledged_at = fields.Datetime(string="Acknowledged on", readonly=True)
    acknowledged_by_id = fields.Many2one(
        "res.users", string="Acknowledged by", readonly=True
    )
    relayed_at = fields.Datetime(
        string="Passed on to all on",
        readonly=True,
        help="When the last of the open units below was reached.",
    )
    relayed_by_id = fields.Many2one(
        "res.users", string="Passed on by the user", readonly=True
    )
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        search="_search_is_late",
        export_string_translation=False,
    )

    # what the circular says, as far as one who has the delivery reads it
    name = fields.Char(string="Document", compute="_compute_name")
    kind = fields.Selection(related="circular_id.kind")
    circular_state = fields.Selection(string="Circular is", related="circular_id.state")
    abstract = fields.Char(string="About", related="circular_id.abstract")
    document_code = fields.Char(
        string="Number and symbol", related="circular_id.document_code"
    )
    document_date = fields.Date(related="circular_id.document_date")
    body = fields.Html(string="Text", related="circular_id.body")
    source_ids = fields.One2many(related="circular_id.source_ids")
    file_ids = fields.One2many(related="circular_id.file_ids")
    report_due = fields.Date(string="Report by", related="circular_id.report_due")
    report_type = fields.Selection(related="circular_id.report_type")
    withdraw_reason = fields.Text(related="circular_id.withdraw_reason")

    _one_per_unit = models.UniqueIndex(
        "(circular_id, unit_id)", "The unit already has this circular."
    )
    _scope_direct_date_idx = models.Index("(direct_unit_id, sent_at, id)")
    _scope_above_date_idx = models.Index("(above_unit_id, sent_at, id)")
    _unit_date_idx = models.Index("(unit_id, sent_at, id)")
    _date_idx = models.Index("(sent_at, id)")
    _waiting_idx = models.Index("(circular_id, id) WHERE sent_at IS NULL")
    _due_idx = models.Index("(due_on, id) WHERE acknowledged_at IS NULL")

    @api.depends("circular_id.kind", "circular_id.document_code", "issuer_unit_id")
    @api.depends_context("lang")
    def _compute_name(self):
        """Which document it is, without what it is about: reminders bear it."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for delivery in self:
            # sudo: number and sender, on a delivery that may be read
            mine = delivery.sudo()
            kind = kinds.get(mine.circular_id.kind, "")
            code = mine.circular_id.document_code
            delivery.name = " – ".join(
                filter(None, (f"{kind} {code or ''}".strip(), mine.issuer_unit_id.name))
            )

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.depends("due_at", "acknowledged_at", "circular_id.state")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for delivery in self:
            waits = delivery.circular_state in OPEN_STATES
            waits = waits and delivery.sent_at and not delivery.acknowledged_at
            delivery.is_late = bool(waits and delivery.due_at and delivery.due_at < now)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._waits_domain() & Domain("due_at", "<", fields.Datetime.now())

    @api.model
    def _waits_domain(self):
        """Return the domain of what is still to be acknowledged."""
        return Domain(
            [
                ("sent_at", "!=", False),
                ("acknowledged_at", "=", False),
                ("circular_id.state", "in", OPEN_STATES),
            ]
        )

    @api.model
    def _local_day(self, moment):
        """Return the day of a moment as the country counts it."""
        return moment and local_date(moment)

    # an immutable record

    @api.model_create_multi
    def create(self, vals_list):
        if not in_flow(self.env):
            self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        if not in_flow(self.env):
            self._refuse_by_hand()
        steps = {name: vals[name] for name in MOMENTS if name in vals}
        if steps:
            new = {n: fields.Datetime.to_datetime(v) for n, v in steps.items()}
            for delivery in self:
                known = {name: delivery[name] or None for name in MOMENTS}
                if not circular.may_record(known, new):
                    raise UserError(
                        self.env._(
                            "“%(delivery)s” was already noted on %(date)s; what is "
                            "noted of a delivery stays.",
                            delivery=delivery.display_name,
                            date=format_datetime(self.env, delivery.sent_at),
                        )
                    )
        return super().write(vals)

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        if self:
            self._refuse_by_hand()
        return super().unlink()

    def _refuse_by_hand(self):
        raise UserError(
            self.env._(
                "When a circular came to a unit, was opened, acknowledged and passed "
                "on is noted by its buttons; it is not typed in and not deleted."
            )
        )

    # opening it is receiving it

    def _read_format(self, fnames, load="_classic_read"):
        if "body" in fnames and not self.env.su:
            self._mark_received()
        return super()._read_format(fnames, load=load)

    @on_primary
    def read(self, fields=None, load="_classic_read"):
        return super().read(fields, load=load)

    @on_primary
    def web_read(self, specification):
        return super().web_read(specification)

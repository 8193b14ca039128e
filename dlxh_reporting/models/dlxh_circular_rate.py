from odoo import api, fields, models
from odoo.tools import SQL

from .. import circular
from .circular_states import KINDS

#: in the order of `circular.Rates`
COUNTS = (
    "addressed",
    "received",
    "acknowledged",
    "due",
    "on_time",
    "must_relay",
    "relayed",
    "on_behalf",
    "received_on_behalf",
)


class DlxhCircularRate(models.Model):
    """What became of circulars (S15): one row for each delivery that was handed out.

    A circular that was withdrawn is owed by nobody and left out. Where nothing is
    owed there is no rate.
    """

    _name = "dlxh.circular.rate"
    _inherit = ["dlxh.share.mixin", "dlxh.scope.large.mixin"]
    _description = "Acknowledgement of Circulars"
    _auto = False
    _order = "sent_at desc, id desc"
    _rec_name = "unit_id"
    _depends = {
        "dlxh.circular.delivery": [
            "circular_id",
            "unit_id",
            "issuer_unit_id",
            "direct_unit_id",
            "above_unit_id",
            "level_id",
            "parent_unit_id",
            "sent_at",
            "received_at",
            "received_by_id",
            "acknowledged_at",
            "acknowledged_by_id",
            "relayed_at",
            "due_at",
            "must_relay",
            "is_on_behalf",
        ],
        "dlxh.circular": ["kind", "state", "deadline"],
        "dlxh.obligation": ["circular_id", "unit_id", "state", "is_submitted"],
    }

    circular_id = fields.Many2one("dlxh.circular", string="Circular", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    issuer_unit_id = fields.Many2one("dlxh.unit", string="From", readonly=True)
    level_id = fields.Many2one("dlxh.level", string="Level", readonly=True)
    parent_unit_id = fields.Many2one(
        "dlxh.unit", string="Directly above", readonly=True
    )
    sent_at = fields.Datetime(string="Delivered on", readonly=True)
    due_at = fields.Datetime(string="Acknowledge by", readonly=True)

    addressed = fields.Integer(string="Addressed", readonly=True)
    received = fields.Integer(string="Opened", readonly=True)
    acknowledged = fields.Integer(string="Acknowledged", readonly=True)
    due = fields.Integer(string="With a deadline", readonly=True)
    on_time = fields.Integer(string="Acknowledged in time", readonly=True)
    must_relay = fields.Integer(string="To pass on", readonly=True)
    relayed = fields.Integer(string="Passed on to all", readonly=True)
    on_behalf = fields.Integer(
        string="Recorded by the level above",
        readonly=True,
        help="The unit has no account; an officer above recorded that it took note.",
    )
    received_on_behalf = fields.Integer(
        string="Receipt recorded by the level above",
        readonly=True,
        help="The unit has no account; an officer above recorded that it received it.",
    )
    report_owed = fields.Integer(string="Reports owed", readonly=True)
    reported = fields.Integer(string="Reports that came", readonly=True)

    receipt_rate = fields.Float(
        string="Opened (%)", digits=(4, 1), aggregator="avg", readonly=True
    )
    acknowledgement_rate = fields.Float(
        string="Acknowledged (%)", digits=(4, 1), aggregator="avg", readonly=True
    )
    on_time_rate = fields.Float(
        string="Acknowledged in time (%)",
        digits=(4, 1),
        aggregator="avg",
        readonly=True,
        help="Of all units that circulars with a deadline are for, also of those "
        "that got them too late.",
    )
    on_behalf_share = fields.Float(
        string="Recorded by the level above (%)",
        digits=(4, 1),
        aggregator="avg",
        readonly=True,
        help="Of what was acknowledged.",
    )
    received_on_behalf_share = fields.Float(
        string="Receipt recorded by the level above (%)",
        digits=(4, 1),
        aggregator="avg",
        readonly=True,
        help="Of what was opened.",
    )
    relay_rate = fields.Float(
        string="Passed on (%)",
        digits=(4, 1),
        aggregator="avg",
        readonly=True,
        help="Of the units that have units below them to reach; counted when all "
        "of these have it.",
    )
    report_rate = fields.Float(
        string="Reports (%)", digits=(4, 1), aggregator="avg", readonly=True
    )

    @property
    def _table_query(self):
        return SQL(
            "SELECT d.id, d.circular_id, c.kind, d.unit_id, d.issuer_unit_id,"
            " d.direct_unit_id, d.above_unit_id, d.level_id, d.parent_unit_id,"
            " d.sent_at, d.due_at, %(columns)s"
            " FROM dlxh_circular_delivery d"
            " JOIN dlxh_circular c ON c.id = d.circular_id"
            # on its unique index: left out of the plan where not asked for
            " LEFT JOIN dlxh_obligation o ON o.circular_id = d.circular_id"
            " AND o.unit_id = d.unit_id AND o.circular_id IS NOT NULL"
            " WHERE d.sent_at IS NOT NULL AND c.state <> 'withdrawn'",
            columns=self._select_sql(self._count_columns()),
        )

    def _count_columns(self):
        """Return {column: expression}, each a part of the one it is a share of."""
        owed = SQL("(o.id IS NOT NULL AND o.state <> 'cancelled')")
        deadline = SQL("COALESCE(d.due_at, c.deadline)")
        return {
            "addressed": SQL("1"),
            "received": SQL("(d.received_at IS NOT NULL)::int"),
            "acknowledged": SQL("(d.acknowledged_at IS NOT NULL)::int"),
            # a unit that got it too late has no deadline of its own, yet counts
            "due": SQL("(%s IS NOT NULL)::int", deadline),
            "on_time": SQL("COALESCE(d.acknowledged_at <= %s, FALSE)::int", deadline),
            "must_relay": SQL("COALESCE(d.must_relay, FALSE)::int"),
            "relayed": SQL(
                "(COALESCE(d.must_relay, FALSE) AND d.relayed_at IS NOT NULL)::int"
            ),
            # what a user of the unit did himself bears his name
            "on_behalf": SQL(
                "(d.acknowledged_at IS NOT NULL AND d.acknowledged_by_id IS NULL"
                " AND COALESCE(d.is_on_behalf, FALSE))::int"
            ),
            "received_on_behalf": SQL(
                "(d.received_at IS NOT NULL AND d.received_by_id IS NULL"
                " AND COALESCE(d.is_on_behalf, FALSE))::int"
            ),
            "report_owed": SQL("%s::int", owed),
            "reported": SQL("(%s AND COALESCE(o.is_submitted, FALSE))::int", owed),
        }

    @api.model
    def _share_columns(self):
        return [
            ("receipt_rate", "received", "addressed"),
            ("acknowledgement_rate", "acknowledged", "addressed"),
            ("on_time_rate", "on_time", "due"),
            ("on_behalf_share", "on_behalf", "acknowledged"),
            ("received_on_behalf_share", "received_on_behalf", "received"),
            ("relay_rate", "relayed", "must_relay"),
            ("report_rate", "reported", "report_owed"),
        ]

    @api.model
    def _rates(self, domain, groupby=()):
        """Return {group: circular.Rates} over the rows that the user may see."""
        sums = self._read_group(domain, groupby, [f"{name}:sum" for name in COUNTS])
        width = len(groupby)
        return {
            row[:width]: circular.Rates(*(value or 0 for value in row[width:]))
            for row in sums
        }

    def action_open_delivery(self):
        """Open the delivery of the row."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.circular.delivery",
            "res_id": self.id,
            "views": [(False, "form")],
        }

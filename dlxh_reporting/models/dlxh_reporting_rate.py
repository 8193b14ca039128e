from odoo import api, fields, models
from odoo.tools import SQL

from ..rates import Rates
from .dlxh_reporting_rate_figures_mixin import COUNTS


class DlxhReportingRate(models.Model):
    """What was owed, what came in and whether in time: one row for each obligation.

    Numerator and denominator are counted over the same rows, in the tree of the
    period, so that 0 <= on time <= reporting rate <= 100 whatever is grouped. Where
    nothing is owed there is no row and no rate.
    """

    _name = "dlxh.reporting.rate"
    _inherit = [
        "dlxh.reporting.rate.page.mixin",
        "dlxh.share.mixin",
        "dlxh.scope.large.mixin",
    ]
    _description = "Reporting Rate"
    _auto = False
    _order = "date_from desc, unit_id, id"
    _rec_name = "unit_id"
    _depends = {
        "dlxh.obligation": [
            "regime_id",
            "unit_id",
            "level_id",
            "parent_unit_id",
            "direct_unit_id",
            "above_unit_id",
            "period_direct_id",
            "period_above_id",
            "tree_path",
            "is_member",
            "date_from",
            "date_to",
            "period_type",
            "due_at",
            "state",
            "is_submitted",
            "is_on_time",
            "is_nil",
            "is_corrected",
            "is_on_behalf",
            "circular_id",
        ],
        "dlxh.regime": ["report_type"],
        "dlxh.circular": ["report_type"],
        "dlxh.unit": ["org_type"],
    }

    regime_id = fields.Many2one("dlxh.regime", string="Regime", readonly=True)
    circular_id = fields.Many2one("dlxh.circular", string="Circular", readonly=True)
    basis = fields.Selection(
        [("regime", "Reporting regime"), ("circular", "Circular")],
        string="Basis",
        readonly=True,
    )
    report_type = fields.Selection(
        selection=lambda self: (
            self.env["dlxh.regime"]
            ._fields["report_type"]
            ._description_selection(self.env)
        ),
        string="Kind of report",
        readonly=True,
    )
    audience = fields.Selection(
        [("units", "Units"), ("members", "Members of the team")],
        string="Who owes",
        readonly=True,
    )
    level_id = fields.Many2one("dlxh.level", string="Level", readonly=True)
    org_type = fields.Selection(
        selection=lambda self: (
            self.env["dlxh.unit"]._fields["org_type"]._description_selection(self.env)
        ),
        string="Kind of organisation",
        readonly=True,
    )
    parent_unit_id = fields.Many2one("dlxh.unit", string="Owed to", readonly=True)
    period_direct_id = fields.Many2one(
        "dlxh.unit", string="Province or bloc in the period", readonly=True
    )
    period_above_id = fields.Many2one(
        "dlxh.unit", string="Commune or equal in the period", readonly=True
    )
    tree_path = fields.Char(string="Place in the tree in the period", readonly=True)
    period_type = fields.Selection(
        selection=lambda self: (
            self.env["dlxh.regime"]
            ._fields["period_type"]
            ._description_selection(self.env)
        ),
        string="Period",
        readonly=True,
    )
    date_from = fields.Date(string="From", readonly=True)
    date_to = fields.Date(string="To", readonly=True)
    due_at = fields.Datetime(string="Due date", readonly=True)
    is_due = fields.Boolean(string="Due date is over", readonly=True)

    expected = fields.Integer(string="Owed", readonly=True)
    actual = fields.Integer(
        string="Came in",
        readonly=True,
        help="Sent and not given back. A nil return counts, a draft does not; a "
        "report corrected after its return counts once.",
    )
    on_time = fields.Integer(
        string="In time",
        readonly=True,
        help="First sent before the due date was over; a correction keeps that time.",
    )
    missing = fields.Integer(string="Did not come", readonly=True)
    overdue = fields.Integer(
        string="Overdue",
        readonly=True,
        help="Did not come although the due date is over.",
    )
    late = fields.Integer(string="Came late", readonly=True)
    nil = fields.Integer(string="Nothing to report", readonly=True)
    corrected = fields.Integer(string="Corrected after a return", readonly=True)
    on_behalf = fields.Integer(string="Entered on behalf", readonly=True)

    reporting_rate = fields.Float(
        string="Reporting rate (%)", digits=(4, 1), aggregator="avg", readonly=True
    )
    on_time_rate = fields.Float(
        string="On-time rate (%)",
        digits=(4, 1),
        aggregator="avg",
        readonly=True,
        help="Of what was owed, not of what came in.",
    )
    nil_share = fields.Float(
        string="Nothing to report (%)", digits=(4, 1), aggregator="avg", readonly=True
    )
    corrected_share = fields.Float(
        string="Corrected (%)", digits=(4, 1), aggregator="avg", readonly=True
    )
    on_behalf_share = fields.Float(
        string="On behalf (%)", digits=(4, 1), aggregator="avg", readonly=True
    )

    @property
    def _table_query(self):
        return SQL(
            "SELECT o.id, o.regime_id, o.circular_id, o.unit_id, o.level_id,"
            " COALESCE(r.report_type, c.report_type) AS report_type,"
            " CASE WHEN o.circular_id IS NULL THEN 'regime' ELSE 'circular' END"
            " AS basis,"
            " o.parent_unit_id, o.direct_unit_id, o.above_unit_id,"
            " o.period_direct_id, o.period_above_id, o.tree_path, u.org_type,"
            " CASE WHEN o.is_member THEN 'members' ELSE 'units' END AS audience,"
            " o.date_from, o.date_to, o.period_type, o.due_at, %(columns)s"
            " FROM dlxh_obligation o"
            # outer joins on the key: left out of the plan where not asked for
            " LEFT JOIN dlxh_regime r ON r.id = o.regime_id"
            " LEFT JOIN dlxh_circular c ON c.id = o.circular_id"
            " LEFT JOIN dlxh_unit u ON u.id = o.unit_id"
            " WHERE o.state <> 'cancelled'",
            columns=self._select_sql(self._count_columns()),
        )

    def _count_columns(self):
        """Return {column: expression}; what came in is a part of what was owed, and
        all else a part of what came in, whatever a flag says."""
        is_actual = SQL("COALESCE(o.is_submitted, FALSE)")
        is_due = SQL("(o.due_at < %s)", fields.Datetime.now())
        return {
            "expected": SQL("1"),
            "is_due": is_due,
            "actual": SQL("%s::int", is_actual),
            "missing": SQL("(NOT %s)::int", is_actual),
            "overdue": SQL("(NOT %s AND %s)::int", is_actual, is_due),
            "late": SQL("(%s AND NOT COALESCE(o.is_on_time, FALSE))::int", is_actual),
            **{
                name: SQL(
                    "(%s AND COALESCE(%s, FALSE))::int",
                    is_actual,
                    SQL.identifier("o", f"is_{name}"),
                )
                for name in ("on_time", "nil", "corrected", "on_behalf")
            },
        }

    @api.model
    def _share_columns(self):
        return [
            ("reporting_rate", "actual", "expected"),
            ("on_time_rate", "on_time", "expected"),
            ("nil_share", "nil", "actual"),
            ("corrected_share", "corrected", "actual"),
            ("on_behalf_share", "on_behalf", "actual"),
        ]

    def _rates(self, domain):
        """Return the rates over the rows that the user may see."""
        sums = self._read_group(domain, [], [f"{name}:sum" for name in COUNTS])[0]
        return Rates(*(value or 0 for value in sums))

    def action_open_obligation(self):
        """Open the obligation of the row."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.obligation",
            "res_id": self.id,
            "views": [(False, "form")],
        }

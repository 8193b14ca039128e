from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.orm.models import NO_ACCESS
from odoo.tools import format_date

CHAIR = "dlxh_collaborator.group_dlxh_%s"
#: what the officer who asks fills in, as long as nobody was asked
OPEN_FIELDS = frozenset(
    "unit_id purpose date_from date_to topic_ids personal_data_reason".split()
)
#: given with every new request, so that no default of the user takes their place
NEW = {
    "state": "draft",
    "requested_at": False,
    "decided_by_id": False,
    "decided_at": False,
    "refuse_reason": False,
    "valid_until": False,
    "taken_at": False,
    "sheet_ids": False,
    "sheet_count": 0,
    "row_count": 0,
    "file_hash": False,
}
MAX_ROWS = "dlxh_reporting.raw_export_max_rows"
DAYS = "dlxh_reporting.raw_export_days"
_FLOW = object()


class DlxhRawExport(models.Model):
    """Opinion sheets of a unit leave the system by two persons only (G22).

    An officer asks for those of his own unit and says what for; a leader or a
    data officer, somebody else, releases them. From the moment he asks nothing
    of the request changes. No file is kept: it is made when the officer takes
    it, once, within some days, out of the sheets that still stand. The author
    is not in it. Each step is a line of the access log.
    """

    _name = "dlxh.raw.export"
    _inherit = [
        "dlxh.raw.export.file.mixin",
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "dlxh.screened.mixin",
    ]
    _description = "Export of Opinion Sheets"
    _order = "id desc"
    _screened_fields = ("purpose", "refuse_reason")

    unit_id = fields.Many2one(
        default=lambda self: self.env.user._dlxh_units()[:1],
        domain="[('is_own_unit', '=', True)]",
        help="Only sheets that your own unit received.",
    )
    purpose = fields.Text(
        string="What for",
        required=True,
        help="The study that needs the very words of the sheets. For everything "
        "else take the report.",
    )
    date_from = fields.Date(
        string="Weeks from",
        required=True,
        default=lambda self: fields.Date.context_today(self) - timedelta(days=30),
    )
    date_to = fields.Date(
        string="Weeks until", required=True, default=fields.Date.context_today
    )
    topic_ids = fields.Many2many(
        "dlxh.topic", string="Topics", help="All topics when empty."
    )
    state = fields.Selection(
        [
            ("draft", "Not asked yet"),
            ("requested", "Waits for release"),
            ("released", "Released"),
            ("taken", "Taken out"),
            ("refused", "Refused"),
            ("expired", "Not taken in time"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    requested_by_id = fields.Many2one(
        "res.users",
        string="Asked by",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    requested_at = fields.Datetime(string="Asked on", readonly=True, copy=False)
    decided_by_id = fields.Many2one(
        "res.users",
        string="Decided by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    decided_at = fields.Datetime(string="Decided on", readonly=True, copy=False)
    refuse_reason = fields.Text(string="Why it was refused", readonly=True, copy=False)
    valid_until = fields.Datetime(
        string="To be taken until", readonly=True, copy=False, index="btree_not_null"
    )
    taken_at = fields.Datetime(string="Taken on", readonly=True, copy=False)
    sheet_ids = fields.Json(groups=NO_ACCESS, copy=False)
    sheet_count = fields.Integer(string="Sheets", readonly=True, copy=False)
    row_count = fields.Integer(string="Rows", readonly=True, copy=False)
    file_hash = fields.Char(
        string="SHA-256 of the file",
        readonly=True,
        copy=False,
        help="By it a file that turns up somewhere is known again.",
    )
    is_mine = fields.Boolean(compute="_compute_rights", string="Asked by me")
    can_submit = fields.Boolean(compute="_compute_rights", string="May be asked for")
    can_decide = fields.Boolean(
        compute="_compute_rights",
        search="_search_can_decide",
        string="Waits for my decision",
    )
    can_take = fields.Boolean(compute="_compute_rights", string="May be taken")

    _dates_ordered = models.Constraint(
        "CHECK(date_from <= date_to)", "The period ends before it begins."
    )
    _unit_idx = models.Index("(unit_id, id)")
    _waiting_idx = models.Index("(unit_id) WHERE state = 'requested'")

    @api.depends_context("uid")
    @api.depends("state", "unit_id", "requested_by_id", "valid_until")
    def _compute_rights(self):
        user = self.env.user
        officer = user.has_group(CHAIR % "officer")
        leader = user.has_group(CHAIR % "leader")
        data_officer = user.has_group(CHAIR % "data_officer")
        now = fields.Datetime.now()
        for export in self:
            mine = export.requested_by_id == user
            asking = mine and officer and export.is_own_unit
            export.is_mine = mine
            export.can_submit = asking and export.state == "draft"
            export.can_decide = (
                export.state == "requested"
                and not mine
                and (
                    (leader and export.is_own_unit)
                    or (data_officer and export.is_in_scope)
                )
            )
            export.can_take = (
                asking and export.state == "released" and export.valid_until > now
            )

    def _search_can_decide(self, operator, value):
        if operator != "in":
            return NotImplemented
        user = self.env.user
        places = Domain.FALSE
        if user.has_group(CHAIR % "leader"):
            places |= Domain("is_own_unit", "=", True)
        if user.has_group(CHAIR % "data_officer"):
            places |= Domain("is_in_scope", "=", True)
        waits = Domain("state", "=", "requested")
        return places & waits & Domain("requested_by_id", "!=", user.id)

    @api.depends("unit_id", "date_from", "date_to")
    def _compute_display_name(self):
        for export in self:
            export.display_name = self.env._(
                "Sheets of %(unit)s, %(first)s – %(last)s",
                # sudo: names of units are public
                unit=export.unit_id.sudo().name or "",
                first=format_date(self.env, export.date_from),
                last=format_date(self.env, export.date_to),
            )
        self._hide_private_names()

    # Guarded writes
    # --------------

    @api.model_create_multi
    def create(self, vals_list):
        mark = NEW | {"requested_by_id": self.env.uid}
        for vals in vals_list:
            if any(
                vals[name] and vals[name] != mark.get(name)
                for name in vals.keys() - OPEN_FIELDS
            ):
                self._raise_by_hand()
        # sudo: one of these fields is hidden from everybody; the rules are asked
        # just below
        exports = super(DlxhRawExport, self.sudo()).create(
            [{**vals, **mark} for vals in vals_list]
        )
        exports = exports.with_env(self.env)
        if not self.env.su:
            exports.check_access("create")
        return exports

    def write(self, vals):
        # Compared by identity: no client can send this object in a context.
        if self.env.context.get("dlxh_raw_export_flow") is not _FLOW:
            self._check_may_write(vals)
        return super().write(vals)

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_unlink_asked()
        return super().unlink()

    def _refuse_unlink_asked(self):
        if any(export.state != "draft" for export in self):
            raise UserError(
                self.env._("What was asked for is kept; only drafts are deleted.")
            )

    def _apply(self, vals):
        """Write what the flow itself decides; every caller checked a right."""
        # sudo: whoever releases does not otherwise write requests
        return self.sudo().with_context(dlxh_raw_export_flow=_FLOW).write(vals)

    def _check_may_write(self, vals):
        if set(vals) - OPEN_FIELDS:
            self._raise_by_hand()
        if any(export.state != "draft" for export in self):
            raise UserError(
                self.env._(
                    "The request was handed over: what was asked for does not change "
                    "any more. Take it back, or begin another one."
                )
            )

    def _raise_by_hand(self):
        raise AccessError(
            self.env._(
                "Who asked, who released and what may be taken follows from the "
                "buttons of the request; it is not typed in."
            )
        )

    @api.model
    def _limit(self, name, default):
        # sudo: a number of rows or days is no secret
        value = self.env["ir.config_parameter"].sudo().get_param(name)
        return int(value) if (value or "").isdecimal() and int(value) else default

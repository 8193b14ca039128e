from datetime import timedelta

from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS
from odoo.tools import format_date

CHAIR = "dlxh_collaborator.group_dlxh_%s"


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
        "dlxh.release.mixin",
        "dlxh.raw.export.file.mixin",
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "dlxh.screened.mixin",
    ]
    _description = "Export of Opinion Sheets"
    _order = "id desc"
    _screened_fields = ("purpose", "refuse_reason")
    _release_asker = CHAIR % "officer"
    _release_deciders = (
        (CHAIR % "leader", "is_own_unit"),
        (CHAIR % "data_officer", "is_in_scope"),
    )
    _release_open_fields = frozenset(
        "unit_id purpose date_from date_to topic_ids personal_data_reason".split()
    )
    _release_start = {"sheet_ids": False, "sheet_count": 0}
    _release_end = {"sheet_ids": False}
    _release_days = "dlxh_reporting.raw_export_days"
    _release_refusal = "dlxh.raw.export.refusal"
    _release_link = "/dlxh/raw-export/%s"

    unit_id = fields.Many2one(
        default=lambda self: self.env.user._dlxh_units()[:1],
        domain="[('is_own_unit', '=', True)]",
        help="Only sheets that your own unit received.",
    )
    purpose = fields.Text(
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
    sheet_ids = fields.Json(groups=NO_ACCESS, copy=False)
    sheet_count = fields.Integer(string="Sheets", readonly=True, copy=False)

    _dates_ordered = models.Constraint(
        "CHECK(date_from <= date_to)", "The period ends before it begins."
    )
    _unit_idx = models.Index("(unit_id, id)")
    _waiting_idx = models.Index("(unit_id) WHERE state = 'requested'")

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

    @api.model_create_multi
    def create(self, vals_list):
        # sudo: one of the fields that a request begins with is hidden from everybody;
        # the rules are asked just below
        exports = super(DlxhRawExport, self.sudo()).create(vals_list)
        exports = exports.with_env(self.env)
        if not self.env.su:
            exports.check_access("create")
        return exports

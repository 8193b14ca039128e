from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow

from .. import period
from .dlxh_report_section_template import REPORT_TYPES
from .report_states import STANDING_STATES, STATES, STEP_FIELDS, TEXT_CHAIRS

PERIOD_LABELS = [
    ("week", "Week"),
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("half", "Half-year"),
    ("year", "Year"),
]


class DlxhReport(models.Model):
    """A report of a unit for a period, from draft to the archive.

    What it is drafted from and how, its way to the level above and the printed
    document are in the mixins of its own, a file each.
    """

    _name = "dlxh.report"
    _inherit = [
        "dlxh.report.sources.mixin",
        "dlxh.report.issues.mixin",
        "dlxh.report.drafting.mixin",
        "dlxh.report.flow.mixin",
        "dlxh.report.page.mixin",
        "dlxh.report.overview.mixin",
        "dlxh.scope.large.mixin",
        "dlxh.private.name.mixin",
        "dlxh.document.mixin",
        "dlxh.approval.mixin",
    ]
    _description = "Public Opinion Report"
    _order = "date_to desc, id desc"
    _rec_names_search = ["abstract", "document_code"]

    state = fields.Selection(
        STATES, string="Status", required=True, default="draft", copy=False
    )
    regime_id = fields.Many2one("dlxh.regime", index=True, ondelete="restrict")
    report_type = fields.Selection(
        REPORT_TYPES,
        string="Kind of report",
        required=True,
        compute="_compute_regime_values",
        store=True,
        readonly=False,
        precompute=True,
    )
    period_type = fields.Selection(
        PERIOD_LABELS,
        string="Period",
        compute="_compute_regime_values",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_from = fields.Date(
        string="From",
        required=True,
        compute="_compute_regime_values",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_to = fields.Date(
        string="To",
        required=True,
        compute="_compute_regime_values",
        store=True,
        readonly=False,
        precompute=True,
    )
    signed_copy = fields.Binary(groups=TEXT_CHAIRS)
    is_nil = fields.Boolean(
        string="Nothing to report",
        help="The unit reports that no issue stood out in the period.",
    )
    is_sent = fields.Boolean(string="Sent up", readonly=True, copy=False)
    parent_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Level above",
        compute="_compute_parent_unit_id",
        store=True,
        precompute=True,
        index=True,
        help="The unit that receives the report; fixed when it is sent.",
    )
    section_ids = fields.One2many(
        "dlxh.report.section", "report_id", string="Sections", groups=TEXT_CHAIRS
    )
    entry_ids = fields.One2many(
        "dlxh.report.entry", "report_id", string="Entries", groups=TEXT_CHAIRS
    )
    recipient_ids = fields.One2many(
        "dlxh.report.recipient", "report_id", string="Recipients", groups=TEXT_CHAIRS
    )
    missing_ids = fields.One2many(
        "dlxh.report.missing", "report_id", string="Reports not received"
    )
    child_report_ids = fields.Many2many(
        "dlxh.report",
        "dlxh_report_source_rel",
        "report_id",
        "source_id",
        string="Drafted from",
        copy=False,
        help="Reports of the units below, and own shorter reports, used here.",
    )
    used_in_ids = fields.Many2many(
        "dlxh.report",
        "dlxh_report_source_rel",
        "source_id",
        "report_id",
        string="Used in",
        copy=False,
    )
    supersedes_id = fields.Many2one(
        "dlxh.report",
        string="Replaces",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    superseded_by_id = fields.Many2one(
        "dlxh.report",
        string="Replaced by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    sent_at = fields.Datetime(string="Sent on", readonly=True, copy=False)
    received_at = fields.Datetime(string="Received on", readonly=True, copy=False)
    received_by_id = fields.Many2one(
        "res.users", string="Received by", readonly=True, copy=False
    )
    return_reason = fields.Text(
        string="Why it was returned",
        readonly=True,
        copy=False,
        groups=TEXT_CHAIRS,
    )
    sheet_count = fields.Integer(
        string="Sheets",
        readonly=True,
        copy=False,
        help="Distinct sheets behind the entries; not statistically representative.",
    )
    unit_count = fields.Integer(
        string="Units",
        readonly=True,
        copy=False,
        help="Distinct units whose sheets stand behind the entries.",
    )
    entry_count = fields.Integer(string="Kept entries", compute="_compute_line_counts")
    child_report_count = fields.Integer(
        string="Reports used", compute="_compute_line_counts"
    )

    _dates_ordered = models.Constraint(
        "CHECK(date_from <= date_to)", "The period ends before it begins."
    )
    _scope_direct_date_idx = models.Index("(direct_unit_id, date_to, id)")
    _scope_above_date_idx = models.Index("(above_unit_id, date_to, id)")
    _unit_date_idx = models.Index("(unit_id, date_to, id)")
    _date_idx = models.Index("(date_to, id)")
    _inbox_idx = models.Index("(parent_unit_id, state, date_to)")
    _one_per_period = models.UniqueIndex(
        "(unit_id, COALESCE(body_id, 0), regime_id, date_from)"
        " WHERE supersedes_id IS NULL AND regime_id IS NOT NULL"
        " AND report_type <> 'quick'",
        "The unit already has a report of this regime for the period. Open that "
        "one; once it is sent, replace it with a corrected one.",
    )
    _one_replacement = models.UniqueIndex(
        "(supersedes_id) WHERE supersedes_id IS NOT NULL",
        "A corrected report is already being written for this one.",
    )

    @api.depends("regime_id")
    def _compute_regime_values(self):
        today = fields.Date.context_today(self)
        for report in self:
            regime = report.regime_id
            report.report_type = regime.report_type or report.report_type or "situation"
            report.period_type = regime.period_type or report.period_type or "month"
            if regime:
                report.date_from, report.date_to = regime._period_to_report(today)
            elif not report.date_from:
                report.date_from, report.date_to = period.period_of(
                    today, report.period_type
                )

    @api.depends("unit_id")
    def _compute_parent_unit_id(self):
        for report in self:
            # sudo: only which unit stands above, for someone of the unit itself
            report.parent_unit_id = report.unit_id.sudo().parent_id

    @api.depends("abstract", "unit_id", "document_code")
    def _compute_display_name(self):
        for report in self:
            name = report.abstract or self.env._("New report")
            # sudo: the name of the unit that speaks, on a report already readable
            report.display_name = f"{name} – {report.unit_id.sudo().name}"
        self._hide_private_names()

    @api.depends("entry_ids.state", "child_report_ids")
    def _compute_line_counts(self):
        # sudo: a number of entries of reports that may be read
        kept = dict(
            self.env["dlxh.report.entry"]
            .sudo()
            ._read_group(
                [("report_id", "in", self.ids), ("state", "=", "kept")],
                ["report_id"],
                ["__count"],
            )
        )
        for report in self:
            report.entry_count = kept.get(report.sudo()._origin, 0)
            report.child_report_count = len(report.child_report_ids)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if "regime_id" in fields_list and "regime_id" not in values:
            unit = self.env["dlxh.unit"].browse(values.get("unit_id"))
            values["regime_id"] = self._default_regime(unit).id
        return values

    def _default_regime(self, unit):
        """The first periodic regime in force that the unit's level owes."""
        if not unit:
            return self.env["dlxh.regime"]
        today = fields.Date.context_today(self)
        return self.env["dlxh.regime"].search(
            [
                ("addressees", "=", "levels"),
                ("report_type", "=", "situation"),
                ("period_type", "!=", False),
                ("level_ids", "in", unit.sudo().level_id.ids),  # public data
                ("date_from", "<=", today),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", today),
            ],
            limit=1,
        )

    @api.model_create_multi
    def create(self, vals_list):
        phrases = self.env["dlxh.report.phrase"]._phrases()
        outlines = self.env["dlxh.report.section.template"]._values_by_type()
        reports = super().create(vals_list)
        sections, recipients = [], []
        for report, vals in zip(reports, vals_list, strict=True):
            if not report.abstract:
                report.abstract = report._default_abstract(phrases)
            # forms send empty lists; a corrected report gets the parts of the old one
            copied = in_flow(self.env)
            if not vals.get("section_ids") and not copied:
                outline = outlines.get(report.report_type, [])
                sections += [{**values, "report_id": report.id} for values in outline]
            if not vals.get("recipient_ids") and not copied:
                recipients += report._default_recipients()
        self.env["dlxh.report.section"].create(sections)
        self.env["dlxh.report.recipient"].create(recipients)
        return reports

    def write(self, vals):
        if "unit_id" in vals and any(r.unit_id.id != vals["unit_id"] for r in self):
            raise UserError(
                self.env._(
                    "A report stays with the unit that began it. Delete this draft "
                    "and begin one in the other unit."
                )
            )
        return super().write(vals)

    @api.model
    def _step_fields(self):
        return super()._step_fields() | STEP_FIELDS

    @api.model
    def _new_step_fields(self):
        return super()._new_step_fields() - {"parent_unit_id"}

    def _has_step(self):
        return self.parent_unit_id != self.unit_id.parent_id or super()._has_step()

    def _step_sentence(self):
        return self.env._(
            "Whether a report was sent, received or replaced, what it was drafted "
            "from and its counts follow from its buttons; they are not typed in."
        )

    def _default_abstract(self, phrases):
        """What the report is about, as printed under its title."""
        self.ensure_one()
        if self.report_type == "quick":
            day = self.date_to
            named = phrases.raw("period_day", number=f"{day:%d/%m}", year=day.year)
        else:
            kind = self.period_type or "month"
            found = period.label(self.date_from, self.date_to, kind)
            number = found.number
            if kind == "half":
                kind = f"half_{number}"
            elif kind == "quarter":
                number = ("I", "II", "III", "IV")[number - 1]
            named = phrases.raw(f"period_{kind}", number=number, year=found.year)
        return phrases.raw(f"abstract_{self.report_type}", period=named)

    def _default_recipients(self):
        """The level above, for report; the committee of the unit itself."""
        self.ensure_one()
        # sudo: names of the unit above and of the unit itself, nothing else
        names = [self.parent_unit_id.sudo().name, self.unit_id.sudo().name]
        return [
            {"report_id": self.id, "name": name, "purpose": "report", "sequence": index}
            for index, name in enumerate(filter(None, names), start=1)
        ]

    def _previous(self):
        """The unit's last standing report of the same regime before this one."""
        self.ensure_one()
        return self.search(
            [
                ("unit_id", "=", self.unit_id.id),
                ("regime_id", "=", self.regime_id.id),
                ("report_type", "=", self.report_type),
                ("date_to", "<", self.date_from),
                ("state", "in", STANDING_STATES),
            ],
            limit=1,
        )

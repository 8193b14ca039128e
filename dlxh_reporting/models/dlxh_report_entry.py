from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.orm.models import NO_ACCESS
from odoo.tools import SQL, is_html_empty

from .report_counting import COUNT_FIELDS, COUNT_KEY, COUNT_MARK
from .report_states import STANDING_STATES

#: changing one of these makes the entry the officer's own wording
WORDING_FIELDS = frozenset(("text", "assessment", "forecast", "proposal", "title"))


class DlxhReportEntry(models.Model):
    """One issue in a report: the words, what they rest on, and how often it was told.

    How the counts are made, and what drafting again does, is in its own mixins.
    """

    _name = "dlxh.report.entry"
    _inherit = [
        "dlxh.report.entry.counts.mixin",
        "dlxh.report.entry.drafting.mixin",
        "dlxh.report.entry.change.mixin",
        "dlxh.report.entry.split.mixin",
        "dlxh.pasted.mixin",
        "dlxh.scope.large.mixin",
        "dlxh.private.name.mixin",
        "dlxh.report.line.mixin",
        "dlxh.screened.mixin",
    ]
    _description = "Report Entry"
    _order = "date_to desc, report_id.id desc, sequence, id"
    _rec_name = "title"
    _scope_link_fields = ("issue_id", "section_id", "similar_entry_id")
    _pasted_fields = ("text",)
    _screened_fields = [
        "title",
        "text",
        "assessment",
        "forecast",
        "proposal",
        "drop_reason",
    ]

    section_id = fields.Many2one("dlxh.report.section", index=True, ondelete="set null")
    date_to = fields.Date(
        string="Period until", related="report_id.date_to", store=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    title = fields.Char(string="Issue as reported", required=True)
    issue_id = fields.Many2one(
        "dlxh.issue", index="btree_not_null", ondelete="restrict"
    )
    topic_id = fields.Many2one("dlxh.topic", index=True, ondelete="restrict")
    text = fields.Html(string="What is said")
    assessment = fields.Text()
    forecast = fields.Text()
    proposal = fields.Text()
    drafted_text = fields.Html(string="Drafted text", groups=NO_ACCESS, copy=False)
    original_text = fields.Html(
        string="Text as drafted",
        compute="_compute_original_text",
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader",
        help="What the system proposed, before anyone edited it.",
    )
    is_edited = fields.Boolean(string="Edited", readonly=True)
    state = fields.Selection(
        [("kept", "Kept"), ("merged", "Merged"), ("dropped", "Dropped")],
        string="Use",
        required=True,
        default="kept",
    )
    drop_reason = fields.Text(string="Why it was dropped")
    merged_into_id = fields.Many2one(
        "dlxh.report.entry",
        string="Merged into",
        index="btree_not_null",
        ondelete="set null",
    )
    merged_from_ids = fields.One2many(
        "dlxh.report.entry", "merged_into_id", string="Merged from"
    )
    similar_entry_id = fields.Many2one(
        "dlxh.report.entry",
        string="Looks like",
        ondelete="set null",
        copy=False,
        help="Another entry of the report with a similar title; merge them if they "
        "are the same issue.",
    )
    opinion_ids = fields.Many2many(
        "dlxh.opinion",
        "dlxh_report_entry_opinion_rel",
        "entry_id",
        "opinion_id",
        string="Sheets",
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader",
        help="Own sheets behind the entry; only the unit itself sees them.",
    )
    source_entry_ids = fields.Many2many(
        "dlxh.report.entry",
        "dlxh_report_entry_source_rel",
        "entry_id",
        "source_id",
        string="Entries of other reports",
        help="Entries of lower or shorter reports behind this one.",
    )
    source_entry_count = fields.Integer(
        string="Sources", compute="_compute_source_entry_count"
    )
    own_counts = fields.Json(groups=NO_ACCESS)
    sheet_count = fields.Integer(
        string="Sheets told it", readonly=True, help="Number of sheets; not a share."
    )
    unit_count = fields.Integer(
        string="Units told it",
        readonly=True,
        aggregator=None,
        help="Distinct units that reported it to this unit.",
    )
    base_unit_count = fields.Integer(
        string="Units at the base",
        readonly=True,
        aggregator=None,
        help="Distinct units whose own sheets stand behind the entry.",
    )
    tendency_counts = fields.Json(string="Sheets by tendency", readonly=True)
    group_counts = fields.Json(string="Sheets by group and tendency", readonly=True)
    tendency_text = fields.Char(string="Tendencies", compute="_compute_tendency_text")
    sources_purged = fields.Boolean(
        string="Sheets destroyed", compute="_compute_sources_purged"
    )

    _drop_needs_reason = models.Constraint(
        "CHECK(state <> 'dropped' OR COALESCE(TRIM(drop_reason), '') <> '')",
        "Say why the entry is dropped: the level above sees the reason.",
    )
    # the order of the list, for a province, a commune and the centre
    _scope_direct_date_idx = models.Index(
        "(direct_unit_id, date_to DESC, report_id DESC, sequence, id)"
    )
    _scope_above_date_idx = models.Index(
        "(above_unit_id, date_to DESC, report_id DESC, sequence, id)"
    )
    _date_idx = models.Index("(date_to DESC, report_id DESC, sequence, id)")
    _unit_date_idx = models.Index("(unit_id, date_to DESC, report_id DESC)")

    @api.depends_context("uid")
    @api.depends("drafted_text", "unit_id")
    def _compute_original_text(self):
        for entry in self:
            # sudo: a hidden column, shown within the unit that holds the sheets
            own = entry.is_own_unit
            entry.original_text = entry.sudo().drafted_text if own else False

    @api.depends("source_entry_ids")
    def _compute_source_entry_count(self):
        for entry in self:
            entry.source_entry_count = len(entry.source_entry_ids)

    @api.depends("tendency_counts")
    def _compute_tendency_text(self):
        labels = self.env["dlxh.opinion.stream"]._fields["tendency"]
        for entry in self:
            counts = entry.tendency_counts or {}
            entry.tendency_text = ", ".join(
                f"{label} {counts[code]}"
                for code, label in labels._description_selection(self.env)
                if counts.get(code)
            )

    @api.depends("report_id.state")
    def _compute_sources_purged(self):
        # not by `opinion_ids`: what another user may not see of it stays in the cache
        self.flush_model(["opinion_ids"])
        rows = self.env.execute_query(
            SQL(
                "SELECT entry_id, COUNT(*) FROM dlxh_report_entry_opinion_rel"
                " WHERE entry_id IN %s GROUP BY entry_id",
                tuple(self.ids) or (0,),
            )
        )
        held = dict(rows)
        # sudo: compares two numbers of sheets, nothing of the sheets is shown
        for entry in self.sudo():
            counted = (entry.own_counts or {}).get("sheets", 0)
            locked = entry.report_id.state in STANDING_STATES
            entry.sources_purged = locked and held.get(entry._origin.id, 0) < counted

    @api.constrains("merged_into_id", "state", "report_id")
    def _check_merged(self):
        for entry in self:
            target = entry.merged_into_id
            if (entry.state == "merged") != bool(target):
                raise ValidationError(
                    self.env._(
                        "“%(title)s”: use Merge to join an entry with another, and "
                        "Take back to separate them.",
                        title=entry.title,
                    )
                )
            if target and (
                target == entry
                or target.report_id != entry.report_id
                or target.state != "kept"
            ):
                raise ValidationError(
                    self.env._(
                        "“%(title)s” can only be merged into a kept entry of the "
                        "same report.",
                        title=entry.title,
                    )
                )

    @api.constrains("opinion_ids", "source_entry_ids", "report_id")
    def _check_sources(self):
        # sudo: whether a source may stand here is decided by units and states
        for entry in self.sudo():
            foreign = entry.opinion_ids.filtered(
                lambda sheet, unit=entry.unit_id: (
                    sheet.unit_id != unit or sheet.state not in ("accepted", "used")
                )
            )
            reports = entry.source_entry_ids.report_id
            wrong = reports.filtered(
                lambda report, unit=entry.unit_id: not report._may_be_source_of(unit)
            )
            returned = reports.filtered(lambda report: report.state == "returned")
            if returned:
                raise ValidationError(
                    self.env._(
                        "“%(report)s” was returned to its unit. Nothing is taken "
                        "from it until the corrected report has come.",
                        report=returned[0].display_name,
                    )
                )
            if foreign or wrong:
                raise ValidationError(
                    self.env._(
                        "“%(title)s” may rest only on accepted sheets of the unit "
                        "and on reports sent up to it.",
                        title=entry.title,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_typed_counts(vals_list)
        entries = super().create(vals_list)
        if not self._is_counting():
            entries._refresh_counts()
        entries.report_id._void_secret_check()
        return entries

    def write(self, vals):
        self._refuse_typed_counts([vals])
        if not self._is_counting() and WORDING_FIELDS & set(vals):
            vals = {**vals, "is_edited": True}
            if "text" in vals:
                vals["starts_from_previous"] = False
        result = super().write(vals)
        if not self._is_counting() and {"opinion_ids", "source_entry_ids"} & set(vals):
            self._refresh_counts()
        if WORDING_FIELDS & set(vals):
            self.report_id._void_secret_check()
        return result

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_unlink_sourced()
        return super().unlink()

    def _refuse_unlink_sourced(self):
        if self._is_counting():
            return
        self.check_access("unlink")  # the refusal below names the entry
        # sudo: only whether anything stands behind the entry
        sourced = self.sudo().filtered(lambda e: e.opinion_ids or e.source_entry_ids)
        if sourced:
            raise UserError(
                self.env._(
                    "“%(title)s” rests on sheets or lower reports, so it is not "
                    "deleted. Drop it with a reason instead.",
                    title=sourced[0].title,
                )
            )

    def _is_counting(self):
        return self.env.context.get(COUNT_KEY) is COUNT_MARK

    def _refuse_typed_counts(self, vals_list):
        if not self._is_counting() and any(COUNT_FIELDS & set(v) for v in vals_list):
            raise UserError(
                self.env._("Counts follow from the sources and cannot be typed in.")
            )

    def action_merge(self):
        """Join the chosen entries into the first of them, in the report's order."""
        entries = self.filtered(lambda e: e.state == "kept").sorted("sequence")
        if len(entries) < 2 or len(entries.report_id) > 1:
            raise UserError(
                self.env._("Choose two or more kept entries of one report to merge.")
            )
        return entries[1:]._merge_into(entries[0])

    def action_merge_similar(self):
        """Join each entry into the one it looks like."""
        for entry in self.filtered(lambda e: e.similar_entry_id.state == "kept"):
            entry._merge_into(entry.similar_entry_id)
        return True

    def _merge_into(self, target):
        """Give `target` the words and sources; the merged entries stay visible."""
        values = {"similar_entry_id": False}
        names = ("assessment", "forecast", "proposal", "personal_data_reason")
        for name in names:
            found = [target[name], *(self.mapped(name))]
            values[name] = "\n".join(dict.fromkeys(filter(None, found)))
        texts = [e.text for e in target + self if not is_html_empty(e.text)]
        values["text"] = "".join(dict.fromkeys(texts))
        # sudo: the sheets move within one report of the unit, checked by write()
        values["opinion_ids"] = [Command.link(i) for i in self.sudo().opinion_ids.ids]
        sources = self.source_entry_ids.ids
        values["source_entry_ids"] = [Command.link(i) for i in sources]
        target.write(values)
        self.write({"state": "merged", "merged_into_id": target.id})
        self.merged_from_ids.merged_into_id = target
        return True

    def action_drop(self, reason=None):
        """Leave the entries out of the report; the reason stays visible above."""
        reason = (reason or "").strip()
        if not reason:
            raise UserError(
                self.env._("Say why the entry is dropped: the level above sees it.")
            )
        entries = self.filtered(lambda e: e.state == "kept")
        entries.write({"state": "dropped", "drop_reason": reason})
        return True

    def action_take_back(self):
        """Put dropped entries back, and separate merged ones from their target."""
        dropped = self.filtered(lambda e: e.state == "dropped")
        dropped.write({"state": "kept", "drop_reason": False})
        for entry in self.filtered(lambda e: e.state == "merged"):
            target = entry.merged_into_id
            entry.write({"state": "kept", "merged_into_id": False})
            # sudo: the sheets move within one report of the unit
            others = (target.merged_from_ids - entry).sudo()
            own, theirs = entry.sudo(), others
            gone = own.opinion_ids - theirs.opinion_ids
            lost = own.source_entry_ids - theirs.source_entry_ids
            target.write(
                {
                    "opinion_ids": [Command.unlink(i) for i in gone.ids],
                    "source_entry_ids": [Command.unlink(i) for i in lost.ids],
                }
            )
        return True

    def action_open_drop(self):
        """Ask for the reason of a drop."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Drop from the report"),
            "res_model": "dlxh.report.reason.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_kind": "drop",
                "default_entry_ids": [Command.set(self.ids)],
            },
        }

    def action_open_sources(self):
        """Show the words with the sheets and the lower entries they rest on."""
        self.ensure_one()
        form = self.env.ref("dlxh_reporting.dlxh_report_entry_view_form_sources")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sources of “%(title)s”", title=self.title),
            "res_model": "dlxh.report.entry",
            "res_id": self.id,
            "view_mode": "form",
            "views": [(form.id, "form")],
            "target": "new",
        }

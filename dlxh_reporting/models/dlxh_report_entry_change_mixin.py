from odoo import api, fields, models

from odoo.addons.dlxh_collaborator.screen.markup import plain_text

from .. import trend

#: what a leader compares after a return, in the order of the form
COMPARED = ("title", "text", "assessment", "forecast", "proposal")


class DlxhReportEntryChangeMixin(models.AbstractModel):
    """What became of an issue since the unit's last report of the same kind.

    Fixed with the counts, so that a list of entries costs nothing and an approved
    report goes on saying what it said.
    """

    _name = "dlxh.report.entry.change.mixin"
    _description = "Change of an Issue"

    previous_entry_id = fields.Many2one(
        "dlxh.report.entry",
        string="In the last period",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
    )
    previous_sheet_count = fields.Integer(
        string="Sheets last period", readonly=True, aggregator=None, copy=False
    )
    previous_unit_count = fields.Integer(
        string="Units last period", readonly=True, aggregator=None, copy=False
    )
    change = fields.Selection(
        [
            ("new", "New"),
            ("growing", "Growing"),
            ("same", "As before"),
            ("fading", "Fading"),
        ],
        string="Since last period",
        readonly=True,
        copy=False,
        help="By the number of units that told it, then of sheets; empty when there "
        "is no report of the last period.",
    )
    previous_forecast = fields.Text(
        string="What was forecast last period", compute="_compute_previous_words"
    )
    previous_text = fields.Html(
        string="Text of the last period", compute="_compute_previous_words"
    )

    @api.depends_context("uid")
    @api.depends("previous_entry_id", "unit_id")
    def _compute_previous_words(self):
        for entry in self:
            # sudo: the unit's own last report, shown within the unit
            before = entry.sudo().previous_entry_id
            own = entry.is_own_unit and before.unit_id == entry.unit_id
            entry.previous_forecast = before.forecast if own else False
            entry.previous_text = before.text if own else False

    def _refresh_changes(self):
        """Compare with the last period; called with the counts, as superuser."""
        for report in self.report_id:
            last = report._previous()
            before = report._previous_entries(last)
            for entry in self.filtered(lambda e, r=report: e.report_id == r):
                old = before.get(entry._issue_key(), self.browse())
                entry.write(
                    {
                        "previous_entry_id": old.id,
                        "previous_sheet_count": old.sheet_count,
                        "previous_unit_count": old.unit_count,
                        "change": entry._change_since(old) if last else False,
                    }
                )

    def _change_since(self, old):
        """What became of the issue; `old` is its entry of the last period."""
        now = trend.Told(self.unit_count, self.sheet_count)
        if not old:
            return "new"
        before = trend.Told(old.unit_count, old.sheet_count)
        found = trend.changes({0: before}, {0: now})
        # an issue that nobody had counted before is not new: it was written down
        kinds = {"new": "growing"}
        return kinds.get(found[0].kind, found[0].kind) if found else "same"

    def _words_key(self):
        """What the entry is about, as text: it becomes a key of JSON."""
        kind, *rest = self._issue_key()
        return ":".join(str(part) for part in (kind, *rest))

    def _words(self):
        """The wording of the entry as plain text, to compare with later."""
        texts = {name: self[name] or "" for name in COMPARED}
        return {**texts, "text": plain_text(self.text), "state": self.state}

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Command
from odoo.orm.models import NO_ACCESS
from odoo.tools import is_html_empty

from .. import similarity
from .dlxh_report_drafting_mixin import proposed_reason
from .report_counting import counting

#: plain texts beside the text of an entry
WORDS = ("assessment", "forecast", "proposal")


class DlxhReportEntryDraftingMixin(models.AbstractModel):
    """What happens to an entry when the report is drafted again."""

    _name = "dlxh.report.entry.drafting.mixin"
    _description = "Drafting of an Entry"

    incoming_text = fields.Html(string="Came in later", groups=NO_ACCESS, copy=False)
    came_in_text = fields.Html(
        string="Came in since you edited",
        compute="_compute_came_in_text",
        help="What was drafted from sources that came after the text was edited. "
        "It is not part of the report until it is added.",
    )
    starts_from_previous = fields.Boolean(
        string="Last period's text",
        readonly=True,
        copy=False,
        help="The text begins with that of the last period and has not been edited.",
    )

    def _issue_key(self):
        """What makes two entries of a report the same issue."""
        self.ensure_one()
        if self.issue_id:
            return ("issue", self.issue_id.id)
        topic = self.topic_id.id or None
        return ("title", topic, similarity.fold(self.title))

    def _is_officers_own(self):
        """Whether drafting again must leave the entry as it is."""
        self.ensure_one()
        # sudo: only whether anything stands behind the entry
        mine = self.sudo()
        by_hand = not mine.opinion_ids and not mine.source_entry_ids
        return bool(
            self.is_edited or self.state != "kept" or self.merged_from_ids or by_hand
        )

    def _add_sources(self, proposed):
        """Add new sources; their words wait beside the officer's own, see below."""
        self.ensure_one()
        lines = [proposed.text]
        for name in WORDS:
            new = [
                line
                for line in getattr(proposed, name).splitlines()
                if line.strip() and line not in (self[name] or "")
            ]
            label = self._fields[name].get_description(self.env, ["string"])["string"]
            lines += [Markup("<p><em>%s:</em> %s</p>") % (label, line) for line in new]
        reasons = [self.personal_data_reason, proposed_reason(self.env, proposed)]
        # sudo: a hidden column of an entry that is being drafted
        counting(self.sudo()).write(
            {
                "incoming_text": (self.sudo().incoming_text or "")
                + Markup("").join(Markup(line) for line in lines),
                "opinion_ids": [Command.link(i) for i in proposed.sheet_ids],
                "source_entry_ids": [Command.link(i) for i in proposed.passage_ids],
                "personal_data_reason": "; ".join(dict.fromkeys(filter(None, reasons))),
            }
        )

    # ------------------------------------------------------------------
    # Words that came in after the officer had written his own
    # ------------------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("incoming_text", "unit_id")
    def _compute_came_in_text(self):
        for entry in self:
            # sudo: a hidden column, shown within the unit that drafts
            own = entry.is_own_unit
            entry.came_in_text = entry.sudo().incoming_text if own else False

    def action_add_incoming(self):
        """Put what came in later after the own text."""
        self.check_access("write")
        for entry in self:
            came = entry.came_in_text
            if not is_html_empty(came):
                entry.write({"text": Markup(entry.text or "") + came})
                entry._forget_incoming()
        return True

    def action_dismiss_incoming(self):
        """Leave the own text as it is; the sources still count."""
        self.check_access("write")
        self._forget_incoming()
        return True

    def _forget_incoming(self):
        # sudo: a hidden column; the right to write was checked by the button
        counting(self.sudo()).write({"incoming_text": False})

    def _start_from_previous(self):
        """Put last period's text first; see `action_start_from_previous`."""
        for entry in self:
            # sudo: the unit's own last report, which the officer may read
            before = entry.sudo().previous_entry_id
            if entry.state != "kept" or entry.is_edited or is_html_empty(before.text):
                continue
            reason = entry.personal_data_reason or before.personal_data_reason
            values = {
                name: before[name] for name in WORDS if before[name] and not entry[name]
            }
            counting(entry).write(
                {
                    **values,
                    "text": Markup(before.text) + Markup(entry.text or ""),
                    "starts_from_previous": True,
                    "is_edited": True,
                    "personal_data_reason": reason,
                }
            )

    def export_data(self, fields_to_export):
        """Taking entries out is logged: who, which, how many."""
        self.env["dlxh.access.log"]._log(
            "export", self._name, domain=[("id", "in", self.ids)], count=len(self)
        )
        return super().export_data(fields_to_export)

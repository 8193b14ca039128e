from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

#: states in which there is something to tell
TOLD_STATES = ("answered", "used", "closed")


class DlxhRecommendationFlow(models.Model):
    """Sent, answered, used, closed; and what is told to who raised the matter."""

    _inherit = "dlxh.recommendation"

    def action_send(self):
        """Send recommendations to their addressees; others are skipped."""
        todo = self.filtered(lambda row: row.state == "raised")
        todo._need("can_send")
        todo._send()
        return True

    def _send(self):
        """Called after the right to send them, or their report, was checked."""
        todo = self._flow().filtered(lambda row: row.state == "raised")
        todo._screen()
        todo.write({"state": "sent", "sent_on": fields.Date.context_today(self)})

    def action_answer(self, response=None):
        """Write the answer of the addressee."""
        self._need("can_answer")
        response = (response or "").strip()
        if not response:
            raise UserError(self.env._("Write the answer: who raised it reads it."))
        for row in self._flow():
            row.write(
                {
                    "state": "answered",
                    "response": response,
                    "responded_on": fields.Date.context_today(self),
                }
            )
        self._tell_back()
        return True

    def action_use(self, symbol=None, date=None, extract=None):
        """Note the decision that used the recommendation."""
        self._need("can_use")
        symbol, extract = (symbol or "").strip(), (extract or "").strip()
        if not (symbol and date):
            raise UserError(
                self.env._("Enter the number and symbol of the decision, and its date.")
            )
        today = fields.Date.context_today(self)
        for row in self._flow():
            row.write(
                {
                    "state": "used",
                    "decision_symbol": symbol,
                    "decision_date": date,
                    "decision_extract": extract,
                    "responded_on": row.responded_on or today,
                }
            )
        self._tell_back()
        return True

    def action_close(self, reason=None):
        """Close what is settled; without an answer the reason is needed."""
        self._need("can_close")
        reason = (reason or "").strip()
        if not reason and any(row.state == "sent" for row in self):
            raise UserError(
                self.env._(
                    "Nobody has answered yet. Say why it is closed all the same."
                )
            )
        self._flow().write({"state": "closed", "close_reason": reason})
        return True

    def _open_dialog(self, kind, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "dlxh.recommendation.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_kind": kind, "default_recommendation_ids": self.ids},
        }

    def action_open_answer(self):
        """Ask for the answer."""
        self._need("can_answer")
        return self._open_dialog("answer", self.env._("Answer"))

    def action_open_use(self):
        """Ask for the decision that used it."""
        self._need("can_use")
        return self._open_dialog("use", self.env._("Decision that used it"))

    def action_open_close(self):
        """Ask why it is closed."""
        self._need("can_close")
        return self._open_dialog("close", self.env._("Close"))

    # Told to the units that raised the matter
    # ----------------------------------------

    def _tell_back(self):
        """Mark the issues of the units that raised it as answered, all the way
        down; what they read is put together when they open the issue."""
        # sudo: only the date of the answer, on issues whose units are entitled to it
        issues = self.sudo().issue_id | self._entries_below().issue_id
        issues._mark_answered()

    def _entries_below(self):
        """The entries of lower reports that these recommendations rest on."""
        return self._walk_entries("entry_id", "source_id")

    def _entries_above(self):
        """The entries of higher or longer reports that took these up."""
        return self._walk_entries("source_id", "entry_id")

    def _walk_entries(self, start, end):
        entries = self.env["dlxh.report.entry"].sudo()  # provenance only
        mine = self.sudo().entry_id.ids
        if not mine:
            return entries
        entries.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
WITH RECURSIVE way (entry) AS (
    SELECT id FROM dlxh_report_entry WHERE id IN %(ids)s
  UNION
    SELECT s.%(end)s FROM way w
      JOIN dlxh_report_entry_source_rel s ON s.%(start)s = w.entry
)
SELECT entry FROM way
                """,
                ids=tuple(mine),
                start=SQL.identifier(start),
                end=SQL.identifier(end),
            )
        )
        return entries.browse(entry for (entry,) in rows)

    @api.depends("entry_id", "state")
    @api.depends_context("uid", "lang")
    def _compute_answers_above(self):
        for row in self:
            # sudo: what the levels above answered is meant for who raised it; whose
            # recommendations these are was decided by the report that used the entry
            found = row.sudo().search(
                [
                    ("entry_id", "in", row._entries_above().ids),
                    ("id", "!=", row._origin.id or 0),
                    ("state", "in", TOLD_STATES),
                ]
            )
            row.answers_above = found._answers_page() if row.is_own_unit else False

    def _answers_page(self):
        """The answers as a page: from whom, when, what; nobody's sheets."""
        parts = []
        for row in self.sorted("responded_on"):
            lines = []
            if row.response:
                who = self.env._(
                    "%(addressee)s answered on %(date)s:",
                    addressee=row.addressee,
                    date=format_date(self.env, row.responded_on),
                )
                lines.append(Markup("<b>%s</b> %s") % (who, row.response))
            if row.decision_symbol:
                used = self.env._(
                    "Used in %(symbol)s of %(date)s.",
                    symbol=row.decision_symbol,
                    date=format_date(self.env, row.decision_date),
                )
                lines.append(
                    Markup("<b>%s</b> %s") % (used, row.decision_extract or "")
                )
            if lines:
                parts.append(Markup("<p>%s</p>") % Markup("<br/>").join(lines))
        return Markup("").join(parts)

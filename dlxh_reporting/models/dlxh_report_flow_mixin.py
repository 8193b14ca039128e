from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import is_html_empty

from .report_counting import counting

CHAIR = "dlxh_collaborator.group_dlxh_%s"


class DlxhReportFlowMixin(models.AbstractModel):
    """From approval to the level above: sign, send, receive, return, supersede."""

    _name = "dlxh.report.flow.mixin"
    _description = "Steps of a Report"

    can_draft = fields.Boolean(compute="_compute_flow_rights")
    can_sign = fields.Boolean(compute="_compute_flow_rights")
    can_send = fields.Boolean(compute="_compute_flow_rights")
    can_receive = fields.Boolean(
        string="Waits for my receipt",
        compute="_compute_flow_rights",
        search="_search_can_receive",
    )
    can_return_sent = fields.Boolean(compute="_compute_flow_rights")
    can_supersede = fields.Boolean(compute="_compute_flow_rights")
    can_archive = fields.Boolean(compute="_compute_flow_rights")

    @api.depends_context("uid")
    @api.depends("state", "unit_id", "parent_unit_id", "superseded_by_id")
    def _compute_flow_rights(self):
        user = self.env.user
        units = user._dlxh_units()
        officer = user.has_group(CHAIR % "officer")
        leader = user.has_group(CHAIR % "leader")
        clerk = user.has_group(CHAIR % "clerk")
        for report in self:
            # sudo: compares units, whether or not the unit above may be opened
            own = report.sudo().unit_id in units
            above = report.sudo().parent_unit_id in units
            state = report.state
            report.can_draft = own and officer and state == "draft"
            signing = officer or clerk or leader
            report.can_sign = own and signing and state == "approved"
            report.can_send = own and (officer or clerk) and state == "signed"
            report.can_receive = above and officer and state == "sent"
            report.can_return_sent = (
                above and (officer or leader) and state in ("sent", "received")
            )
            report.can_supersede = (
                own
                and officer
                and not report.superseded_by_id
                and state in ("signed", "sent", "received", "returned")
            )
            report.can_archive = own and (officer or clerk) and state == "received"

    def _search_can_receive(self, operator, value):
        if operator != "in":
            return NotImplemented
        if not self.env.user.has_group(CHAIR % "officer"):
            return [(0, "=", 1)]
        units = self.env.user._dlxh_units()
        return [("parent_unit_id", "in", units.ids), ("state", "=", "sent")]

    def _need(self, right, sentence):
        """Refuse with a sentence unless the computed right is given."""
        self.ensure_one()
        self.check_access("read")
        if not self[right]:
            raise AccessError(
                self.env._(
                    "%(sentence)s “%(name)s” is in the state “%(state)s”.",
                    sentence=sentence,
                    name=self.display_name,
                    state=self._approval_state_label(),
                )
            )

    def _in_flow(self):
        # sudo: every caller has checked a right of `_compute_flow_rights` before
        return self.sudo()._approval_flow()

    # ------------------------------------------------------------------
    # Hooks of the approval
    # ------------------------------------------------------------------

    def _approval_submit_blocker(self):
        kept = self.entry_ids.filtered(lambda e: e.state == "kept")
        if not kept and not self.is_nil and self.report_type != "force":
            return self.env._(
                "The report has no entry. Draft it from the sources, or tick "
                "“Nothing to report”."
            )
        if kept and self.is_nil:
            return self.env._(
                "The report says that there is nothing to report, yet it has "
                "entries. Untick “Nothing to report”, or drop the entries with a "
                "reason."
            )
        empty = kept.filtered(lambda e: is_html_empty(e.text))
        if empty:
            return self.env._("“%(title)s” has no text yet.", title=empty[0].title)
        return self._stale_blocker()

    def _approval_approve_blocker(self):
        return self._stale_blocker()

    def _stale_blocker(self):
        """A sentence when a source was used elsewhere, returned or replaced."""
        # sudo: the leader who approves does not see drafts of other reports
        mine = self.sudo()
        held = (
            mine.env["dlxh.report.entry"]
            .search(
                [
                    ("report_id", "not in", (mine.id, mine.supersedes_id.id)),
                    ("report_id.state", "not in", ("draft", "superseded")),
                    ("unit_id", "=", mine.unit_id.id),
                    ("opinion_ids", "in", mine.entry_ids.opinion_ids.ids),
                ],
                limit=1,
            )
            .report_id
        )
        if held:
            return self.env._(
                "Some sheets of this report are already used in “%(report)s”. Draft "
                "from the sources again: nothing is counted twice.",
                report=held.display_name,
            )
        sheets = mine.entry_ids.opinion_ids | mine.nil_opinion_ids
        if sheets - sheets._still_accepted():
            return self.env._(
                "Some sheets of this report were returned to their authors after they "
                "were used here. Draft from the sources again."
            )
        stale = mine.child_report_ids.filtered(
            lambda report: report.state in ("returned", "superseded")
        )
        if stale:
            return self.env._(
                "“%(report)s” was returned or replaced after it was used here. "
                "Draft from the sources again.",
                report=stale[0].display_name,
            )
        return False

    def _approval_exceptions(self):
        phrases = self.env["dlxh.report.phrase"]._phrases()
        # sudo: names of the units directly below; one sentence, they may be many
        names = self._missing_units().sudo().mapped("name")
        return [phrases.raw("missing", units=", ".join(names))] if names else []

    def _approval_record_exceptions(self, exceptions):
        self.missing_ids.unlink()
        self.env["dlxh.report.missing"].create(
            [
                {
                    "report_id": self.id,
                    "missing_unit_id": unit.id,
                    "approved_by_id": self.env.uid,
                }
                for unit in self._missing_units()
            ]
        )

    def _approval_undo_blocker(self):
        # sudo: whether anybody has built upon this report
        mine = self.sudo()
        users = mine.used_in_ids.filtered(lambda r: r.state != "draft")
        if users:
            return self.env._(
                "“%(report)s” was drafted from this report; take that one back first.",
                report=users[0].display_name,
            )
        if mine.number:
            return self.env._("The report already has a number.")
        return False

    def _approval_on_approved(self):
        """Fix the counts and mark the sheets as used."""
        kept = self.entry_ids.filtered(lambda e: e.state == "kept")
        kept._refresh_counts()
        self._refresh_totals()
        (self.entry_ids.opinion_ids | self.nil_opinion_ids)._mark_used()

    def _approval_on_undone(self, reason):
        self.missing_ids.unlink()
        if not self.supersedes_id:
            (self.entry_ids.opinion_ids | self.nil_opinion_ids)._mark_unused()

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_sign(self):
        """Give approved reports their number; the secret check comes before."""
        for report in self:
            report._need(
                "can_sign",
                self.env._("An officer, clerk or leader of the unit marks it signed."),
            )
            if not report.number:
                report.action_take_number()
            report._in_flow().write({"state": "signed"})
        return True

    def action_send(self):
        """Send signed reports to the level above; they cannot be changed then."""
        for report in self:
            report._need(
                "can_send", self.env._("An officer or clerk of the unit sends it.")
            )
            flow = report._in_flow()
            flow.write(
                {
                    "state": "sent",
                    "is_sent": True,
                    "sent_at": fields.Datetime.now(),
                    "parent_unit_id": flow.unit_id.parent_id.id,
                }
            )
            flow.supersedes_id.write({"state": "superseded"})
            kept = flow.entry_ids.filtered(lambda entry: entry.state == "kept")
            kept.issue_id._mark_sent()
        return True

    def action_receive(self):
        """Acknowledge reports that were sent up to the own unit."""
        for report in self:
            report._need(
                "can_receive",
                self.env._("An officer of the level above receives it."),
            )
            report._in_flow().write(
                {
                    "state": "received",
                    "received_at": fields.Datetime.now(),
                    "received_by_id": self.env.uid,
                }
            )
        return True

    def action_return_sent(self, reason=None):
        """Give a sent report back to the unit below, with a reason."""
        reason = self._approval_need_reason(reason)
        for report in self:
            report._need(
                "can_return_sent",
                self.env._("An officer or leader of the level above returns it."),
            )
            flow = report._in_flow()
            users = flow.used_in_ids.filtered(
                lambda r: r.state not in ("draft", "superseded")
            )
            if users:
                raise UserError(
                    self.env._(
                        "“%(name)s” is already used in “%(report)s”. Ask the unit "
                        "to send a corrected report instead.",
                        name=report.display_name,
                        report=users[0].display_name,
                    )
                )
            flow.write({"state": "returned", "return_reason": reason})
        return True

    def action_open_return_sent(self):
        """Ask for the reason of a return to the unit below."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return to the unit"),
            "res_model": "dlxh.report.reason.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_kind": "return", "default_report_id": self.id},
        }

    def action_archive_report(self):
        """Put received reports in the archive; they stay readable and counted."""
        for report in self:
            report._need(
                "can_archive",
                self.env._("An officer or clerk of the unit archives it."),
            )
            report._in_flow().write({"state": "archived"})
        return True

    def action_supersede(self):
        """Begin a corrected report; the old one stands until the new one is sent."""
        self.ensure_one()
        self._need(
            "can_supersede",
            self.env._("An officer of the unit replaces a report once it is signed."),
        )
        new = self._approval_flow().create(self._successor_values())
        # sudo: the link is set on a locked report after the right was checked
        flow = self._in_flow()
        counting(new.sudo())._copy_content(flow)
        flow.write({"superseded_by_id": new.id})
        return new._form_action()

    def _successor_values(self):
        names = (
            "unit_id body_id regime_id report_type period_type date_from date_to"
            " is_nil abstract document_type_id term_id place signer_id"
        ).split()
        values = {name: self[name] for name in names if name in self._fields}
        return {
            **self._convert_to_write(values),
            "supersedes_id": self.id,
            "topic_ids": [Command.set(self.topic_ids.ids)],
            "section_ids": [],
            "recipient_ids": [],
        }

    def _copy_content(self, old):
        """Copy sections, entries and recipients with what they rest on."""
        new = self
        sections = {}
        for section in old.section_ids:
            sections[section] = section.copy(
                {
                    "report_id": new.id,
                    "personal_data_reason": section.personal_data_reason,
                }
            )
        entries = {}
        for entry in old.entry_ids.sorted("sequence"):
            target = entry.merged_into_id
            entries[entry] = counting(entry).copy(
                {
                    "report_id": new.id,
                    "section_id": sections[entry.section_id].id
                    if entry.section_id
                    else False,
                    "state": "kept" if target else entry.state,
                    "merged_into_id": False,
                    "is_edited": True,
                    "personal_data_reason": entry.personal_data_reason,
                }
            )
        for entry, copied in entries.items():
            if entry.merged_into_id:
                copied.write(
                    {
                        "state": "merged",
                        "merged_into_id": entries[entry.merged_into_id].id,
                    }
                )
        for line in old.recipient_ids:
            line.copy({"report_id": new.id})
        new.write(
            {
                "child_report_ids": [Command.set(old.child_report_ids.ids)],
                "nil_opinion_ids": [Command.set(old.nil_opinion_ids.ids)],
                "sheet_count": old.sheet_count,
                "unit_count": old.unit_count,
            }
        )

    def _form_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.report",
            "res_id": self.id,
            "view_mode": "form",
        }

from odoo import api, fields, models
from odoo.exceptions import UserError

CHAIR = "dlxh_collaborator.group_dlxh_%s"
#: so many reports are named in one sentence
NAMED = 10


class DlxhReportFlowMixin(models.AbstractModel):
    """From approval to the level above: sign, send, receive, return, archive."""

    _name = "dlxh.report.flow.mixin"
    _inherit = ["dlxh.report.approval.mixin", "dlxh.report.successor.mixin"]
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

    # ------------------------------------------------------------------
    # Hooks: called inside the flow, one report, after the state has changed
    # ------------------------------------------------------------------

    def _on_sent(self):
        """Follow up that the report went to the level above."""
        return None

    def _on_returned_by_above(self, reason):
        """Follow up that the level above gave the report back."""
        return None

    def _on_received(self):
        """Follow up that the level above acknowledged the report."""
        return None

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
            flow._on_sent()
        return True

    def action_receive(self):
        """Acknowledge reports that were sent up to the own unit."""
        for report in self:
            report._need(
                "can_receive",
                self.env._("An officer of the level above receives it."),
            )
            flow = report._in_flow()
            flow.write(
                {
                    "state": "received",
                    "received_at": fields.Datetime.now(),
                    "received_by_id": self.env.uid,
                }
            )
            flow._on_received()
        return True

    def action_receive_selected(self):
        """Acknowledge the reports selected in a list: all of them, or none."""
        self.check_access("read")
        others = self.filtered(lambda report: not report.can_receive)
        if others:
            raise UserError(others._not_to_receive_sentence(len(self)))
        self.action_receive()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Reports received: %(count)s.", count=len(self)),
                "next": {"type": "ir.actions.act_window_close"},  # loads the list anew
            },
        }

    def _not_to_receive_sentence(self, selected):
        """Say which of the `selected` reports cannot be received."""
        names = [
            f"{report.display_name} ({report._approval_state_label()})"
            for report in self[:NAMED]
        ]
        return self.env._(
            "%(count)s of the %(selected)s selected reports cannot be received by you, "
            "or not now, so none was received: %(names)s. The filter “Waits for my "
            "receipt” shows those that can.",
            count=len(self),
            selected=selected,
            names="; ".join(names) + ("…" if len(self) > NAMED else ""),
        )

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
            flow._on_returned_by_above(reason)
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

    def _form_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.report",
            "res_id": self.id,
            "view_mode": "form",
        }

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

CHAIR = "dlxh_collaborator.group_dlxh_%s"


class DlxhDecisionFlowMixin(models.AbstractModel):
    """From approval to the day it is issued, and how it is revoked."""

    _name = "dlxh.decision.flow.mixin"
    _description = "Steps of a Decision"
    _numbered_states = ("approved",)

    can_number = fields.Boolean(
        compute="_compute_flow_rights", export_string_translation=False
    )
    can_issue = fields.Boolean(
        compute="_compute_flow_rights", export_string_translation=False
    )
    can_revoke = fields.Boolean(
        compute="_compute_flow_rights", export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("state", "number", "issuer_unit_id", "paper_code")
    def _compute_flow_rights(self):
        user = self.env.user
        units = user._dlxh_units()
        chairs = ("officer", "leader", "clerk")
        office = any(user.has_group(CHAIR % chair) for chair in chairs)
        leader = user.has_group(CHAIR % "leader")
        for decision in self:
            # sudo: compares units
            own = decision.sudo().issuer_unit_id in units
            approved = decision.state == "approved"
            standing = decision.state == "issued" and not decision.paper_code
            stuck = approved and decision.number
            decision.can_number = own and office and approved and not decision.number
            decision.can_issue = own and office and approved
            decision.can_revoke = own and leader and bool(standing or stuck)

    # who decides: the leaders of the unit whose body issues it

    def _decider(self):
        """Return the unit whose leaders decide, as superuser."""
        decision = self.sudo()  # compared and named, not opened
        return decision.issuer_unit_id or decision.unit_id

    def _approval_reviewers(self):
        # sudo: who leads a unit is public within the organisation
        leaders = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("all_group_ids", "in", self._approval_leader_group().id),
                    ("dlxh_unit_ids", "in", [d._decider().id for d in self]),
                ]
            )
        )
        by_unit = defaultdict(lambda: self.env["res.users"])
        for user in leaders:
            for unit in user._dlxh_units():
                by_unit[unit.id] |= user.sudo(self.env.su)
        return {decision: by_unit[decision._decider().id] for decision in self}

    def _prepare_tier_review_vals(self, definition, sequence):
        vals = super()._prepare_tier_review_vals(definition, sequence)
        # so that a transfer of leaders of that unit refreshes the review
        return {**vals, "dlxh_unit_id": self._decider().id}

    # hooks of the approval

    def _approval_submit_blocker(self):
        if not self.body_id:
            return self._document_missing_sentence("body_id")
        if problems := self._problems():
            return "\n".join(problems)
        return self._quota_blocker()

    def _approval_approve_blocker(self):
        return "\n".join(self._problems())

    def _quota_blocker(self):
        over = self._quota_state_after(self._members_after()) == "over"
        if over and not (self.quota_reason or "").strip():
            return self.env._(
                "The team would have %(count)s members; its level allows %(quota)s. "
                "Write in “%(field)s” why more are needed, or take members out.",
                count=self._members_after(),
                quota=self.quota_text,
                field=self._fields["quota_reason"]._description_string(self.env),
            )
        return False

    def _approval_exceptions(self):
        count = self._members_after()
        state = self._quota_state_after(count)
        if state not in ("short", "over"):
            return []
        values = {"count": count, "quota": self.quota_text}
        if state == "short":
            return [
                self.env._(
                    "The team will have %(count)s members; its level asks for "
                    "%(quota)s.",
                    **values,
                )
            ]
        return [
            self.env._(
                "The team will have %(count)s members; its level allows %(quota)s. "
                "Reason: %(reason)s",
                reason=self.quota_reason or "—",
                **values,
            )
        ]

    def _approval_undo_blocker(self):
        if self.number:
            return self.env._(
                "The decision already has a number. Revoke it with a reason instead."
            )
        return False

    def _approval_on_submitted(self):
        self._fill_articles()

    def _approval_on_approved(self):
        self.roster = self._roster_rows()

    def _approval_on_undone(self, reason):
        self.roster = False

    def _document_number_blocker(self):
        blocker = super()._document_number_blocker()
        return blocker or "\n".join(self._problems())

    # buttons

    def action_issue(self):
        """Issue approved decisions that have a number; each applies itself."""
        for decision in self.filtered(lambda one: one.state != "issued"):
            decision._need(
                "can_issue",
                self.env._(
                    "An officer, clerk or leader of the issuing unit issues it."
                ),
            )
            if not decision.number:
                decision.action_take_number()
            flow = decision._in_flow()
            flow._apply()
            flow.write(
                {
                    "state": "issued",
                    "issued_at": fields.Datetime.now(),
                    "issued_by_id": self.env.uid,
                }
            )
        return True

    def action_revoke(self, reason=None):
        """Revoke a decision, with a reason; what it changed is as before."""
        reason = self._approval_need_reason(reason)
        for decision in self.sorted("application_order", reverse=True):
            decision._need(
                "can_revoke",
                self.env._("A leader of the issuing unit revokes what was issued."),
            )
            flow = decision._in_flow()
            if flow.state == "issued":
                decision._approval_refuse(flow._revoke_blocker())
                flow._restore()
            flow.write(
                {
                    "state": "revoked",
                    "revoke_reason": reason,
                    "revoked_at": fields.Datetime.now(),
                    "revoked_by_id": self.env.uid,
                }
            )
        return True

    def _revoke_blocker(self):
        """Return why what was issued can no longer be taken back, or False."""
        last = self._last_of_unit()
        if last != self:
            return self.env._(
                "“%(later)s” was issued later, on %(date)s. Revoke that one first.",
                later=last.display_name,
                date=format_date(self.env, last.date),
            )
        if self.unit_id.date_close:
            return self.env._(
                "%(unit)s was closed on %(date)s: its team ended with it.",
                unit=self.unit_id.name,
                date=format_date(self.env, self.unit_id.date_close),
            )
        return False

    def action_open_revoke(self):
        """Ask why the decision is revoked."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Revoke the decision"),
            "res_model": "dlxh.decision.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_decision_id": self.id},
        }

    def action_propose_consolidation(self):
        """Add the changes that the state of the team calls for."""
        for decision in self:
            decision.check_access("write")
            if decision.decision_type != "consolidate" or not decision.team_id:
                raise UserError(
                    self.env._("Only the consolidation of a team is proposed so.")
                )
            named = decision.line_ids
            named = named.collaborator_id | named.replaced_collaborator_id
            lines = decision.team_id._consolidation_lines(decision.date)
            self.env["dlxh.decision.line"].create(
                [
                    {**line, "decision_id": decision.id}
                    for line in lines
                    if line["collaborator_id"] not in named.ids
                ]
            )
        return True

    # decisions of the time before the system

    @api.model
    def _record_paper(self, unit, code, date, kind="establish"):
        """Find or make the decision that was issued on paper, as issued.

        :return: the decision; nothing is applied
        """
        code = " ".join((code or "").split())
        if not code:
            raise UserError(self.env._("Write the number and symbol of the decision."))
        # sudo: the caller may write the team of the unit; the flow makes it
        flow = self.sudo()._approval_flow()
        found = flow.search([("unit_id", "=", unit.id), ("paper_code", "=", code)])
        return (
            found
            or flow.create(
                {
                    "unit_id": unit.id,
                    "decision_type": kind,
                    "paper_code": code,
                    "date": date,
                    "document_date": date,
                    "state": "issued",
                    "is_settled": True,
                    "body_id": False,
                }
            )
        ).with_env(self.env)

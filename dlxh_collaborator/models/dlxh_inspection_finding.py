from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .approval_flow import in_flow

FOLLOWED_STATES = ("concluded", "following")
#: what comes about by answering and accepting
STEP_FIELDS = frozenset(
    ("state", "answer", "answered_by_id", "answered_at", "fixed_on", "exchange")
)


class DlxhInspectionFinding(models.Model):
    """What an inspection found: the inspected unit answers, the inspecting unit
    accepts the answer or asks again. Each step is kept in the exchange."""

    _name = "dlxh.inspection.finding"
    _inherit = [
        "dlxh.digest.mixin",
        "dlxh.private.name.mixin",
        "dlxh.addressee.mixin",
        "dlxh.document.part.mixin",
    ]
    _description = "Finding of an Inspection"
    _order = "inspection_id desc, sequence, id"
    _approval_parent_field = "inspection_id"
    _addressee_field = "inspected_unit_id"
    _derived_fields = {
        "unit_id": "unit_id",
        "inspected_unit_id": "inspected_unit_id",
        "inspection_state": "state",
    }
    _digest_type = "dlxh_collaborator.mail_activity_type_findings_due"
    _digest_date = "deadline"

    inspection_id = fields.Many2one(
        "dlxh.inspection", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="inspection_id.unit_id",
        string="Inspecting unit",
        store=True,
        precompute=True,
        index=True,
    )
    inspected_unit_id = fields.Many2one(
        related="inspection_id.inspected_unit_id",
        string="Inspected unit",
        store=True,
        precompute=True,
        index=True,
    )
    inspection_state = fields.Selection(
        related="inspection_id.state",
        string="Status of the inspection",
        store=True,
        precompute=True,
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Finding", required=True)
    severity = fields.Selection(
        [("minor", "Minor"), ("moderate", "Moderate"), ("serious", "Serious")],
        required=True,
        default="moderate",
    )
    recommendation = fields.Text(required=True)
    deadline = fields.Date(string="Put right until", required=True)
    state = fields.Selection(
        [("open", "To be answered"), ("answered", "Answered"), ("fixed", "Put right")],
        string="Status",
        required=True,
        default="open",
        copy=False,
        group_expand=True,
    )
    answer = fields.Text(string="Answer of the unit", readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        "res.users", string="Answered by", readonly=True, copy=False
    )
    answered_at = fields.Datetime(string="Answered on", readonly=True, copy=False)
    fixed_on = fields.Date(string="Put right on", readonly=True, copy=False)
    exchange = fields.Text(
        readonly=True, copy=False, help="All answers and replies, oldest first."
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    can_answer = fields.Boolean(
        string="To be answered by me",
        compute="_compute_finding_rights",
        search="_search_can_answer",
    )
    can_accept = fields.Boolean(
        string="To be checked by me",
        compute="_compute_finding_rights",
        search="_search_can_accept",
    )

    _inspected_due_idx = models.Index("(inspected_unit_id, deadline, id)")
    _unit_due_idx = models.Index("(unit_id, deadline, id)")

    @api.depends("state", "inspection_state", "deadline")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for finding in self:
            followed = finding.inspection_state in FOLLOWED_STATES
            left = followed and finding.state != "fixed" and finding.deadline
            finding.is_late = bool(left and finding.deadline < today)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return (
            Domain("inspection_state", "in", FOLLOWED_STATES)
            & Domain("state", "!=", "fixed")
            & Domain("deadline", "<", fields.Date.context_today(self))
        )

    @api.model
    def _may_answer(self):
        """Officers and leaders answer for their unit."""
        user = self.env.user
        return user.has_group("dlxh_collaborator.group_dlxh_officer") or (
            user.has_group("dlxh_collaborator.group_dlxh_leader")
        )

    @api.model
    def _may_accept(self):
        """Officers and inspectors check what was put right."""
        user = self.env.user
        return user.has_group("dlxh_collaborator.group_dlxh_officer") or (
            user.has_group("dlxh_collaborator.group_dlxh_inspector")
        )

    @api.depends_context("uid")
    @api.depends("state", "inspection_state", "unit_id", "inspected_unit_id")
    def _compute_finding_rights(self):
        answers, accepts = self._may_answer(), self._may_accept()
        for finding in self:
            followed = finding.inspection_state in FOLLOWED_STATES
            finding.can_answer = (
                answers
                and followed
                and finding.state in ("open", "answered")
                and finding.is_addressed_own
            )
            finding.can_accept = (
                accepts
                and followed
                and finding.state == "answered"
                and finding.is_own_unit
            )

    def _search_can_answer(self, operator, value):
        """What waits for an answer: an answer given may be bettered, but waits for
        the other side."""
        if operator != "in":
            return NotImplemented
        if not self._may_answer():
            return Domain.FALSE
        return (
            Domain("inspection_state", "in", FOLLOWED_STATES)
            & Domain("state", "=", "open")
            & Domain("is_addressed_own", "=", True)
        )

    def _search_can_accept(self, operator, value):
        if operator != "in":
            return NotImplemented
        if not self._may_accept():
            return Domain.FALSE
        return (
            Domain("inspection_state", "in", FOLLOWED_STATES)
            & Domain("state", "=", "answered")
            & Domain("is_own_unit", "=", True)
        )

    @api.model_create_multi
    def create(self, vals_list):
        if not in_flow(self.env):
            empty = {**dict.fromkeys(STEP_FIELDS, False), "state": "open"}
            vals_list = [{**vals, **empty} for vals in vals_list]
        findings = super().create(vals_list)
        findings.inspection_id._void_secret_check()
        return findings

    def write(self, vals):
        if in_flow(self.env):
            return super().write(vals)
        if not STEP_FIELDS.isdisjoint(vals):
            raise UserError(
                self.env._(
                    "Answers and their acceptance go by the buttons “Answer”, "
                    "“Accept” and “Ask again”."
                )
            )
        result = super().write(vals)
        self.inspection_id._void_secret_check()
        return result

    # steps

    def _need(self, right, sentence):
        self.ensure_one()
        self.check_access("read")
        if not self[right]:
            raise AccessError(
                self.env._(
                    "%(sentence)s The status of “%(finding)s” is “%(state)s”.",
                    sentence=sentence,
                    finding=self.name,
                    state=dict(self._fields["state"]._description_selection(self.env))[
                        self.state
                    ],
                )
            )

    def _need_text(self, text):
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Write what was done or what is still missing."))
        return text

    def _step(self, text, **values):
        """Write a step with its line in the exchange; the caller has checked."""
        now = fields.Datetime.now()
        today = fields.Date.context_today(self)
        line = f"{today:%d/%m/%Y} – {self.env.user.name}: {text}"
        # sudo: chair, unit and status were checked by the caller
        finding = self.sudo().inspection_id._approval_flow().env[self._name]
        finding = finding.browse(self.id)
        exchange = "\n".join(filter(None, (finding.exchange, line)))
        finding.write({**values, "exchange": exchange})
        return now

    def action_answer(self, answer=None, fixed_on=None):
        """Answer for the inspected unit, with the day on which it was put right."""
        answer = self._need_text(answer)
        for finding in self:
            finding._need(
                "can_answer",
                self.env._("An officer or leader of the inspected unit answers."),
            )
            finding._step(
                answer,
                state="answered",
                answer=answer,
                fixed_on=fixed_on or False,
                answered_by_id=self.env.uid,
                answered_at=fields.Datetime.now(),
            )
            inspection = finding.sudo().inspection_id  # sudo: as in `_step`
            if inspection.state == "concluded":
                inspection._approval_flow().write({"state": "following"})
        return True

    def action_accept(self):
        """Accept the answer: the finding is put right."""
        for finding in self:
            finding._need(
                "can_accept",
                self.env._("An officer or inspector of the inspecting unit accepts."),
            )
            today = fields.Date.context_today(self)
            finding._step(
                self.env._("accepted"),
                state="fixed",
                fixed_on=finding.fixed_on or today,
            )
        return True

    def action_ask_again(self, reason=None):
        """Ask the inspected unit again, with the reason."""
        reason = self._need_text(reason)
        for finding in self:
            finding._need(
                "can_accept",
                self.env._("An officer or inspector of the inspecting unit asks."),
            )
            finding._step(reason, state="open", fixed_on=False)
        return True

    def action_open_answer(self):
        """Open the dialog for the answer."""
        self._need(
            "can_answer",
            self.env._("An officer or leader of the inspected unit answers."),
        )
        return self._open_dialog("answer", self.env._("Answer the finding"))

    def action_open_ask_again(self):
        """Open the dialog for asking again."""
        self._need(
            "can_accept",
            self.env._("An officer or inspector of the inspecting unit asks."),
        )
        return self._open_dialog("ask", self.env._("Ask again"))

    def _open_dialog(self, kind, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "dlxh.inspection.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_finding_id": self.id, "default_kind": kind},
        }

    # reminder

    def _digest_domain(self):
        return [("inspection_state", "in", FOLLOWED_STATES), ("state", "=", "open")]

    def _digest_people(self):
        officers = self._officers_of(self.inspected_unit_id)
        return {finding: officers[finding.inspected_unit_id] for finding in self}

    def _digest_summary(self, due, late):
        if late:
            return self.env._(
                "Findings of inspections: %(due)s due soon, %(late)s late",
                due=due,
                late=late,
            )
        return self.env._("Findings of inspections: %(due)s due soon", due=due)

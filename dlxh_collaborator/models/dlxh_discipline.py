from odoo import api, fields, models
from odoo.exceptions import UserError

from .approval_flow import in_flow, with_flow

#: who may write what, and until when; the rest changes by the buttons only
CHARGE_FIELDS = frozenset(
    "collaborator_id unit_id article regulation form date reason decision_ref".split()
)


class DlxhDiscipline(models.Model):
    """Correction or discipline of a collaborator who broke the regulation.

    Nobody else can be its subject (guardrail G24). The article that was broken is
    named, he is told and may answer before the leader decides.
    """

    _name = "dlxh.discipline"
    _inherit = ["dlxh.person.record.mixin"]
    _description = "Discipline"
    _order = "date desc, id desc"
    _rec_name = "article"

    article = fields.Char(
        string="Article that was broken",
        required=True,
        help="Article and clause of the operating regulation of the unit.",
    )
    regulation = fields.Char(help="Number, symbol and date of the regulation.")
    form = fields.Selection(
        [
            ("correction", "Correction"),
            ("criticism", "Criticism"),
            ("warning", "Warning"),
            ("dismissal", "Removal from the team"),
        ],
        required=True,
        default="correction",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Text(
        string="What happened",
        required=True,
        help="Only the duty that was not done or the rule that was broken; never "
        "what somebody reported or thinks.",
    )
    decision_ref = fields.Char(string="Decision")
    state = fields.Selection(
        [
            ("draft", "Being written"),
            ("told", "Told to the collaborator"),
            ("decided", "Decided"),
            ("dropped", "Dropped"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    told_at = fields.Datetime(string="Told on", readonly=True, copy=False)
    answer = fields.Text(string="Answer of the collaborator", readonly=True, copy=False)
    answered_at = fields.Datetime(string="Answered on", readonly=True, copy=False)
    decided_by_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False
    )
    decided_at = fields.Datetime(string="Decided on", readonly=True, copy=False)
    can_answer = fields.Boolean(compute="_compute_can", string="May be answered")
    can_decide = fields.Boolean(compute="_compute_can", string="May be decided")

    _unit_date_idx = models.Index("(unit_id, date, id)")

    @api.depends("state", "answer", "is_mine", "is_own_unit")
    @api.depends_context("uid")
    def _compute_can(self):
        leader = self.env.user.has_group("dlxh_collaborator.group_dlxh_leader")
        for case in self:
            open_ = case.state in ("told", "decided")
            case.can_answer = case.is_mine and open_ and not case.answer
            case.can_decide = (
                leader
                and case.is_own_unit
                and case.state == "told"
                and not case.is_mine
            )

    @api.model_create_multi
    def create(self, vals_list):
        if not in_flow(self.env):
            vals_list = [
                {name: value for name, value in vals.items() if name in CHARGE_FIELDS}
                | {"state": "draft"}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        if not in_flow(self.env):
            if any(case.state != "draft" for case in self) or set(vals) - CHARGE_FIELDS:
                raise UserError(
                    self.env._(
                        "What the collaborator was told is not rewritten. Drop it with "
                        "the button and begin anew if it was wrong."
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        if not in_flow(self.env) and any(case.state != "draft" for case in self):
            raise UserError(
                self.env._("What the collaborator was told is kept; only drafts go.")
            )

    def action_tell(self):
        """Show it to the collaborator, who may answer before it is decided."""
        self._check_chair_here("officer", "leader")
        for case in self.filtered(lambda case: case.state == "draft"):
            # sudo: the chair was checked above; leaders do not write drafts
            with_flow(case.sudo()).write(
                {"state": "told", "told_at": fields.Datetime.now()}
            )
        return True

    def action_decide(self):
        """Decide as told; by a leader of the unit, never on himself."""
        self._decide("decided")
        return True

    def action_drop(self):
        """Close it without discipline."""
        self._decide("dropped")
        return True

    def _decide(self, state):
        self.check_access("read")
        for case in self:
            if not case.can_decide:
                raise UserError(
                    self.env._(
                        "A leader of %(unit)s decides, after the collaborator was "
                        "told, and nobody decides on himself.",
                        unit=case.sudo().unit_id.name,  # he reads the record
                    )
                )
            # sudo: chair, unit and state were checked by can_decide
            with_flow(case.sudo()).write(
                {
                    "state": state,
                    "decided_by_id": self.env.uid,
                    "decided_at": fields.Datetime.now(),
                }
            )

    def action_answer(self, text=None):
        """Keep the collaborator's answer; without a text, ask for it."""
        self.ensure_one()
        self.check_access("read")
        if text is None:
            return self.env["dlxh.answer.wizard"]._open(self)
        if not self.can_answer:
            raise UserError(
                self.env._("Only the collaborator himself answers, and once.")
            )
        if not text.strip():
            raise UserError(self.env._("Write your answer first."))
        # sudo: it is about himself and open, as checked above
        with_flow(self.sudo()).write(
            {"answer": text.strip(), "answered_at": fields.Datetime.now()}
        )
        return True

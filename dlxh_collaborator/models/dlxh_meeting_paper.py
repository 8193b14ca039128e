from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import is_html_empty

from .. import deadline
from .approval_flow import in_flow, with_flow
from .house_time import house_today
from .meeting_states import OPEN_STATES

#: the author still writes
WRITING_STATES = ("asked", "draft", "returned")
HANDED_STATES = ("handed_in", "accepted")
#: what the unit that asks decides on
HOST_FIELDS = frozenset(("title", "sequence", "deadline"))
#: what the author writes
AUTHOR_FIELDS = frozenset(("title", "author", "text", "file", "file_name"))


class DlxhMeetingPaper(models.Model):
    """Paper (tham luận) that a unit hands in before a conference.

    Until the day only the unit that holds the conference and the unit that
    writes see it, and what is not handed in yet only the latter; from the day on
    everybody who is invited reads it.
    """

    _name = "dlxh.meeting.paper"
    _inherit = [
        "dlxh.scope.mixin",
        "dlxh.meeting.told.mixin",
        "dlxh.private.name.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Paper for a Conference"
    _order = "meeting_start desc, sequence, id"
    _rec_name = "title"
    _scope_link_fields = ("meeting_id",)

    unit_id = fields.Many2one(
        string="Written by", default=lambda self: self._default_unit_id()
    )
    sequence = fields.Integer(default=10)
    title = fields.Char(required=True, help="What the paper is about.")
    author = fields.Char(string="Presented by")
    text = fields.Html()
    file = fields.Binary(attachment=True)
    file_name = fields.Char()
    deadline = fields.Date(string="Hand in by")
    state = fields.Selection(
        [
            ("asked", "Asked for"),
            ("draft", "Being written"),
            ("handed_in", "Handed in"),
            ("returned", "Returned"),
            ("accepted", "Accepted"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    handed_in_on = fields.Date(string="Handed in on", readonly=True, copy=False)
    return_reason = fields.Text(string="Why it was returned", readonly=True, copy=False)
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    is_public = fields.Boolean(
        string="Open to those invited",
        compute="_compute_is_public",
        search="_search_is_public",
    )
    can_write = fields.Boolean(string="May be written by me", compute="_compute_can")
    can_decide = fields.Boolean(string="May be decided by me", compute="_compute_can")

    _unit_start_idx = models.Index("(unit_id, meeting_start DESC, id)")

    @api.model
    def _default_unit_id(self):
        return self.env.user._dlxh_units().sudo(False)[:1]

    @api.depends("deadline", "handed_in_on", "state")
    def _compute_is_late(self):
        late = self.filtered_domain(self._late_domain())
        for paper in self:
            paper.is_late = paper in late

    def _search_is_late(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        return self._late_domain()

    @api.model
    def _late_domain(self):
        today = house_today()
        return Domain("state", "in", WRITING_STATES) & Domain("deadline", "<", today)

    @api.depends("state", "meeting_start", "meeting_state")
    def _compute_is_public(self):
        public = self.filtered_domain(self._public_domain())
        for paper in self:
            paper.is_public = paper in public

    def _search_is_public(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._public_domain()

    @api.model
    def _public_domain(self):
        tonight = deadline.next_midnight(fields.Datetime.now())
        return (
            Domain("state", "in", HANDED_STATES)
            & Domain("meeting_start", "<", tonight)
            & Domain("meeting_state", "!=", "cancelled")
        )

    @api.depends("state", "is_own_unit", "is_host", "meeting_state")
    @api.depends_context("uid")
    def _compute_can(self):
        officer = self.env.user.has_group("dlxh_collaborator.group_dlxh_officer")
        for paper in self:
            before = officer and paper.meeting_state in OPEN_STATES
            writes = paper.is_own_unit and paper.state in WRITING_STATES
            decides = paper.is_host and paper.state in HANDED_STATES
            paper.can_write = bool(before and writes)
            paper.can_decide = bool(before and decides)

    @api.model_create_multi
    def create(self, vals_list):
        fresh = {"handed_in_on": False, "return_reason": False}
        papers = super().create(
            [{**vals, **fresh, "state": "draft"} for vals in vals_list]
        )
        for paper in papers:
            # sudo: whether the meeting is still to come, once it may be linked
            paper.sudo().meeting_id._refuse_unless_open()
            if not paper.is_own_unit or self.env.context.get("dlxh_ask_paper"):
                paper._ask()
        return papers

    def _ask(self):
        """Ask another unit for a paper; its officers are told."""
        self._check_host_officer()
        # sudo: the unit is told by the unit above that holds the conference
        paper = with_flow(self.sudo()).with_context(
            mail_activity_quick_update=True  # no e-mail, the card tells it
        )
        host = paper.host_unit_id.parent_path
        if not paper.unit_id.parent_path.startswith(host):
            raise UserError(
                self.env._(
                    "%(unit)s is not a unit below yours. Papers are asked of units "
                    "below.",
                    unit=paper.unit_id.name,
                )
            )
        paper.write({"state": "asked", "text": False, "file": False})
        for user in paper.unit_id._chair_holders("officer") - self.env.user:
            told = paper.with_context(lang=user.lang or self.env.lang)
            told.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                date_deadline=paper.deadline or paper.meeting_start.date(),
                summary=told._activity_summary(),
            )

    def _activity_summary(self):
        """Tell the unit that asks; the title of the paper stays inside."""
        unit = self.host_unit_id.name
        return self.env._("Hand in a paper for %(unit)s", unit=unit)

    def write(self, vals):
        if in_flow(self.env) or not vals:
            return super().write(vals)
        self._check_written(set(vals))
        result = super().write(vals)
        if AUTHOR_FIELDS & set(vals):
            begun = self.filtered(lambda p: p.state != "draft" and p.is_own_unit)
            # sudo: the author began to write; the state follows
            with_flow(begun.sudo()).write({"state": "draft"})
        return result

    def _check_written(self, names):
        names -= {"activity_ids"}
        if names - AUTHOR_FIELDS - HOST_FIELDS:
            raise UserError(
                self.env._(
                    "A paper stays with its unit and its conference; its state "
                    "follows from the buttons: Hand in, Return, Accept."
                )
            )
        self.check_access("write")  # the refusals below name the paper
        for paper in self:
            allowed = set(AUTHOR_FIELDS) if paper.can_write or self.env.su else set()
            if paper.is_host:
                allowed |= {"sequence", "deadline"}
                if paper.state == "asked":
                    allowed |= {"title"}
            if names - allowed:
                raise UserError(
                    self.env._(
                        "“%(paper)s” cannot be changed now: it was handed in, or is "
                        "written by another unit. Return it with a reason to have it "
                        "changed.",
                        paper=paper.title,
                    )
                )

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_unlink_handed_in()
        return super().unlink()

    def _refuse_unlink_handed_in(self):
        self.check_access("unlink")
        if any(paper.state in HANDED_STATES for paper in self):
            raise UserError(
                self.env._("Papers that were handed in are kept with the conference.")
            )

    # steps

    def _step(self, **values):
        # sudo: the right was checked by the button; the state follows it
        with_flow(self.sudo()).write(values)
        return True

    def action_hand_in(self):
        """Give the paper to the unit that holds the conference."""
        self.check_access("write")
        for paper in self:
            if not paper.can_write:
                raise AccessError(
                    self.env._(
                        "A paper is handed in by an officer of the unit that writes "
                        "it, before the conference."
                    )
                )
            if is_html_empty(paper.text) and not paper.file:
                raise UserError(
                    self.env._(
                        "“%(paper)s” is empty. Write its text or attach its file, "
                        "then hand it in.",
                        paper=paper.title,
                    )
                )
            today = house_today()
            paper._step(state="handed_in", handed_in_on=today, return_reason=False)
            paper.sudo().activity_ids.unlink()  # the unit did what was asked
        return True

    def action_return(self, reason=None):
        """Give the paper back to its unit, with the reason."""
        self._check_host()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say what has to be changed in the paper."))
        todo = self.filtered("can_decide")
        return todo._step(state="returned", return_reason=reason)

    def action_open_return(self):
        """Ask why the paper goes back."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return"),
            "res_model": "dlxh.meeting.paper.return",
            "view_mode": "form",
            "target": "new",
            "context": {"default_paper_id": self.id},
        }

    def action_accept(self):
        """Take the paper into the programme of the conference."""
        self._check_host()
        todo = self.filtered(lambda paper: paper.state == "handed_in")
        return todo._step(state="accepted")

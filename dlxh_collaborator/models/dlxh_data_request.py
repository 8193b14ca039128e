from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .. import deadline
from .dlxh_data_limit import REQUEST_KINDS
from .house_time import house_today

OPEN_STATES = ("received", "acknowledged", "in_progress")


class DlxhDataRequest(models.Model):
    """Request of a person about his own data, with the clocks of the law.

    The person is a collaborator, or says that he took part in a survey. Who
    answered a survey cannot be found by design; choosing that proposes the
    reply which says so (guardrail G28). Data officers handle the requests of
    their territory; a collaborator hands in and sees his own; nobody else sees
    a request unless he is named as its handler. What may be done with it, and
    by whom, is in dlxh_data_request_flow.
    """

    _name = "dlxh.data.request"
    _inherit = [
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Data Request"
    _order = "done_by, id"
    _scope_link_fields = ("collaborator_id",)

    name = fields.Char(string="Number", readonly=True, copy=False, default="")
    unit_id = fields.Many2one(
        compute="_compute_unit_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    subject_kind = fields.Selection(
        [
            ("collaborator", "Collaborator"),
            ("respondent", "Says to have answered a survey"),
        ],
        string="Who asks",
        required=True,
        default="collaborator",
        tracking=True,
    )
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_collaborator_id(),
    )
    reply_to = fields.Char(
        string="Reply to", help="How to reach a person who is not a collaborator."
    )
    kind = fields.Selection(
        REQUEST_KINDS, string="Asks to", required=True, tracking=True
    )
    request_text = fields.Text(string="In the person's words")
    channel = fields.Selection(
        [
            ("system", "Here in the system"),
            ("letter", "By letter"),
            ("email", "E-mail"),
            ("phone", "Telephone"),
            ("meeting", "In person"),
        ],
        required=True,
        default="system",
    )
    received_at = fields.Datetime(
        string="Received", required=True, default=fields.Datetime.now, tracking=True
    )
    involves_third_party = fields.Boolean(
        string="A processor or third party is involved", tracking=True
    )
    handler_id = fields.Many2one(
        "res.users",
        string="Handled by",
        tracking=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    state = fields.Selection(
        [
            ("received", "Received"),
            ("acknowledged", "Replied"),
            ("in_progress", "In progress"),
            ("done", "Done"),
            ("refused", "Refused"),
        ],
        required=True,
        default="received",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    reply_by = fields.Date(
        string="Reply by", compute="_compute_clocks", store=True, tracking=True
    )
    done_by = fields.Date(
        string="Finish by", compute="_compute_clocks", store=True, tracking=True
    )
    extension_days = fields.Integer(
        string="Extended by (days)", readonly=True, copy=False, tracking=True
    )
    extension_reason = fields.Text(
        string="Why it was extended", readonly=True, copy=False
    )
    acknowledged_on = fields.Date(string="Replied on", readonly=True, copy=False)
    closed_on = fields.Date(
        string="Closed on", readonly=True, copy=False, index="btree_not_null"
    )
    replied_late = fields.Boolean(
        string="Replied late", compute="_compute_was_late", store=True
    )
    closed_late = fields.Boolean(
        string="Closed late", compute="_compute_was_late", store=True
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    answer = fields.Text(string="Reply given", copy=False, tracking=True)
    can_handle = fields.Boolean(
        string="May be handled by me", compute="_compute_can_handle"
    )
    is_mine = fields.Boolean(
        string="About me", compute="_compute_is_mine", search="_search_is_mine"
    )

    _subject_known = models.Constraint(
        "CHECK(subject_kind <> 'collaborator' OR collaborator_id IS NOT NULL)",
        "Choose the collaborator whom the request is about.",
    )
    _respondent_unknown = models.Constraint(
        "CHECK(subject_kind = 'collaborator' OR collaborator_id IS NULL)",
        "A person who answered a survey is never linked to a collaborator.",
    )
    _unit_done_idx = models.Index("(unit_id, done_by, id)")

    @api.model
    def _default_collaborator_id(self):
        """One's own file, for whoever is not there to record others' requests."""
        if self._is_data_officer():
            return self.env["dlxh.collaborator"]
        return self.env["dlxh.collaborator"]._of_user().sudo(False)[:1]

    @api.model
    def _is_data_officer(self):
        return self.env.user.has_group("dlxh_collaborator.group_dlxh_data_officer")

    @api.depends("collaborator_id")
    def _compute_unit_id(self):
        """The workplace of the person; of whoever records it, when nobody is
        named."""
        own = self.env.user._dlxh_units().sudo(False)[:1]
        for request in self:
            # sudo: the workplace of the person whom the request is about
            unit = request.collaborator_id.sudo().unit_id.sudo(False)
            request.unit_id = unit or request.unit_id or own

    @api.depends("kind", "received_at", "involves_third_party", "extension_days")
    def _compute_clocks(self):
        """Count from the day it came in, with the limits that hold then."""
        holidays = self.env["dlxh.holiday"]._calendar()
        # sudo: time limits stand in the law
        limits = {line.kind: line for line in self.env["dlxh.data.limit"].sudo()._all()}
        for request in self:
            limit = limits.get(request.kind)
            if not (limit and request.received_at):
                request.reply_by = request.done_by = False
                continue
            third = request.involves_third_party
            request.reply_by, request.done_by = deadline.request_days(
                deadline.local_date(request.received_at),
                limit.reply_days,
                limit.third_party_days if third else limit.days,
                request.extension_days,
                holidays,
            )

    @api.depends("acknowledged_on", "closed_on", "reply_by", "done_by")
    def _compute_was_late(self):
        for request in self:
            replied, closed = request.acknowledged_on, request.closed_on
            request.replied_late = bool(
                replied and request.reply_by and replied > request.reply_by
            )
            request.closed_late = bool(
                closed and request.done_by and closed > request.done_by
            )

    @api.depends("state", "reply_by", "done_by", "replied_late", "closed_late")
    def _compute_is_late(self):
        late = self.filtered_domain(self._late_domain())
        for request in self:
            request.is_late = request in late

    def _search_is_late(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        return self._late_domain()

    @api.model
    def _late_domain(self):
        today = house_today()
        waiting = Domain("state", "=", "received") & Domain("reply_by", "<", today)
        running = Domain("state", "in", OPEN_STATES) & Domain("done_by", "<", today)
        return (
            Domain("replied_late", "=", True)
            | Domain("closed_late", "=", True)
            | waiting
            | running
        )

    @api.depends_context("uid")
    @api.depends("collaborator_id.user_id")
    def _compute_is_mine(self):
        for request in self:
            # sudo: only compared with the user himself
            request.is_mine = request.sudo().collaborator_id.user_id == self.env.user

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = self.env["dlxh.collaborator"]._ever_of_user()
        return Domain("collaborator_id", "in", own.ids)

    @api.depends_context("uid")
    @api.depends("handler_id", "state", "collaborator_id.user_id")
    def _compute_can_handle(self):
        writable = self._filtered_access("write")
        for request in self:
            allowed = request in writable and request.state in OPEN_STATES
            request.can_handle = allowed and not request.is_mine

    @api.onchange("subject_kind")
    def _onchange_subject_kind(self):
        if self.subject_kind == "respondent":
            self.collaborator_id = False
            self.answer = self.answer or self._respondent_reply()

    @api.model
    def _respondent_reply(self):
        """Return the text that tells why nobody's answers can be found."""
        return self.env._(
            "Your answers to a survey are kept without name, account, address or "
            "any other sign by which they could be found again. We therefore cannot "
            "tell which answers are yours, nor show, correct or delete them. They "
            "are kept confidential, only aggregates are published, and they are "
            "destroyed when their time of storage is over."
        )

    @api.constrains("handler_id", "unit_id", "collaborator_id")
    def _check_handler(self):
        for request in self.filtered("handler_id"):
            # sudo: only whether the handler works for the unit
            handler, record = request.handler_id.sudo(), request.sudo()
            paths = tuple(handler._dlxh_units().mapped("parent_path"))
            if not paths or not record.unit_id.parent_path.startswith(paths):
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(unit)s or a unit above it. "
                        "Choose somebody who does.",
                        user=handler.name,
                        unit=record.unit_id.name,
                    )
                )
            if record.collaborator_id.user_id == handler:
                raise ValidationError(
                    self.env._(
                        "Nobody handles a request about himself. Choose another "
                        "person for the request of %(user)s.",
                        user=handler.name,
                    )
                )

    @api.constrains("received_at")
    def _check_received_at(self):
        for request in self:
            if request.received_at > fields.Datetime.now():
                raise ValidationError(
                    self.env._("A request cannot have been received in the future.")
                )

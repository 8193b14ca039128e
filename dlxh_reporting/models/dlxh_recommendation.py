from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from .. import proposals

_FLOW = object()
#: written by the officer who raises it, until it is sent
WORDING_FIELDS = frozenset(
    (
        "unit_id text issue_id topic_id addressee_unit_id addressee_name deadline"
        " personal_data_reason"
    ).split()
)
STATES = [
    ("raised", "Raised"),
    ("sent", "Sent to the addressee"),
    ("answered", "Answered by the addressee"),
    ("used", "Used in a decision"),
    ("closed", "Closed"),
]


class DlxhRecommendation(models.Model):
    """What a unit recommends to whom, and what came of it (kiến nghị).

    Taken from the proposals of an approved report or entered by hand. The unit it
    is addressed to answers it; the decision that used it is noted with symbol, date
    and extract. Both are told to the units that raised the matter.
    """

    _name = "dlxh.recommendation"
    _inherit = [
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "dlxh.screened.mixin",
    ]
    _description = "Recommendation on an Issue"
    _order = "raised_on desc, id desc"
    _rec_name = "text"
    _scope_link_fields = ("issue_id", "report_id", "entry_id")
    _screened_fields = ("text", "response", "decision_extract", "close_reason")
    _handling_fields = ("response",)

    unit_id = fields.Many2one(
        string="Raised by",
        default=lambda self: self.env.user._dlxh_units()[:1],
    )
    report_id = fields.Many2one(
        "dlxh.report",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    entry_id = fields.Many2one(
        "dlxh.report.entry",
        string="Entry of the report",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    issue_id = fields.Many2one(
        "dlxh.issue", index="btree_not_null", ondelete="restrict"
    )
    topic_id = fields.Many2one(
        "dlxh.topic",
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_topic_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    addressee_unit_id = fields.Many2one(
        "dlxh.unit",
        string="To the unit",
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_addressee_unit_id",
        store=True,
        readonly=False,
        precompute=True,
        help="It reads the recommendation once it is sent, and answers it here.",
    )
    addressee_name = fields.Char(
        string="To another addressee",
        help="An organ that does not work in the system, such as the People's "
        "Committee. You enter its answer when it comes.",
    )
    addressee = fields.Char(string="Addressed to", compute="_compute_addressee")
    is_addressed_to_me = fields.Boolean(
        string="Addressed to my unit",
        compute="_compute_is_addressed_to_me",
        search="_search_is_addressed_to_me",
        export_string_translation=False,
    )
    text = fields.Text(string="What is recommended", required=True)
    text_key = fields.Char(
        string="Text without its spelling",
        compute="_compute_text_key",
        store=True,
        index=True,
    )
    deadline = fields.Date(string="Answer wanted by")
    is_late = fields.Boolean(
        string="Answer is late", compute="_compute_is_late", search="_search_is_late"
    )
    state = fields.Selection(
        STATES,
        required=True,
        default="raised",
        readonly=True,
        copy=False,
        group_expand=True,
    )
    raised_on = fields.Date(
        string="Raised on",
        readonly=True,
        required=True,
        copy=False,
        default=fields.Date.context_today,
    )
    sent_on = fields.Date(string="Sent on", readonly=True, copy=False)
    response = fields.Text(string="Answer", readonly=True, copy=False)
    responded_on = fields.Date(string="Answered on", readonly=True, copy=False)
    decision_symbol = fields.Char(
        string="Number and symbol of the decision", readonly=True, copy=False
    )
    decision_date = fields.Date(
        string="Date of the decision", readonly=True, copy=False
    )
    decision_extract = fields.Text(
        string="Extract of the decision", readonly=True, copy=False
    )
    close_reason = fields.Text(string="Why it was closed", readonly=True, copy=False)
    answers_above = fields.Html(
        string="Answers of the levels above", compute="_compute_answers_above"
    )
    can_edit = fields.Boolean(compute="_compute_rights", string="May be reworded")
    can_send = fields.Boolean(compute="_compute_rights", string="May be sent")
    can_answer = fields.Boolean(
        string="Waits for my answer",
        compute="_compute_rights",
        search="_search_can_answer",
    )
    can_use = fields.Boolean(
        compute="_compute_rights", string="A decision may be noted"
    )
    can_close = fields.Boolean(compute="_compute_rights", string="May be closed")

    _addressee_state_idx = models.Index("(addressee_unit_id, state, id)")
    _unit_state_idx = models.Index("(unit_id, state, id)")
    _order_idx = models.Index("(raised_on DESC, id DESC)")
    _used_has_decision = models.Constraint(
        "CHECK(state <> 'used' OR (COALESCE(TRIM(decision_symbol), '') <> ''"
        " AND decision_date IS NOT NULL))",
        "A decision that used the recommendation needs its symbol and its date.",
    )

    # Computes
    # --------

    @api.depends("issue_id")
    def _compute_topic_id(self):
        for row in self:
            row.topic_id = row.issue_id.topic_id or row.topic_id

    @api.depends("unit_id")
    def _compute_addressee_unit_id(self):
        for row in self:
            if not (row.addressee_unit_id or row.addressee_name):
                # sudo: only which unit stands above
                row.addressee_unit_id = row.unit_id.sudo().parent_id

    @api.depends("addressee_unit_id", "addressee_name")
    def _compute_addressee(self):
        for row in self:
            # sudo: the name of a unit is public
            unit = row.sudo().addressee_unit_id.name
            row.addressee = ", ".join(filter(None, [unit, row.addressee_name]))

    @api.depends("text")
    def _compute_text_key(self):
        for row in self:
            row.text_key = proposals.key(row.text)[:200]

    @api.depends("unit_id", "raised_on")
    def _compute_display_name(self):
        """Never the text: the name stands in activities and in links."""
        for row in self:
            row.display_name = self.env._(
                "Recommendation of %(unit)s, %(date)s",
                unit=row.unit_id.sudo().name or "",  # sudo: a public name
                date=format_date(self.env, row.raised_on) if row.raised_on else "",
            )
        self._hide_private_names()

    @api.depends("addressee_unit_id")
    @api.depends_context("uid")
    def _compute_is_addressed_to_me(self):
        units = self.env.user._dlxh_units()
        for row in self:
            row.is_addressed_to_me = row.sudo().addressee_unit_id in units  # compared

    def _search_is_addressed_to_me(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        return Domain("addressee_unit_id", "in", self.env.user._dlxh_units().ids)

    @api.depends("deadline", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for row in self:
            late = row.state == "sent" and bool(row.deadline)
            row.is_late = late and row.deadline < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("deadline", "<", today) & Domain("state", "=", "sent")

    @api.depends("state", "unit_id", "addressee_unit_id")
    @api.depends_context("uid")
    def _compute_rights(self):
        user = self.env.user
        officer = user.has_group("dlxh_collaborator.group_dlxh_officer")
        leader = user.has_group("dlxh_collaborator.group_dlxh_leader")
        for row in self:
            own = row.is_own_unit or not row._origin
            row.can_edit = officer and own and row.state == "raised"
            row.can_send = row.can_edit and bool(row._origin)
            asked = row.is_addressed_to_me
            # the answer of an organ outside is entered by who asked it
            by_hand = officer and own and not row.sudo().addressee_unit_id
            answers = ((officer or leader) and asked) or by_hand
            row.can_answer = answers and row.state == "sent"
            row.can_use = (
                ((officer or leader) and (asked or own))
                and row.state in ("sent", "answered")
                and bool(row._origin)
            )
            row.can_close = officer and own and row.state not in ("closed", "raised")

    def _search_can_answer(self, operator, value):
        if operator != "in":
            return NotImplemented
        user = self.env.user
        officer = user.has_group("dlxh_collaborator.group_dlxh_officer")
        if not officer and not user.has_group("dlxh_collaborator.group_dlxh_leader"):
            return Domain.FALSE
        asked = Domain("is_addressed_to_me", "=", True)
        if officer:
            asked |= Domain("is_own_unit", "=", True) & Domain(
                "addressee_unit_id", "=", False
            )
        return Domain("state", "=", "sent") & asked

    # Guards
    # ------

    @api.constrains("addressee_unit_id", "addressee_name")
    def _check_addressee(self):
        for row in self:
            if not (row.addressee_unit_id or (row.addressee_name or "").strip()):
                raise ValidationError(
                    self.env._("Say to whom the recommendation is addressed.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self._in_flow() and not self.env.su:
            initial = self._initial_values()
            vals_list = [
                {**initial, **{k: v for k, v in vals.items() if k in WORDING_FIELDS}}
                for vals in vals_list
            ]
        return super().create(vals_list)

    @api.model
    def _initial_values(self):
        """Given with each new one, so that no default takes their place."""
        names = (
            "report_id entry_id sent_on response responded_on decision_symbol"
            " decision_date decision_extract close_reason"
        ).split()
        today = fields.Date.context_today(self)
        return dict.fromkeys(names, False) | {"state": "raised", "raised_on": today}

    def write(self, vals):
        if not self._in_flow() and not self.env.su:
            self.check_access("write")
            if set(vals) - WORDING_FIELDS or any(not row.can_edit for row in self):
                raise UserError(
                    self.env._(
                        "A recommendation is reworded until it is sent; afterwards its "
                        "buttons write what became of it."
                    )
                )
        return super().write(vals)

    def _in_flow(self):
        # Compared by identity: no client can send this object in a context.
        return self.env.context.get("dlxh_recommendation_flow") is _FLOW

    def _flow(self):
        # sudo: every caller has checked a right of `_compute_rights`, or is a step
        # of the report which checked its own
        return self.sudo().with_context(dlxh_recommendation_flow=_FLOW)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if not self._in_flow() and any(row.state != "raised" for row in self):
            raise UserError(
                self.env._("Recommendations that were sent are kept; close them.")
            )

    def _need(self, right):
        """Refuse with a sentence unless the computed right is given."""
        self.check_access("read")
        for row in self:
            if not row[right]:
                raise AccessError(
                    self.env._(
                        "This is not yours to do, or not now: “%(name)s” is in the "
                        "state “%(state)s”.",
                        name=row.display_name,
                        state=dict(
                            self._fields["state"]._description_selection(self.env)
                        )[row.state],
                    )
                )

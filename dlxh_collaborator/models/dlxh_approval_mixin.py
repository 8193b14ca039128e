from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

OPEN_STATUSES = ("waiting", "pending")


class DlxhApprovalMixin(models.AbstractModel):
    """Approval of a document of a unit: submit, approve, return, undo.

    Built on tier validation, whose levels the administrator defines. What
    people do is in `dlxh.approval.action.mixin`; here is who may do it.

    A model that uses it has a scope mixin (`unit_id`) and a `state` with at
    least the states named in the lock mixin. It moves on from "approved" by
    `self._approval_flow().write({"state": ...})` after its own checks.
    """

    _name = "dlxh.approval.mixin"
    _inherit = ["dlxh.approval.action.mixin"]
    _description = "Approval"

    approval_leader_ids = fields.Many2many(
        "res.users",
        string="Leaders who decide",
        compute="_compute_approval_leader_ids",
        help="Leaders assigned to the unit of the document.",
    )
    approval_round_ids = fields.One2many(
        "dlxh.approval.round",
        "res_id",
        string="Approval history",
        domain=lambda self: [("res_model", "=", self._name)],
        bypass_search_access=True,
        readonly=True,
    )
    approval_round_count = fields.Integer(
        string="Steps of approval", compute="_compute_approval_round_count"
    )
    approval_exception_text = fields.Text(
        string="Missing at approval", compute="_compute_approval_exception_text"
    )
    can_submit = fields.Boolean(
        compute="_compute_approval_rights", export_string_translation=False
    )
    can_approve = fields.Boolean(
        string="Waits for my approval",
        compute="_compute_approval_rights",
        search="_search_can_approve",
    )
    can_return = fields.Boolean(
        compute="_compute_approval_rights", export_string_translation=False
    )
    can_undo = fields.Boolean(
        compute="_compute_approval_rights", export_string_translation=False
    )

    # ------------------------------------------------------------------
    # Hooks on who decides
    # ------------------------------------------------------------------

    def _approval_reviewers(self):
        """Return who leads the unit of each document: {document: users}.

        Their deputies are added where a review asks who may decide.
        """
        leaders = self._approval_leaders_by_unit()
        # sudo: only the id of the unit
        return {doc: leaders[doc.sudo().unit_id.id] for doc in self}

    def _approval_on_behalf_of(self, user, review=None):
        """Return the leader on whose behalf `user` decides a review, if any."""
        return review._on_behalf_of(user) if review else self.env["res.users"]

    # ------------------------------------------------------------------
    # Who decides
    # ------------------------------------------------------------------

    def _approval_leaders_by_unit(self):
        # sudo: who leads a unit is public within the organisation
        documents = self.sudo()
        users = documents.env["res.users"].search(
            [
                ("all_group_ids", "in", self._approval_leader_group().id),
                ("dlxh_unit_ids", "in", documents.unit_id.ids),
            ]
        )
        leaders = defaultdict(lambda: self.env["res.users"])
        for user in users:
            for unit in user._dlxh_units():
                leaders[unit.id] |= user.sudo(self.env.su)
        return leaders

    @api.model
    def _approval_leader_group(self):
        return self.env.ref("dlxh_collaborator.group_dlxh_leader")

    def _approval_filter_reviewers(self, users):
        """Keep of `users` those who work for the unit of the document or for a
        unit above it; of a group thus only the people of this very line."""
        self.ensure_one()
        path = self.unit_id.parent_path or ""
        return users.filtered(
            lambda user: any(
                path.startswith(unit.parent_path) for unit in user._dlxh_units()
            )
        )

    def _approval_warm(self):
        """Read in one go what the turn of each of many documents depends on."""
        # sudo: fills the cache that `_approval_turn_of` reads
        documents = self.sudo()
        documents.mapped("approval_leader_ids")
        reviews = documents.review_ids
        for name in ("approve_sequence", "reviewer_group_id", "reviewer_field_id"):
            reviews.mapped(name)

    def _approval_open_reviews(self):
        """Return the reviews still open, in order; as superuser."""
        self.ensure_one()
        # sudo: the levels are looked at to find whose turn it is
        reviews = self.sudo().review_ids
        return reviews.filtered(lambda r: r.status in OPEN_STATUSES).sorted("sequence")

    def _approval_turn_of(self, user):
        """Return the open reviews that `user` may decide now.

        Asked of the definitions at this moment: the list stored on a review may
        be older than the last transfer.
        """
        reviews = self._approval_open_reviews()
        first = reviews[:1].sequence
        return reviews.filtered(
            lambda r: (
                (r.sequence == first or not r.approve_sequence)
                and user in r._get_reviewers()
            )
        )

    def _approval_may_undo(self, user):
        """Return whether `user` may take the approval back: the one who gave it,
        or for whom it was given, and still decides here, or a leader above."""
        self.ensure_one()
        if self[self._state_field] != self._approval_approved_state:
            return False
        # sudo: who decided the last round
        reviews = self.sudo().review_ids
        if any(
            user in (r.done_by, r.dlxh_on_behalf_id) and user in r._get_reviewers()
            for r in reviews
        ):
            return True
        document = self.with_user(user)
        return (
            self._approval_leader_group() in user.sudo().all_group_ids
            and document.is_in_scope
            and not document.is_own_unit
        )

    def _approval_requested_by(self):
        """Return who submitted the document in the round that is open."""
        return self._approval_open_reviews()[:1].requested_by

    # ------------------------------------------------------------------
    # Computes
    # ------------------------------------------------------------------

    @api.depends("unit_id")
    def _compute_approval_leader_ids(self):
        reviewers = self._approval_reviewers()
        for document in self:
            document.approval_leader_ids = reviewers[document]

    @api.depends("approval_round_ids")
    def _compute_approval_round_count(self):
        # sudo: a count; whether a document was ever submitted decides on unlink
        groups = (
            self.env["dlxh.approval.round"]
            .sudo()
            ._read_group(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)],
                ["res_id"],
                ["__count"],
            )
        )
        counts = dict(groups)
        for document in self:
            document.approval_round_count = counts.get(document._origin.id, 0)

    @api.depends_context("uid")
    @api.depends(lambda self: [self._state_field, "unit_id", "review_ids.status"])
    def _compute_approval_rights(self):
        user = self.env.user
        writable = self._origin._filtered_access("write")
        self._approval_warm()
        pending = self._approval_pending_state
        for document in self:
            state = document[document._state_field]
            turn = state == pending and bool(document._approval_turn_of(user))
            document.can_submit = (
                state in self._approval_draft_states and document._origin in writable
            )
            document.can_approve = turn
            document.can_return = turn or (
                state == pending and document._approval_requested_by() == user
            )
            document.can_undo = document._approval_may_undo(user)

    def _search_can_approve(self, operator, value):
        if operator != "in":
            return NotImplemented
        # who decides may have changed a moment ago, by a delegation for example
        self.env["tier.review"].flush_model(["reviewer_ids", "status", "can_review"])
        # sudo: ids of documents only; the rules of the documents still apply
        reviews = (
            self.env["tier.review"]
            .sudo()
            ._search(
                [
                    ("model", "=", self._name),
                    ("status", "in", OPEN_STATUSES),
                    ("can_review", "=", True),
                    ("reviewer_ids", "in", self.env.uid),
                ]
            )
        )
        return Domain(self._state_field, "=", self._approval_pending_state) & Domain(
            "id", "in", reviews.subselect("res_id")
        )

    @api.depends_context("uid")
    @api.depends("can_approve")
    def _compute_approval_exception_text(self):
        for document in self:
            exceptions = document.can_approve and document._approval_exceptions()
            document.approval_exception_text = "\n".join(exceptions or [])

    def _approval_check_turn(self):
        """Return the reviews that the current user decides, or refuse."""
        self.ensure_one()
        self.check_access("read")
        reviews = self._approval_turn_of(self.env.user)
        if reviews:
            return reviews
        if self._approval_requested_by() == self.env.user:
            raise AccessError(
                self.env._(
                    "You submitted “%(name)s” yourself. Another leader of"
                    " “%(unit)s” has to decide on it.",
                    name=self.display_name,
                    unit=self.unit_id.display_name,
                )
            )
        deciders = self._approval_open_reviews()[:1]._get_reviewers()
        raise AccessError(
            self.env._(
                "“%(name)s” does not wait for you. It waits for: %(who)s.",
                name=self.display_name,
                who=", ".join(deciders.mapped("name")) or "—",
            )
        )

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .. import similarity

#: how many open issues a title is compared with, the latest ones first
CANDIDATES = 500
# What a leader decides on an issue; its wording is the officer's.
LEADER_FIELDS = frozenset(
    "state handling handler_unit_id deadline outcome personal_data_reason".split()
)


class DlxhIssue(models.Model):
    """A matter that people talk about, followed from first to last (vấn đề).

    Sheets join an issue of the unit that receives them, or one that a level
    above published. An issue of a unit may be part of one of the unit above;
    how many units tell of it only the consolidating unit sees.
    """

    _name = "dlxh.issue"
    _inherit = [
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "dlxh.screened.mixin",
    ]
    _description = "Issue"
    _order = "last_seen desc, id desc"
    _scope_link_fields = ("parent_issue_id",)
    _screened_fields = ("name", "handling", "outcome")
    _handling_fields = ("handling",)

    name = fields.Char(
        string="Issue",
        required=True,
        index="trigram",
        help="What is the matter, in a few words, without names of persons.",
    )
    unit_id = fields.Many2one(
        string="Followed by", default=lambda self: self._default_unit_id()
    )
    topic_id = fields.Many2one(
        "dlxh.topic", index="btree_not_null", ondelete="restrict"
    )
    parent_issue_id = fields.Many2one(
        "dlxh.issue",
        string="Part of the issue of a level above",
        index="btree_not_null",
        ondelete="restrict",
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("watching", "Being watched"),
            ("handling", "Being handled"),
            ("closed", "Closed"),
        ],
        required=True,
        default="new",
        copy=False,
        group_expand=True,
    )
    published = fields.Boolean(
        string="Published to the units below",
        copy=False,
        help="The units below see its name and may join their sheets to it.",
    )
    is_sent = fields.Boolean(
        string="Reported upward",
        readonly=True,
        copy=False,
        help="An entry of a sent report cites it, so the levels above see it.",
    )
    is_published_to_me = fields.Boolean(
        string="Published by a level above me",
        compute="_compute_is_published_to_me",
        search="_search_is_published_to_me",
        export_string_translation=False,
    )
    is_of_my_team = fields.Boolean(
        string="Of a unit I write sheets for",
        compute="_compute_is_of_my_team",
        search="_search_is_of_my_team",
        export_string_translation=False,
    )
    first_seen = fields.Date(string="First heard", readonly=True, copy=False)
    last_seen = fields.Date(
        string="Last heard",
        readonly=True,
        copy=False,
        default=fields.Date.context_today,
    )
    unit_count = fields.Integer(
        string="Units that tell of it",
        compute="_compute_unit_count",
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader",
        help="Distinct units below whose sent reports tell of it; only the unit "
        "that consolidates them sees the number.",
    )
    handler_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Handled by",
        index="btree_not_null",
        ondelete="restrict",
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader",
    )
    handling = fields.Text(
        string="What is being done",
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader",
        help="About the problem, never about who spoke of it.",
    )
    deadline = fields.Date(
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader",
    )
    is_late = fields.Boolean(
        string="Past its deadline",
        compute="_compute_is_late",
        search="_search_is_late",
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader",
    )
    outcome = fields.Text(
        string="Answer given", help="What came of it; the units below read it."
    )
    can_edit = fields.Boolean(compute="_compute_can_edit", string="May be reworded")
    similar_issue_ids = fields.Many2many(
        "dlxh.issue", string="Similar issues", compute="_compute_similar_issue_ids"
    )

    _unit_state_idx = models.Index("(unit_id, state, last_seen, id)")
    _published_idx = models.Index("(unit_id) WHERE published")
    _last_seen_idx = models.Index("(last_seen, id)")

    @api.model
    def _default_unit_id(self):
        return self.env.user._dlxh_units()[:1]

    # What a level above published
    # ----------------------------

    @api.model
    def _ids_above_me(self):
        """Return the ids of the units above those the user works or writes for."""
        paths = [
            *self.env.user._dlxh_units().mapped("parent_path"),
            # sudo: the units of one's own teams
            *self.env["dlxh.opinion"]._receiving_units().sudo().mapped("parent_path"),
        ]
        return {int(key) for path in paths for key in path.split("/")[:-2]}

    @api.depends("published", "unit_id")
    @api.depends_context("uid")
    def _compute_is_published_to_me(self):
        above = self._ids_above_me()
        for issue in self:
            issue.is_published_to_me = issue.published and issue.unit_id.id in above

    def _search_is_published_to_me(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        return Domain("published", "=", True) & Domain(
            "unit_id", "in", list(self._ids_above_me())
        )

    @api.depends("unit_id")
    @api.depends_context("uid")
    def _compute_is_of_my_team(self):
        units = self.env["dlxh.opinion"]._receiving_units()
        for issue in self:
            issue.is_of_my_team = issue.unit_id in units

    def _search_is_of_my_team(self, operator, value):
        if operator != "in":
            return NotImplemented
        units = self.env["dlxh.opinion"]._receiving_units()
        return Domain("unit_id", "in", units.ids)

    # Other computes
    # --------------

    @api.depends_context("uid")
    def _compute_unit_count(self):
        mine = self.filtered("is_own_unit")
        # sudo: distinct units of children that were reported upward, a number
        # that the owning unit (checked just above) is entitled to
        groups = self.sudo()._read_group(
            [("parent_issue_id", "in", mine.ids), ("is_sent", "=", True)],
            ["parent_issue_id"],
            ["unit_id:count_distinct"],
        )
        counts = {issue.id: count for issue, count in groups}
        for issue in self:
            issue.unit_count = counts.get(issue.id, 0)

    @api.depends("unit_id")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        officer = self.env.user.has_group("dlxh_collaborator.group_dlxh_officer")
        for issue in self:
            issue.can_edit = officer and (issue.is_own_unit or not issue._origin)

    @api.depends("deadline", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for issue in self:
            issue.is_late = (
                issue.state != "closed" and bool(issue.deadline)
            ) and issue.deadline < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("deadline", "<", today) & Domain("state", "!=", "closed")

    @api.depends("name", "unit_id")
    @api.depends_context("uid")
    def _compute_similar_issue_ids(self):
        pairs = self._candidates() if any(issue.name for issue in self) else []
        for issue in self:
            own = issue._origin.id
            best = similarity.most_similar(
                issue.name, [pair for pair in pairs if pair[0] != own]
            )
            issue.similar_issue_ids = self.browse(key for key, _score in best)

    @api.model
    def _candidates(self, domain=None):
        """Return (id, name) of the open issues that the user may see."""
        domain = Domain(domain or Domain.TRUE) & Domain("state", "!=", "closed")
        found = self.search_fetch(domain, ["name"], limit=CANDIDATES)
        return [(issue.id, issue.name) for issue in found]

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Offer the issues most like the title of the sheet first."""
        title = self.env.context.get("dlxh_similar_to")
        if name or not title:
            return super().name_search(name, domain, operator, limit)
        pairs = self._candidates(domain)
        best = [key for key, _score in similarity.most_similar(title, pairs)]
        names = dict(pairs)
        rest = [key for key, _name in pairs if key not in best]
        return [(key, names[key]) for key in (best + rest)[:limit]]

    # Constraints
    # -----------

    @api.constrains("parent_issue_id", "unit_id")
    def _check_parent_issue(self):
        for issue in self.sudo().filtered("parent_issue_id"):  # compares paths only
            issue._check_below(issue.parent_issue_id.unit_id)

    def _check_below(self, above):
        """Refuse to be part of an issue of a unit that does not lie above."""
        path = self.unit_id.parent_path or ""
        if above == self.unit_id or not path.startswith(above.parent_path):
            raise ValidationError(
                self.env._(
                    "An issue can only be part of an issue of a level above its own "
                    "unit."
                )
            )

    @api.constrains("state", "outcome")
    def _check_outcome(self):
        for issue in self:
            if issue.state == "closed" and not (issue.outcome or "").strip():
                raise ValidationError(
                    self.env._(
                        "Write what came of “%(issue)s” before it is closed: the "
                        "units that raised it read the answer.",
                        issue=issue.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:  # given, so that no default of the user takes its place
            vals_list = [{"is_sent": False, **vals} for vals in vals_list]
            self._check_not_sent_by_hand(*vals_list)
        issues = super().create(vals_list)
        for issue in issues.filtered(lambda issue: not issue.first_seen):
            issue.first_seen = issue.last_seen
        return issues

    def write(self, vals):
        if not self.env.su and set(vals) - LEADER_FIELDS:
            self._check_is_officer()
        if not self.env.su and "is_sent" in vals:
            self._check_not_sent_by_hand({"is_sent": True})
        return super().write(vals)

    def _check_not_sent_by_hand(self, *vals_list):
        if any(vals["is_sent"] for vals in vals_list):
            raise UserError(
                self.env._(
                    "Whether an issue was reported upward follows from the reports "
                    "that were sent; it is not typed in."
                )
            )

    def _check_is_officer(self):
        if not self.env.user.has_group("dlxh_collaborator.group_dlxh_officer"):
            raise AccessError(
                self.env._("The wording of an issue is the officer's to change.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        raise UserError(self.env._("Issues are kept; close the issue instead."))

    # Actions
    # -------

    def action_publish(self):
        """Let the units below see the name and join their sheets to it."""
        self._check_is_officer()
        self.write({"published": True})
        return True

    def action_unpublish(self):
        """Offer the issue no more; sheets that joined it stay joined."""
        self._check_is_officer()
        self.write({"published": False})
        return True

    def action_open_sheets(self):
        """Open the sheets that joined the issue."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_reporting.dlxh_opinion_action_received"
        )
        return action | {"domain": [("issue_id", "=", self.id)], "context": {}}

    def _touch_seen(self):
        """Bring the first and last week in step with the accepted sheets."""
        # sudo, twice: dates only; called after a sheet was accepted or joined, also
        # to an issue that a level above published
        weeks = (
            self.env["dlxh.opinion"]
            .sudo()
            ._read_group(
                [
                    ("issue_id", "in", self.ids),
                    ("state", "in", ("accepted", "used")),
                ],
                ["issue_id"],
                ["observed_week:min", "observed_week:max"],
            )
        )
        for issue, first, last in weeks:
            issue.sudo().write(
                {
                    "first_seen": min(first, issue.first_seen or first),
                    "last_seen": max(last, issue.last_seen or last),
                }
            )

    def _mark_sent(self):
        """Note that a sent report cites the issues: the levels above see them.

        Called by the report when it goes up; it has checked the rights.
        """
        # sudo: the report's own rights were checked by its flow
        self.sudo().filtered(lambda issue: not issue.is_sent).write({"is_sent": True})

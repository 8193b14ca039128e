from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from odoo.addons.dlxh_collaborator import screen

from .. import period, similarity

#: how many issues a title is compared with, the latest ones first
CANDIDATES = 500


class DlxhOpinion(models.Model):
    """Opinion sheet: what a collaborator heard in a week (phiếu phản ánh).

    It tells of groups and areas; there is no field for who holds an opinion.
    Who wrote it only the receiving unit's officer knows: the author is hidden
    from everybody else, nobody is stored as creator, and nothing may be hung
    on a sheet (no messages, followers, activities, files).
    """

    _name = "dlxh.opinion"
    _inherit = [
        "dlxh.raw.mixin",
        "dlxh.scope.large.mixin",
        "dlxh.private.name.mixin",
        "dlxh.screened.mixin",
    ]
    _description = "Opinion Sheet"
    _order = "observed_week desc, id desc"
    _log_access = False
    _rec_name = "title"
    _scope_link_fields = ("issue_id",)
    _screened_fields = ("title", "event", "assessment", "forecast", "proposal")
    _plain_fields = frozenset(
        "id state is_nil is_mine is_own_unit is_in_scope can_edit can_handle unit_id"
        " team_unit_id urgency submitted_at observed_week topic_id channel_id"
        " area_unit_id direct_unit_id above_unit_id addressed_above".split()
    )

    team_unit_id = fields.Many2one(
        "dlxh.unit",
        string="For the team of",
        required=True,
        ondelete="restrict",
        default=lambda self: self._default_team_unit_id(),
        domain=lambda self: [("id", "in", self._receiving_units().ids)],
    )
    addressed_above = fields.Boolean(
        string="Send to the next level",
        help="For what concerns the leaders of your own unit: the sheet goes to "
        "the organ of the next level and your unit does not see it.",
    )
    unit_id = fields.Many2one(
        string="Receiving unit",
        compute="_compute_unit_id",
        store=True,
        precompute=True,
        compute_sudo=True,  # the next level lies outside the author's territory
    )
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        required=True,
        readonly=True,
        copy=False,
        ondelete="restrict",
        groups="dlxh_collaborator.group_dlxh_officer",
    )
    is_mine = fields.Boolean(
        string="Written by me",
        compute="_compute_is_mine",
        search="_search_is_mine",
        export_string_translation=False,
    )
    title = fields.Char(
        string="What people talk about",
        help="One matter, in a few words, as it would stand in a report.",
    )
    event = fields.Text(string="What happened")
    topic_id = fields.Many2one("dlxh.topic", ondelete="restrict")
    issue_id = fields.Many2one(
        "dlxh.issue",
        index="btree_not_null",
        ondelete="restrict",
        help="An issue that is followed already, if this is the same matter.",
    )
    similar_issue_ids = fields.Many2many(
        "dlxh.issue", string="Similar issues", compute="_compute_similar_issue_ids"
    )
    channel_id = fields.Many2one(
        "dlxh.channel",
        string="How you know",
        ondelete="restrict",
        default=lambda self: self._default_channel_id(),
    )
    channel_hint = fields.Char(related="channel_id.hint", string="Note on the channel")
    area_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Where",
        ondelete="restrict",
        domain=[("is_area", "=", True)],
        compute="_compute_area_unit_id",
        store=True,
        readonly=False,
        precompute=True,
        help="The commune or a larger unit; never a smaller place.",
    )
    observed_week = fields.Date(
        string="Week of",
        required=True,
        default=lambda self: period.monday_of(fields.Date.context_today(self)),
        help="The Monday of the week in which you heard it.",
    )
    urgency = fields.Selection(
        [("normal", "Normal"), ("urgent", "Urgent")], required=True, default="normal"
    )
    is_nil = fields.Boolean(
        string="Nothing stood out",
        readonly=True,
        copy=False,
        help="A nil return for the week.",
    )
    stream_ids = fields.One2many(
        "dlxh.opinion.stream", "opinion_id", string="What people say", copy=True
    )
    assessment = fields.Text(string="Your assessment")
    forecast = fields.Text(string="What may follow")
    proposal = fields.Text(string="What you propose")
    public_link = fields.Char(
        string="Public link",
        help="An article of the press or a page of an organisation. No files and "
        "no page of a person.",
    )
    state = fields.Selection(
        [
            ("draft", "Not handed in"),
            ("submitted", "Handed in"),
            ("accepted", "Accepted"),
            ("returned", "Returned"),
            ("used", "Used in a report"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    # To the second it could be held against times of login: not for the leader.
    submitted_at = fields.Datetime(
        string="Handed in on",
        readonly=True,
        copy=False,
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_collaborator",
    )
    return_reason = fields.Text(string="Why it was returned", readonly=True, copy=False)
    can_edit = fields.Boolean(compute="_compute_can_edit", string="May be changed")
    can_handle = fields.Boolean(compute="_compute_can_edit", string="May be accepted")

    _nil_has_no_title = models.Constraint(
        "CHECK(NOT is_nil OR title IS NULL)",
        "A nil return says that nothing stood out, so it has no title.",
    )
    _unit_week_idx = models.Index("(unit_id, observed_week, id)")
    _author_week_idx = models.Index("(collaborator_id, observed_week, id)")
    _to_accept_idx = models.Index("(unit_id) WHERE state = 'submitted'")
    _scope_direct_date_idx = models.Index("(direct_unit_id, observed_week, id)")
    _scope_above_date_idx = models.Index("(above_unit_id, observed_week, id)")

    # Defaults
    # --------

    @api.model
    def _authors_by_unit(self):
        """Return {unit: collaborator} of the units the user writes sheets for.

        These are the units whose teams he is a member of; where he is in no
        team, his workplace.
        """
        people = self.env["dlxh.collaborator"]._of_user()
        people = people.filtered(lambda person: person.state == "active")
        current = self.env["dlxh.team.member"]._of_people_today(people)
        found = {}
        for member in current:
            found.setdefault(member.unit_id.sudo(False), member.collaborator_id)
        for person in people - current.collaborator_id:
            found.setdefault(person.unit_id.sudo(False), person)
        return found

    @api.model
    def _receiving_units(self):
        return self.env["dlxh.unit"].union(*self._authors_by_unit())

    @api.model
    def _default_team_unit_id(self):
        return self._receiving_units()[:1]

    @api.model
    def _default_channel_id(self):
        return self.env.ref("dlxh_reporting.channel_direct", raise_if_not_found=False)

    # Computes
    # --------

    @api.depends("team_unit_id", "addressed_above")
    def _compute_unit_id(self):
        for sheet in self:
            unit = sheet.team_unit_id
            above = unit.parent_id if sheet.addressed_above else unit
            sheet.unit_id = above or unit

    @api.depends("team_unit_id")
    def _compute_area_unit_id(self):
        workplaces = self._authors_by_unit()
        for sheet in self:
            if sheet.area_unit_id or not sheet.team_unit_id:
                continue
            # sudo: the author's workplace, of which only an area is told
            author = sheet.sudo().collaborator_id or workplaces.get(
                sheet.team_unit_id._origin
            )
            place = author.sudo().unit_id if author else sheet.team_unit_id
            sheet.area_unit_id = place.sudo(False)._area()

    @api.depends("title", "is_nil", "observed_week")
    def _compute_display_name(self):
        for sheet in self:
            week = sheet.observed_week and format_date(self.env, sheet.observed_week)
            sheet.display_name = (
                self.env._("Nil return, week of %(week)s", week=week or "")
                if sheet.is_nil
                else sheet.title
                or self.env._("Sheet, week of %(week)s", week=week or "")
            )
        self._hide_private_names()

    @api.depends("collaborator_id.user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for sheet in self:
            # sudo: only compared with the user himself
            author = sheet.sudo().collaborator_id.user_id
            sheet.is_mine = not sheet._origin or author == self.env.user

    def _search_is_mine(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        # former memberships too: the sheets stay those of their author
        author = self._fields["collaborator_id"]
        return self.env["dlxh.collaborator"]._domain_of_user(author)

    def _is_author(self):
        return self.is_mine

    @api.depends("state", "is_mine", "is_own_unit")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        officer = self.env.user.has_group("dlxh_collaborator.group_dlxh_officer")
        for sheet in self:
            sheet.can_edit = sheet.is_mine and sheet.state in ("draft", "returned")
            sheet.can_handle = bool(officer and sheet.is_own_unit)

    @api.depends("title", "unit_id", "issue_id")
    @api.depends_context("uid")
    def _compute_similar_issue_ids(self):
        issues = self.env["dlxh.issue"]
        candidates = issues
        if any(sheet.title and not sheet.issue_id for sheet in self):
            candidates = issues.search([("state", "!=", "closed")], limit=CANDIDATES)
        pairs = [(issue.id, issue.name) for issue in candidates]
        for sheet in self:
            best = []
            if sheet.title and not sheet.issue_id:
                best = similarity.most_similar(sheet.title, pairs)
            sheet.similar_issue_ids = issues.browse(key for key, _score in best)

    @api.onchange("issue_id")
    def _onchange_issue_id(self):
        self.title = self.title or self.issue_id.name
        self.topic_id = self.topic_id or self.issue_id.topic_id

    # Constraints
    # -----------

    @api.constrains("area_unit_id")
    def _check_area(self):
        for sheet in self:
            area = sheet.area_unit_id.sudo()  # only whether it may be an area
            if area and not area.is_area:
                raise ValidationError(
                    self.env._(
                        "%(unit)s is too small to be named: fewer than 30 people, or "
                        "a cell. Choose %(area)s or a larger unit.",
                        unit=area.name,
                        area=area._area().name or "",
                    )
                )

    @api.constrains("public_link")
    def _check_public_link(self):
        for sheet in self.filtered("public_link"):
            problem = screen.link_problem(sheet.public_link)
            if problem == "profile":
                raise ValidationError(
                    self.env._(
                        "The link leads to the page of a person or to a chat. Only "
                        "pages of the press and of organisations may be given."
                    )
                )
            if problem:
                raise ValidationError(
                    self.env._(
                        "“Public link” takes one address that begins with http:// or "
                        "https://, nothing else."
                    )
                )

    @api.constrains("addressed_above", "team_unit_id")
    def _check_next_level(self):
        for sheet in self.filtered("addressed_above"):
            if sheet.unit_id == sheet.team_unit_id:
                raise ValidationError(
                    self.env._("There is no level above the unit of your team.")
                )

    @api.constrains("issue_id", "team_unit_id", "addressed_above")
    def _check_issue(self):
        for sheet in self.filtered("issue_id"):
            # sudo: the issue may be one that a higher level published
            issue = sheet.sudo().issue_id
            path = sheet.sudo().unit_id.parent_path or ""
            own = issue.unit_id == sheet.unit_id
            above = issue.published and path.startswith(issue.unit_id.parent_path)
            if not (own or above):
                raise ValidationError(
                    self.env._(
                        "The issue belongs to another unit than the one that "
                        "receives the sheet. Choose one of its own issues, or one "
                        "published by a level above."
                    )
                )

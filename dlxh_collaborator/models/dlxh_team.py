from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class DlxhTeam(models.Model):
    """Team of collaborators of a unit, or group that does the work besides."""

    _name = "dlxh.team"
    _inherit = [
        "dlxh.team.structure.mixin",
        "dlxh.team.roster.mixin",
        "dlxh.scope.mixin",
        "mail.thread",
    ]
    _description = "Team"
    _order = "unit_id, date_from desc, id"
    _rec_names_search = ["unit_id"]

    name = fields.Char(compute="_compute_name")
    kind = fields.Selection(
        [("team", "Team"), ("concurrent_group", "Concurrent group")],
        required=True,
        default="team",
        tracking=True,
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="To")
    term_id = fields.Many2one(
        "dlxh.term", string="Term", index="btree_not_null", ondelete="restrict"
    )
    member_ids = fields.One2many("dlxh.team.member", "team_id", string="Members")
    member_count = fields.Integer(string="Members now", compute="_compute_members")
    quota_state = fields.Selection(
        [("short", "Too few"), ("ok", "In order"), ("over", "Too many")],
        string="Quota",
        compute="_compute_members",
        search="_search_quota_state",
    )
    regulation_id = fields.Many2one(
        "dlxh.regulation",
        string="Regulation",
        compute="_compute_regulation_id",
        store=True,
        readonly=False,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('unit_id', '=', unit_id), ('state', 'in', ('issued', 'superseded'))]",
        help="The version the team works under; a new version takes its place.",
    )
    active = fields.Boolean(default=True)

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A team cannot end before it begins.",
    )

    @api.depends("unit_id.name", "kind")
    @api.depends_context("lang")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for team in self:
            team.name = f"{kinds.get(team.kind, '')} – {team.unit_id.name or ''}"

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.depends(
        "member_ids.date_from",
        "member_ids.date_to",
        "kind",
        "unit_id.level_id.team_min",
        "unit_id.level_id.team_max",
        "unit_id.own_team_min",
        "unit_id.own_team_max",
    )
    def _compute_members(self):
        counts = self._count_members()
        for team in self:
            team.member_count = counts.get(team.id, 0)
            team.quota_state = team._quota_state_of(team.member_count)

    def _count_members(self):
        """Return {team id: number of members today}."""
        today = fields.Date.context_today(self)
        Member = self.env["dlxh.team.member"]
        groups = Member._read_group(
            Member._current_domain(today) & Domain("team_id", "in", self.ids),
            ["team_id"],
            ["__count"],
        )
        return {team.id: count for team, count in groups}

    def _quota_state_of(self, count):
        """A concurrent group has no quota; a level without one neither."""
        least, most = self._quota()
        if not most:
            return "ok"
        if count < least:
            return "short"
        return "over" if count > most else "ok"

    def _quota(self):
        """Return (smallest, largest); (0, 0) where there is no quota."""
        return self.unit_id._team_quota() if self.kind == "team" else (0, 0)

    def _search_quota_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        counted = self.search(
            [
                ("kind", "=", "team"),
                "|",
                ("unit_id.level_id.team_max", ">", 0),
                ("unit_id.own_team_max", ">", 0),
            ]
        )
        found = counted.filtered(lambda team: team.quota_state in value)
        domain = Domain("id", "in", found.ids)
        if "ok" in value:  # what has no quota is in order
            domain |= Domain("id", "not in", counted.ids)
        return domain

    @api.depends("unit_id", "date_from")
    def _compute_regulation_id(self):
        """A new team works under what is in force in its unit."""
        today = fields.Date.context_today(self)
        found = self.env["dlxh.regulation"]._in_force(self.unit_id, today)
        for team in self:
            kept = team.regulation_id.sudo().unit_id == team.unit_id  # compared
            if not kept:
                team.regulation_id = found.get(team.unit_id._origin.id)

    @api.constrains("unit_id", "regulation_id")
    def _check_regulation_of_unit(self):
        for team in self.filtered("regulation_id"):
            # sudo: only unit and state of the regulation are compared
            regulation = team.sudo().regulation_id
            in_force = regulation.state in ("issued", "superseded")
            if regulation.unit_id != team.unit_id or not in_force:
                raise ValidationError(
                    self.env._(
                        "The regulation of %(unit)s is needed here, one that was "
                        "issued.",
                        unit=team.sudo().unit_id.name,
                    )
                )

    @api.constrains("unit_id", "date_from", "date_to", "active")
    def _check_one_team_at_a_time(self):
        for team in self.filtered("active"):
            domain = Domain("unit_id", "=", team.unit_id.id)
            domain &= Domain("id", "!=", team.id)
            domain &= Domain("date_to", "=", False) | Domain(
                "date_to", ">=", team.date_from
            )
            if team.date_to:
                domain &= Domain("date_from", "<=", team.date_to)
            # sudo: an overlapping team must be found whoever may see it
            other = self.sudo().search(domain, limit=1)
            if other:
                raise ValidationError(
                    self.env._(
                        "%(unit)s already has a team from %(date)s. End it before "
                        "the new one begins.",
                        unit=team.unit_id.name,
                        date=other.date_from,
                    )
                )

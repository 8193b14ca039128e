from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from .. import team_structure
from .team_sentences import detail, finding_text, reason_text

#: how long before an end it is told, when an administrator says nothing else
ENDING_DAYS = 90
ICONS = {
    "danger": "fa-exclamation-circle text-danger",
    "warning": "fa-exclamation-triangle text-warning",
    "info": "fa-info-circle text-info",
}


class DlxhTeamStructureMixin(models.AbstractModel):
    """Check how a team is made up, and propose how to put it in order."""

    _name = "dlxh.team.structure.mixin"
    _description = "Structure of a Team"

    structure_html = fields.Html(
        string="Structure check", compute="_compute_structure", sanitize=False
    )
    attention_count = fields.Integer(
        string="To put in order",
        compute="_compute_structure",
        help="Findings of the structure check that need something done.",
    )

    @api.depends("member_ids", "kind", "unit_id", "term_id", "date_to")
    @api.depends_context("lang")
    def _compute_structure(self):
        today = fields.Date.context_today(self)
        stored = self._origin
        found = stored._structure_findings(today)
        for team in self:
            rows = found.get(team._origin.id, [])
            team.attention_count = sum(row["severity"] != "info" for row in rows)
            team.structure_html = _panel(rows)

    @api.model
    def _ending_days(self):
        # sudo: a number that an administrator sets
        parameter = self.env["ir.config_parameter"].sudo()
        value = parameter.get_param("dlxh_collaborator.team_ending_days", "")
        return int(value) if value.isdecimal() else ENDING_DAYS

    def _structure_findings(self, date):
        """Return {team id: findings} on `date`, the pressing ones first.

        A finding is a dictionary: code, severity (danger, warning, info), text,
        details (names), ids (of members, units or fields).
        """
        self.check_access("read")
        # sudo: membership is public, and names are shown of teams that may be read
        teams = self.sudo()._structure_teams(date)
        within = timedelta(days=self._ending_days())
        result = {}
        for team in self:
            one = teams[team.id]
            result[team.id] = [
                {
                    "code": finding.code,
                    "severity": finding.severity,
                    "text": finding_text(self.env, finding, within.days),
                    "details": self.sudo()._finding_names(finding),
                    "ids": list(finding.keys),
                }
                for finding in team_structure.findings(one, date, within)
            ]
        return result

    def _finding_names(self, finding):
        if finding.code == "unrepresented":
            return sorted(self.env["dlxh.unit"].browse(finding.keys).mapped("name"))
        if finding.code == "fields":
            return self.env["dlxh.expertise"].browse(finding.keys).mapped("name")
        members = self.env["dlxh.team.member"].browse(finding.keys)
        return [detail(member, finding.code) for member in members]

    # what the plain package is told

    def _structure_teams(self, date):
        """Return {team id: team_structure.Team}; as many queries for one as for all."""
        Member = self.env["dlxh.team.member"]
        members = Member.search(
            Member._current_domain(date) & Domain("team_id", "in", self.ids)
        )
        people = members.collaborator_id
        people.fetch(
            [
                *("name", "partner_id", "unit_id", "state", "active"),
                *("trained_on", "expertise_ids"),
            ]
        )
        places = self.unit_id | people.unit_id | members.represented_unit_id
        places.fetch(["name", "parent_path", "date_close", "org_type", "level_id"])
        branches = self._branches_on(date).grouped("parent_id")
        known = frozenset(
            self.env["dlxh.expertise"].search([("active", "=", True)]).ids
        )
        by_team = members.grouped("team_id")
        found = {}
        for team in self:
            least, most = team._quota()
            ends = [end for end in (team.date_to, team.term_id.date_to) if end]
            below = branches.get(team.unit_id, places.browse())
            seats = by_team.get(team, members.browse())
            found[team.id] = team_structure.Team(
                tuple(member._structure_seat(date) for member in seats),
                tuple(
                    team_structure.Branch(unit.id, unit.name)
                    for unit in below
                    if unit.org_type == team.unit_id.org_type
                ),
                least,
                most,
                min(ends, default=None),
                known,
            )
        return found

    def _branches_on(self, date):
        """Return the units directly below that were open on `date`."""
        Unit = self.env["dlxh.unit"].with_context(active_test=False)
        return Unit.search(
            Domain("parent_id", "in", self.unit_id.ids)
            & Unit._open_on_domain(date, date),
            order="name, id",
        ).with_context(active_test=True)

    # consolidation

    def _consolidation_lines(self, date):
        """Return the values of the lines a consolidation would need on `date`.

        Whoever stands already in a decision on the team that is being written is
        left out.
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: membership is public; candidates are those the user may read
        team = self.sudo()._structure_teams(date)[self.id]
        busy = self._busy_people(date)
        changes = team_structure.consolidation(team, self._candidates(date), busy)
        ended = self._ended_by_branch(date)
        return [
            self._consolidation_line(number, change, ended)
            for number, change in enumerate(changes, start=1)
        ]

    def _consolidation_line(self, number, change, ended):
        # sudo: the member whose seat it is, of a team that may be read
        member = self.env["dlxh.team.member"].sudo().browse(change.seat or ())
        place = self.env["dlxh.unit"].sudo().browse(change.branch or ())
        leaver = member.collaborator_id
        before = ended.get(change.branch)
        return {
            "sequence": 10 * number,
            "action": change.action,
            "collaborator_id": change.person or leaver.id,
            "replaced_collaborator_id": leaver.id
            if change.action == "replace"
            else False,
            "represented_unit_id": False
            if change.action == "remove"
            else member.represented_unit_id.id or place.id,
            "role": "member" if change.action == "add" else False,
            "reason": reason_text(self.env, change, leaver, place, before),
        }

    def _busy_people(self, date):
        """Return the ids of those in a decision being written, or who come later."""
        # sudo: compared only, so that nobody is proposed twice
        lines = (
            self.env["dlxh.decision.line"]
            .sudo()
            .search(
                [
                    ("decision_id.team_id", "=", self.id),
                    ("decision_id.state", "in", ("draft", "in_approval", "approved")),
                ]
            )
        )
        later = (
            self.env["dlxh.team.member"]
            .sudo()
            .search([("team_id", "=", self.id), ("date_from", ">", date)])
        )
        people = lines.collaborator_id | lines.replaced_collaborator_id
        return frozenset((people | later.collaborator_id).ids)

    def _candidates(self, date):
        """Return the collaborators of the territory who could come in."""
        people = self.env["dlxh.collaborator"].search_fetch(
            Domain("unit_id", "child_of", self.unit_id.id)
            & Domain("state", "in", ("proposed", "active")),
            ["partner_id", "unit_id", "state", "trained_on", "name"],
        )
        # sudo: places in the tree and days are compared
        people.sudo().unit_id.fetch(["parent_path", "date_open", "date_close"])
        return [
            team_structure.Candidate(
                person.id,
                person.partner_id.id,
                branch_of(person.unit_id, self.unit_id),
                person.state == "proposed",
                bool(person.trained_on),
                person.name or "",
            )
            for person in people.sudo()
            if person.unit_id._is_open_on(date)
        ]

    def _ended_by_branch(self, date):
        """Return {branch id: the last membership that ended before `date`}."""
        # sudo: membership is public, of a team that may be read
        members = (
            self.env["dlxh.team.member"]
            .sudo()
            .search(
                [("team_id", "=", self.id), ("date_to", "<", date)], order="date_to, id"
            )
        )
        unit = self.sudo().unit_id
        places = {
            member: member.represented_unit_id or member.collaborator_id.unit_id
            for member in members
        }
        return {branch_of(place, unit): member for member, place in places.items()}


def branch_of(place, unit):
    """Return the id of the unit directly below `unit` in which `place` lies."""
    path = (place.parent_path or "").removeprefix(unit.parent_path or "-")
    if path == place.parent_path or not path:
        return None
    return int(path.split("/")[0])


def _panel(rows):
    """Return the findings as a list for the form."""
    items = Markup("").join(
        Markup('<li class="mb-2"><i class="fa %s me-2"></i>%s%s</li>')
        % (
            ICONS[row["severity"]],
            row["text"],
            Markup('<div class="text-muted ms-4">%s</div>') % _listed(row["details"])
            if row["details"]
            else "",
        )
        for row in rows
    )
    return Markup('<ul class="list-unstyled mb-0">%s</ul>') % items if rows else False


def _listed(names, limit=12):
    shown = ", ".join(names[:limit])
    return f"{shown}… (+{len(names) - limit})" if len(names) > limit else shown

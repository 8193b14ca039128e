from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

ROLE_ORDER = ("head", "deputy", "secretary", "member")


class DlxhTeamRosterMixin(models.AbstractModel):
    """Who sits in a team on a day, today or years ago."""

    _name = "dlxh.team.roster.mixin"
    _description = "Members of a Team on a Day"

    all_member_count = fields.Integer(
        string="Members ever", compute="_compute_all_member_count"
    )

    def _compute_all_member_count(self):
        counts = dict(
            self.env["dlxh.team.member"]._read_group(
                [("team_id", "in", self.ids)], ["team_id"], ["__count"]
            )
        )
        for team in self:
            team.all_member_count = counts.get(team._origin, 0)

    def _members_on(self, date):
        """Return the memberships that hold on `date`, those in charge first."""
        Member = self.env["dlxh.team.member"]
        members = Member.search(
            Member._current_domain(date) & Domain("team_id", "in", self.ids)
        )
        order = {role: index for index, role in enumerate(ROLE_ORDER)}
        return members.sorted(
            lambda one: (one.team_id.id, order.get(one.role, 9), one.date_from, one.id)
        )

    def _head_count(self, date=None):
        """Return how many persons sit in these teams: somebody who sits in two,
        at two levels for instance, is one person.

        :param date: the day; today when not given
        """
        self.check_access("read")
        if not self.ids:
            return 0
        date = date or fields.Date.context_today(self)
        # a bare count of persons; the teams may be read, as was checked
        self.env["dlxh.team.member"].flush_model()
        self.env["dlxh.collaborator"].flush_model(["partner_id"])
        rows = self.env.execute_query(
            SQL(
                """SELECT COUNT(DISTINCT c.partner_id)
                     FROM dlxh_team_member m
                     JOIN dlxh_collaborator c ON c.id = m.collaborator_id
                    WHERE m.team_id IN %(teams)s AND m.date_from <= %(date)s
                      AND (m.date_to IS NULL OR m.date_to >= %(date)s)""",
                teams=tuple(self.ids),
                date=date,
            )
        )
        return rows[0][0]

    def _roster(self, date):
        """Return {team: rows} of the list of members on `date`.

        A row is a dictionary: name, position, unit, represents, role, since,
        decision.
        """
        self.check_access("read")
        members = self._members_on(date)
        # sudo: membership is public; the teams may be read, as was checked
        members = members.sudo()
        roles = dict(members._fields["role"]._description_selection(self.env))
        found = {team: [] for team in self}
        for member in members:
            person, team = member.collaborator_id, member.team_id
            decision = member.decision_in_id or team.decision_id
            found[team.sudo(False)].append(
                {
                    "name": person.name or "",
                    "position": person.position or "",
                    "unit": person.unit_id.name or "",
                    "represents": member.represented_unit_id.name or "",
                    "role": roles.get(member.role, ""),
                    "since": member.date_from,
                    "decision": decision.document_code or decision.paper_code or "",
                }
            )
        return found

    # buttons

    def action_open_members(self):
        """Show who sits in the team today."""
        return self._members_action(fields.Date.context_today(self))

    def action_open_all_members(self):
        """Show everybody who ever sat in the team."""
        return self._members_action(False)

    def action_open_regulation(self):
        """Show the regulation that the team works under."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.regulation",
            "res_id": self.regulation_id.id,
            "view_mode": "form",
        }

    def action_open_as_of(self):
        """Ask for a day, to see the team as it was."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("The team on a day"),
            "res_model": "dlxh.team.as.of",
            "view_mode": "form",
            "target": "new",
            "context": {"default_team_ids": self.ids},
        }

    def _members_action(self, date):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_team_member_action"
        )
        domain = Domain("team_id", "in", self.ids)
        if date:
            domain &= self.env["dlxh.team.member"]._current_domain(date)
        return action | {"domain": list(domain), "context": {}}

    @api.model
    def _roster_title(self, date):
        return self.env._("Members on %(date)s", date=f"{date:%d/%m/%Y}")

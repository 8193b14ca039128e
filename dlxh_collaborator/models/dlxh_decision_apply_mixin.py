from collections import defaultdict

from psycopg2.errors import ForeignKeyViolation

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .. import membership


class DlxhDecisionApplyMixin(models.AbstractModel):
    """What a decision does to team and memberships, and how it is undone.

    What is allowed and what follows is worked out by the plain package
    `membership`; here records are read for it and written after it.
    """

    _name = "dlxh.decision.apply.mixin"
    _description = "Decision: Its Effect"

    application_order = fields.Integer(
        readonly=True, copy=False, index=True, export_string_translation=False
    )
    is_settled = fields.Boolean(
        readonly=True, copy=False, export_string_translation=False
    )
    replaced_team_id = fields.Many2one(
        "dlxh.team",
        string="Replaces",
        compute="_compute_replaced_team_id",
        help="The team of an earlier term, which ends the day before.",
    )

    _unsettled_idx = models.Index("(date) WHERE is_settled IS NOT TRUE")

    @api.depends("decision_type", "unit_id", "date", "team_term_id")
    def _compute_replaced_team_id(self):
        for decision in self:
            decision.replaced_team_id = decision._team_before()

    def _team_before(self):
        """Return the team that an establishment takes the place of."""
        self.ensure_one()
        # sudo: which team a unit has is public
        Team = self.env["dlxh.team"].sudo()
        if self.decision_type != "establish" or not self.unit_id or not self.date:
            return Team
        if self._origin.state in ("issued", "revoked"):
            return Team
        domain = Domain("unit_id", "=", self.unit_id.id)
        domain &= Domain("date_to", "=", False) | Domain("date_to", ">=", self.date)
        return Team.search(domain, order="date_from", limit=1)

    # the plan

    def _membership_order(self):
        changes = [
            membership.Change(
                line.action,
                line.collaborator_id.id or None,
                line.replaced_collaborator_id.id or None,
                line.role or None,
                line.represented_unit_id.id or None,
                key=line.id,
            )
            for line in self.line_ids
        ]
        return membership.Order(self.decision_type, self.date, tuple(changes))

    def _membership_bounds(self):
        """Return the days on which the decision may take effect."""
        team = self.team_id
        term = self.team_term_id or team.term_id
        last = self.env["dlxh.decision"]
        if team:
            last = last.search(
                [("team_id", "in", team.ids), ("state", "=", "issued")],
                order="date desc",
                limit=1,
            )
        return membership.Bounds(
            term.date_from or None,
            term.date_to or None,
            team.date_from or None,
            team.date_to or None,
            last.date or None,
        )

    def _membership_plan(self):
        """Return what the decision would do now."""
        self.ensure_one()
        # sudo: memberships and dates of a team are public
        decision = self.sudo()
        team = decision.team_id
        intervals = team._membership_intervals() if team else []
        if decision.decision_type == "establish":
            intervals = []
        return membership.make_plan(
            decision._membership_order(), intervals, decision._membership_bounds()
        )

    # applying

    def _apply(self):
        """Begin and end memberships, make or end the team; keep what it was."""
        self.ensure_one()
        self._lock_unit()
        decision = self.sudo()  # the caller checked right and state
        if problems := decision._problems():
            raise UserError("\n".join(problems))
        plan = decision._membership_plan()
        data = {"ended": [], "teams": [], "states": []}
        team = decision._apply_team(data)
        decision._apply_ends(plan, data)
        decision._apply_begins(plan, team)
        decision.write(
            {
                "team_id": team.id,
                "application": data,
                "application_order": decision._last_of_unit().application_order + 1,
            }
        )
        decision._settle()

    def _lock_unit(self):
        """Let decisions on one unit wait for each other: the second of two that
        run at once is told so by the database, and tried again."""
        self.env.cr.execute(
            SQL("UPDATE dlxh_unit SET id = id WHERE id = %s", self.unit_id.id)
        )

    def _last_of_unit(self):
        """Return the decision on the unit that was applied last and stands."""
        return self.search(
            [
                ("unit_id", "=", self.unit_id.id),
                ("state", "=", "issued"),
                ("application_order", ">", 0),
            ],
            order="application_order desc",
            limit=1,
        )

    def _apply_team(self, data):
        """Make, keep or end the team; end the one of an earlier term."""
        before = fields.Date.subtract(self.date, days=1)
        if self.decision_type == "consolidate":
            return self.team_id
        ending = self.team_id or self._team_before()
        data["teams"] = [
            [team.id, _day(team.date_to), team.dissolved_by_id.id] for team in ending
        ]
        ending.write({"date_to": before, "dissolved_by_id": self.id})
        if self.decision_type == "dissolve":
            return ending
        self._end_members_of(ending, before, data)
        team = self.env["dlxh.team"].create(
            {
                "unit_id": self.unit_id.id,
                "kind": self.team_kind,
                "term_id": self.team_term_id.id,
                "date_from": self.date,
                "date_to": False,
                "decision_id": self.id,
            }
        )
        data["made"] = team.id
        return team

    def _end_members_of(self, team, last_day, data):
        """End the memberships of a team whose term is over."""
        members = team.member_ids.filtered(
            lambda one: not one.date_to or one.date_to > last_day
        )
        reasons = dict.fromkeys(members.ids, self.env._("A new team was formed"))
        self._end_members(members, reasons, last_day, data)

    def _apply_ends(self, plan, data):
        lines = {line.id: line for line in self.line_ids}
        members = self.env["dlxh.team.member"].browse(plan.ends)
        dissolved = self.env._("The team was dissolved")
        reasons = {
            key: lines[change.key].reason if change else dissolved
            for key, change in plan.end_changes.items()
        }
        before = fields.Date.subtract(self.date, days=1)
        self._end_members(members, reasons, before, data)
        for key, change in plan.end_changes.items():
            if change and change.action == "remove":
                lines[change.key].member_id = key

    def _end_members(self, members, reasons, last_day, data):
        data["ended"] += [
            [one.id, _day(one.date_to), one.end_reason, one.decision_out_id.id]
            for one in members
        ]
        for reason, group in members.grouped(lambda one: reasons[one.id]).items():
            group.write(
                {
                    "date_to": last_day,
                    "end_reason": reason,
                    "decision_out_id": self.id,
                }
            )

    def _apply_begins(self, plan, team):
        members = self.env["dlxh.team.member"].create(
            [
                {
                    "team_id": team.id,
                    "collaborator_id": begin.interval.person,
                    "represented_unit_id": begin.interval.represents,
                    "role": begin.interval.role,
                    "date_from": begin.interval.start,
                    "date_to": begin.interval.end,
                    "decision_in_id": self.id,
                }
                for begin in plan.begins
            ]
        )
        lines = {line.id: line for line in self.line_ids}
        for member, begin in zip(members, plan.begins, strict=True):
            lines[begin.change.key].member_id = member

    # collaborators serve or no longer serve, on the day itself

    def _settle(self):
        """Let the states of the collaborators follow, once the day has come."""
        today = fields.Date.context_today(self)
        for decision in self.filtered(lambda one: one.date <= today):
            decision._settle_one()

    def _settle_one(self):
        Member = self.env["dlxh.team.member"]
        changed = Member.search(
            ["|", ("decision_in_id", "=", self.id), ("decision_out_id", "=", self.id)]
        )
        domain = Domain("collaborator_id", "in", changed.collaborator_id.ids)
        domain &= Domain("date_to", "=", False) | Domain("date_to", ">=", self.date)
        serving = Member.search_fetch(domain, ["collaborator_id"]).collaborator_id
        left = changed.collaborator_id - serving
        serving = changed.collaborator_id & serving
        came = serving.filtered(lambda person: person.state != "active")
        left = left.filtered(lambda person: person.state == "active")
        states = [[person.id, person.state] for person in came | left]
        self._set_states(came, "active")
        self._set_states(left, "ended")
        self.write(
            {
                "is_settled": True,
                "application": {**(self.application or {}), "states": states},
            }
        )

    def _set_states(self, people, state):
        if not people:
            return
        # one note for all instead of a tracked message each
        people.with_context(tracking_disable=True).write({"state": state})
        label = dict(people._fields["state"]._description_selection(self.env))[state]
        note = self.env._(
            "%(state)s by %(decision)s", state=label, decision=self.display_name
        )
        people._message_log_batch(bodies=dict.fromkeys(people.ids, note))

    @api.model
    def _cron_settle(self):
        """Follow decisions whose day has come."""
        domain = [
            ("state", "=", "issued"),
            ("paper_code", "=", False),
            ("is_settled", "=", False),
            ("date", "<=", fields.Date.context_today(self)),
        ]
        batch = self.search(domain, limit=100).try_lock_for_update()
        batch._approval_flow()._settle()
        self.env["ir.cron"]._commit_progress(
            len(batch), remaining=self.search_count(domain)
        )

    # taking back

    def _restore(self):
        """Bring back exactly what was before the decision was applied."""
        self.ensure_one()
        self._lock_unit()
        decision = self.sudo()  # the caller checked right and state
        data = decision.application or {}
        Member = decision.env["dlxh.team.member"]
        Member.search([("decision_in_id", "=", decision.id)]).unlink()
        ended = defaultdict(list)
        for member_id, *values in data.get("ended", ()):
            ended[tuple(values)].append(member_id)
        for values, ids in ended.items():
            names = ("date_to", "end_reason", "decision_out_id")
            Member.browse(ids).exists().write(dict(zip(names, values, strict=True)))
        decision._restore_team(data)
        people = decision.env["dlxh.collaborator"]
        for state in {state for _person, state in data.get("states", ())}:
            ids = [person for person, was in data["states"] if was == state]
            decision._set_states(people.browse(ids).exists(), state)

    def _restore_team(self, data):
        Team = self.env["dlxh.team"]
        if data.get("made"):
            try:
                with self.env.cr.savepoint():
                    Team.browse(data["made"]).unlink()
            except ForeignKeyViolation as error:
                raise UserError(
                    self.env._(
                        "Other records already rest on this team. Dissolve it by a "
                        "decision instead of revoking the one that formed it."
                    )
                ) from error
        for team_id, date_to, dissolved_by in data.get("teams", ()):
            Team.browse(team_id).exists().write(
                {"date_to": date_to, "dissolved_by_id": dissolved_by}
            )


def _day(value):
    """A date as JSON keeps it."""
    return value and fields.Date.to_string(value)

from odoo import api, fields, models
from odoo.tools import format_date


class DlxhDecisionProblemMixin(models.AbstractModel):
    """Say in sentences what forbids a decision, and what it should mind."""

    _name = "dlxh.decision.problem.mixin"
    _description = "Decision: What Forbids It"

    problem_text = fields.Text(
        string="What has to be corrected", compute="_compute_problem_text"
    )
    member_count_after = fields.Integer(
        string="Members after it", compute="_compute_problem_text"
    )
    quota_state_after = fields.Selection(
        [("short", "Too few"), ("ok", "In order"), ("over", "Too many")],
        string="Quota after it",
        compute="_compute_problem_text",
    )
    quota_text = fields.Char(string="Quota of the level", compute="_compute_quota_text")

    @api.depends(
        "unit_id",
        "date",
        "team_id",
        "team_kind",
        "team_term_id",
        "decision_type",
        "line_ids.action",
        "line_ids.collaborator_id",
        "line_ids.replaced_collaborator_id",
        "line_ids.represented_unit_id",
        "line_ids.role",
    )
    def _compute_problem_text(self):
        for decision in self:
            open_ = decision.state in ("draft", "in_approval", "approved")
            ready = open_ and decision.date and decision.unit_id
            decision.problem_text = "\n".join(decision._problems() if ready else [])
            count = decision._members_after() if ready else 0
            decision.member_count_after = count
            decision.quota_state_after = (
                decision._quota_state_after(count) if ready else False
            )

    @api.depends("unit_id", "team_kind")
    def _compute_quota_text(self):
        for decision in self:
            least, most = decision._team_like()._quota()
            decision.quota_text = f"{least}–{most}" if most else ""

    def _members_after(self):
        """Return how many members the team has on the day it takes effect."""
        if self.decision_type == "dissolve":
            return 0
        plan = self._membership_plan()
        founding = self.decision_type == "establish"
        # sudo: memberships are public
        team = self.sudo().team_id
        before = [] if founding or not team else team._membership_intervals()
        now = [one for one in before if one.holds_on(self.date)]
        ended = sum(one.key in plan.ends for one in now)
        return len(now) - ended + len(plan.begins)

    def _quota_state_after(self, count):
        if self.decision_type == "dissolve":
            return False
        return self._team_like()._quota_state_of(count)

    def _team_like(self):
        """Return the team as it will be, to ask for its quota."""
        # sudo: the quota of a unit is public
        return (
            self.env["dlxh.team"]
            .sudo()
            .new({"unit_id": self.unit_id.id, "kind": self.team_kind})
        )

    def _problems(self):
        """Return sentences: all that forbids the decision as it stands."""
        self.ensure_one()
        if self.decision_type != "establish" and not self.team_id:
            return [
                self.env._(
                    "%(unit)s has no team on that day. Establish one first.",
                    unit=self.unit_id.sudo().name,  # public
                )
            ]
        problems = self._membership_plan().problems
        return self._unit_problems() + [self._problem_sentence(p) for p in problems]

    def _unit_problems(self):
        """What forbids it apart from the memberships: closed units, no team."""
        # sudo: whether a unit is open, and which team it has, is public
        decision = self.sudo()
        unit = decision.unit_id
        found = []
        if not unit._is_open_on(decision.date):
            found.append(self._closed_sentence(unit))
        if sentence := self._team_exists_sentence():
            found.append(sentence)
        coming = decision.line_ids.filtered(lambda line: line.action != "remove")
        for line in coming:
            workplace = line.collaborator_id.unit_id
            for place in workplace | line.represented_unit_id:
                if not place._is_open_on(decision.date):
                    found.append(self._closed_sentence(place, line.person_name))
        return found

    def _team_exists_sentence(self):
        team = self._team_before()
        if not team:
            return False
        same_term = team.term_id and team.term_id == self.team_term_id
        latest = max([team.date_from, *team.member_ids.mapped("date_from")])
        if not same_term and latest < self.date:
            return False
        return self.env._(
            "%(unit)s already has a team from %(date)s in this term. Consolidate it, "
            "or dissolve it first.",
            unit=self.unit_id.sudo().name,  # public, as above
            date=format_date(self.env, team.date_from),
        )

    def _closed_sentence(self, unit, person=None):
        if person:
            return self.env._(
                "%(name)s: %(unit)s is closed on that day. Choose somebody of a unit "
                "that is open, or correct the workplace.",
                name=person,
                unit=unit.name,
            )
        return self.env._(
            "%(unit)s is not open on that day. Choose another day or another unit.",
            unit=unit.name,
        )

    def _problem_sentence(self, problem):
        """Put a reason code of the membership package into words."""
        values = {"day": format_date(self.env, problem.day), "name": ""}
        if problem.change:
            line = self.line_ids.filtered(lambda one: one.id == problem.change.key)[:1]
            values["name"] = line.person_name or self.env._("(no name)")
            if problem.change.action == "replace" and problem.code in (
                "not_member",
                "began_that_day",
            ):
                # sudo: somebody named by a line that may be read
                values["name"] = line.replaced_collaborator_id.sudo().name
            return self._line_sentences()[problem.code] % values
        return self._day_sentences()[problem.code] % values

    def _line_sentences(self):
        return {
            "not_member": self.env._(
                "%(name)s is not a member of the team on that day. Take the line out, "
                "or correct the day."
            ),
            "already_member": self.env._(
                "%(name)s is already a member from %(day)s. Take the line out, or make "
                "it a change of role."
            ),
            "begins_later": self.env._(
                "%(name)s is to become a member on %(day)s already. Take the line out."
            ),
            "began_that_day": self.env._(
                "%(name)s became a member on %(day)s: the membership cannot end before "
                "it begins. Choose a later day."
            ),
            "same_role": self.env._(
                "%(name)s has this role already. Choose another one, or take the line "
                "out."
            ),
            "named_twice": self.env._(
                "%(name)s is named in more than one line. Keep one of them."
            ),
            "person_missing": self.env._(
                "A line lacks a person: say who comes and in whose place (%(name)s)."
            ),
            "only_add": self.env._(
                "%(name)s: a decision that establishes a team only adds members."
            ),
            "no_lines": self.env._(
                "%(name)s: a decision that dissolves a team ends all memberships by "
                "itself. Take the lines out."
            ),
        }

    def _day_sentences(self):
        return {
            "outside_term": self.env._(
                "The day lies outside the term of the team (limit: %(day)s). Correct "
                "the day or the term."
            ),
            "before_team": self.env._(
                "The team was formed on %(day)s. A decision on it cannot take effect "
                "before that day."
            ),
            "team_ended": self.env._(
                "The team ended on %(day)s. Establish a new one instead."
            ),
            "before_last_decision": self.env._(
                "A decision on this team already took effect on %(day)s. Choose that "
                "day or a later one."
            ),
            "no_change": self.env._(
                "The decision names nobody. Add the members or the changes as lines."
            ),
            "two_heads": self.env._(
                "The team would have two heads at once. Change the role of one of them."
            ),
            "began_that_day": self.env._(
                "Somebody became a member on %(day)s: the membership cannot end before "
                "it begins. Choose a later day."
            ),
            "begins_later": self.env._(
                "Somebody is to become a member on %(day)s, after that day. Dissolve "
                "the team later, or take that membership out."
            ),
        }

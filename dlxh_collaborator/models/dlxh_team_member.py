from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from .. import membership
from .approval_flow import in_flow


class DlxhTeamMember(models.Model):
    """Membership of a collaborator in a team, from one day to another."""

    _name = "dlxh.team.member"
    _inherit = ["dlxh.scope.base"]
    _scope_link_fields = ("collaborator_id",)
    _description = "Team Member"
    _order = "team_id, date_from, id"
    _rec_name = "collaborator_id"

    team_id = fields.Many2one(
        "dlxh.team", string="Team", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="team_id.unit_id", store=True, index=True, string="Unit"
    )
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        string="Collaborator",
        required=True,
        index=True,
        ondelete="restrict",
    )
    represented_unit_id = fields.Many2one(
        "dlxh.unit", string="Represents", index="btree_not_null", ondelete="restrict"
    )
    role = fields.Selection(
        [
            ("head", "Head"),
            ("deputy", "Deputy head"),
            ("secretary", "Secretary"),
            ("member", "Member"),
        ],
        required=True,
        default="member",
    )
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="To")
    end_reason = fields.Char(string="Why it ended")
    decision_in_id = fields.Many2one(
        "dlxh.decision",
        string="Began by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    decision_out_id = fields.Many2one(
        "dlxh.decision",
        string="Ended by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A membership cannot end before it begins.",
    )
    _team_dates_idx = models.Index("(team_id, date_from, date_to)")

    @api.model
    def _current_domain(self, date):
        """Return the domain of the memberships that hold on that date."""
        return Domain("date_from", "<=", date) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", date)
        )

    @api.model
    def _of_people_today(self, people):
        """Return the memberships of the user's own files that hold today.

        As superuser, whatever the territory of his account.

        :param people: what `dlxh.collaborator._of_user` gave, or a part of it
        """
        # sudo: a user may always know of which teams he is a member
        today = fields.Date.context_today(self)
        return people.sudo().membership_ids.filtered(
            lambda member: member._is_current(today)
        )

    def _is_current(self, date):
        self.ensure_one()
        return self.date_from <= date and (not self.date_to or self.date_to >= date)

    @api.model_create_multi
    def create(self, vals_list):
        if not in_flow(self.env):
            teams = {vals["team_id"] for vals in vals_list if vals.get("team_id")}
            self.env["dlxh.team"].browse(teams)._refuse_decided()
        members = super().create(vals_list)
        members._check_by_hand()  # a default may have named another team
        return members

    def write(self, vals):
        self._check_by_hand()
        result = super().write(vals)
        if "team_id" in vals:
            self._check_by_hand()
        return result

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._check_by_hand()
        return super().unlink()

    def _check_by_hand(self):
        """Members of a team that a decision settled change by decision only, and
        nobody types in which decision it was."""
        if in_flow(self.env):
            return
        # sudo: links of memberships that are being written
        members = self.sudo()
        members.team_id._refuse_decided()
        if members.filtered(lambda one: one.decision_in_id or one.decision_out_id):
            raise ValidationError(
                self.env._(
                    "Which decision began or ended a membership follows from issuing "
                    "that decision; it is not typed in."
                )
            )

    @api.constrains("team_id", "collaborator_id", "role", "date_from", "date_to")
    def _check_no_overlap(self):
        for team in self.team_id:
            # sudo: an overlapping membership must be found whoever may see it
            intervals = team.sudo()._membership_intervals()
            for before, _after in membership.clashes(intervals):
                raise ValidationError(
                    self.env._(
                        "%(name)s is already a member of this team from %(date)s. "
                        "End that membership first.",
                        # sudo: named by a line that is being written
                        name=self.collaborator_id.sudo().browse(before.person).name,
                        date=format_date(self.env, before.start),
                    )
                )
            for before, after in membership.two_heads(intervals):
                raise ValidationError(
                    self.env._(
                        "The team has a head from %(date)s: two would lead it on "
                        "%(day)s. End that membership or choose another role.",
                        date=format_date(self.env, before.start),
                        day=format_date(self.env, after.start),
                    )
                )

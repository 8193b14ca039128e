from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


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

    def _is_current(self, date):
        self.ensure_one()
        return self.date_from <= date and (not self.date_to or self.date_to >= date)

    @api.constrains("team_id", "collaborator_id", "date_from", "date_to")
    def _check_no_overlap(self):
        for member in self:
            for other in member.team_id.member_ids - member:
                if other.collaborator_id != member.collaborator_id:
                    continue
                before = other.date_to and other.date_to < member.date_from
                after = member.date_to and member.date_to < other.date_from
                if not (before or after):
                    raise ValidationError(
                        self.env._(
                            "%(name)s is already a member of this team from "
                            "%(date)s. End that membership first.",
                            name=member.collaborator_id.name,
                            date=other.date_from,
                        )
                    )

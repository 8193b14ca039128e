from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .approval_flow import in_flow, with_flow
from .house_time import house_midnight, house_today

CHAIR = "dlxh_collaborator.group_dlxh_%s"
STATES = [
    ("planned", "Begins later"),
    ("active", "In force"),
    ("ended", "Over"),
]


class DlxhDelegation(models.Model):
    """A leader hands his approvals in a unit to a deputy, between two dates.

    It is a record of who could decide when, so it is ended, never rewritten. What
    the deputy decides is noted with the name of the leader, and the document is
    then signed by the deputy for the head.
    """

    _name = "dlxh.delegation"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Delegation to a Deputy"
    _order = "date_from desc, id desc"
    _rec_name = "deputy_id"

    unit_id = fields.Many2one(default=lambda self: self._default_unit())
    leader_id = fields.Many2one(
        "res.users",
        string="Leader",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_leader(),
    )
    deputy_id = fields.Many2one(
        "res.users",
        string="Deputy",
        required=True,
        index=True,
        ondelete="restrict",
        help="Works for the unit as a leader or an officer.",
    )
    position = fields.Char(
        string="Position of the deputy",
        required=True,
        help="Printed above the deputy's name when he signs for the head.",
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: house_today()
    )
    date_to = fields.Date(string="To", required=True)
    reason = fields.Char(help="Why, such as a journey or leave.")
    ended_at = fields.Datetime(string="Ended early on", readonly=True, copy=False)
    ended_by_id = fields.Many2one(
        "res.users", string="Ended by", readonly=True, copy=False, ondelete="restrict"
    )
    told_state = fields.Selection(STATES, readonly=True, copy=False)
    state = fields.Selection(
        STATES, string="Status", compute="_compute_state", search="_search_state"
    )
    can_end = fields.Boolean(compute="_compute_can_end")

    _dates_ordered = models.Constraint(
        "CHECK(date_to >= date_from)", "A delegation cannot end before it begins."
    )
    _two_people = models.Constraint(
        "CHECK(leader_id <> deputy_id)", "Nobody hands over to himself."
    )
    _unit_dates_idx = models.Index("(unit_id, date_from, date_to)")
    _order_idx = models.Index("(date_from DESC, id DESC)")

    @api.model
    def _default_leader(self):
        user = self.env.user
        return user if user.has_group(CHAIR % "leader") else user.browse()

    @api.model
    def _default_unit(self):
        units = self.env.user._dlxh_units()
        return units.id if len(units) == 1 else False

    # ------------------------------------------------------------------
    # When
    # ------------------------------------------------------------------

    @api.depends("date_from", "date_to", "ended_at")
    def _compute_state(self):
        today = house_today()
        for line in self:
            if line.ended_at or (line.date_to and line.date_to < today):
                line.state = "ended"
            elif line.date_from and line.date_from > today:
                line.state = "planned"
            else:
                line.state = "active"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = house_today()
        open_ = Domain("ended_at", "=", False)
        domains = {
            "planned": open_ & Domain("date_from", ">", today),
            "active": open_
            & Domain("date_from", "<=", today)
            & Domain("date_to", ">=", today),
            "ended": Domain("ended_at", "!=", False) | Domain("date_to", "<", today),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.model
    def _for_leader(self, leader):
        """Return who stands in for `leader` today: (unit id, deputy id) pairs."""
        return self._in_force(house_today()).get(leader.id, ())

    @api.model
    @tools.ormcache("today")
    def _in_force(self, today):
        # sudo: who stands in for whom decides on rights, and shows nothing
        lines = self.sudo().search(
            [
                ("date_from", "<=", today),
                ("date_to", ">=", today),
                ("ended_at", "=", False),
            ],
            order="id",
        )
        found = defaultdict(tuple)
        for line in lines:
            found[line.leader_id.id] += ((line.unit_id.id, line.deputy_id.id),)
        return dict(found)

    # ------------------------------------------------------------------
    # Who hands over to whom
    # ------------------------------------------------------------------

    @api.depends_context("uid")
    @api.depends("leader_id", "state")
    def _compute_can_end(self):
        administrator = self.env.user.has_group(CHAIR % "administrator")
        for line in self:
            mine = line.leader_id == self.env.user or administrator
            line.can_end = mine and line.state != "ended"

    def _check_people(self):
        # sudo: chairs and units of the two people are compared, not shown
        for line in self.sudo():
            for user, chairs in (
                (line.leader_id, ("leader",)),
                (line.deputy_id, ("leader", "officer")),
            ):
                sits = any(user.has_group(CHAIR % chair) for chair in chairs)
                if not (sits and user.active and line.unit_id in user._dlxh_units()):
                    raise ValidationError(
                        self.env._(
                            "%(user)s does not work for “%(unit)s” in a chair that "
                            "can decide. A leader of the unit hands over to another "
                            "leader or an officer of the same unit.",
                            user=user.name,
                            unit=line.unit_id.name,
                        )
                    )
            line._check_overlap()

    def _check_overlap(self):
        other = self.search(
            [
                ("id", "!=", self.id),
                ("leader_id", "=", self.leader_id.id),
                ("unit_id", "=", self.unit_id.id),
                ("ended_at", "=", False),
                ("date_from", "<=", self.date_to),
                ("date_to", ">=", self.date_from),
            ],
            limit=1,
        )
        if other:
            raise ValidationError(
                self.env._(
                    "%(leader)s has already handed over to %(deputy)s from "
                    "%(start)s to %(end)s. End that delegation first.",
                    leader=self.leader_id.name,
                    deputy=other.deputy_id.name,
                    start=tools.format_date(self.env, other.date_from),
                    end=tools.format_date(self.env, other.date_to),
                )
            )

    def _check_giver(self):
        """Only the leader himself hands over, or an administrator for him."""
        user = self.env.user
        if self.env.su or user.has_group(CHAIR % "administrator"):
            return
        if any(line.leader_id != user for line in self):
            raise AccessError(
                self.env._(
                    "Only the leader himself hands over his approvals. Ask him, or "
                    "ask the administrator while he is away."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        # given, so that no default of the user takes their place
        empty = dict.fromkeys(("ended_at", "ended_by_id", "told_state"), False)
        lines = super().create([{**vals, **empty} for vals in vals_list])
        lines._check_giver()
        lines._check_people()
        today = house_today()
        for line in lines:
            if line.date_to < today:
                raise UserError(
                    self.env._(
                        "A delegation cannot lie in the past: choose an end that is "
                        "still to come."
                    )
                )
        lines._changed()
        return lines

    def write(self, vals):
        if in_flow(self.env):
            return super().write(vals)
        if set(vals) - {"reason"}:
            raise UserError(
                self.env._(
                    "A delegation is not rewritten: it says who could decide when. "
                    "End it, and give a new one."
                )
            )
        self._check_giver()
        return super().write(vals)

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_unlink_begun()
        people, units = self.leader_id | self.deputy_id, self.unit_id
        result = super().unlink()
        self.env.registry.clear_cache()
        self.env["tier.review"]._refresh_reviewers(units, people)
        return result

    def _refuse_unlink_begun(self):
        self._check_giver()
        if any(line.state != "planned" for line in self):
            raise UserError(
                self.env._(
                    "A delegation that has begun is kept: the history of approvals "
                    "refers to it. End it instead."
                )
            )

    def action_end(self):
        """Take the approvals back at once."""
        self.check_access("read")
        self._check_giver()
        open_ = self.filtered(lambda line: line.state != "ended")
        # sudo: who gave it ends it; checked above, the fields are not written by hand
        with_flow(open_.sudo()).write(
            {"ended_at": fields.Datetime.now(), "ended_by_id": self.env.uid}
        )
        open_._changed()
        return True

    # ------------------------------------------------------------------
    # What follows
    # ------------------------------------------------------------------

    def _changed(self):
        """Let the deputies' lists of what waits follow, now and at the dates."""
        self.env.registry.clear_cache()
        self._tell()
        today = house_today()
        # sudo: the hours of a scheduled job
        job = self.env.ref("dlxh_collaborator.dlxh_approval_cron_stand_in").sudo()
        moments = {line.date_from for line in self if line.date_from > today}
        moments |= {line.date_to + timedelta(days=1) for line in self}
        job._trigger(at=sorted(house_midnight(day) for day in moments))

    def _tell(self):
        """Compute anew who decides where a delegation began or ended."""
        # sudo: the lists follow from delegations that were allowed
        for line in self.sudo():
            if line.told_state != line.state:
                with_flow(line).write({"told_state": line.state})
                self.env["tier.review"]._refresh_reviewers(
                    line.unit_id, line.leader_id | line.deputy_id
                )

    @api.model
    def _cron_tell(self):
        """Begin and end what the calendar began and ended."""
        due = self.search([("told_state", "in", ("planned", "active"))])
        due.filtered(lambda line: line.told_state != line.state)._tell()

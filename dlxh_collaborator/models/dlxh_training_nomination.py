from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .approval_flow import in_flow, with_flow
from .dlxh_training_place import TAKEN


class DlxhTrainingNomination(models.Model):
    """A unit proposes one of its people for a class; the class decides.

    Whoever is accepted stands on the roll of the class.
    """

    _name = "dlxh.training.nomination"
    _inherit = [
        "dlxh.scope.base",
        "dlxh.meeting.told.mixin",
        "dlxh.private.name.mixin",
    ]
    _description = "Nomination for a Class"
    _order = "meeting_start desc, place_id, sequence, id"
    _rec_name = "collaborator_id"
    _scope_link_fields = ("place_id", "collaborator_id")

    place_id = fields.Many2one(
        "dlxh.training.place",
        string="Places",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('meeting_state', 'in', ('planned', 'invited'))]",
    )
    meeting_id = fields.Many2one(
        related="place_id.meeting_id",
        store=True,
        precompute=True,
        required=False,
        readonly=True,
    )
    unit_id = fields.Many2one(
        related="place_id.unit_id", store=True, index=True, string="Nominated by"
    )
    sequence = fields.Integer(default=10, help="Whom the unit wants to send first.")
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        string="Collaborator",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('state', '=', 'active')]",
    )
    position = fields.Char(related="collaborator_id.position")
    trained_on = fields.Date(related="collaborator_id.trained_on")
    state = fields.Selection(
        [
            ("nominated", "Nominated"),
            ("accepted", "Accepted"),
            ("waitlisted", "On the waiting list"),
            ("declined", "Declined"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="nominated",
        readonly=True,
        copy=False,
        index=True,
    )
    reason = fields.Char(string="Why it was declined", readonly=True, copy=False)

    _person_once = models.UniqueIndex(
        "(meeting_id, collaborator_id) WHERE state NOT IN ('declined', 'withdrawn')",
        "This person is nominated for the class already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not in_flow(self.env):
            # given, so that no default of the user takes their place
            fresh = {"state": "nominated", "reason": False}
            vals_list = [{**vals, **fresh} for vals in vals_list]
        nominations = super().create(vals_list)
        for place in nominations.place_id:
            if blocker := place._nomination_blocker():
                raise UserError(blocker)
            # sudo: done when the unit has nobody left to name
            if not place.left_count:
                place.sudo().activity_ids.unlink()
        return nominations

    def write(self, vals):
        if not in_flow(self.env) and set(vals) - {"sequence"}:
            raise UserError(
                self.env._(
                    "A nomination is not rewritten. Withdraw it and nominate again; "
                    "the class accepts or declines by its buttons."
                )
            )
        return super().write(vals)

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        if not in_flow(self.env):
            self._refuse_unlink_decided()
        return super().unlink()

    def _refuse_unlink_decided(self):
        self.check_access("unlink")
        if any(nomination.state != "nominated" for nomination in self):
            raise UserError(
                self.env._("The class decided on this nomination already. Withdraw it.")
            )

    @api.constrains("place_id", "collaborator_id", "state")
    def _check_places(self):
        for place in self.filtered(lambda n: n.state in TAKEN).place_id:
            # sudo: counts what was nominated to the places
            place = place.sudo()
            taken = place.nomination_ids.filtered(lambda n: n.state in TAKEN)
            if len(taken) > place.places:
                raise ValidationError(
                    self.env._(
                        "%(unit)s has %(places)s places in “%(title)s” and they are "
                        "taken. Withdraw a nomination, or ask for more places.",
                        unit=place.unit_id.name,
                        places=place.places,
                        title=place.meeting_title,
                    )
                )

    @api.constrains("place_id", "collaborator_id")
    def _check_person(self):
        today = fields.Date.context_today(self)
        for nomination in self.sudo():  # compares the units of a record being written
            person, unit = nomination.collaborator_id, nomination.unit_id
            below = (person.unit_id.parent_path or "").startswith(unit.parent_path)
            seats = person.membership_ids.filtered(lambda m: m._is_current(today))
            if not (below or unit in seats.unit_id):
                # no name: it may be that of somebody whom the unit may not see
                raise ValidationError(
                    self.env._(
                        "This person works neither in %(unit)s nor below it, and is "
                        "not in its team. Nominate somebody of the unit.",
                        unit=unit.name,
                    )
                )
            if person.state != "active":
                raise ValidationError(
                    self.env._(
                        "%(person)s does not serve now. Nominate a serving "
                        "collaborator.",
                        person=person.name,
                    )
                )

    # decisions of the class

    def action_accept(self):
        """Put the people on the roll of the class."""
        self._check_host()
        todo = self.filtered(lambda n: n.state in ("nominated", "waitlisted"))
        for meeting in todo.meeting_id:
            mine = todo.filtered(lambda n, m=meeting: n.meeting_id == m)
            meeting._refuse_unless_open()
            limit, now = meeting.place_limit, meeting.accepted_count
            if limit and now + len(mine) > limit:
                raise UserError(
                    self.env._(
                        "“%(title)s” takes %(limit)s people and %(now)s are accepted. "
                        "Put the others on the waiting list, or raise the limit.",
                        title=meeting.display_name,
                        limit=limit,
                        now=now,
                    )
                )
            # sudo: the right of the class was checked; the state follows the button
            with_flow(mine.sudo()).write({"state": "accepted", "reason": False})
            meeting._training_roll_changed()
        return True

    def action_waitlist(self):
        """Keep people in reserve."""
        self._check_host()
        todo = self.filtered(lambda n: n.state in ("nominated", "accepted"))
        return todo._leave("waitlisted")

    def action_decline(self, reason=None):
        """Refuse nominations; the unit reads why."""
        self._check_host()
        todo = self.filtered(lambda n: n.state not in ("declined", "withdrawn"))
        return todo._leave("declined", (reason or "").strip() or False)

    def action_withdraw(self):
        """Take nominations back, by the unit or by the class."""
        self.check_access("write")
        todo = self.filtered(lambda n: n.state not in ("declined", "withdrawn"))
        return todo._leave("withdrawn")

    def _leave(self, state, reason=False):
        meetings = self.sudo().meeting_id  # of nominations that may be decided on
        for meeting in meetings:
            meeting._refuse_unless_open()
        # sudo: the right was checked by the button; the state follows it
        with_flow(self.sudo()).write({"state": state, "reason": reason})
        meetings._training_roll_changed()
        return True

    @api.model
    def _accepted_domain(self, meetings):
        return Domain("meeting_id", "in", meetings.ids) & Domain(
            "state", "=", "accepted"
        )

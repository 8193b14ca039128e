from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .approval_flow import with_flow
from .meeting_states import OPEN_STATES

TAKEN = ("nominated", "accepted")


class DlxhTrainingPlace(models.Model):
    """Places in a class that a unit may fill with its people.

    The unit that holds the class offers them, to itself and to units below.
    Until they are offered the unit below does not see them.
    """

    _name = "dlxh.training.place"
    _inherit = [
        "dlxh.scope.mixin",
        "dlxh.meeting.told.mixin",
        "dlxh.private.name.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Places in a Class"
    _order = "meeting_start desc, unit_id, id"
    _scope_link_fields = ("meeting_id",)

    unit_id = fields.Many2one(string="Offered to")
    places = fields.Integer(required=True, default=1)
    note = fields.Char(help="Whom the class is meant for.")
    offered_on = fields.Date(readonly=True, copy=False)
    nominate_by = fields.Date(string="Nominate by", related="meeting_id.nominate_by")
    nomination_ids = fields.One2many(
        "dlxh.training.nomination", "place_id", string="Nominations"
    )
    nominated_count = fields.Integer(string="Nominated", compute="_compute_counts")
    accepted_count = fields.Integer(string="Accepted", compute="_compute_counts")
    left_count = fields.Integer(string="Places left", compute="_compute_counts")
    can_nominate = fields.Boolean(
        string="May nominate now", compute="_compute_can_nominate"
    )

    _places_positive = models.Constraint(
        "CHECK(places > 0)", "A unit is offered at least one place."
    )
    _meeting_unit_uniq = models.UniqueIndex(
        "(meeting_id, unit_id)", "This unit has its places in the class already."
    )
    _unit_start_idx = models.Index("(unit_id, meeting_start DESC, id)")

    @api.depends("meeting_title", "unit_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for place in self:
            # sudo: names of units stand on the offer that may be read
            unit = place.sudo().unit_id.name
            place.display_name = f"{place.meeting_title} – {unit}"
        self._hide_private_names()

    @api.depends("nomination_ids.state", "places")
    def _compute_counts(self):
        # sudo: numbers of nominations to places that may be read
        nominations = self.env["dlxh.training.nomination"].sudo()
        counts = {
            (place.id, state): number
            for place, state, number in nominations._read_group(
                [("place_id", "in", self._origin.ids)],
                ["place_id", "state"],
                ["__count"],
            )
        }
        for place in self:
            key = place._origin.id
            taken = sum(counts.get((key, state), 0) for state in TAKEN)
            place.nominated_count = taken + counts.get((key, "waitlisted"), 0)
            place.accepted_count = counts.get((key, "accepted"), 0)
            place.left_count = max(place.places - taken, 0)

    @api.depends("offered_on", "nominate_by", "meeting_state", "is_host")
    @api.depends_context("uid")
    def _compute_can_nominate(self):
        for place in self:
            place.can_nominate = not place._nomination_blocker()

    @api.constrains("unit_id", "meeting_id")
    def _check_below(self):
        for place in self.sudo():  # compares the paths of two units
            host = place.meeting_id.unit_id
            if not place.unit_id.parent_path.startswith(host.parent_path):
                raise ValidationError(
                    self.env._(
                        "%(unit)s is not a unit below %(host)s, which holds the "
                        "class. Places are offered to one's own unit and to units "
                        "below.",
                        unit=place.unit_id.name,
                        host=host.name,
                    )
                )

    def write(self, vals):
        if not self.env.su and "offered_on" in vals:
            raise UserError(
                self.env._("Places are offered by the button of the class.")
            )
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        # given, so that no default of the user takes its place
        places = super().create([{**vals, "offered_on": False} for vals in vals_list])
        for place in places:
            if place.sudo().meeting_id.kind != "training":
                raise ValidationError(
                    self.env._("Only classes have places that are offered to units.")
                )
        return places

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_unlink_accepted()
        return super().unlink()

    def _refuse_unlink_accepted(self):
        self.check_access("unlink")
        # sudo: only whether somebody is accepted
        if self.sudo().nomination_ids.filtered(lambda n: n.state == "accepted"):
            raise UserError(
                self.env._(
                    "People of this unit are accepted already. Take their acceptance "
                    "back first."
                )
            )

    def _nomination_blocker(self):
        """Return why nobody can be nominated now, or False."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        if self.meeting_state not in OPEN_STATES:
            return self.env._("“%(title)s” is over.", title=self.meeting_title)
        if self.is_host or self.env.su:
            return False
        if not self.offered_on:
            return self.env._(
                "The places of “%(title)s” are not offered yet.",
                title=self.meeting_title,
            )
        if self.nominate_by and self.nominate_by < today:
            return self.env._(
                "Nominations for “%(title)s” closed on %(date)s. Ask the unit that "
                "holds the class.",
                title=self.meeting_title,
                date=self.nominate_by.strftime("%d/%m/%Y"),
            )
        return False

    def _offer(self):
        """Tell the officers of the units; the meeting checked the right."""
        for place in self.filtered(lambda place: not place.offered_on):
            # sudo: the officer of the class has no right to the activities below
            record = with_flow(place.sudo()).with_context(
                mail_activity_quick_update=True  # no e-mail, the card tells it
            )
            record.offered_on = fields.Date.context_today(self)
            if record.unit_id == record.host_unit_id:
                continue
            for user in record.unit_id._chair_holders("officer"):
                told = record.with_context(lang=user.lang or self.env.lang)
                told.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=user.id,
                    date_deadline=record.nominate_by or record.meeting_start.date(),
                    summary=told._activity_summary(),
                )

    def _activity_summary(self):
        """Tell unit and kind; the name of the class stays inside."""
        unit = self.host_unit_id.name
        return self.env._("Nominate for a class of %(unit)s", unit=unit)

    def action_open_nominations(self):
        """Open the people nominated to these places."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_training_nomination_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": [("place_id", "=", self.id)],
            "context": {"default_place_id": self.id},
        }

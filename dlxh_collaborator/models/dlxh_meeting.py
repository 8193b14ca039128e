from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .approval_flow import in_flow, with_flow
from .meeting_states import HELD_STATES, KINDS, OPEN_STATES, STATES, TEXT_CHAIRS

#: written by the steps of a meeting only, never by hand
STEP_FIELDS = frozenset(
    ("event_id", "series_id", "series_slot", "notice_version", "held_on")
)
#: fixed once the meeting was held
SCHEDULE_FIELDS = frozenset(("start", "stop", "kind"))


class DlxhMeeting(models.Model):
    """One briefing, class, review, dialogue or trip of a unit.

    What is ours (agenda, roll, minutes, conclusions) is kept here, one record
    an occurrence; Odoo's calendar only says when and where it takes place.
    """

    _name = "dlxh.meeting"
    _inherit = [
        "dlxh.meeting.schedule.mixin",
        "dlxh.meeting.invite.mixin",
        "dlxh.meeting.roll.mixin",
        "dlxh.meeting.minutes.mixin",
        "dlxh.scope.large.mixin",
        "dlxh.private.name.mixin",
        "dlxh.document.mixin",
        "dlxh.approval.mixin",
    ]
    _description = "Meeting"
    _order = "start desc, id desc"
    _rec_names_search = ["subject", "unit_id", "document_code"]
    _approval_draft_states = ["planned", "invited", "held"]
    _approval_returned_state = "held"
    _state_from = ["held"]  # tier validation's own names for the same
    _state_to = ["approved"]
    _cancel_state = "cancelled"

    unit_id = fields.Many2one(string="Held by")
    kind = fields.Selection(KINDS, required=True, default="briefing", index=True)
    subject = fields.Char(
        help="What a thematic conference or a class is about. It is not written in "
        "e-mails."
    )
    start = fields.Datetime(string="Begins", required=True)
    stop = fields.Datetime(
        string="Ends", compute="_compute_stop", store=True, readonly=False
    )
    location = fields.Char(string="Venue")
    joint_with_rapporteurs = fields.Boolean(
        string="Joint with the rapporteurs' conference",
        help="Rapporteurs of the unit are invited too, and counted apart.",
    )
    state = fields.Selection(
        STATES, string="Status", required=True, default="planned", copy=False
    )
    is_held = fields.Boolean(string="Was held", compute="_compute_is_held", store=True)
    event_id = fields.Many2one(
        "calendar.event",
        string="In the calendar",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    agenda_ids = fields.One2many(
        "dlxh.meeting.agenda",
        "meeting_id",
        string="Agenda",
        copy=True,
        groups=TEXT_CHAIRS,
    )
    file_ids = fields.One2many(
        "dlxh.meeting.file",
        "meeting_id",
        string="Briefing pack",
        groups=TEXT_CHAIRS,
        help="Files for everybody who is invited; they are not sent by e-mail.",
    )
    attendance_ids = fields.One2many(
        "dlxh.meeting.attendance", "meeting_id", string="Roll"
    )
    conclusion_ids = fields.One2many(
        "dlxh.meeting.conclusion",
        "meeting_id",
        string="Conclusions",
        groups=TEXT_CHAIRS,
    )
    is_invited = fields.Boolean(
        string="I am invited",
        compute="_compute_is_invited",
        search="_search_is_invited",
        export_string_translation=False,
    )

    _ends_after_begin = models.Constraint(
        "CHECK(stop IS NULL OR stop >= start)", "A meeting cannot end before it begins."
    )
    _scope_direct_date_idx = models.Index("(direct_unit_id, start, id)")
    _scope_above_date_idx = models.Index("(above_unit_id, start, id)")
    _unit_date_idx = models.Index("(unit_id, start, id)")
    _date_idx = models.Index("(start, id)")

    @api.depends("start")
    def _compute_stop(self):
        """A new meeting takes two hours; one that moves keeps its length."""
        for meeting in self:
            start, old = meeting.start, meeting._origin
            if start and old.stop and meeting.stop == old.stop and old.start != start:
                meeting.stop = start + (old.stop - old.start)  # in the form
            elif start and (not meeting.stop or meeting.stop < start):
                meeting.stop = fields.Datetime.add(start, hours=2)

    @api.depends("state")
    def _compute_is_held(self):
        for meeting in self:
            meeting.is_held = meeting.state in HELD_STATES

    @api.depends("attendance_ids.partner_id")
    @api.depends_context("uid")
    def _compute_is_invited(self):
        # sudo: the lines of the user himself
        lines = self.env["dlxh.meeting.attendance"].sudo()
        found = lines.search_fetch(
            [
                ("meeting_id", "in", self._origin.ids),
                ("partner_id", "=", self.env.user.partner_id.id),
            ],
            ["meeting_id"],
        )
        mine = set(found.meeting_id.ids)
        for meeting in self:
            meeting.is_invited = meeting._origin.id in mine

    def _search_is_invited(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: the lines of the user himself
        lines = self.env["dlxh.meeting.attendance"].sudo()
        mine = lines._search([("partner_id", "=", self.env.user.partner_id.id)])
        return Domain("id", "in", mine.subselect("meeting_id"))

    @api.depends("kind", "subject", "unit_id", "start")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for meeting in self:
            start = meeting._local(meeting.start)
            parts = [
                meeting.subject or meeting._kind_label(),
                meeting.sudo().unit_id.name,  # on a meeting already readable
                start and start.strftime("%d/%m/%Y"),
            ]
            meeting.display_name = " – ".join(filter(None, parts))
        self._hide_private_names()

    def _kind_label(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return kinds.get(self.kind, "")

    @api.constrains("unit_id", "start")
    def _check_unit_open(self):
        for meeting in self:
            # sudo: the dates of the unit of a meeting being written
            unit = meeting.sudo().unit_id
            day = meeting._local(meeting.start).date()
            if not unit._is_open_on(day):
                raise ValidationError(
                    self.env._(
                        "%(unit)s is not open on %(date)s. Choose another day, or "
                        "the unit that continues its work.",
                        unit=unit.name,
                        date=day.strftime("%d/%m/%Y"),
                    )
                )

    # create, write, delete

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if "document_type_id" in fields_list and not values.get("document_type_id"):
            minutes = self.env.ref(
                "dlxh_collaborator.document_type_bb", raise_if_not_found=False
            )
            values["document_type_id"] = minutes and minutes.id
        return values

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not vals.get("unit_id") and not self.env.context.get("default_unit_id"):
                vals["unit_id"] = self.default_get(["unit_id"]).get("unit_id")
            if not vals.get("unit_id") and not self.env.context.get("default_unit_id"):
                raise ValidationError(
                    self.env._(
                        "Which unit holds the meeting? A meeting without a unit could "
                        "be seen by nobody. Choose the unit, then save."
                    )
                )
        meetings = super().create(vals_list)
        meetings._make_events()
        return meetings

    def write(self, vals):
        if not in_flow(self.env):
            self._check_by_hand(vals)
        if vals.get("start") and "stop" not in vals:
            start = fields.Datetime.to_datetime(vals["start"])
            for meeting in self:
                moved = {**vals, "stop": start + (meeting.stop - meeting.start)}
                meeting.write(moved)
            return True
        result = super().write(vals)
        if not {"start", "stop", "location", "kind", "unit_id"}.isdisjoint(vals):
            self._move_events()
        return result

    def _check_by_hand(self, vals):
        if "unit_id" in vals and any(m.unit_id.id != vals["unit_id"] for m in self):
            raise UserError(
                self.env._(
                    "A meeting stays with the unit that called it. Delete it and plan "
                    "one in the other unit."
                )
            )
        held = self.filtered(lambda meeting: meeting.state not in OPEN_STATES)
        changed = [
            name
            for name in sorted(SCHEDULE_FIELDS & vals.keys())
            for meeting in held
            if meeting[name] != meeting._fields[name].convert_to_cache(vals[name], held)
        ]
        if changed:
            raise UserError(
                self.env._(
                    "“%(meeting)s” was held: its time and kind no longer change. "
                    "If that was a mistake, take the roll call back first.",
                    meeting=held[0].display_name,
                )
            )

    @api.model
    def _step_fields(self):
        return super()._step_fields() | STEP_FIELDS

    def _has_step(self):
        return self.state != "planned" or super()._has_step()

    def _step_sentence(self):
        return self.env._(
            "Invitation, roll call and calendar of a meeting follow from its "
            "buttons; they are not typed in."
        )

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_unlink_announced()
        # sudo: whoever deletes the meeting takes it out of the calendar
        events = with_flow(self.sudo().event_id)
        result = super().unlink()
        events.unlink()
        return result

    def _refuse_unlink_announced(self):
        if not in_flow(self.env) and (
            kept := self.filtered(lambda meeting: meeting.state != "planned")
        ):
            raise UserError(
                self.env._(
                    "“%(meeting)s” was announced, so it is kept. Cancel it instead: "
                    "those who are invited are told.",
                    meeting=kept[0].display_name,
                )
            )

    # hooks

    def _agenda_lines(self):
        """Return what the agenda may hold: dicts of sequence, name and note.

        Hook: other add-ons add what their unit has to say.
        """
        self.ensure_one()
        if self.kind != "briefing":
            return []
        lines = [
            (10, self.env._("Opening; who is present")),
            (20, self.env._("The synthesis of public opinion is read")),
            (60, self.env._("Collaborators add to it and ask")),
            (70, self.env._("The leader answers")),
            (80, self.env._("What to watch until the next briefing")),
        ]
        return [{"sequence": at, "name": name, "note": False} for at, name in lines]

    def _on_held(self):
        """Follow up the roll call; called once in the flow when it is held."""
        return None

    def _on_held_undone(self):
        """Follow up a roll call taken back; called in the flow."""
        return None

    @api.model
    def _kinds_inviting(self):
        """Return the kinds to which the whole team is invited."""
        return [
            "briefing",
            "review_quarter",
            "review_interim",
            "review_final",
            "review_multi_year",
            "thematic",
        ]

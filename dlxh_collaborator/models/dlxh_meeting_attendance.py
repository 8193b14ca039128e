from odoo import api, fields, models
from odoo.exceptions import UserError

from .approval_flow import in_flow, with_flow
from .meeting_states import OPEN_STATES, PRESENCES, ROLES


class DlxhMeetingAttendance(models.Model):
    """One person invited to a meeting, and whether he came."""

    _name = "dlxh.meeting.attendance"
    _inherit = ["dlxh.scope.base", "dlxh.approval.line.mixin"]
    _scope_link_fields = ("meeting_id", "collaborator_id")
    _approval_parent_field = "meeting_id"
    _description = "Person Invited to a Meeting"
    _order = "meeting_id, sequence, id"
    _rec_name = "partner_id"
    _rec_names_search = ["partner_id"]

    meeting_id = fields.Many2one(
        "dlxh.meeting", string="Meeting", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="meeting_id.unit_id", store=True, index=True, string="Unit"
    )
    meeting_state = fields.Selection(related="meeting_id.state", string="Meeting is")
    sequence = fields.Integer(default=10)
    role = fields.Selection(ROLES, string="As", required=True, default="collaborator")
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        string="Collaborator",
        index="btree_not_null",
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="restrict"
    )
    phone = fields.Char(related="partner_id.phone", string="Phone")
    email = fields.Char(related="partner_id.email", string="E-mail")
    represented_unit_id = fields.Many2one(
        "dlxh.unit", string="Represents", ondelete="restrict"
    )
    presence = fields.Selection(PRESENCES, index=True)
    substitute_name = fields.Char(
        string="Substitute", help="Who came instead; counted as present."
    )
    told_on = fields.Datetime(string="Told on", readonly=True, copy=False)
    answer = fields.Selection(
        [
            ("accepted", "Comes"),
            ("declined", "Does not come"),
            ("tentative", "Perhaps"),
            ("needsAction", "No answer"),
        ],
        compute="_compute_answer",
        help="What the person answered to the invitation.",
    )

    _once = models.UniqueIndex(
        "(meeting_id, partner_id)", "This person is already on the list."
    )

    @api.depends("partner_id", "meeting_id.event_id.attendee_ids.state")
    def _compute_answer(self):
        # sudo: answers to the meetings whose roll may be read
        events = self.sudo().meeting_id.event_id
        answers = {
            (attendee.event_id.id, attendee.partner_id.id): attendee.state
            for attendee in events.attendee_ids
        }
        for line in self:
            event = line.sudo().meeting_id.event_id
            line.answer = answers.get((event.id, line.partner_id.id), False)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.pop("told_on", None)
            if vals.get("collaborator_id") and not vals.get("partner_id"):
                collaborator = self.env["dlxh.collaborator"].browse(
                    vals["collaborator_id"]
                )
                vals["partner_id"] = collaborator.partner_id.id
        return super().create(vals_list)

    def write(self, vals):
        if not in_flow(self.env):
            if "meeting_id" in vals or "partner_id" in vals or "told_on" in vals:
                self._refuse_other_person(vals)
        if "substitute_name" in vals:
            name = (vals["substitute_name"] or "").strip() or False
            vals = {**vals, "substitute_name": name}
            if name:
                vals["presence"] = "present"
        elif vals.get("presence", "present") != "present":
            vals = {**vals, "substitute_name": False}
        return super().write(vals)

    def _refuse_other_person(self, vals):
        same = all(
            line[name].id == vals[name]
            for line in self
            for name in ("meeting_id", "partner_id")
            if name in vals
        )
        if "told_on" in vals or not same:
            raise UserError(
                self.env._(
                    "A line of the roll stays with its person and its meeting. Delete "
                    "it and add another; whether somebody was told follows from the "
                    "buttons."
                )
            )

    # buttons of the roll call

    def action_present(self):
        return self._mark("present")

    def action_excused(self):
        return self._mark("excused")

    def action_absent(self):
        return self._mark("absent")

    def _mark(self, presence):
        """Mark; a second tap on the same button takes the mark back."""
        self.check_access("write")
        for line in self:
            same = line.presence == presence and not line.substitute_name
            line.write(
                {"presence": False if same else presence, "substitute_name": False}
            )
        return True

    def action_substitute(self):
        """Ask who came instead."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Substitute of %(name)s", name=self.partner_id.name),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [
                (
                    self.env.ref(
                        "dlxh_collaborator.dlxh_meeting_attendance_view_substitute"
                    ).id,
                    "form",
                )
            ],
            "target": "new",
        }

    @api.model
    def action_roll_all_present(self, *args):
        """Button above the roll call: everybody not marked yet is present."""
        return self._roll_meeting().action_all_present()

    @api.model
    def action_roll_hold(self, *args):
        """Button above the roll call: close it and return to the meeting."""
        meeting = self._roll_meeting()
        meeting.action_hold()
        return meeting.get_formview_action()

    def _roll_meeting(self):
        meeting = self.env["dlxh.meeting"].browse(
            self.env.context.get("dlxh_meeting_id")
        )
        return meeting.exists()

    def action_told(self):
        """Note that people were told by phone or in person."""
        self.check_access("write")
        for line in self:
            if line.meeting_id.state not in OPEN_STATES:
                line.meeting_id._refuse_unless_open()
        # sudo: the right to write was checked
        with_flow(self.sudo()).write({"told_on": fields.Datetime.now()})
        return True

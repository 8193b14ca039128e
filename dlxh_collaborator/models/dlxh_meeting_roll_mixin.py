from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from .meeting_states import OPEN_STATES


class DlxhMeetingRollMixin(models.AbstractModel):
    """The roll call, counted by collaborators and rapporteurs apart."""

    _name = "dlxh.meeting.roll.mixin"
    _description = "Roll Call"

    held_on = fields.Datetime(string="Roll called on", readonly=True, copy=False)
    invited_count = fields.Integer(string="On the list", compute="_compute_roll")
    present_count = fields.Integer(string="Present", compute="_compute_roll")
    excused_count = fields.Integer(string="Excused", compute="_compute_roll")
    absent_count = fields.Integer(string="Absent", compute="_compute_roll")
    unmarked_count = fields.Integer(string="Not called yet", compute="_compute_roll")
    substitute_count = fields.Integer(
        string="Came as substitutes", compute="_compute_roll"
    )
    rapporteur_count = fields.Integer(
        string="Rapporteurs on the list", compute="_compute_roll"
    )
    rapporteur_present_count = fields.Integer(
        string="Rapporteurs present", compute="_compute_roll"
    )
    untold_count = fields.Integer(string="Not told yet", compute="_compute_roll")
    roll_text = fields.Char(string="Presence", compute="_compute_roll")

    @api.depends(
        "attendance_ids.presence",
        "attendance_ids.role",
        "attendance_ids.substitute_name",
        "attendance_ids.told_on",
    )
    @api.depends_context("lang")
    def _compute_roll(self):
        counts = self._count_roll()
        for meeting in self:
            found = counts[meeting._origin.id]
            people = found["collaborator"]
            meeting.invited_count = sum(people.values())
            meeting.present_count = people["present"]
            meeting.excused_count = people["excused"]
            meeting.absent_count = people["absent"]
            rapporteurs = found["rapporteur"]
            meeting.rapporteur_count = sum(rapporteurs.values())
            meeting.rapporteur_present_count = rapporteurs["present"]
            meeting.unmarked_count = sum(roles[False] for roles in found.values())
            meeting.substitute_count = found["substitute"]["present"]
            meeting.untold_count = found["untold"]["all"]
            meeting.roll_text = meeting._roll_text()

    def _roll_text(self):
        if not (self.invited_count or self.rapporteur_count):
            return ""
        text = f"{self.present_count}/{self.invited_count}"
        if self.rapporteur_count:
            text += self.env._(
                " · rapporteurs %(present)s/%(all)s",
                present=self.rapporteur_present_count,
                all=self.rapporteur_count,
            )
        return text

    def _count_roll(self):
        """Return {meeting id: {role: {presence: people}}}, with the pseudo roles
        "substitute" and "untold"."""
        counts = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
        # sudo: numbers of a meeting that may be read; names stay with the roll
        lines = self.env["dlxh.meeting.attendance"].sudo()
        domain = [("meeting_id", "in", self._origin.ids)]
        for meeting, role, presence, number, substitutes, told in lines._read_group(
            domain,
            ["meeting_id", "role", "presence"],
            ["__count", "substitute_name:count", "told_on:count"],
        ):
            found = counts[meeting.id]
            found[role][presence] += number
            found["substitute"]["present"] += substitutes
            found["untold"]["all"] += number - told
        return counts

    # buttons

    def action_open_roll(self):
        """Open the roll call, made for a phone."""
        self.ensure_one()
        self.check_access("write")
        if self.state in OPEN_STATES and not self.attendance_ids:
            self._prepare_list()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_meeting_attendance_action_roll"
        )
        return {
            **action,
            "name": self.env._("Roll call: %(name)s", name=self.display_name),
            "domain": [("meeting_id", "=", self.id)],
            "context": {"dlxh_meeting_id": self.id, "create": False},
        }

    def action_all_present(self):
        """Mark everybody present who is not marked yet; exceptions follow."""
        self.check_access("write")
        unmarked = self.attendance_ids.filtered(lambda line: not line.presence)
        unmarked.write({"presence": "present"})
        return True

    def action_hold(self):
        """Close the roll call: the meeting was held."""
        self.check_access("write")
        for meeting in self:
            meeting._refuse_unless_open()
            meeting._refuse_to_hold()
            # sudo: the right to write was checked; the state follows the button
            held = meeting.sudo()._approval_flow()
            held.write(
                {
                    "state": "held",
                    "held_on": fields.Datetime.now(),
                    "abstract": meeting.abstract or meeting._default_abstract(),
                }
            )
            held._on_held()
        return True

    def _refuse_to_hold(self):
        """Raise why the meeting cannot be said to have been held."""
        if self.start > fields.Datetime.now():
            raise UserError(
                self.env._(
                    "“%(meeting)s” has not begun yet. Close the roll call when it "
                    "takes place, or correct its time.",
                    meeting=self.display_name,
                )
            )
        if not self.attendance_ids:
            raise UserError(
                self.env._(
                    "Nobody stands on the roll of “%(meeting)s”. Open the roll call "
                    "first.",
                    meeting=self.display_name,
                )
            )
        if self.unmarked_count:
            raise UserError(
                self.env._(
                    "%(count)s people on the roll of “%(meeting)s” are not marked. "
                    "Mark them, or tap “All present” and then the exceptions.",
                    count=self.unmarked_count,
                    meeting=self.display_name,
                )
            )

    def action_reopen_roll(self):
        """Take the roll call back, while the minutes are not submitted."""
        self.check_access("write")
        for meeting in self:
            if meeting.state != "held":
                raise UserError(
                    self.env._(
                        "The roll call of “%(meeting)s” cannot be taken back: its "
                        "state is “%(state)s”.",
                        meeting=meeting.display_name,
                        state=meeting._approval_state_label(),
                    )
                )
            told = any(line.told_on for line in meeting.attendance_ids)
            # sudo: the right to write was checked; the state follows the button
            open_ = meeting.sudo()._approval_flow()
            open_.write({"state": "invited" if told else "planned", "held_on": False})
            open_._on_held_undone()
        return True

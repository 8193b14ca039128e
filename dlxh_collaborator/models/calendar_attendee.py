from odoo import api, models
from odoo.exceptions import AccessError

from .approval_flow import in_flow


class CalendarAttendee(models.Model):
    """Who is invited to a meeting of ours follows from the meeting; each person
    answers for himself, and mails tell no more than when and where."""

    _inherit = "calendar.attendee"

    @api.model_create_multi
    def create(self, vals_list):
        attendees = super().create(vals_list)
        attendees._dlxh_refuse_by_hand()
        return attendees

    def write(self, vals):
        if not in_flow(self.env) and self._dlxh_ours():
            if set(vals) - {"state"}:
                self._dlxh_refuse_by_hand()
            self._dlxh_check_own_answer()
            # the write of Odoo goes on to ask for the right to write the event
        result = super().write(vals)
        if "event_id" in vals:
            self._dlxh_refuse_by_hand()
        return result

    def unlink(self):
        self._dlxh_refuse_by_hand()
        return super().unlink()

    def _dlxh_ours(self):
        # sudo: whether the event is one of ours
        return self.filtered(lambda line: line.sudo().event_id.dlxh_unit_id)

    def _dlxh_refuse_by_hand(self):
        if not in_flow(self.env):
            self.event_id._dlxh_refuse_by_hand()

    def _dlxh_check_own_answer(self):
        """Nobody answers for somebody else; the link in the mail runs as
        superuser after it asked for the token."""
        if self.env.su:
            return
        if self._dlxh_ours().partner_id - self.env.user.partner_id:
            raise AccessError(
                self.env._(
                    "Each person accepts or declines for himself. The officer of the "
                    "unit notes an excuse on the roll of the meeting."
                )
            )

    def _notify_attendees(self, mail_template, notify_author=False, force_send=False):
        """Reminders of our meetings are our own mails: Odoo's name everybody who
        is invited."""
        ours = self._dlxh_ours()
        meetings = ours.sudo().event_id.dlxh_meeting_ids  # only to send the mail
        for meeting in meetings.filtered(lambda m: m.state == "invited"):
            mine = ours.filtered(lambda a, m=meeting: a.event_id == m.event_id)
            lines = meeting.attendance_ids.filtered(
                lambda line, p=mine.partner_id: line.partner_id in p
            )
            meeting._send_notice("remind", lines)
        return super(CalendarAttendee, self - ours)._notify_attendees(
            mail_template, notify_author=notify_author, force_send=force_send
        )

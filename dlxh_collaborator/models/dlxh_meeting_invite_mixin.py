import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools.misc import format_datetime

from .approval_flow import with_flow
from .house_time import HOUSE_TZ
from .meeting_states import OPEN_STATES


class DlxhMeetingInviteMixin(models.AbstractModel):
    """Who is invited, and how they are told.

    Mails and calendar files carry unit, kind, period, time, place and a link.
    Agenda, subject, minutes and the names of others stay inside.
    """

    _name = "dlxh.meeting.invite.mixin"
    _description = "Invitation to a Meeting"

    guest_ids = fields.Many2many(
        "res.partner",
        string="Guests",
        copy=False,
        compute="_compute_guest_ids",
        inverse="_inverse_guest_ids",
    )

    @api.depends("attendance_ids.role", "attendance_ids.partner_id")
    def _compute_guest_ids(self):
        for meeting in self:
            guests = meeting.attendance_ids.filtered(lambda a: a.role == "guest")
            meeting.guest_ids = guests.partner_id

    def _inverse_guest_ids(self):
        for meeting in self:
            lines = meeting.attendance_ids
            listed = lines.partner_id
            lines.filtered(
                lambda a, m=meeting: (
                    a.role == "guest" and a.partner_id not in m.guest_ids
                )
            ).unlink()
            self.env["dlxh.meeting.attendance"].create(
                [
                    {"meeting_id": meeting.id, "partner_id": guest.id, "role": "guest"}
                    for guest in meeting.guest_ids - listed
                ]
            )

    # the list

    def action_prepare_list(self):
        """Bring the list of those invited up to date with the team on the day."""
        self.check_access("write")
        for meeting in self:
            meeting._refuse_unless_open()
            meeting._prepare_list()
        return True

    def _prepare_list(self):
        """Add who is in the team on the day, and take out whom nobody told yet
        and who is no longer in it. Guests stay."""
        wanted = self._people_to_invite()
        lines = self.attendance_ids
        gone = lines.filtered(
            lambda a: (
                a.role != "guest" and a.partner_id.id not in wanted and not a.presence
            )
        )
        gone.unlink()
        known = set((lines - gone).partner_id.ids)
        self.env["dlxh.meeting.attendance"].create(
            [
                {"meeting_id": self.id, "partner_id": partner_id, **values}
                for partner_id, values in wanted.items()
                if partner_id not in known
            ]
        )

    def _people_to_invite(self):
        """Return {partner id: values of the line}; a collaborator who is also a
        rapporteur is counted once, as a collaborator."""
        self.ensure_one()
        people = {}
        if self.joint_with_rapporteurs:
            people |= self._rapporteurs_to_invite()
        if self.kind in self._kinds_inviting():
            people |= self._members_to_invite()
        return people

    def _members_to_invite(self):
        day = self._local(self.start).date()
        Member = self.env["dlxh.team.member"]
        # sudo: the team of the own unit, whose meeting may be written; members of
        # units that joined from elsewhere are invited as well
        members = Member.sudo().search(
            Domain("unit_id", "=", self.unit_id.id)
            & Member._current_domain(day)
            & Domain("collaborator_id.state", "!=", "ended")
        )
        return {
            member.collaborator_id.partner_id.id: {
                "role": "collaborator",
                "collaborator_id": member.collaborator_id.id,
                "represented_unit_id": member.represented_unit_id.id,
                "sequence": 10,
            }
            for member in members
        }

    def _rapporteurs_to_invite(self):
        day = self._local(self.start).date()
        # sudo: rapporteurs of the own unit, whose meeting may be written
        serving = (
            self.env["dlxh.collaborator"]
            .sudo()
            .search(
                [
                    ("unit_id", "=", self.unit_id.id),
                    ("is_rapporteur", "=", True),
                    ("state", "=", "active"),
                ]
            )
        )
        # sudo: likewise; every action on the list checks that right first
        Rapporteur = self.env["dlxh.rapporteur"].sudo()
        listed = Rapporteur.search(
            Domain("unit_id", "=", self.unit_id.id)
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
        values = {"role": "rapporteur", "sequence": 20}
        people = {one.partner_id.id: dict(values) for one in listed}
        for one in serving:
            people[one.partner_id.id] = {**values, "collaborator_id": one.id}
        return people

    # inviting

    def action_invite(self):
        """Invite everybody on the list; those already told are not told again."""
        self.check_access("write")
        for meeting in self:
            meeting._refuse_unless_open()
            meeting._prepare_list()
            if not meeting.attendance_ids:
                raise UserError(
                    self.env._(
                        "Nobody is to be invited: %(unit)s has no team on that day. "
                        "Form the team, or add guests to the list.",
                        unit=meeting.unit_id.name,
                    )
                )
            meeting._invite_listed()
        return self._after_invitation()

    def _invite_listed(self):
        """Put the people into the calendar and send what was not sent yet."""
        partners = self.attendance_ids.partner_id
        self._events().write({"partner_ids": [Command.set(partners.ids)]})
        # triggers the reminder of the day before
        self._events()._setup_alarms()
        if self.state == "planned":
            # sudo: the right to write was checked; the state follows the button
            self.sudo()._approval_flow().write({"state": "invited"})
        self._send_notice(
            "invite", self.attendance_ids.filtered(lambda a: not a.told_on)
        )

    def _after_invitation(self):
        """Show whom no mail can reach, so that they are told by phone."""
        left = self.attendance_ids.filtered(lambda a: not a.told_on)
        if len(self) != 1 or not left:
            return True
        return self.action_open_phone_list()

    def action_open_phone_list(self):
        """Open the people who have no e-mail and were not told yet."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_meeting_attendance_action_phone"
        )
        domain = [("meeting_id", "=", self.id), ("told_on", "=", False)]
        return {**action, "domain": domain}

    def action_cancel(self):
        """Call the meeting off; those who were told are told again."""
        self.check_access("write")
        for meeting in self:
            meeting._refuse_unless_open()
            was_invited = meeting.state == "invited"
            # sudo: the right to write was checked; the state follows the button
            meeting.sudo()._approval_flow().write({"state": "cancelled"})
            meeting._drop_events()
            if was_invited:
                meeting._new_notice_version()
                meeting._send_notice("cancel", meeting.attendance_ids)
        return True

    def _refuse_unless_open(self):
        if self.state not in OPEN_STATES:
            raise UserError(
                self.env._(
                    "“%(meeting)s” is in the state “%(state)s”. Only a meeting to "
                    "come is announced, moved or called off.",
                    meeting=self.display_name,
                    state=self._approval_state_label(),
                )
            )

    # telling

    def _notify_moved(self):
        """Time or place changed: everybody is told anew and answers anew."""
        self._new_notice_version()
        # sudo: the meeting was moved by who may
        lines = with_flow(self.sudo().attendance_ids)
        told = lines.filtered("told_on")
        told.write({"told_on": False})
        with_flow(self._events().attendee_ids).write({"state": "needsAction"})
        self._events()._setup_alarms()
        self._send_notice("move", told)

    def _new_notice_version(self):
        # sudo: follows from a step whose right was checked
        meeting = self.sudo()._approval_flow()
        meeting.notice_version += 1

    def _send_notice(self, what, lines):
        """Send a mail to those of `lines` who have an address.

        :param what: invite, move, cancel or remind
        """
        self.ensure_one()
        # sudo: addresses and links of people on the list; the step was allowed
        meeting = self.sudo()
        lines = lines.sudo().filtered(lambda line: line.partner_id.email)
        if not lines:
            return
        tokens = {a.partner_id: a for a in meeting.event_id.attendee_ids}
        mails = []
        for lang, group in lines.grouped(lambda a: a.partner_id.lang).items():
            localised = meeting.with_context(lang=lang or self.env.lang)
            file = localised._ics_attachment()
            for line in group:
                values = localised._notice_values(what, line, tokens)
                mails.append({**values, "attachment_ids": [Command.link(file.id)]})
        mails = self.env["mail.mail"].sudo().create(mails)  # as above
        mails.send_after_commit()
        if what != "remind":
            with_flow(lines).write({"told_on": fields.Datetime.now()})

    def _ics_attachment(self):
        return self.env["ir.attachment"].create(
            {
                "name": "invitation.ics",
                "mimetype": "text/calendar",
                "datas": base64.b64encode(self._ics()),
                "res_model": "mail.compose.message",
                "res_id": 0,
            }
        )

    def _notice_values(self, what, line, tokens):
        partner = line.partner_id
        titles = {
            "invite": self.env._("Invitation: %(meeting)s", meeting=self._event_name()),
            "move": self.env._(
                "New time or place: %(meeting)s", meeting=self._event_name()
            ),
            "cancel": self.env._("Called off: %(meeting)s", meeting=self._event_name()),
            "remind": self.env._("Reminder: %(meeting)s", meeting=self._event_name()),
        }
        body = self.env["ir.qweb"]._render(
            "dlxh_collaborator.dlxh_meeting_notice",
            {
                "what": what,
                "meeting": self,
                "name": partner.name,
                "unit": self.unit_id.name,
                "kind": self._kind_label(),
                "when": format_datetime(
                    self.env,
                    self.start,
                    tz=HOUSE_TZ,
                    dt_format="HH:mm, EEEE dd/MM/yyyy",
                ),
                "answer": self._answer_links(tokens.get(partner)),
                "link": self._link(),
            },
            minimal_qcontext=True,
        )
        return {
            "subject": titles[what],
            "body_html": body,
            "email_to": partner.email_formatted,
            "email_from": self.env.user.email_formatted
            or self.env.company.email_formatted,
            "auto_delete": True,
        }

    def _answer_links(self, attendee):
        """Return the addresses that accept and decline without an account."""
        if not attendee:
            return {}
        base, event = self.get_base_url(), attendee.event_id.id
        tail = f"token={attendee.access_token}&id={event}"
        return {
            "accept": f"{base}/calendar/meeting/accept?{tail}",
            "decline": f"{base}/calendar/meeting/decline?{tail}",
        }

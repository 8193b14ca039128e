from datetime import UTC

from odoo import api, fields, models
from odoo.tools.misc import clean_context

from ..invitation import Invitation, ics
from .approval_flow import with_flow
from .house_time import house_local
from .meeting_states import OPEN_STATES

#: Odoo's own mails and reminders stay silent: ours are sent by the meeting
QUIET = {
    "no_mail_to_attendees": True,
    "dont_notify": True,
    "skip_attendee_notification": True,
    "skip_contact_description": True,
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "active_test": False,
    "active_model": None,
    "active_id": None,
}


class DlxhMeetingScheduleMixin(models.AbstractModel):
    """Keep the event in the calendar in step with the meeting.

    The event tells unit, kind, period, time and place, and no more: it travels
    in mails, reminders and the calendars of those who are invited.
    """

    _name = "dlxh.meeting.schedule.mixin"
    _description = "Meeting in the Calendar"

    series_id = fields.Many2one(
        "dlxh.meeting.series",
        string="Series",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    series_slot = fields.Date(
        string="Month in the series", readonly=True, copy=False, index="btree_not_null"
    )
    period_label = fields.Char(string="Period", compute="_compute_period_label")
    notice_version = fields.Integer(readonly=True, copy=False, aggregator=False)

    @api.depends("kind", "start")
    @api.depends_context("lang")
    def _compute_period_label(self):
        for meeting in self:
            meeting.period_label = meeting._period_label()

    def _period_label(self):
        start = self._local(self.start)
        if not start:
            return ""
        year = start.year
        if self.kind == "review_quarter":
            quarter = (start.month + 2) // 3
            return self.env._(
                "quarter %(quarter)s/%(year)s", quarter=quarter, year=year
            )
        if self.kind == "review_interim":
            return self.env._("first half of %(year)s", year=year)
        if self.kind in ("review_final", "review_multi_year"):
            return self.env._("year %(year)s", year=year)
        return self.env._("month %(month)s/%(year)s", month=start.month, year=year)

    def _local(self, moment):
        """Return a moment in the time zone of the organisation."""
        return house_local(moment) if moment else None

    # the event

    def _event_name(self):
        """Return unit, kind and period; never the subject."""
        self.ensure_one()
        return self.env._(
            "%(kind)s – %(unit)s – %(period)s",
            kind=self._kind_label(),
            # sudo: the unit that calls stands on every invitation
            unit=self.sudo().unit_id.name,
            period=self._period_label(),
        )

    def _event_values(self):
        self.ensure_one()
        values = {
            "name": self._event_name(),
            "start": self.start,
            "stop": self.stop,
            "location": self.location,
        }
        # Odoo derives the end from the length unless both are given
        values["duration"] = (self.stop - self.start).total_seconds() / 3600
        return values

    def _events(self):
        """Return the events of the meetings, open to changes by the flow.

        sudo: writing the meeting was allowed; the event follows.
        """
        # defaults meant for meetings must not reach the events
        context = {**clean_context(self.env.context), **QUIET}
        events = self.sudo().event_id
        events = events.with_context(context)  # pylint: disable=context-overridden
        return with_flow(events)

    def _make_events(self):
        """Put each meeting into the calendar."""
        meetings = self.filtered(lambda m: not m.event_id and m.state in OPEN_STATES)
        if not meetings:
            return
        alarm = self.env.ref(
            "dlxh_collaborator.calendar_alarm_meeting", raise_if_not_found=False
        )
        events = meetings._events().create(
            [
                {
                    **meeting._event_values(),
                    "dlxh_unit_id": meeting.unit_id.id,
                    "user_id": self.env.uid,
                    "partner_ids": [],
                    "privacy": "confidential",
                    "show_as": "busy",
                    "alarm_ids": alarm.ids if alarm else [],
                }
                for meeting in meetings
            ]
        )
        for meeting, event in zip(meetings, events, strict=True):
            # sudo: the link follows from making the meeting, which was allowed
            with_flow(meeting.sudo()).event_id = event.with_env(self.env)

    def _move_events(self):
        """Carry time and place to the calendar, and tell those who were invited."""
        for meeting in self.filtered("event_id"):
            event = meeting._events()
            values = meeting._event_values()
            changed = {
                name: value
                for name, value in values.items()
                if name != "duration" and (event[name] or False) != (value or False)
            }
            if not changed:
                continue
            if {"start", "stop"} & changed.keys():
                changed |= {
                    name: values[name] for name in ("start", "stop", "duration")
                }
            event.write(changed)
            if meeting.state == "invited" and changed.keys() - {"name"}:
                meeting._notify_moved()

    def _drop_events(self):
        """Take the meetings out of the calendar; the event is kept, archived."""
        self._events().write({"active": False})

    # the file

    def _ics(self):
        self.ensure_one()
        start, stop = (moment.replace(tzinfo=UTC) for moment in (self.start, self.stop))
        return ics(
            Invitation(
                uid=f"dlxh-meeting-{self.id}@{self.env.cr.dbname}",
                version=self.notice_version,
                summary=self._event_name(),
                start=start,
                stop=stop,
                stamp=fields.Datetime.now(),
                location=self.location or "",
                url=self._link(),
                cancelled=self.state == "cancelled",
            )
        )

    def _link(self):
        return f"{self.get_base_url()}/odoo/{self._name}/{self.id}"

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .. import schedule
from .house_time import house_utc
from .meeting_states import KINDS, OPEN_STATES

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class DlxhMeetingSeries(models.Model):
    """Meetings that come back: a year of monthly briefings in one step.

    Each occurrence is a meeting with an event of its own. Odoo's recurrence makes
    its occurrences anew when their time changes and would lose roll and minutes.
    """

    _name = "dlxh.meeting.series"
    _inherit = ["dlxh.scope.mixin", "dlxh.private.name.mixin"]
    _description = "Series of Meetings"
    _order = "date_from desc, id desc"
    _rec_names_search = ["unit_id"]

    unit_id = fields.Many2one(string="Held by")
    kind = fields.Selection(KINDS, required=True, default="briefing")
    interval = fields.Selection(
        [
            ("1", "Each month"),
            ("3", "Each quarter"),
            ("6", "Each half-year"),
            ("12", "Each year"),
        ],
        string="How often",
        required=True,
        default="1",
    )
    month_by = fields.Selection(
        [("day", "On a day of the month"), ("weekday", "On a day of the week")],
        string="On which day",
        required=True,
        default="day",
    )
    day = fields.Integer(
        string="Day of the month",
        default=15,
        aggregator=False,
        help="In a shorter month the last day.",
    )
    nth = fields.Selection(
        [
            ("1", "First in the month"),
            ("2", "Second in the month"),
            ("3", "Third in the month"),
            ("4", "Fourth in the month"),
            ("-1", "Last in the month"),
        ],
        string="Which one",
        required=True,
        default="1",
    )
    weekday = fields.Selection(
        WEEKDAYS, string="Day of the week", required=True, default="0"
    )
    hour = fields.Float(string="At", default=8.0, aggregator=False)
    duration = fields.Float(string="Hours", default=3.0, aggregator=False)
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_until = fields.Date(
        string="Until",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(month=12, day=31),
    )
    location = fields.Char(string="Venue")
    joint_with_rapporteurs = fields.Boolean(
        string="Joint with the rapporteurs' conference", default=True
    )
    meeting_ids = fields.One2many(
        "dlxh.meeting", "series_id", string="Meetings", readonly=True
    )
    preview = fields.Text(
        string="What planning would do", compute="_compute_preview", compute_sudo=False
    )

    _times = models.Constraint(
        "CHECK(hour >= 0 AND hour < 24 AND duration > 0 AND duration <= 24)",
        "The hour lies between 0 and 24, and a meeting takes up to 24 hours.",
    )
    _day_of_month = models.Constraint(
        "CHECK(day BETWEEN 1 AND 31)", "A day of the month lies between 1 and 31."
    )
    _dates_ordered = models.Constraint(
        "CHECK(date_until >= date_from)", "A series cannot end before it begins."
    )
    _unit_date_idx = models.Index("(unit_id, date_from, id)")

    @api.depends("kind", "unit_id", "interval")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        steps = dict(self._fields["interval"]._description_selection(self.env))
        for series in self:
            parts = [
                kinds.get(series.kind),
                steps.get(series.interval),
                series.sudo().unit_id.name,  # on a series already readable
            ]
            series.display_name = " – ".join(filter(None, parts))
        self._hide_private_names()

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        units = self.env.user._dlxh_units()
        if "unit_id" in fields_list and not values.get("unit_id") and len(units) == 1:
            values["unit_id"] = units.id
        return values

    @api.depends(lambda self: self._rule_fields())
    def _compute_preview(self):
        for series in self:
            try:
                found = series._changes()
            except (UserError, ValidationError) as error:
                series.preview = str(error)
                continue
            dates = [f"{start:%d/%m/%Y}" for _slot, start in found.create[:12]]
            lines = [
                self.env._(
                    "New meetings: %(new)s. Moved: %(moved)s. Taken out: %(out)s.",
                    new=len(found.create),
                    moved=len(found.move),
                    out=len(found.drop),
                )
            ]
            if dates:
                lines.append(", ".join(dates))
            series.preview = "\n".join(lines)

    @api.model
    def _rule_fields(self):
        return (
            *("interval", "month_by", "day", "nth", "weekday", "hour", "duration"),
            *("date_from", "date_until", "meeting_ids.start", "meeting_ids.state"),
        )

    @api.constrains("date_from", "date_until", "interval")
    def _check_not_too_many(self):
        for series in self:
            series._occurrences()

    def write(self, vals):
        if "unit_id" in vals and any(s.unit_id.id != vals["unit_id"] for s in self):
            raise UserError(
                self.env._("A series stays with its unit. Plan one in the other unit.")
            )
        return super().write(vals)

    def unlink(self):
        self._refuse_unlink_announced()
        self.meeting_ids.unlink()
        return super().unlink()

    def _refuse_unlink_announced(self):
        if kept := self.filtered(
            lambda s: any(m.state != "planned" for m in s.meeting_ids)
        ):
            raise UserError(
                self.env._(
                    "Meetings of “%(series)s” were announced or held. Let the series "
                    "end today instead and plan again: those to come are called off.",
                    series=kept[0].display_name,
                )
            )

    # planning

    def _occurrences(self):
        """Return (slot, start in UTC) of each meeting that the rule asks for."""
        self.ensure_one()
        rule = schedule.Rule(
            date_from=self.date_from,
            date_until=self.date_until,
            interval=int(self.interval),
            day=self.day if self.month_by == "day" else None,
            nth=int(self.nth),
            weekday=int(self.weekday),
            hour=self.hour,
        )
        try:
            found = schedule.occurrences(rule)
        except schedule.TooMany as error:
            raise ValidationError(
                self.env._(
                    "From %(from)s to %(until)s that makes %(count)s meetings. Plan at "
                    "most %(max)s at a time: choose an earlier last day.",
                    **{"from": f"{self.date_from:%d/%m/%Y}"},
                    until=f"{self.date_until:%d/%m/%Y}",
                    count=error.count,
                    max=schedule.MAX_OCCURRENCES,
                )
            ) from error
        return [(slot, house_utc(start)) for slot, start in found]

    def _changes(self):
        standing = [
            schedule.Planned(
                meeting._origin.id,
                meeting.series_slot,
                meeting.start,
                meeting.state in OPEN_STATES,
            )
            for meeting in self.meeting_ids
            if meeting.series_slot
        ]
        now = fields.Datetime.now()
        return schedule.changes(standing, self._occurrences(), now)

    def action_plan(self):
        """Make the meetings to come follow the series; what was held, called off
        or is past stays as it is. A second time changes nothing."""
        self.check_access("write")
        for series in self:
            found = series._changes()
            Meeting = self.env["dlxh.meeting"]
            dropped = Meeting.browse(found.drop)
            dropped.filtered(lambda m: m.state == "invited").action_cancel()
            dropped.filtered(lambda m: m.state == "planned").unlink()
            series._carry_to_meetings(dict(found.move))
            series._create_meetings(found.create)
        return True

    def _meeting_times(self, start):
        return {
            "start": start,
            "stop": fields.Datetime.add(start, minutes=round(self.duration * 60)),
        }

    def _create_meetings(self, wanted):
        # sudo: the right to write the series was checked; the meetings belong to it
        meetings = self.env["dlxh.meeting"].sudo()._approval_flow()
        meetings.create(
            [
                {
                    "series_id": self.id,
                    "series_slot": slot,
                    "unit_id": self.unit_id.id,
                    "kind": self.kind,
                    "location": self.location,
                    "joint_with_rapporteurs": self.joint_with_rapporteurs,
                    **self._meeting_times(start),
                }
                for slot, start in wanted
            ]
        )

    def _carry_to_meetings(self, moved):
        """Give time, place and company of the series to the meetings to come, in
        one step each: whoever is invited is told once.

        :param moved: {meeting id: new start}
        """
        now = fields.Datetime.now()
        for meeting in self.meeting_ids:
            if meeting.state not in OPEN_STATES or meeting.start <= now:
                continue
            values = {
                "location": self.location,
                "joint_with_rapporteurs": self.joint_with_rapporteurs,
                **self._meeting_times(moved.get(meeting.id, meeting.start)),
            }
            changed = {
                name: value
                for name, value in values.items()
                if (meeting[name] or False) != (value or False)
            }
            if changed:
                meeting.write(changed)

    def action_open_meetings(self):
        """Open the meetings of the series."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_meeting_action"
        )
        return {**action, "domain": [("series_id", "=", self.id)], "context": {}}

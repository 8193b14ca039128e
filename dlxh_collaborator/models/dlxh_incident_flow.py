from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import deadline
from ..document import layout
from .approval_flow import TALK_FIELDS, in_flow, with_flow
from .house_time import house_today

#: written by the buttons and the clock only
GUARDED = {
    "name": "",
    "state": "open",
    "notified_at": False,
    "closed_on": False,
    "step_reached": 0,
}
#: what the authority was told; it stays as it was told
TOLD = frozenset(
    """unit_id happened_at discovered_at what_happened data_kinds has_sensitive
    affected_count affected_estimated consequences measures contact authority
    reference late_reason""".split()
)
#: what the notification tells, asked for before it is marked as sent
REQUIRED = ("what_happened", "data_kinds", "measures", "contact", "authority")


class DlxhIncidentFlow(models.Model):
    """How an incident is notified, closed and raised higher in time."""

    _inherit = "dlxh.incident"

    @api.model_create_multi
    def create(self, vals_list):
        if not in_flow(self.env):
            # given, so that no default of the user takes their place
            vals_list = [{**vals, **GUARDED} for vals in vals_list]
        # sudo: the number follows from a create that the rules decide on
        sequence = self.env["ir.sequence"].sudo()
        for vals in vals_list:
            vals["name"] = sequence.next_by_code("dlxh.incident")
        incidents = super().create(vals_list)
        for incident in incidents:
            incident._tell(incident.unit_id._data_officers()[:1])
        return incidents

    def write(self, vals):
        if not in_flow(self.env):
            self._check_written(set(vals) - TALK_FIELDS)
        return super().write(vals)

    def _check_written(self, names):
        if names & GUARDED.keys():
            raise UserError(
                self.env._(
                    "An incident is marked as notified and closed by its buttons."
                )
            )
        if not names:
            return
        self.check_access("write")  # the refusals below name the incident
        for incident in self:
            if incident.state == "closed" or (
                incident.state == "notified" and names & TOLD
            ):
                raise UserError(
                    self.env._(
                        "What the authority was told about incident %(incident)s "
                        "stays as it is. Write what became known later into the "
                        "discussion below, and notify again.",
                        incident=incident.name,
                    )
                )

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self._refuse_unlink_by_hand()
        return super().unlink()

    def _refuse_unlink_by_hand(self):
        if not in_flow(self.env):
            raise UserError(
                self.env._(
                    "Incidents are kept until their time of storage is over, then "
                    "the retention rule destroys them."
                )
            )

    def _step(self, **values):
        # sudo: the right to write was checked by the button
        with_flow(self.sudo()).write(values)
        return True

    def action_notify(self):
        """Mark that the authority was notified now."""
        self.check_access("write")
        for incident in self.filtered(lambda record: record.state == "open"):
            if incident.is_late and not (incident.late_reason or "").strip():
                raise UserError(
                    self.env._(
                        "More than 72 hours have passed since incident %(incident)s "
                        "was discovered. Fill in “Why it is late”: the authority "
                        "asks for it.",
                        incident=incident.name,
                    )
                )
            for name in REQUIRED:
                if not incident[name]:
                    raise UserError(
                        self.env._(
                            "“%(field)s” is missing. The notification of incident "
                            "%(incident)s must tell it.",
                            field=self._fields[name]._description_string(self.env),
                            incident=incident.name,
                        )
                    )
            incident._step(state="notified", notified_at=fields.Datetime.now())
            # sudo: everybody who was told is freed from the clock
            incident.sudo().activity_unlink(["mail.mail_activity_data_warning"])
        return True

    def action_close(self):
        """Close an incident, notified or found to need no notification."""
        self.check_access("write")
        for incident in self.filtered(lambda record: record.state != "closed"):
            if not (incident.lessons or "").strip():
                raise UserError(
                    self.env._(
                        "Write into “What changes so that it does not happen again” "
                        "what was decided about incident %(incident)s; if the "
                        "authority need not be notified, say why.",
                        incident=incident.name,
                    )
                )
            today = house_today()
            incident._step(state="closed", closed_on=today)
            # sudo: as in action_notify
            incident.sudo().activity_unlink(["mail.mail_activity_data_warning"])
        return True

    def action_print(self):
        """Print the notification to the authority."""
        self.check_access("read")
        for incident in self:
            self.env["dlxh.access.log"]._log(
                "print",
                self._name,
                domain=[("id", "=", incident.id)],
                count=1,
                unit=incident.unit_id,
            )
        # sudo: only the name of the report is read
        report = self.env.ref("dlxh_collaborator.action_report_dlxh_incident").sudo()
        return report.report_action(self, config=False)

    # the clock

    def _tell(self, users):
        """Schedule a warning for those who have none about this incident yet."""
        self.ensure_one()
        # sudo: those who answer for the unit are told, whoever recorded it
        record = with_flow(self.sudo())
        told = record.activity_ids.user_id
        for user in users - told:
            record = record.with_context(lang=user.lang or self.env.lang)
            record.activity_schedule(
                "mail.mail_activity_data_warning",
                user_id=user.id,
                date_deadline=deadline.local_date(record.notify_by),
                summary=record._activity_summary(),
            )

    def _activity_summary(self):
        return self.env._(
            "Data incident %(name)s: notify the authority", name=self.name
        )

    def _told_at(self, step):
        """Return who is told when that many hours have passed."""
        unit = self.unit_id
        if step == deadline.INCIDENT_STEPS[0]:
            return unit._chair_holders("data_officer") or unit._data_officers()[:1]
        if step == deadline.INCIDENT_STEPS[1]:
            return unit._chair_holders("leader")
        return unit._data_officers()

    @api.model
    def _cron_escalate(self):
        """Raise open incidents whose next step of the clock has come."""
        now = fields.Datetime.now()
        last = deadline.INCIDENT_STEPS[-1]
        waiting = self.search([("state", "=", "open"), ("step_reached", "<", last)])
        for incident in waiting:
            steps = deadline.due_steps(
                incident.discovered_at, now, incident.step_reached
            )
            for step in steps:
                incident._tell(incident._told_at(step))
            if steps:
                incident._step(step_reached=steps[-1])

    def _print_css(self):
        """Return the style sheet of the printed notification."""
        return Markup(layout.page_css(layout.Layout()))

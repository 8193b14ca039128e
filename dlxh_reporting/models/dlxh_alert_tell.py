from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import format_datetime

ACTIVITY = "dlxh_reporting.mail_activity_type_alert"


class DlxhAlert(models.Model):
    """Tell officers of an alert: on the screen, as an activity, by mail.

    All three say the unit, the topic and the commune, and lead to the alert. What
    the sheet says is read there and nowhere else. They are made by the system, so
    that no trace of who handed the sheet in is left on them.
    """

    _inherit = "dlxh.alert"

    @api.model
    def _as_system(self):
        """Return the model acting for the system, without the author's context."""
        # sudo: called inside the flow, whose caller checked the right to act
        env = self.env(user=SUPERUSER_ID, context={"mail_activity_quick_update": True})
        return self.with_env(env)

    def _tell(self, kind):
        """Tell the officers on duty in the units of the alerts.

        :param kind: "raised", "told", "text" or "by_time"
        """
        alerts = self._as_system()
        officers = alerts.unit_id._duty_officers()
        for alert in alerts:
            users = officers[alert.unit_id]
            for lang, group in users.grouped("lang").items():
                local = alert.with_context(lang=lang)
                local._tell_on_screen(kind, group)
                local._tell_by_mail(kind, group)
        everybody = alerts.env["res.users"].union(*officers.values())
        alerts._renew_activities(everybody)

    def _told_subject(self, kind):
        unit = self.origin_unit_id.name
        return {
            "raised": self.env._("Urgent sheet to be checked: %(unit)s", unit=unit),
            "told": self.env._("Urgent sheet at %(unit)s", unit=unit),
            "text": self.env._("Urgent sheet from %(unit)s to be read", unit=unit),
            "by_time": self.env._(
                "Urgent sheet went on unchecked: %(unit)s", unit=unit
            ),
        }[kind]

    def _told_hint(self, kind, user):
        if kind == "raised" and self.pass_due_at:
            return self.env._(
                "Check it before %(time)s; after that the next level reads it.",
                time=format_datetime(
                    self.env, self.pass_due_at, tz=user.tz, dt_format="short"
                ),
            )
        return {
            "raised": self.env._("Check it with one tap."),
            "told": self.env._("The text comes when its officer has checked it."),
            "text": self.env._("Its officer has checked it, or his time was over."),
            "by_time": self.env._("The next level reads it now. Please check it too."),
        }[kind]

    def _told_link(self):
        return f"{self.get_base_url()}/odoo/dlxh-alerts/{self.id}"

    def _tell_on_screen(self, kind, users):
        subject = self._told_subject(kind)  # which names the unit
        unit = self.origin_unit_id.name
        words = [word for word in self._told_words() if word != unit]
        for user in users:
            user._bus_send(
                "dlxh_alert",  # read by static/src/urgent_notice.esm.js
                {"title": subject, "message": ", ".join(words)},
            )

    def _tell_by_mail(self, kind, users):
        """Queue the mails and wake the queue: nobody waits for the mail server."""
        mails = [
            {
                "subject": self._told_subject(kind),
                "body_html": self._told_page(kind, user),
                "email_to": user.email_formatted,
                "email_from": self.env.company.email_formatted,
                "auto_delete": True,
            }
            for user in users
            if user.email
        ]
        if mails and self.env.registry.ready:  # no mail about sample data
            self.env["mail.mail"].create(mails)
            self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _told_page(self, kind, user):
        return Markup('<p>%s</p><p>%s</p><p><a href="%s">%s</a></p>') % (
            ", ".join(self._told_words()),
            self._told_hint(kind, user),
            self._told_link(),
            self.env._("Open the alert"),
        )

    # One activity for each officer, however many alerts wait for him
    # ---------------------------------------------------------------

    def _renew_activities(self, users):
        """Write, make or take away the activity of each user."""
        kind = self.env.ref(ACTIVITY)
        waiting = self.search(
            [
                ("state", "=", "waiting"),
                ("unit_id", "in", users.dlxh_unit_ids.ids),
            ]
        )
        officers = waiting.unit_id._duty_officers()
        past = self.env["mail.activity"].search(
            [("activity_type_id", "=", kind.id), ("user_id", "in", users.ids)]
        )
        new = []
        for user in users:
            mine = waiting.filtered(lambda a, u=user: u in officers[a.unit_id])
            activity = past.filtered(lambda a, u=user: a.user_id == u)
            if not mine:
                activity.unlink()
                continue
            values = mine.with_context(lang=user.lang)._activity_values()
            if activity:
                activity[:1].write(values)
                activity[1:].unlink()
            else:
                values |= {"user_id": user.id, "activity_type_id": kind.id}
                new.append({**values, "automated": True})
        # no record and no mail: it stands on nothing that could be opened through it
        self.env["mail.activity"].create(new)

    def _activity_values(self):
        lines = [
            Markup('<li><a href="%s">%s</a></li>')
            % (alert._told_link(), ", ".join(alert._told_words()))
            for alert in self
        ]
        return {
            "summary": self.env._("Urgent sheets to be checked: %(n)s", n=len(self)),
            "note": Markup("<ul>%s</ul>") % Markup("").join(lines),
            "date_deadline": fields.Date.context_today(self),
        }

from collections import defaultdict

from markupsafe import Markup

from odoo import models
from odoo.tools import format_date

ANSWER_ACTIVITY = "dlxh_reporting.mail_activity_type_answer"
LINES = 20


class DlxhIssue(models.Model):
    """Remind of deadlines, and tell officers that an answer has come.

    One activity for each person. It says units, topics and dates, never a title.
    """

    _name = "dlxh.issue"
    _inherit = ["dlxh.issue", "dlxh.digest.mixin"]
    _digest_type = "dlxh_reporting.mail_activity_type_issue"
    _digest_date = "deadline"

    def _digest_domain(self):
        return [("state", "!=", "closed"), ("deadline", "!=", False)]

    def _digest_people(self):
        """The officers of the unit that handles it, or of the one that follows it."""
        officers = self._officers_of(self.handler_unit_id | self.unit_id)
        return {
            issue: officers[issue.handler_unit_id or issue.unit_id] for issue in self
        }

    def _digest_summary(self, due, late):
        return self.env._(
            "Issues to be handled: %(late)s late, %(due)s due soon", late=late, due=due
        )

    def _digest_note(self):
        """Unit, topic and deadline: the title of an issue stays in its record."""
        return self._told_list(lambda issue: format_date(self.env, issue.deadline))

    def _told_list(self, day_of):
        lines = []
        for issue in self[:LINES]:
            words = (day_of(issue), issue.unit_id.name, issue.topic_id.name)
            link = f"{issue.get_base_url()}/odoo/dlxh-issues/{issue.id}"
            line = Markup('<li><a href="%s">%s</a></li>')
            lines.append(line % (link, " – ".join(filter(None, words))))
        if len(self) > LINES:
            more = self.env._("and %(count)s more", count=len(self) - LINES)
            lines.append(Markup("<li>%s</li>") % more)
        return Markup("<ul>%s</ul>") % Markup("").join(lines)

    def _tell_answered(self):
        """Tell the officers of the units that raised it; called as superuser."""
        system = self.env["dlxh.alert"]._as_system().env
        issues = self.with_env(system)
        kind = system.ref(ANSWER_ACTIVITY)
        officers = issues._officers_of(issues.unit_id)
        by_user = defaultdict(issues.browse)
        for issue in issues:
            for user in officers[issue.unit_id] - self.env.user:
                by_user[user] |= issue
        activities = system["mail.activity"]
        past = activities.search(
            [
                ("activity_type_id", "=", kind.id),
                ("user_id", "in", [user.id for user in by_user]),
            ]
        )
        open_of = past.grouped("user_id")
        new = []
        for user, mine in by_user.items():
            values = mine.with_context(lang=user.lang)._answer_values()
            if user in open_of:  # he has not looked yet: the latest answers stay
                activity = open_of[user][:1]
                activity.note = (values["note"] or "") + (activity.note or "")
            else:
                new.append(
                    {
                        **values,
                        "user_id": user.id,
                        "activity_type_id": kind.id,
                        "automated": True,
                    }
                )
        activities.create(new)

    def _answer_values(self):
        return {
            "summary": self.env._("Answers to issues that your unit raised"),
            "note": self._told_list(
                lambda issue: format_date(self.env, issue.answered_on)
            ),
            "date_deadline": self[:1].answered_on,
        }

from collections import defaultdict
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date

BATCH = 200
LINES = 20


class DlxhDigestMixin(models.AbstractModel):
    """Remind people of what is due: one activity each, not one for each record.

    A digest stands on no record, so that nobody reads through it what he may not
    open. It is renewed when something new comes due, and goes when nothing is.
    """

    _name = "dlxh.digest.mixin"
    _description = "Digest of What Is Due"

    #: xmlid of the activity type that marks the digests of the model
    _digest_type = None
    #: date field that says until when
    _digest_date = "date_due"

    def _digest_domain(self):
        """Return the domain of what is still to be done."""
        raise NotImplementedError

    def _digest_people(self):
        """Return {record: users to remind}, in batch."""
        raise NotImplementedError

    def _digest_summary(self, due, late):
        """Return the line in the list of activities, in the language of `self`."""
        raise NotImplementedError

    @api.model
    def _digest_days(self):
        """Return how many days before the date people are reminded."""
        # sudo: a number of days is no secret
        parameters = self.env["ir.config_parameter"].sudo()
        return max(0, int(parameters.get_param("dlxh_collaborator.remind_days") or 7))

    @api.model
    def _cron_remind(self):
        """Renew the digests of all people; in batches of people."""
        today = fields.Date.context_today(self)
        by_user = self._digest_by_user(today)
        kind = self.env.ref(self._digest_type)
        activities = self.env["mail.activity"]
        activities.search(
            [
                ("activity_type_id", "=", kind.id),
                ("user_id", "not in", [user.id for user in by_user]),
            ]
        ).unlink()
        users = sorted(by_user, key=lambda user: user.id)
        for start in range(0, len(users), BATCH):
            batch = users[start : start + BATCH]
            self._renew_digests(kind, {u: by_user[u] for u in batch}, today)
            left = len(users) - start - len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=left):
                break

    def _digest_by_user(self, today):
        """Return {user: records due within the days of notice}."""
        until = today + timedelta(days=self._digest_days())
        records = self.search(
            [*self._digest_domain(), (self._digest_date, "<=", until)],
            order=f"{self._digest_date}, id",
        )
        by_user = defaultdict(self.browse)
        for record, users in records._digest_people().items():
            for user in users:
                by_user[user] |= record
        return by_user

    def _renew_digests(self, kind, by_user, today):
        """Write, or make where something is new, the digest of each user."""
        past = self.env["mail.activity"].with_context(active_test=False)
        latest = {}
        for activity in past.search(
            [
                ("activity_type_id", "=", kind.id),
                ("user_id", "in", [user.id for user in by_user]),
            ],
            order="id",
        ):
            latest[activity.user_id] = activity
        new = []
        for user, records in by_user.items():
            activity = latest.get(user)
            values = records.with_context(lang=user.lang)._digest_values(today)
            if activity and activity.active:
                activity.write({n: v for n, v in values.items() if activity[n] != v})
            elif not activity or records._is_news_since(activity.date_done, today):
                values |= {"user_id": user.id, "activity_type_id": kind.id}
                new.append({**values, "automated": True})
        # no mail: the list of activities tells; the names of tasks stay inside
        past.with_context(mail_activity_quick_update=True).create(new)

    def _is_news_since(self, day, today):
        """Whether a record came within the days of notice, or became late, after
        the user ticked off his last digest."""
        notice = timedelta(days=self._digest_days())
        for record in self:
            due = record[self._digest_date]
            if any(day < turn <= today for turn in (due - notice, due + timedelta(1))):
                return True
        return False

    def _digest_values(self, today):
        late = self.filtered(lambda record: record[self._digest_date] < today)
        return {
            "summary": self._digest_summary(len(self - late), len(late)),
            "date_deadline": min(self.mapped(self._digest_date)),
            "note": self._digest_note(),
        }

    def _digest_note(self):
        """Return the first records as a list: date and name."""
        lines = [
            Markup("<li>%s – %s</li>")
            % (format_date(self.env, record[self._digest_date]), record.name)
            for record in self[:LINES]
        ]
        if len(self) > LINES:
            lines.append(
                Markup("<li>%s</li>")
                % self.env._("and %(count)s more", count=len(self) - LINES)
            )
        return Markup("<ul>%s</ul>") % Markup("").join(lines)

    @api.model
    def _officers_of(self, units):
        """Return {unit: officers assigned exactly to it}, in batch."""
        group = self.env.ref("dlxh_collaborator.group_dlxh_officer")
        # sudo: who works for a unit, to remind him; called by the cron only
        users = (
            self.env["res.users"]
            .sudo()
            .search(
                [("all_group_ids", "in", group.id), ("dlxh_unit_ids", "in", units.ids)]
            )
        )
        found = defaultdict(self.env["res.users"].browse)
        for user in users:
            for unit in user._dlxh_units() & units:
                found[unit] |= user
        return found

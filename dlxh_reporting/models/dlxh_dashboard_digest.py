from collections import Counter, defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.dlxh_collaborator.deadline import local_date

from .. import period
from .report_states import UPWARD_STATES

BATCH = 200


class DlxhDashboardDigest(models.AbstractModel):
    """One mail a week to each leader: how much came in and how much waits.

    Only counts, the unit, the week and a link; no text, no title, no name of a
    person (design: mail carries none). Nobody is written to when there is nothing
    to count. Beside `dlxh.digest.mixin`, which reminds of single dates.
    """

    _name = "dlxh.dashboard.digest"
    _description = "Weekly Mail to Leaders"

    @api.model
    def _cron_send(self):
        """Write to the leaders who were not yet written to this week, in batches."""
        monday = period.monday_of(local_date(fields.Datetime.now()))
        while leaders := self._leaders(monday):
            batch = leaders[:BATCH]
            self._send(batch, monday)
            batch.write({"dlxh_digest_on": monday})
            left = len(leaders) - len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=left):
                break

    @api.model
    def _leaders(self, monday):
        group = self.env.ref("dlxh_collaborator.group_dlxh_leader")
        # sudo: who is to be written to; called by the cron only
        users = self.env["res.users"].sudo()
        return users.search(
            [
                ("all_group_ids", "in", group.id),
                ("dlxh_unit_ids", "!=", False),
                ("email", "!=", False),
                "|",
                ("dlxh_digest_on", "=", False),
                ("dlxh_digest_on", "<", monday),
            ],
            order="id",
        )

    @api.model
    def _send(self, users, monday):
        """Put the mails of the users into the queue."""
        units = {user: user._dlxh_units() for user in users}
        counts = self._counts(self.env["dlxh.unit"].union(*units.values()), monday)
        mails = []
        for user, own in units.items():
            total = Counter()
            for unit in own:
                total.update(counts[unit.id])
            if any(total.values()):
                localised = self.with_context(lang=user.lang or self.env.lang)
                mails.append(localised._mail_values(user, own, total, monday))
        # sudo: mails of the system to its own users
        self.env["mail.mail"].sudo().create(mails)

    # What is counted
    # ---------------

    @api.model
    def _counts(self, units, monday):
        """Return {unit id: Counter of what there is to tell}, one query a kind."""
        found = defaultdict(Counter)
        for code, (model, domain, column) in self._counted(units, monday).items():
            # sudo: counts of the leader's own units, called by the cron only
            rows = self.env[model].sudo()._read_group(domain, [column], ["__count"])
            for unit, count in rows:
                found[unit.id][code] += count
        return found

    @api.model
    def _counted(self, units, monday):
        """Return {code: (model, domain, column of the unit)}."""
        week = monday - timedelta(days=7)
        own, to = ("unit_id", "in", units.ids), ("parent_unit_id", "in", units.ids)
        since = fields.Datetime.to_datetime(week) - timedelta(hours=7)  # in Vietnam
        until = since + timedelta(days=7)
        return {
            "approve": ("dlxh.report", [own, ("state", "=", "in_approval")], "unit_id"),
            "overdue": (
                "dlxh.obligation",
                [
                    to,
                    ("is_member", "=", False),
                    ("state", "in", ("owed", "returned")),
                    ("due_at", "<", fields.Datetime.now()),
                ],
                "parent_unit_id",
            ),
            "late_issues": (
                "dlxh.issue",
                [own, ("deadline", "<", monday), ("state", "!=", "closed")],
                "unit_id",
            ),
            "received": (
                "dlxh.report",
                [
                    to,
                    ("state", "in", UPWARD_STATES),
                    ("sent_at", ">=", since),
                    ("sent_at", "<", until),
                ],
                "parent_unit_id",
            ),
            "sheets": (
                "dlxh.opinion",
                [
                    own,
                    ("state", "in", ("accepted", "used")),
                    ("is_nil", "=", False),
                    ("observed_week", "=", week),
                ],
                "unit_id",
            ),
            "new_issues": (
                "dlxh.issue",
                [own, ("first_seen", ">=", week), ("first_seen", "<", monday)],
                "unit_id",
            ),
            "answered": (
                "dlxh.recommendation",
                [
                    own,
                    ("responded_on", ">=", week),
                    ("responded_on", "<", monday),
                ],
                "unit_id",
            ),
        }

    @api.model
    def _labels(self):
        return {
            "approve": self.env._("Reports waiting for approval"),
            "overdue": self.env._("Overdue reports of units below"),
            "late_issues": self.env._("Issues past their deadline"),
            "received": self.env._("Reports that came in during the week"),
            "sheets": self.env._("Sheets accepted of the week"),
            "new_issues": self.env._("Issues first heard in the week"),
            "answered": self.env._("Recommendations answered in the week"),
        }

    # The mail
    # --------

    @api.model
    def _mail_values(self, user, units, counts, monday):
        first, last = monday - timedelta(days=7), monday - timedelta(days=1)
        week = self.env._(
            "%(first)s to %(last)s",
            first=format_date(self.env, first),
            last=format_date(self.env, last),
        )
        labels = self._labels()
        body = self.env["ir.qweb"]._render(
            "dlxh_reporting.dlxh_dashboard_digest_mail",
            {
                "name": user.name,
                "intro": self.env._(
                    "%(units)s, the week %(week)s:",
                    units=", ".join(units.mapped("name")),
                    week=week,
                ),
                "lines": [
                    (label, counts[code])
                    for code, label in labels.items()
                    if counts[code]
                ],
                "link": f"{self.get_base_url()}/odoo/dlxh-overview",
            },
            minimal_qcontext=True,
        )
        return {
            "subject": self.env._("Public opinion: the week %(week)s", week=week),
            "body_html": body,
            "email_to": user.email_formatted,
            "email_from": self.env.company.email_formatted
            or self.env.user.email_formatted,
            "auto_delete": True,
        }

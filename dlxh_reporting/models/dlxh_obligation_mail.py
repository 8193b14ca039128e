from collections import defaultdict
from itertools import islice

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, ormcache

from odoo.addons.dlxh_collaborator.deadline import local_date
from odoo.addons.dlxh_collaborator.models.dlxh_digest_mixin import BATCH, LINES
from odoo.addons.dlxh_collaborator.models.house_time import HOUSE_TZ

from .. import rates
from .dlxh_regime_reminder import AFTER


class DlxhObligationMail(models.Model):
    """One mail a person and day about all that he owes and what is late below him.

    Only when something has come due or become overdue since the last one. It tells
    the regime, the period, the unit and the day, with a link, and nothing of what
    any report or sheet says.
    """

    _inherit = "dlxh.obligation"

    @api.model
    def _cron_mail_digests(self):
        """Queue the mails of the day, in batches of people."""
        self = self.with_context(tz=HOUSE_TZ)
        today = fields.Date.context_today(self)
        owed = self._digest_by_user(today)
        below = self._late_below_by_user()
        # sudo, here and below: who was told when; asked by the cron only
        users = self.env["res.users"].sudo().concat(*{*owed, *below})
        users = users.filtered(
            lambda user: (
                user.email
                and (not user.dlxh_reminded_on or user.dlxh_reminded_on < today)
                and self._has_news(user, owed[user], below[user], today)
            )
        ).sorted("id")
        for start in range(0, len(users), BATCH):
            batch = users[start : start + BATCH]
            # sudo: addresses of people, written by the cron
            self.env["mail.mail"].sudo().create(
                [
                    self._mail_values(user, owed[user], below[user], today)
                    for user in batch
                ]
            )
            batch.write({"dlxh_reminded_on": today})
            left = len(users) - start - len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=left):
                break

    @api.model
    def _has_news(self, user, owed, below, today):
        told_on = user.dlxh_reminded_on or None
        return owed._is_news_since(told_on, today) or any(
            rates.is_news(turns, told_on, today) for turns, _count in below
        )

    @api.model
    def _late_below_by_user(self):
        """Return {officer: [(days on which it is told, how many)]} of what is owed
        to his units, overdue and can still be handed in."""
        late = Domain("is_late", "=", True) & self._digest_domain()
        found = self._read_group(
            late & Domain("parent_unit_id", "!=", False),
            ["parent_unit_id", "regime_id", "due_at:day"],
            ["__count", "due_at:min"],
        )
        units = self.env["dlxh.unit"].union(*{row[0] for row in found})
        officers = self._officers_of(units)
        below = defaultdict(list)
        for unit, regime, _day, count, due_at in found:
            after = regime.remind_days_after if regime else AFTER
            # of what is below only the second turn counts: nobody is late before
            turns = rates.turns(local_date(due_at), 0, after)[1:]
            for user in officers[unit]:
                below[user].append((turns, count))
        return below

    @api.model
    def _mail_values(self, user, owed, below, today):
        localised = owed.with_context(lang=user.lang or self.env.lang)
        late = sum(count for _turns, count in below)
        body = localised.env["ir.qweb"]._render(
            "dlxh_reporting.dlxh_obligation_mail",
            {
                "name": user.name,
                "lines": localised._mail_lines(today),
                "more": max(len(owed) - LINES, 0),
                "late_below": late,
                "link_owed": self._screen_link(
                    "dlxh_reporting.dlxh_obligation_action_mine"
                    if all(record.is_member for record in owed)
                    else "dlxh_reporting.dlxh_obligation_action_own"
                ),
                "link_below": self._screen_link(
                    "dlxh_reporting.dlxh_obligation_action_below"
                ),
            },
            minimal_qcontext=True,
        )
        overdue = sum(record.due_on < today for record in owed)
        return {
            "subject": localised._mail_subject(len(owed) - overdue, overdue, late),
            "body_html": body,
            "email_to": user.email_formatted,
            "email_from": self.env.company.email_formatted
            or self.env.user.email_formatted,
            "auto_delete": True,
        }

    def _mail_subject(self, due, overdue, below):
        """In the language of `self`."""
        if self:
            return self._digest_summary(due, overdue)
        return self.env._("Reports: %(count)s overdue below you", count=below)

    def _mail_lines(self, today):
        return [
            {
                "due": format_date(self.env, record.due_on),
                "name": record.display_name,
                "is_late": record.due_on < today,
            }
            # a slice would forget what is read together
            for record in islice(self, LINES)
        ]

    @api.model
    def _screen_link(self, xmlid):
        """The address of a screen of our own; of the home page if it was removed."""
        return f"{self.get_base_url()}/odoo{self._screen_path(xmlid)}"

    @api.model
    @ormcache("xmlid")
    def _screen_path(self, xmlid):
        """Looked up once, not for each of thousands of mails."""
        # sudo: the path of an action, which is no secret
        action = self.env.ref(xmlid, raise_if_not_found=False)
        return f"/{action.sudo().path or f'action-{action.id}'}" if action else ""

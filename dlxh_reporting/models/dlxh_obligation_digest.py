from collections import defaultdict
from datetime import timedelta
from itertools import islice

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.dlxh_collaborator.models.dlxh_digest_mixin import LINES
from odoo.addons.dlxh_collaborator.models.house_time import HOUSE_TZ, house_midnight

from .. import rates
from .dlxh_obligation import OPEN_STATES
from .dlxh_regime_reminder import AFTER, NOTICE


class DlxhObligationDigest(models.Model):
    """One reminder a person for all that he owes: an activity that is renewed.

    It tells the regime, the period, the unit and the day, and nothing of what any
    report or sheet says.
    """

    _name = "dlxh.obligation"
    _inherit = ["dlxh.obligation", "dlxh.digest.mixin"]
    _digest_type = "dlxh_reporting.mail_activity_type_obligations_due"
    _digest_date = "due_on"

    @api.model
    def _cron_remind(self):
        return super(
            DlxhObligationDigest, self.with_context(tz=HOUSE_TZ)
        )._cron_remind()

    def _digest_domain(self):
        """What can still be handed in, by leave of the level above too."""
        now = fields.Datetime.now()
        leave = Domain("withdrawn_on", "=", False)
        leave &= Domain("until", ">=", fields.Date.context_today(self))
        still_open = Domain("lock_at", "=", False) | Domain("lock_at", ">=", now)
        still_open |= Domain("exception_ids", "any", leave)
        return Domain("state", "in", OPEN_STATES) & still_open

    def _digest_by_user(self, today):
        """Return {user: obligations within the days of notice of their regime}."""
        # sudo: numbers of a catalogue, read by the cron
        regimes = self.env["dlxh.regime"].sudo().with_context(active_test=False)
        notices = defaultdict(list)
        for notice, ids in regimes._read_group(
            [], ["remind_days_before"], ["id:array_agg"]
        ):
            notices[notice] += ids
        notices[NOTICE].append(False)  # what is owed without a regime
        due = Domain.OR(
            Domain("regime_id", "in", ids)
            & Domain("due_at", "<", house_midnight(today + timedelta(days=notice + 1)))
            for notice, ids in notices.items()
        )
        records = self.search(self._digest_domain() & due, order="due_at, id")
        by_user = defaultdict(self.browse)
        for user, ids in records._digest_ids().items():
            # read together, although they belong to many people
            by_user[user] = self.browse(ids).with_prefetch(records.ids)
        return by_user

    def _digest_ids(self):
        """Return {user: ids}, in the order of `self`; lists, because joining record
        sets one by one takes a time that grows with the square."""
        found = defaultdict(list)
        for record, users in self._digest_people().items():
            for user in users:
                found[user].append(record.id)
        return found

    def _digest_people(self):
        """The member himself; for a unit the officers that work exactly for it."""
        # sudo: who is to be reminded, asked by the cron only
        members = self.sudo().filtered("is_member")
        officers = self._officers_of((self.sudo() - members).unit_id)
        nobody = self.env["res.users"]
        people = {}
        for record in self.sudo():
            if record.is_member:
                user = record.collaborator_id.user_id
                people[record] = user if user.active else nobody
            else:
                people[record] = officers.get(record.unit_id, nobody)
        return people

    def _turns(self):
        """The days on which the obligation is told of."""
        self.ensure_one()
        regime = self.regime_id
        return rates.turns(
            self.due_on,
            regime.remind_days_before if regime else NOTICE,
            regime.remind_days_after if regime else AFTER,
        )

    def _is_news_since(self, day, today):
        return any(rates.is_news(record._turns(), day, today) for record in self)

    def _digest_summary(self, due, late):
        if late:
            return self.env._(
                "Reports: %(due)s due soon, %(late)s overdue", due=due, late=late
            )
        return self.env._("Reports: %(due)s due soon", due=due)

    def _digest_note(self):
        """Return the first obligations as a list: day, what, period, unit."""
        lines = [
            Markup("<li>%s – %s</li>")
            % (format_date(self.env, record.due_on), record.display_name)
            # a slice would forget what is read together
            for record in islice(self, LINES)
        ]
        if len(self) > LINES:
            lines.append(
                Markup("<li>%s</li>")
                % self.env._("and %(count)s more", count=len(self) - LINES)
            )
        return Markup("<ul>%s</ul>") % Markup("").join(lines)

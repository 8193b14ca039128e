from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.dlxh_collaborator.models.dlxh_digest_mixin import LINES

#: {user id: ids of deliveries} while the mails of a day are made; set by the cron
WAITING = "dlxh_circulars_waiting"


class DlxhObligation(models.Model):
    """The mail of the day tells of circulars too: one mail a person, not two.

    It names kind, number and sender of a circular and the day, never what it is
    about.
    """

    _inherit = "dlxh.obligation"

    @api.model
    def _cron_mail_digests(self):
        today = fields.Date.context_today(self)
        by_user = self.env["dlxh.circular.delivery"]._digest_by_user(today)
        waiting = {user.id: records.ids for user, records in by_user.items()}
        return super(
            DlxhObligation, self.with_context(**{WAITING: waiting})
        )._cron_mail_digests()

    @api.model
    def _circulars_of(self, user):
        """Return the deliveries that wait for a person."""
        waiting = self.env.context.get(WAITING) or {}
        return self.env["dlxh.circular.delivery"].browse(waiting.get(user.id, ()))

    def _digest_by_user(self, today):
        found = super()._digest_by_user(today)
        for user_id in self.env.context.get(WAITING) or ():
            user = self.env["res.users"].browse(user_id)
            found[user] = found.get(user, self.browse())  # owes nothing else
        return found

    @api.model
    def _has_news(self, user, owed, below, today):
        if super()._has_news(user, owed, below, today):
            return True
        circulars = self._circulars_of(user)
        told_on = user.dlxh_reminded_on
        return bool(circulars) and (
            not told_on or circulars._is_news_since(told_on, today)
        )

    @api.model
    def _mail_values(self, user, owed, below, today):
        values = super()._mail_values(user, owed, below, today)
        circulars = self._circulars_of(user).with_context(
            lang=user.lang or self.env.lang
        )
        if not circulars:
            return values
        late = sum(one.due_on < today for one in circulars)
        if not owed and not below:
            values["subject"] = circulars._digest_summary(len(circulars) - late, late)
        values["body_html"] += circulars.env["ir.qweb"]._render(
            "dlxh_reporting.dlxh_circular_mail",
            {
                "lines": [
                    {
                        "due": format_date(circulars.env, one.due_on),
                        "name": one.name,
                        "is_late": one.due_on < today,
                    }
                    for one in circulars[:LINES]
                ],
                "more": len(circulars) > LINES
                and circulars.env._("and %(count)s more", count=len(circulars) - LINES),
                "link": self._screen_link(
                    "dlxh_reporting.dlxh_circular_delivery_action_received"
                ),
            },
            minimal_qcontext=True,
        )
        return values

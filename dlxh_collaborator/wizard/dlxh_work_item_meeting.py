from odoo import api, fields, models
from odoo.fields import Domain

GROUP = "dlxh_collaborator.group_dlxh_%s"


class DlxhWorkItem(models.TransientModel):
    """Cards of the meetings: the next one, what is owed after it, what to watch."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        user = self.env.user
        if not user.has_group(GROUP % "user"):
            return items
        cards = [self._meeting_card_next(), self._meeting_card_watch()]
        if user.has_group(GROUP % "officer"):
            cards += self._meeting_cards_officer()
        if user.has_group(GROUP % "leader"):
            cards.append(self._meeting_card_approve())
        cards.append(self._meeting_card_conclusions())
        return items + [card for card in cards if card]

    def _meeting_card_next(self):
        """The next meeting of the user: one he is invited to, or one that a team
        he belongs to plans."""
        meeting = self._next_meeting()
        if not meeting:
            return None
        start = meeting._local(meeting.start)
        opens = self.env["dlxh.meeting"].search_count([("id", "=", meeting.id)])
        action = self._meeting_action("dlxh_meeting_action", [("id", "=", meeting.id)])
        if opens:
            action |= {"res_id": meeting.id, "views": [(False, "form")]}
        return {
            "key": "meeting_next",
            "name": self.env._(
                "%(kind)s on %(date)s",
                kind=meeting._kind_label(),
                date=start.strftime("%d/%m/%Y %H:%M"),
            ),
            "hint": " · ".join(filter(None, [meeting.unit_id.name, meeting.location])),
            "sequence": 8,
            "action": action,
        }

    def _next_meeting(self):
        own = self.env["dlxh.collaborator"]._of_user()
        units = self.env["dlxh.team.member"]._of_people_today(own).unit_id
        # sudo: time and place of a meeting of one's own team; every member may know
        Meeting = self.env["dlxh.meeting"].sudo()
        mine = Domain("is_invited", "=", True)
        if units:
            mine |= Domain("unit_id", "in", units.ids) & Domain(
                "kind", "in", Meeting._kinds_inviting()
            )
        return Meeting.search(
            mine
            & Domain("state", "in", ("planned", "invited"))
            & Domain("stop", ">", fields.Datetime.now()),
            order="start, id",
            limit=1,
        )

    def _meeting_card_watch(self):
        """What was sent down in the last weeks."""
        since = fields.Date.subtract(fields.Date.context_today(self), days=45)
        domain = [("is_for_me", "=", True), ("date", ">=", since)]
        watch = self.env["dlxh.meeting.watch"]
        count = watch.has_access("read") and watch.search_count(domain)
        if not count:
            return None
        return {
            "key": "meeting_watch",
            "name": self.env._("What to watch next month"),
            "count": count,
            "hint": self.env._("Asked for by the last briefings."),
            "sequence": 9,
            "action": self._meeting_action("dlxh_meeting_watch_action", domain),
        }

    def _meeting_cards_officer(self):
        own = ("is_own_unit", "=", True)
        return [
            self._meeting_card(
                "meeting_roll",
                [
                    own,
                    ("state", "in", ("planned", "invited")),
                    ("start", "<", fields.Datetime.now()),
                ],
                self.env._("Roll calls not done"),
                self.env._("Mark who came, then close the roll call."),
                6,
                urgent=True,
            ),
            self._meeting_card(
                "meeting_minutes",
                [own, ("state", "=", "held")],
                self.env._("Minutes to write"),
                self.env._("Draft them from agenda and roll, complete, submit."),
                25,
            ),
        ]

    def _meeting_card_approve(self):
        return self._meeting_card(
            "meeting_approve",
            [("can_approve", "=", True)],
            self.env._("Minutes to approve"),
            self.env._("Read, then approve or return with a reason."),
            11,
            urgent=True,
        )

    def _meeting_card(self, key, domain, name, hint, sequence, urgent=False):
        count = self.env["dlxh.meeting"].search_count(domain)
        if not count:
            return None
        action = self._meeting_action("dlxh_meeting_action", domain)
        return {
            "key": key,
            "name": name,
            "count": count,
            "hint": hint,
            "urgent": urgent,
            "sequence": sequence,
            "action": {**action, "name": name},
        }

    def _meeting_card_conclusions(self):
        domain = [("is_responsible", "=", True), ("state", "=", "open")]
        lines = self.env["dlxh.meeting.conclusion"]
        count = lines.search_count(domain)
        if not count:
            return None
        today = fields.Date.context_today(self)
        late = lines.search_count([*domain, ("date_due", "<", today)], limit=1)
        return {
            "key": "meeting_conclusions",
            "name": self.env._("Conclusions of meetings to carry out"),
            "count": count,
            "urgent": bool(late),
            "sequence": 26,
            "action": self._meeting_action("dlxh_meeting_conclusion_action", domain),
        }

    def _meeting_action(self, name, domain):
        return self._card_action(f"dlxh_collaborator.{name}", domain)

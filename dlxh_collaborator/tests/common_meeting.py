from datetime import datetime, timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user

from .common_document import DlxhDocumentCase


class DlxhMeetingCase(DlxhDocumentCase):
    """A ward with a team of three, one of them invited with an account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.officer = cls.chair("officer", cls.ward_a1)
        cls.leader = cls.chair("leader", cls.ward_a1)
        cls.member_user = cls.chair("collaborator", cls.ward_a1)
        cls.above = cls.chair("officer", cls.province_a)
        cls.beside = cls.chair("officer", cls.ward_a2)
        cls.below = cls.chair("officer", cls.cell_a11)
        cls.stranger = cls.chair("officer", None, login="stranger")
        cls.plain = new_test_user(cls.env, "plain_user", groups="base.group_user")
        cls.body = cls.make_body(cls.ward_a1, checkers=cls.officer)
        cls.people = cls.collaborator(cls.ward_a1, cls.member_user)
        for number in (2, 3):
            cls.people |= cls.person(f"Member {number}", f"m{number}@test.example")
        cls.team = cls.env["dlxh.team"].create(
            {
                "unit_id": cls.ward_a1.id,
                "date_from": "2024-01-01",
                "member_ids": [
                    Command.create(
                        {"collaborator_id": one.id, "date_from": "2024-01-01"}
                    )
                    for one in cls.people
                ],
            }
        )
        cls.member_user.partner_id.email = "member@test.example"
        cls.people.partner_id.lang = "en_US"  # the tests read their mails
        cls.Meeting = cls.env["dlxh.meeting"]

    @classmethod
    def person(cls, name, email=False, **values):
        partner = cls.env["res.partner"].create(
            {"name": name, "email": email, "lang": "en_US"}
        )
        return cls.collaborator(cls.ward_a1, partner_id=partner.id, **values)

    @classmethod
    def soon(cls, days=5):
        """Return eight o'clock UTC in some days, without parts of a second."""
        day = fields.Date.today() + timedelta(days=days)
        return datetime.combine(day, datetime.min.time()) + timedelta(hours=2)

    @classmethod
    def meeting(cls, days=5, **values):
        """Return a briefing of ward_a1 as its officer sees it."""
        return cls.Meeting.with_user(cls.officer).create(
            {
                "unit_id": cls.ward_a1.id,
                "start": cls.soon(days),
                "location": "Hall 3",
                **values,
            }
        )

    @classmethod
    def invited(cls, days=5, **values):
        meeting = cls.meeting(days, **values)
        meeting.action_invite()
        return meeting

    @classmethod
    def held(cls, **values):
        meeting = cls.invited(days=-1, **values)
        meeting.action_all_present()
        meeting.action_hold()
        return meeting

    @classmethod
    def submitted(cls, **values):
        meeting = cls.held()
        meeting.write({"minutes": "<p>What was said.</p>", **values})
        meeting.action_submit_approval()
        return meeting

    @classmethod
    def approved(cls, **values):
        meeting = cls.submitted(**values)
        meeting.with_user(cls.leader).action_approve()
        return meeting

    def event_of(self, meeting):
        return meeting.sudo().event_id.sudo(False).with_env(self.env)

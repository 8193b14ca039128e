from odoo.fields import Command

from odoo.addons.dlxh_collaborator.tests.common import DlxhCase


class OpinionCase(DlxhCase):
    """The small tree with a collaborator in the team of the first ward."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.topic = cls.env.ref("dlxh_reporting.topic_prices")
        cls.workers = cls.env.ref("dlxh_reporting.group_workers")
        cls.farmers = cls.env.ref("dlxh_reporting.group_farmers")
        cls.author = cls.chair("collaborator", cls.cell_a11, login="opinion_author")
        cls.person = cls.member(cls.author, cls.ward_a1, cls.cell_a11)
        cls.officer = cls.chair("officer", cls.ward_a1, login="opinion_officer")
        cls.leader = cls.chair("leader", cls.ward_a1, login="opinion_leader")

    @classmethod
    def member(cls, user, team_unit, workplace):
        """Make the user a collaborator in the team of a unit."""
        person = cls.collaborator(workplace, user)
        team = cls.env["dlxh.team"].search([("unit_id", "=", team_unit.id)], limit=1)
        team = team or cls.env["dlxh.team"].create(
            {"unit_id": team_unit.id, "date_from": "2021-01-01"}
        )
        cls.env["dlxh.team.member"].create(
            {
                "team_id": team.id,
                "collaborator_id": person.id,
                "date_from": "2021-01-01",
            }
        )
        return person

    @classmethod
    def stream(cls, **values):
        return Command.create(
            {
                "statement": "Giá điện tăng, mong có lộ trình",
                "tendency": "hesitant",
                "breadth": "many",
                "intensity": "3",
                "group_ids": [Command.link(cls.workers.id)],
                **values,
            }
        )

    @classmethod
    def sheet(cls, user=None, submit=True, **values):
        """Return a sheet written by a collaborator, as superuser."""
        sheets = cls.env["dlxh.opinion"].with_user(user or cls.author)
        sheet = sheets.create(
            {
                "title": "Giá điện sinh hoạt tăng",
                "topic_id": cls.topic.id,
                "stream_ids": [cls.stream()],
                **values,
            }
        )
        if submit:
            sheet.action_submit()
        return sheet.sudo().with_user(cls.env.user)

    @classmethod
    def accepted(cls, user=None, officer=None, **values):
        sheet = cls.sheet(user, **values)
        sheet.with_user(officer or cls.officer).action_accept()
        return sheet

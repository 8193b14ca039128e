from odoo.fields import Command, Date

from .common_document import DlxhDocumentCase


class DlxhDecisionCase(DlxhDocumentCase):
    """A ward with its committee, chairs and people who may become members."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.chair("officer", cls.ward_a1)
        cls.leader = cls.chair("leader", cls.ward_a1)
        cls.clerk = cls.chair("clerk", cls.ward_a1)
        cls.body = cls.make_body(
            cls.ward_a1,
            cls.leader,
            name="Đảng ủy phường A1",
            kind="standing_committee",
            symbol="ĐU",
        )
        cls.level = cls.env.ref("dlxh_collaborator.level_above_grassroots")
        cls.level.write({"team_min": 2, "team_max": 5})

    @classmethod
    def people(cls, count, unit=None, **values):
        """Return people proposed as collaborators, each with a name of his own."""
        unit = unit or cls.ward_a1
        partners = cls.env["res.partner"].create(
            [{"name": f"Người số {index:02d}"} for index in range(1, count + 1)]
        )
        return cls.env["dlxh.collaborator"].create(
            [
                {
                    "partner_id": partner.id,
                    "unit_id": unit.id,
                    "position": f"Chức vụ {partner.name[-2:]}",
                    **values,
                }
                for partner in partners
            ]
        )

    @classmethod
    def line(cls, action, person, replaced=None, **values):
        return Command.create(
            {
                "action": action,
                "collaborator_id": person.id,
                "replaced_collaborator_id": replaced.id if replaced else False,
                **values,
            }
        )

    @classmethod
    def decision(cls, *lines, date="2026-03-02", user=None, **values):
        """Return a draft of the ward, as its officer writes it."""
        decision = (
            cls.env["dlxh.decision"]
            .with_user(user or cls.officer)
            .create(
                {
                    "unit_id": cls.ward_a1.id,
                    "date": date,
                    "line_ids": list(lines),
                    **values,
                }
            )
        )
        return decision

    @classmethod
    def approve(cls, decision, leader=None):
        decision.action_submit_approval()
        decision.with_user(leader or cls.leader).action_approve()
        return decision

    @classmethod
    def number(cls, decision):
        decision.with_user(cls.leader).action_secret_check()
        decision.with_user(cls.clerk).action_take_number()
        return decision

    @classmethod
    def issue(cls, decision):
        """Take a draft all the way."""
        cls.number(cls.approve(decision))
        decision.with_user(cls.clerk).action_issue()
        return decision

    @classmethod
    def founded(cls, people, date="2026-03-02", **values):
        """Return the team formed of people by a decision; the first is its head."""
        lines = [
            cls.line("add", person, role="member" if index else "head")
            for index, person in enumerate(people)
        ]
        decision = cls.decision(*lines, date=date, decision_type="establish", **values)
        cls.issue(decision)
        return decision.sudo().team_id

    @classmethod
    def consolidated(cls, *lines, date="2026-04-01", **values):
        return cls.issue(
            cls.decision(*lines, date=date, decision_type="consolidate", **values)
        )

    def on(self, team, day):
        """{collaborator: role} of a team on a day."""
        day = Date.to_date(day)
        members = self.env["dlxh.team.member"].search([("team_id", "=", team.id)])
        held = members.filtered(lambda one: one._is_current(day))
        self.assertEqual(len(held), len(held.collaborator_id), "a member twice")
        return {one.collaborator_id: one.role for one in held}

    def state_of(self, team):
        """All there is to know of team and members, to be compared."""
        team.invalidate_recordset()
        members = self.env["dlxh.team.member"].search([("team_id", "=", team.id)])
        return (
            team.exists().read(["date_from", "date_to", "kind", "dissolved_by_id"]),
            members.sorted("id").read(
                [
                    "collaborator_id",
                    "role",
                    "represented_unit_id",
                    "date_from",
                    "date_to",
                    "end_reason",
                    "decision_in_id",
                    "decision_out_id",
                ]
            ),
            sorted((one.id, one.state) for one in members.collaborator_id),
        )

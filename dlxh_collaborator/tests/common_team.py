from odoo.fields import Command

from .common_document import DlxhDocumentCase


class DlxhTeamCase(DlxhDocumentCase):
    """Teams with members who may represent units below."""

    @classmethod
    def team(cls, unit, people=(), date_from="2025-01-01", **values):
        """Return a team; each of `people` is a collaborator, or a pair of a
        collaborator and what his membership says."""
        lines = []
        for person in people:
            person, said = person if isinstance(person, tuple) else (person, {})
            lines.append(
                Command.create(
                    {"collaborator_id": person.id, "date_from": date_from, **said}
                )
            )
        return cls.env["dlxh.team"].create(
            {
                "unit_id": unit.id,
                "date_from": date_from,
                "member_ids": lines,
                **values,
            }
        )

    @classmethod
    def people(cls, unit, count, **values):
        """Return collaborators of the unit, each a person of his own."""
        partners = cls.env["res.partner"].create(
            [{"name": f"{unit.name} {number}"} for number in range(count)]
        )
        return cls.env["dlxh.collaborator"].create(
            [
                {
                    "partner_id": partner.id,
                    "unit_id": unit.id,
                    "state": "active",
                    **values,
                }
                for partner in partners
            ]
        )

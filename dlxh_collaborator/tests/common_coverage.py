from .common import DlxhCase


class CoverageCase(DlxhCase):
    """Teams of any size in a line, and the coverage of units on any day."""

    @classmethod
    def force(cls, unit, count, kind="team", since="2021-01-01", until=False, **values):
        """Give the unit a team or group of so many new people, since the day."""
        team = cls.env["dlxh.team"].create(
            {"unit_id": unit.id, "kind": kind, "date_from": since, "date_to": until}
        )
        partners = cls.env["res.partner"].create(
            [{"name": f"Person {number} of {unit.name}"} for number in range(count)]
        )
        people = cls.env["dlxh.collaborator"].create(
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
        cls.seat(team, people, since)
        return team

    @classmethod
    def seat(cls, team, people, since="2021-01-01"):
        """Let these people sit in the team since the day."""
        return cls.env["dlxh.team.member"].create(
            [
                {
                    "team_id": team.id,
                    "collaborator_id": person.id,
                    "date_from": since,
                    "date_to": team.date_to,
                }
                for person in people
            ]
        )

    @classmethod
    def responsible(cls, unit, role, since="2021-01-01", until=False):
        return cls.env["dlxh.unit.responsibility"].create(
            {
                "unit_id": unit.id,
                "role": role,
                "partner_id": cls.env["res.partner"].create({"name": role}).id,
                "date_from": since,
                "date_to": until,
            }
        )

    @classmethod
    def coverage(cls, day=None, user=None):
        """The coverage on the day, as the user sees it."""
        model = cls.env["dlxh.coverage"].with_context(dlxh_date=day)
        return model.with_user(user) if user else model

    @classmethod
    def row(cls, unit, day=None):
        return cls.coverage(day).search([("unit_id", "=", unit.id)])

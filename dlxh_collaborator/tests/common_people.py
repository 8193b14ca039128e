from .common import DlxhCase


class PeopleCase(DlxhCase):
    """A ward with a team of two, one with an account, and those who lead it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.chair("officer", cls.ward_a1)
        cls.leader = cls.chair("leader", cls.ward_a1)
        cls.user = cls.chair("collaborator", cls.ward_a1)
        cls.person = cls.collaborator(cls.ward_a1, cls.user)
        cls.other = cls.collaborator(cls.cell_a11)
        cls.team = cls.env["dlxh.team"].create(
            {"unit_id": cls.ward_a1.id, "date_from": "2024-01-01"}
        )
        for person in (cls.person, cls.other):
            cls.member(cls.team, person)

    @classmethod
    def member(cls, team, person, date_from="2024-01-01", date_to=False, **values):
        return cls.env["dlxh.team.member"].create(
            {
                "team_id": team.id,
                "collaborator_id": person.id,
                "date_from": date_from,
                "date_to": date_to,
                **values,
            }
        )

    def own(self, user):
        """The file of the person as the user sees it."""
        return self.person.with_user(user)

    def cards(self, user):
        """The names of the cards of a user's work."""
        items = self.env["dlxh.work.item"].with_user(user)._items()
        return {item["name"]: item.get("count") for item in items}

    def can(self, user, records, operation="read"):
        return records.with_user(user).has_access(operation)

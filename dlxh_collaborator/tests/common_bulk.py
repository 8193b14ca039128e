import io

from openpyxl import Workbook

from odoo.fields import Command

from .common import DlxhCase

COLUMNS = (
    "name",
    "position",
    "unit",
    "phone",
    "email",
    "team",
    "role",
    "represents",
    "date_from",
    "expertise",
    "rapporteur",
    "decision",
    "decision_date",
)


class BulkCase(DlxhCase):
    """Rosters, and collaborators with telephone numbers, accounts and seats."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.chair("officer", cls.ward_a1)
        cls.province_officer = cls.chair("officer", cls.province_a)

    def roster(self, *rows):
        """The bytes of a workbook; rows are dicts of COLUMNS."""
        book = Workbook()
        book.active.append(COLUMNS)
        for row in rows:
            book.active.append([row.get(column, "") for column in COLUMNS])
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    @classmethod
    def person(cls, unit, phone="0912345678", name="Nguyễn Văn An", **values):
        """A serving collaborator with a telephone number and no account."""
        partner = cls.env["res.partner"].create(
            {"name": name, "phone": phone, "email": values.pop("email", False)}
        )
        return cls.collaborator(unit, partner_id=partner.id, **values)

    @classmethod
    def seat(cls, person, unit, date_from="2025-01-01", **values):
        """A membership in the team of the unit, which is formed if need be."""
        team = cls.env["dlxh.team"].search([("unit_id", "=", unit.id)], limit=1)
        team = team or team.create({"unit_id": unit.id, "date_from": "2025-01-01"})
        return cls.env["dlxh.team.member"].create(
            {
                "team_id": team.id,
                "collaborator_id": person.id,
                "date_from": date_from,
                **values,
            }
        )

    @classmethod
    def account(cls, person, used=False):
        """Give the person the account that the dialog makes."""
        user = cls.env["res.users"].with_context(no_reset_password=True)
        user = user.create(user._account_values(person, person._account_login()))
        person.user_id = user
        if used:
            cls.env["res.users.log"].with_user(user).sudo().create({})
            cls.env.flush_all()
            user.invalidate_recordset()
        return user

    def issue(self, officer, people, **values):
        """The dialog of accounts, opened by the officer."""
        return (
            self.env["dlxh.account.issue"]
            .with_user(officer)
            .create({"collaborator_ids": [Command.set(people.ids)], **values})
        )

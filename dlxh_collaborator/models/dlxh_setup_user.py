import re
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

FIRST_CHAIRS = (
    "group_dlxh_leader",
    "group_dlxh_officer",
    "group_dlxh_clerk",
    "group_dlxh_inspector",
    "group_dlxh_data_officer",
)
#: no letters or figures that are taken for each other when read aloud or copied
PASSWORD_SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"  # noqa: S105
PASSWORD_LENGTH = 12


class DlxhSetupUser(models.Model):
    """One of the first users, in a chair of a unit."""

    _name = "dlxh.setup.user"
    _description = "User of a Set-up"
    _order = "id"

    setup_id = fields.Many2one(
        "dlxh.setup.wizard", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char()
    login = fields.Char()
    email = fields.Char(string="E-mail")
    chair_id = fields.Many2one(
        "res.groups",
        required=True,
        ondelete="cascade",
        domain=lambda self: [
            (
                "privilege_id",
                "=",
                self.env.ref("dlxh_collaborator.privilege_dlxh_chair").id,
            )
        ],
    )
    unit_id = fields.Many2one("dlxh.unit", required=True, ondelete="cascade")
    user_id = fields.Many2one(
        "res.users", string="Made", readonly=True, ondelete="set null"
    )

    @api.model
    def _propose(self, setup):
        """One empty line for each usual chair of the province, once."""
        if setup.user_ids:
            return
        self.create(
            [
                {
                    "setup_id": setup.id,
                    "chair_id": self.env.ref(f"dlxh_collaborator.{chair}").id,
                    "unit_id": setup.province_id.id,
                }
                for chair in FIRST_CHAIRS
            ]
        )

    def _store(self, password_way):
        """Make the users of the filled lines.

        :return: [(login, password)] when the passwords are made here
        """
        todo = self.filtered(
            lambda line: not line.user_id and (line.name or line.login or line.email)
        )
        todo._check_lines(password_way)
        passwords = []
        for line in todo:
            values = line._user_values()
            if password_way == "generated":
                values["password"] = self._new_password()
                passwords.append((line.login, values["password"]))
            Users = self.env["res.users"].with_context(no_reset_password=True)
            line.user_id = Users.create(values)
        if password_way == "link":
            todo.user_id.action_reset_password()
        return passwords

    def _user_values(self):
        values = {
            "name": self.name,
            "login": self.login,
            "email": self.email,
            "group_ids": [Command.set(self.chair_id.ids)],
            "dlxh_unit_ids": [Command.set(self.unit_id.ids)],
            "tz": "Asia/Ho_Chi_Minh",
        }
        if self.env["res.lang"]._lang_get("vi_VN"):
            values["lang"] = "vi_VN"
        return values

    @api.model
    def _new_password(self):
        return "".join(
            secrets.choice(PASSWORD_SIGNS) for _one in range(PASSWORD_LENGTH)
        )

    def _check_lines(self, password_way):
        logins = [line.login for line in self]
        Users = self.env["res.users"].with_context(active_test=False)
        # sudo: a login taken by any user at all must be told
        taken = set(Users.sudo().search([("login", "in", logins)]).mapped("login"))
        for line in self:
            if not (line.name and line.login):
                raise UserError(
                    self.env._(
                        "Fill in name and login of the user for the chair “%(chair)s”, "
                        "or clear the line.",
                        chair=line.chair_id.name,
                    )
                )
            if re.search(r"\s", line.login):
                raise UserError(
                    self.env._("The login “%(login)s” holds a space.", login=line.login)
                )
            if line.login in taken or logins.count(line.login) > 1:
                raise UserError(
                    self.env._(
                        "The login “%(login)s” is already used. Choose another one.",
                        login=line.login,
                    )
                )
            if password_way == "link" and not line.email:
                raise UserError(
                    self.env._(
                        "%(name)s has no e-mail address for the link. Fill it in, or "
                        "let the passwords be made here.",
                        name=line.name,
                    )
                )
        if password_way == "link" and not hasattr(Users, "action_reset_password"):
            raise UserError(
                self.env._(
                    "Links by e-mail need the app “Signup” (auth_signup). Install it, "
                    "or let the passwords be made here."
                )
            )

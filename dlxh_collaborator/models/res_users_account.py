import secrets
from datetime import timedelta

from werkzeug.urls import url_encode

from odoo import api, fields, models
from odoo.tools.urls import urljoin

from .house_time import house_local, house_midnight, house_today

#: days that a slip opens an account, unless the system parameter says otherwise
SLIP_DAYS = 14
SLIP_PARAMETER = "dlxh_collaborator.activation_days"
SLIP_TYPE = "activate"


class ResUsers(models.Model):
    """Accounts of collaborators: who manages them, and the slips that open them."""

    _inherit = "res.users"

    dlxh_slip_until = fields.Datetime(
        string="Activation slip valid until",
        readonly=True,
        copy=False,
        groups="dlxh_collaborator.group_dlxh_officer,base.group_erp_manager",
    )

    # Who manages them
    # ----------------

    @api.model
    def _collaborator_rights(self):
        """Return the groups that an account of a collaborator may have, no more."""
        # sudo: groups are compared, not shown
        groups = self.env.ref("dlxh_collaborator.group_dlxh_collaborator").sudo()
        levels = self.env["dlxh.level"].sudo().with_context(active_test=False)
        groups |= levels.search([("group_id", "!=", False)]).group_id
        groups |= self.sudo()._default_groups()
        return groups | groups.all_implied_ids

    def _plain_collaborators(self):
        """Return the users who are collaborators and nothing else."""
        allowed = self._collaborator_rights()
        chair = self.env.ref("dlxh_collaborator.group_dlxh_collaborator").sudo()
        return self.filtered(
            # sudo: groups of the accounts, compared only
            lambda user: (
                chair in user.sudo().group_ids and user.sudo().all_group_ids <= allowed
            )
        )

    def _account_people(self):
        """Return {user: his collaborator records}, ended and archived ones too."""
        # sudo: to know all the places an account opens; nothing of it is shown
        people = self.env["dlxh.collaborator"].sudo().with_context(active_test=False)
        found = people.search([("user_id", "in", self.ids)])
        return {user: found.filtered(lambda p, u=user: p.user_id == u) for user in self}

    def _account_refusals(self):
        """Return {user: why the current user does not manage that account}.

        Officers manage accounts of collaborators of their territory. An account that
        was used opens the sheets of its owner: only the officer nearest to him, who
        receives these sheets anyway, resets it.
        """
        if self.env.su:
            return {}
        me, plain = self.env.user, self._plain_collaborators()
        # sudo: names of accounts, shown to who was let read their owners
        refused = {
            user: self.env._(
                "%(name)s also has other rights than a collaborator's; the "
                "administrator changes such an account.",
                name=user.sudo().name,
            )
            for user in self - plain
        }
        if me.has_group("base.group_erp_manager"):
            return refused
        is_officer = me.has_group("dlxh_collaborator.group_dlxh_officer")
        people_of = plain._account_people()
        mine = self.env["dlxh.collaborator"].union(*people_of.values())
        near = mine._with_nearest_officer(me) if is_officer else mine.browse()
        for user, people in people_of.items():
            reason = user._account_refusal(people, is_officer, near)
            if reason:
                refused[user] = reason
        return refused

    def _account_refusal(self, people, is_officer, near):
        # sudo: name and first use, shown to who was let read the owner
        account = self.sudo()
        name = account.name
        if not is_officer:
            return self.env._("Only officers manage the accounts of collaborators.")
        if not people or not all(people.mapped("is_in_scope")):
            return self.env._(
                "%(name)s is also at work outside your territory; the administrator "
                "changes such an account.",
                name=name,
            )
        if account.login_date and not people & near:
            return self.env._(
                "%(name)s already uses the account; only the officer of the person's "
                "own unit resets it.",
                name=name,
            )
        return None

    # Making, closing and opening
    # ---------------------------

    @api.model
    def _account_values(self, person, login):
        """Values of the account of a collaborator; nothing here comes from a form."""
        chair = self.env.ref("dlxh_collaborator.group_dlxh_collaborator")
        # the groups of the level are given at once: spares a write for each user
        level = person.unit_id.level_id.group_id
        values = {
            "partner_id": person.partner_id.id,
            "name": person.partner_id.name,
            "login": login,
            "group_ids": [fields.Command.set((chair | level).ids)],
            "dlxh_unit_ids": [fields.Command.set(person.unit_id.ids)],
            "tz": "Asia/Ho_Chi_Minh",
        }
        if self.env["res.lang"]._lang_get("vi_VN"):
            values["lang"] = "vi_VN"
        return values

    def _open_slips(self):
        """Let each account be opened once by a new slip; older slips are void.

        A password that was set before no longer works, and sessions end.
        """
        days = self.env["ir.config_parameter"].get_param(SLIP_PARAMETER)
        days = int(days) if str(days or "").isdecimal() else SLIP_DAYS
        # to the end of the day that stands on the paper
        after = house_today() + timedelta(days=max(1, days) + 1)
        until = house_midnight(after) - timedelta(seconds=1)
        for user in self:
            # the token is made from this word: a new one makes the old slip void
            user.partner_id.signup_type = f"{SLIP_TYPE}-{secrets.token_hex(4)}"
            if user.login_date:
                user.password = secrets.token_urlsafe(32)
        self.dlxh_slip_until = until

    def _slip_is_open(self):
        self.ensure_one()
        kind = self.partner_id.signup_type or ""
        until = self.dlxh_slip_until
        waiting = kind.startswith(SLIP_TYPE) and self.active
        return waiting and bool(until) and until > fields.Datetime.now()

    def _slip_last_day(self):
        """Return the date in Viet Nam on which the slip still works."""
        self.ensure_one()
        return house_local(self.dlxh_slip_until).date()

    def _slip_url(self):
        """Return the address that the QR code of the slip leads to."""
        self.ensure_one()
        left = self.dlxh_slip_until - fields.Datetime.now()
        token = self.partner_id._generate_signup_token(
            expiration=left.total_seconds() / 3600
        )
        query = url_encode({"db": self.env.cr.dbname, "token": token})
        return urljoin(self.get_base_url(), f"/dlxh/activate?{query}")

    def _close_account(self):
        """Archive who is a collaborator only; take the chair from the others."""
        plain = self._plain_collaborators()
        plain.filtered("active").active = False  # ends the sessions as well
        plain.dlxh_slip_until = False
        chair = self.env.ref("dlxh_collaborator.group_dlxh_collaborator")
        for user in self - plain:
            if chair in user.group_ids:
                user.group_ids = [fields.Command.unlink(chair.id)]

from odoo import models
from odoo.exceptions import AccessError

#: what a password is reset by, and what stands on the slip of an account
GUARDED = frozenset(("name", "email", "phone"))


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        """Keep the contacts of people with a chair from other keepers of contacts.

        Whoever could put his own e-mail there would receive the link that sets a
        new password. Officers keep the contacts of the collaborators whose accounts
        they manage; that is written to the access log.
        """
        contact = {name: vals[name] for name in GUARDED & vals.keys()}
        if self.env.su or not contact:
            return super().write(vals)
        others = self._with_chair() - self.env.user.partner_id
        if not others or self.env.user.has_group("base.group_erp_manager"):
            return super().write(vals)
        guarded = others._dlxh_guarded()
        if guarded:
            raise AccessError(
                self.env._(
                    "%(names)s: this person has an account that you do not manage. "
                    "Name, telephone and e-mail are changed by the person, or by the "
                    "administrator.",
                    names=", ".join(guarded.sudo().mapped("name")),
                )
            )
        self.check_access("write")
        rest = {name: value for name, value in vals.items() if name not in contact}
        result = super().write(rest) if rest else True
        # sudo: the stock refuses contacts of any user; `_dlxh_guarded` has asked
        # whether the accounts are the officer's to manage
        super(ResPartner, self.sudo()).write(contact)
        if "email" in contact:
            others._log_contact_change()
        return result

    def _with_chair(self):
        """Return the people who have an account with a chair, closed or not."""
        group = self.env.ref("dlxh_collaborator.group_dlxh_user")
        # sudo: only whether there is an account is asked
        users = self.env["res.users"].sudo().with_context(active_test=False)
        found = users.search(
            [("partner_id", "in", self.ids), ("all_group_ids", "in", group.id)]
        )
        return self & found.partner_id.with_env(self.env)

    def _dlxh_guarded(self):
        """Return the people whose contacts the current user may not change."""
        user = self.env.user
        if self.env.su or user.has_group("base.group_erp_manager"):
            return self.browse()
        others = self._with_chair() - user.partner_id
        # sudo: only which accounts they are
        accounts = self.env["res.users"].sudo().with_context(active_test=False)
        accounts = accounts.search([("partner_id", "in", others.ids)])
        refused = accounts.with_env(self.env)._account_refusals()
        return others & self.browse(
            {account.sudo().partner_id.id for account in refused}
        )

    def _log_contact_change(self):
        for partner in self:
            self.env["dlxh.access.log"]._log(
                "reset",
                "res.partner",
                partner.ids,
                1,
                lambda house: house._("E-mail of an account changed"),
            )

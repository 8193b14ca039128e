from odoo import models
from odoo.exceptions import AccessError


class MergePartnerAutomatic(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Only administrators merge contacts of people with a chair: the account of
        the one would become that of the other."""
        partners = self.env["res.partner"].browse(partner_ids).exists()
        admin = self.env.su or self.env.user.has_group("base.group_erp_manager")
        held = self.env["res.partner"] if admin else partners._with_chair()
        if held:
            raise AccessError(
                self.env._(
                    "%(names)s: this person has an account. Ask the administrator to "
                    "merge the contacts.",
                    names=", ".join(held.mapped("name")),
                )
            )
        return super()._merge(
            partner_ids, dst_partner=dst_partner, extra_checks=extra_checks
        )

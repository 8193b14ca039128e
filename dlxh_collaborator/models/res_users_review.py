from odoo import api, fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    # the access of a review depends on its document, so it is checked after the
    # join and only on the reviews of the user
    review_ids = fields.Many2many(bypass_search_access=True)

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        # sudo: which units are concerned; the users were created by right
        if units := users.sudo().dlxh_unit_ids:
            self.env["tier.review"]._refresh_reviewers(units)
        return users

    def write(self, vals):
        """A transfer changes at once who decides on waiting documents."""
        if not {"dlxh_unit_ids", "group_ids", "active"} & vals.keys():
            return super().write(vals)
        # sudo: which units are concerned, before and after
        units = self.sudo().with_context(active_test=False).dlxh_unit_ids
        result = super().write(vals)
        units |= self.sudo().with_context(active_test=False).dlxh_unit_ids
        if units:
            self.env["tier.review"]._refresh_reviewers(units)
        return result

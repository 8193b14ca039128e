from odoo import api, models


class ResUsers(models.Model):
    """Who is given a chair begins on “My work”, however the account was made.

    Accounts come from the set-up, from slips, from a list or from Odoo's own form;
    without this they would open on Odoo's discussions. Who has chosen another first
    screen keeps it.
    """

    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._begin_on_my_work()
        return users

    def write(self, vals):
        result = super().write(vals)
        if "group_ids" in vals:
            self._begin_on_my_work()
        return result

    def _begin_on_my_work(self):
        """Give those in a chair the page of their work as the first screen."""
        home = self.env.ref(
            "dlxh_collaborator.dlxh_work_item_action_open", raise_if_not_found=False
        )
        if not home:  # not loaded yet, as this add-on is being installed
            return
        chair = self.env.ref("dlxh_collaborator.group_dlxh_user")
        # sudo: follows from a write on users or their groups that was allowed
        homeless = self.sudo().filtered(
            lambda user: not user.action_id and chair in user.all_group_ids
        )
        if homeless:
            homeless.write({"action_id": home.id})

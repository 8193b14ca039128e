from odoo import models


class IrHttp(models.AbstractModel):
    """Who sits in a chair begins on “My work”, however the chair was given.

    Without this they would open on Odoo's discussions. It is told when the client
    asks and stored nowhere: who leaves the chair does not begin on a page that
    refuses him. Who has chosen another first screen keeps it.
    """

    _inherit = "ir.http"

    def session_info(self):
        info = super().session_info()
        info["home_action_id"] = self._dlxh_home_action_id(info.get("home_action_id"))
        return info

    def _dlxh_home_action_id(self, chosen):
        """Return the id of the first screen of the user, who has `chosen` one."""
        home = self.env.ref("dlxh_collaborator.dlxh_work_item_action_open").id
        if chosen and chosen != home:
            return chosen
        return self.env.user.has_group("dlxh_collaborator.group_dlxh_user") and home

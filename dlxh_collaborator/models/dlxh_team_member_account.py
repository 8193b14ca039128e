from odoo import api, models


class DlxhTeamMemberAccount(models.Model):
    """Close the access of whoever leaves, as soon as the membership says so."""

    _inherit = "dlxh.team.member"

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        if any(vals.get("date_to") for vals in vals_list):
            members.collaborator_id._close_left_accounts()
        return members

    def write(self, vals):
        watched = vals.keys() & {"date_to", "date_from", "collaborator_id"}
        people = self.collaborator_id if watched else None
        result = super().write(vals)
        if watched:
            (people | self.collaborator_id)._close_left_accounts()
        return result

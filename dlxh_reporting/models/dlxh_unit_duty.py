from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain


class DlxhUnit(models.Model):
    _inherit = "dlxh.unit"

    def _duty_officers(self):
        """Return {unit: users who are told of urgent matters there}.

        These are the officers whom the unit named as answering for the work; where
        it named none, all officers assigned to it.
        """
        today = fields.Date.context_today(self)
        # sudo: who is on duty, to tell him; nothing of it is shown
        named = (
            self.env["dlxh.unit.responsibility"]
            .sudo()
            .search(
                Domain("unit_id", "in", self.ids)
                & Domain("role", "=", "organ_officer")
                & Domain("user_id.active", "=", True)
                & Domain("date_from", "<=", today)
                & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
            )
        )
        assigned = self.env["dlxh.digest.mixin"]._officers_of(self)
        found = defaultdict(self.env["res.users"].browse)
        for unit in self:
            on_duty = named.filtered(lambda line, u=unit: line.unit_id == u).user_id
            found[unit] = (on_duty & assigned[unit]) or assigned[unit]
        return found

    def _next_duty_unit(self):
        """Return the nearest unit above that has an officer, or none."""
        self.ensure_one()
        # sudo: only the way up the tree
        path = [int(key) for key in (self.sudo().parent_path or "").split("/")[:-2]]
        above = self.sudo().browse(reversed(path))
        officers = above._duty_officers()
        return next((unit for unit in above if officers[unit]), above.browse())

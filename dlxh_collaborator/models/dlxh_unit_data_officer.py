from odoo import models


class DlxhUnit(models.Model):
    _inherit = "dlxh.unit"

    def _chair_holders(self, chair, above=False):
        """Return the users in a chair of exactly this unit.

        :param bool above: of the nearest unit above when this one has none; the
            nearest first, all of them
        """
        self.ensure_one()
        group = f"dlxh_collaborator.group_dlxh_{chair}"
        # sudo: who sits in a chair of the unit is told to the flow, not shown
        unit = self.sudo()
        path = [int(step) for step in unit.parent_path.strip("/").split("/")]
        users = unit.env["res.users"].search(
            [
                ("all_group_ids", "in", unit.env.ref(group).id),
                ("dlxh_unit_ids", "in", path if above else unit.ids),
                ("share", "=", False),
            ]
        )
        if not above:
            return users.sudo(False)

        def distance(user):
            own = set(user._dlxh_units().ids)
            return min(
                index for index, step in enumerate(reversed(path)) if step in own
            )

        return users.sorted(lambda user: (distance(user), user.id)).sudo(False)

    def _data_officers(self):
        """Return the data officers of the unit and of those above, nearest first."""
        return self._chair_holders("data_officer", above=True)

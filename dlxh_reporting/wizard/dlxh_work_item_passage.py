from odoo import api, models


class DlxhWorkItem(models.TransientModel):
    """Cards of deputies, and of remarks that are not settled."""

    _inherit = "dlxh.work.item"

    @api.model
    def _report_items(self):
        items = super()._report_items()
        user = self.env.user
        chairs = {
            chair
            for chair in ("officer", "leader")
            if user.has_group(f"dlxh_collaborator.group_dlxh_{chair}")
        }
        if not chairs or not user._dlxh_units():
            return items
        if "leader" not in chairs:
            card = self._report_card_approve()
            if card:
                hint = self.env._("You stand in for the leader: read, then decide.")
                items.append({**card, "hint": hint})
        if "officer" in chairs:
            items += self._remark_items()
        return items

    def _remark_items(self):
        """Remarks on the unit's own reports that nobody has settled."""
        count = self.env["dlxh.report.comment"].search_count(
            [
                ("is_own_unit", "=", True),
                ("parent_id", "=", False),
                ("resolved_at", "=", False),
            ]
        )
        if not count:
            return []
        return [
            {
                "key": "report_remarks",
                "name": self.env._("Remarks to settle"),
                "count": count,
                "hint": self.env._("Answer or correct, then settle them."),
                "sequence": 32,
                "action": "dlxh_reporting.dlxh_report_comment_action_open",
            }
        ]

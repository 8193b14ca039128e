from odoo import models
from odoo.exceptions import UserError

from .dlxh_issue_week import ISSUES_KEY

#: an issue that was closed is taken up again to be watched or handled, not as new
NEXT = {
    "new": ("watching", "handling", "closed"),
    "watching": ("handling", "closed"),
    "handling": ("watching", "closed"),
    "closed": ("watching", "handling"),
}


class DlxhIssue(models.Model):
    """The board of issues by state, and what is opened from an issue."""

    _inherit = "dlxh.issue"

    def write(self, vals):
        """Guard what is dragged on the board; closing needs the answer, as ever."""
        if vals.get("state") and not self.env.su:
            self._check_drag(vals["state"])
        return super().write(vals)

    def _check_drag(self, state):
        self.check_access("write")  # the refusal below names the issue
        for issue in self:
            if state != issue.state and state not in NEXT[issue.state]:
                raise UserError(
                    self.env._(
                        "“%(issue)s” was looked into already, so it is not new any "
                        "more. Move it to “Being watched”.",
                        issue=issue.name,
                    )
                )

    def _open_weeks(self, xmlid, filter_name):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {
            **action,
            "domain": [("issue_id", "=", self.id)],
            "context": {ISSUES_KEY: self.ids, f"search_default_{filter_name}": 1},
        }

    def action_open_weeks(self):
        """Show how many sheets told of it by week, and with what tendency."""
        return self._open_weeks("dlxh_reporting.dlxh_issue_week_action", "sheets")

    def action_open_unit_weeks(self):
        """Show how many units told of it by week."""
        return self._open_weeks("dlxh_reporting.dlxh_issue_week_action_units", "units")

    def action_open_recommendations(self):
        """Open what was recommended about it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_reporting.dlxh_recommendation_action"
        )
        return {
            **action,
            "domain": [("issue_id", "=", self.id)],
            "context": {"default_issue_id": self.id},
        }

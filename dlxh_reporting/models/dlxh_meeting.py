from odoo import models
from odoo.fields import Domain

from .report_states import STANDING_STATES

#: issues named in one agenda; a briefing that has more has none to discuss
ISSUES = 10


class DlxhMeeting(models.Model):
    """Put the synthesis and what the levels above follow on the agenda.

    The agenda stays inside the house: mails and calendar files never carry it.
    """

    _inherit = "dlxh.meeting"

    def _agenda_lines(self):
        lines = super()._agenda_lines()
        if self.kind != "briefing":
            return lines
        return [*lines, *self._agenda_synthesis(), *self._agenda_issues()]

    def _agenda_synthesis(self):
        """The unit's last situation report that stands: its code and period."""
        report = self.env["dlxh.report"].search(
            Domain("unit_id", "=", self.unit_id.id)
            & Domain("report_type", "=", "situation")
            & Domain("state", "in", STANDING_STATES)
            & Domain("date_to", "<=", self.start.date()),
            limit=1,
        )
        if not report:
            return []
        return [
            {
                "sequence": 25,
                "name": self.env._(
                    "Situation report %(code)s, %(from)s – %(to)s",
                    **{"from": f"{report.date_from:%d/%m/%Y}"},
                    code=report.document_code or "",
                    to=f"{report.date_to:%d/%m/%Y}",
                ).replace("  ", " "),
                "note": False,
            }
        ]

    def _agenda_issues(self):
        """Issues that the levels above published to this unit and follow.

        Read in the rights of the officer: what he may not read is not named.
        """
        issues = self.env["dlxh.issue"].search(
            Domain("is_published_to_me", "=", True)
            & Domain("state", "!=", "closed")
            & Domain("unit_id", "parent_of", self.unit_id.ids)
            & Domain("unit_id", "!=", self.unit_id.id),
            limit=ISSUES,
        )
        return [
            {
                "sequence": 30 + at,
                "name": self.env._("Issue followed above: %(name)s", name=issue.name),
                # sudo: the unit that published the issue to the units below
                "note": issue.sudo().unit_id.name,
            }
            for at, issue in enumerate(issues)
        ]

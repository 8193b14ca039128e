from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..period import round_up


class DlxhAlertWork(models.Model):
    """What an officer makes of an alert: a quick report, an issue to follow."""

    _inherit = "dlxh.alert"

    def action_open_sheet(self):
        """Open the sheet itself, which only the unit that received it may."""
        self.ensure_one()
        self._check_officer()
        # sudo: the hidden link; the sheet is opened in the officer's own rights
        sheet = self.sudo().opinion_id.sudo(False)
        sheet.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.opinion",
            "res_id": sheet.id,
            "view_mode": "form",
        }

    def action_quick_report(self):
        """Begin the quick report about the alert in one click, or open it."""
        self.ensure_one()
        self._check_officer()
        self._check_text_here()
        if not self.report_id:
            if self.is_first:
                self.action_check()
            regime = self._quick_regime()
            report = self._begin_report(regime)
            began = self.sudo()  # nobody writes alerts; the officer was checked
            began.write(
                {
                    "report_id": report.id,
                    "report_due_at": round_up(
                        self.text_since + timedelta(hours=regime.due_hours)
                    ),
                }
            )
            began._note("report_begun", by_officer=True)
        return self.report_id._form_action()

    def _check_text_here(self):
        if self.state in ("told", "withdrawn"):
            raise UserError(
                self.env._("“%(alert)s” has no text here yet.", alert=self.display_name)
                + " "
                + (self.text_note or "")
            )

    def _quick_regime(self):
        """The quick regime in force by which the unit owes a report."""
        today = fields.Date.context_today(self)
        unit = self.unit_id
        regime = self.env["dlxh.regime"]._quick_regimes(unit, today)[:1].sudo(False)
        if not regime:
            raise UserError(
                self.env._(
                    "There is no regime of quick reports for the level of %(unit)s. "
                    "Ask the administrator to enter one.",
                    unit=self.unit_id.name,
                )
            )
        return regime

    def _begin_report(self, regime):
        """Draft it from the urgent sheets of the unit; a level above, which has no
        sheet of its own, writes the entry."""
        today = fields.Date.context_today(self)
        report = self.env["dlxh.report"].create(
            {
                "unit_id": self.unit_id.id,
                "regime_id": regime.id,
                "date_from": today,
                "date_to": today,
            }
        )
        if self.is_first:
            report.action_draft_from_sources()
        else:
            words = (self.topic_id.name, self.area_unit_id.sudo().name)  # public names
            entry = {
                "title": " – ".join(filter(None, words)),
                "topic_id": self.topic_id.id,
                "issue_id": self.issue_id.id,
            }
            report.write({"entry_ids": [Command.create(entry)]})
        return report

    def action_follow(self):
        """Follow the matter as an issue of the unit, or open that issue."""
        self.ensure_one()
        self._check_officer()
        self._check_text_here()
        if not self.issue_id:
            issue = self._own_issue_of_sheet() if self.is_first else self._new_issue()
            followed = self.sudo()  # nobody writes alerts; the officer was checked
            followed.issue_id = issue
            followed._note("followed", by_officer=True)
            self._link_issue_below(issue)
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.issue",
            "res_id": self.issue_id.id,
            "view_mode": "form",
        }

    def _own_issue_of_sheet(self):
        # sudo: the hidden link; the rest in the officer's own rights
        sheet = self.sudo().opinion_id.sudo(False)
        if not sheet.issue_id:
            sheet.action_create_issue()
        return sheet.issue_id

    def _new_issue(self):
        # sudo: the reason for a name in the title, which this unit reads already
        sheet = self.sudo().opinion_id
        return self.env["dlxh.issue"].create(
            {
                "name": self.title,
                "unit_id": self.unit_id.id,
                "topic_id": self.topic_id.id,
                "personal_data_reason": sheet.personal_data_reason,
            }
        )

    def _link_issue_below(self, issue):
        """Join the issue of the level below to this one, so that the answer finds
        its way back to who raised it."""
        # sudo: only the link upward, of an alert that came from there
        below = self.sudo().below_id.issue_id
        path = issue.unit_id.sudo().parent_path or ""
        if below and not below.parent_issue_id and below.unit_id != issue.unit_id:
            if (below.unit_id.parent_path or "").startswith(path):
                below.parent_issue_id = issue.id

from pathlib import PurePath

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import clean_context, is_html_empty

from odoo.addons.dlxh_collaborator.deadline import local_date

#: what units send when they do not use the system
FILE_KINDS = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".jpg", ".jpeg", ".png")


class DlxhObligationPaper(models.TransientModel):
    """Enter for a unit the report that it sent on paper or as a file.

    The officer of the unit above does it, or the one of the unit itself. The report
    counts like any other and shows that it was entered.
    """

    _name = "dlxh.obligation.paper"
    _description = "Report That Came on Paper"

    obligation_id = fields.Many2one("dlxh.obligation", required=True, readonly=True)
    unit_id = fields.Many2one(related="obligation_id.unit_id", string="Report of")
    regime_id = fields.Many2one(related="obligation_id.regime_id")
    period_name = fields.Char(related="obligation_id.period_name", string="Period")
    received_at = fields.Datetime(
        string="Came in on",
        required=True,
        default=fields.Datetime.now,
        help="When the paper or file arrived, not when it is entered here.",
    )
    paper_code = fields.Char(string="Number on the paper")
    document_date = fields.Date(string="Date on the paper")
    is_nil = fields.Boolean(string="It says that there is nothing to report")
    summary = fields.Html(string="What it says", help="Copied or in your own words.")
    personal_data_reason = fields.Char(string="Why a person is named")
    content = fields.Binary(string="File or scan")
    content_name = fields.Char(string="Name of the file")

    def action_enter(self):
        """Enter the report and open it."""
        self.ensure_one()
        obligation = self.obligation_id
        obligation._check_may_enter()
        self._check_complete()
        self._check_moment()
        report = self._create_report()
        return report.with_env(self.env)._form_action()

    def _check_complete(self):
        empty = is_html_empty(self.summary)
        if empty and not self.is_nil:
            raise UserError(
                self.env._(
                    "Write what the report says, or tick that it has nothing to report."
                )
            )
        if not empty and self.is_nil:
            raise UserError(
                self.env._(
                    "A report with nothing to report has no summary. Untick it, or "
                    "empty the summary."
                )
            )
        if not self.content and self.obligation_id.is_own_unit:
            raise UserError(
                self.env._(
                    "Attach the scan or file of the signed report: for your own unit "
                    "it stands for the approval of your leader."
                )
            )
        suffix = PurePath(self.content_name or "").suffix.lower()
        if self.content and suffix not in FILE_KINDS:
            raise UserError(
                self.env._(
                    "“%(file)s” is not a document or a scan. Attach a file of one of "
                    "these kinds: %(kinds)s.",
                    file=self.content_name or "",
                    kinds=", ".join(FILE_KINDS),
                )
            )

    def _check_moment(self):
        """It came in after the period began, and before the lock."""
        # sudo: dates of an obligation on which the user's right was checked
        obligation = self.obligation_id.sudo()
        if self.received_at > fields.Datetime.now():
            raise UserError(self.env._("“Came in on” lies in the future."))
        if local_date(self.received_at) < obligation.date_from:
            raise UserError(
                self.env._(
                    "“Came in on” lies before the period began: a report cannot have "
                    "come for it yet."
                )
            )
        asked_for = obligation.state == "returned"
        late = not asked_for and obligation.is_locked
        if late and self.received_at > obligation.lock_at:
            raise UserError(
                self.env._(
                    "It came in after the period was locked. Allow sending after the "
                    "lock first, with the reason, then enter it."
                )
            )

    def _create_report(self):
        # sudo: the right was checked by action_enter; the report is of the unit below
        obligation = self.obligation_id.sudo()
        old = obligation._report_to_replace()
        report = self._begin_report(obligation, old)
        if self.is_nil:
            kept = report.entry_ids
        else:
            kept = report.env["dlxh.report.entry"].create(self._entry_values(report))
        kept._refresh_counts()
        report._refresh_totals()
        report._document_flow().write(self._step_values(obligation))
        flow = report._approval_flow()
        if old:
            old._approval_flow().write(
                {"state": "superseded", "superseded_by_id": report.id}
            )
        flow._on_sent()
        if flow.state == "received":
            flow._on_received()
        return report

    def _begin_report(self, obligation, old):
        """A draft with the usual sections; it may take the place of a returned one."""
        drafts = obligation.env["dlxh.report"].with_context(
            clean_context(self.env.context)
        )
        outlines = drafts.env["dlxh.report.section.template"]._values_by_type()
        # in the flow: which report it replaces is not typed in by anybody
        report = drafts._approval_flow().create(self._report_values(obligation, old))
        report = drafts.browse(report.id)
        report.env["dlxh.report.section"].create(
            [
                {**values, "report_id": report.id}
                for values in outlines.get(report.report_type, [])
            ]
        )
        report.env["dlxh.report.recipient"].create(report._default_recipients())
        return report

    def _report_values(self, obligation, old):
        return {
            "supersedes_id": old.id,
            "unit_id": obligation.unit_id.id,
            "regime_id": obligation.regime_id.id,
            "date_from": obligation.date_from,
            "date_to": obligation.date_to,
            "is_nil": self.is_nil,
            "document_date": self.document_date,
        }

    def _entry_values(self, report):
        sections = report.section_ids.filtered(lambda one: one.content == "entries")
        return {
            "report_id": report.id,
            "section_id": sections[:1].id,
            "title": report.abstract,
            "text": self.summary,
            "personal_data_reason": self.personal_data_reason,
        }

    def _step_values(self, obligation):
        """Sent when it came in; received where the unit above enters it itself."""
        values = {
            "state": "sent",
            "is_sent": True,
            "sent_at": self.received_at,
            "obligation_id": obligation.id,
            "is_on_behalf": True,
            "entered_by_id": self.env.uid,
            "paper_code": self.paper_code,
            "paper_file": self.content,
            "paper_file_name": self.content_name,
        }
        if obligation.parent_unit_id in self.env.user._dlxh_units():
            values |= {
                "state": "received",
                "received_at": fields.Datetime.now(),
                "received_by_id": self.env.uid,
            }
        return values

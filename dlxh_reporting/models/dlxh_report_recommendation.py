from odoo import fields, models

from .. import proposals


class DlxhReport(models.Model):
    """The proposals of an approved report become recommendations."""

    _inherit = "dlxh.report"

    recommendation_ids = fields.One2many(
        "dlxh.recommendation",
        "report_id",
        string="Recommendations",
        readonly=True,
        groups="dlxh_collaborator.group_dlxh_officer,"
        "dlxh_collaborator.group_dlxh_leader",
    )

    def _approval_on_approved(self):
        result = super()._approval_on_approved()
        self._raise_recommendations()
        return result

    def _approval_on_undone(self, reason):
        result = super()._approval_on_undone(reason)
        # sudo: what the approval had raised; the flow checked the right to undo it
        self.sudo().recommendation_ids._flow().filtered(
            lambda row: row.state == "raised"
        ).unlink()
        return result

    def _on_sent(self):
        result = super()._on_sent()
        # sudo: the report's flow checked the right to send it
        mine = self.sudo()
        mine.recommendation_ids._send()
        # what the corrected report says no more is not pursued
        old = mine.supersedes_id.recommendation_ids._flow()
        keys = {
            proposals.key(text)[:200]
            for entry in mine._proposing_entries()
            for text in proposals.split(entry.proposal)
        }
        gone = old.filtered(
            lambda row: row.state in ("raised", "sent") and row.text_key not in keys
        )
        gone.write(
            {
                "state": "closed",
                "close_reason": self.env._("No longer in the corrected report."),
            }
        )
        return result

    def _proposing_entries(self):
        return self.entry_ids.filtered(lambda e: e.state == "kept" and e.proposal)

    def _raise_recommendations(self):
        """Raise what the kept entries propose, unless it was raised before."""
        rows = self.env["dlxh.recommendation"]._flow()
        # sudo: the entries of a report whose approval was just checked
        for report in self.sudo():
            known = report._known_recommendations()
            values = []
            for entry in report._proposing_entries():
                for text in proposals.split(entry.proposal):
                    mark = (entry.issue_id.id, proposals.key(text)[:200])
                    if mark not in known:
                        known.add(mark)
                        values.append(report._recommendation_values(entry, text))
            rows.create(values)

    def _known_recommendations(self):
        """(issue, key of the text) of what the unit has raised and not had answered,
        and of what it raised within the period of this report."""
        rows = self.env["dlxh.recommendation"].search_fetch(
            [
                ("unit_id", "=", self.unit_id.id),
                ("issue_id", "in", [False, *self.entry_ids.issue_id.ids]),
                "|",
                ("state", "in", ("raised", "sent")),
                ("raised_on", ">=", self.date_from),
            ],
            ["issue_id", "text_key"],
        )
        return {(row.issue_id.id, row.text_key) for row in rows}

    def _recommendation_values(self, entry, text):
        return {
            "unit_id": self.unit_id.id,
            "report_id": self.id,
            "entry_id": entry.id,
            "issue_id": entry.issue_id.id,
            "topic_id": entry.topic_id.id,
            "text": text,
            "personal_data_reason": entry.personal_data_reason,
            "raised_on": fields.Date.context_today(self),
            **self._recommendation_addressee(),
        }

    def _recommendation_addressee(self):
        """The level above by itself; at the top the committee the organ works for."""
        if self.unit_id.parent_id:
            return {}
        committee = self._destination("committee")[:1]
        return {"addressee_name": committee.name or self.unit_id.name}

from odoo import models
from odoo.fields import Command

from .report_counting import counting


class DlxhReportSuccessorMixin(models.AbstractModel):
    """A corrected report in the place of one that was signed."""

    _name = "dlxh.report.successor.mixin"
    _description = "Replacement of a Report"

    def action_supersede(self):
        """Begin a corrected report; the old one stands until the new one is sent."""
        self.ensure_one()
        self._need(
            "can_supersede",
            self.env._("An officer of the unit replaces a report once it is signed."),
        )
        new = self._approval_flow().create(self._successor_values())
        # sudo: the link is set on a locked report after the right was checked
        flow = self._in_flow()
        counting(new.sudo())._copy_content(flow)
        flow.write({"superseded_by_id": new.id})
        return new._form_action()

    def _successor_values(self):
        names = (
            "unit_id body_id regime_id report_type period_type date_from date_to"
            " is_nil abstract document_type_id term_id place signer_id"
        ).split()
        values = {name: self[name] for name in names if name in self._fields}
        return {
            **self._convert_to_write(values),
            "supersedes_id": self.id,
            "topic_ids": [Command.set(self.topic_ids.ids)],
            "section_ids": [],
            "recipient_ids": [],
        }

    def _copy_content(self, old):
        """Copy sections, entries and recipients with what they rest on."""
        new = self
        sections = {}
        for section in old.section_ids:
            sections[section] = section.copy(
                {
                    "report_id": new.id,
                    "personal_data_reason": section.personal_data_reason,
                }
            )
        entries = {}
        for entry in old.entry_ids.sorted("sequence"):
            target = entry.merged_into_id
            entries[entry] = counting(entry).copy(
                {
                    "report_id": new.id,
                    "section_id": sections[entry.section_id].id
                    if entry.section_id
                    else False,
                    "state": "kept" if target else entry.state,
                    "merged_into_id": False,
                    "is_edited": True,
                    "personal_data_reason": entry.personal_data_reason,
                }
            )
        for entry, copied in entries.items():
            if entry.merged_into_id:
                copied.write(
                    {
                        "state": "merged",
                        "merged_into_id": entries[entry.merged_into_id].id,
                    }
                )
        for line in old.recipient_ids:
            line.copy({"report_id": new.id})
        new.write(
            {
                "child_report_ids": [Command.set(old.child_report_ids.ids)],
                "nil_opinion_ids": [Command.set(old.nil_opinion_ids.ids)],
                "sheet_count": old.sheet_count,
                "unit_count": old.unit_count,
            }
        )

from odoo import models
from odoo.tools import html2plaintext

TENDENCIES = ("approve", "oppose", "hesitant", "unclear")


class DlxhReportXlsx(models.AbstractModel):
    """The entries of reports as a workbook: issues, units, sheets, tendencies."""

    _name = "report.dlxh_reporting.report_xlsx"
    _inherit = ["dlxh.xlsx.mixin"]
    _description = "Report Entries as XLSX"

    def generate_xlsx_report(self, workbook, data, objs):
        objs.check_access("read")
        for report in objs:
            self.env["dlxh.access.log"]._log(
                "export",
                "dlxh.report",
                domain=[("id", "=", report.id)],
                count=len(report.entry_ids),
                unit=report.unit_id,
            )
        formats = self._formats(workbook)
        labels = dict(
            self.env["dlxh.opinion.stream"]
            ._fields["tendency"]
            ._description_selection(self.env)
        )
        self._entries_sheet(workbook, objs, formats, labels)
        self._groups_sheet(workbook, objs, formats, labels)
        self._missing_sheet(workbook, objs, formats)

    def _title(self, reports):
        if len(reports) == 1:
            return reports.display_name
        return self.env._("%(count)s reports", count=len(reports))

    def _entries_sheet(self, workbook, reports, formats, labels):
        columns = [
            (self.env._("Unit"), 26),
            (self.env._("Period until"), 13),
            (self.env._("Section"), 24),
            (self.env._("Topic"), 22),
            (self.env._("Issue"), 34),
            (self.env._("What is said"), 70),
            (self.env._("Assessment"), 34),
            (self.env._("Forecast"), 34),
            (self.env._("Proposal"), 34),
            (self.env._("Use"), 12),
            (self.env._("Why it was dropped"), 26),
            (self.env._("Units"), 9),
            (self.env._("Units at the base"), 10),
            (self.env._("Sheets"), 9),
            *((labels.get(code, code), 11) for code in TENDENCIES),
        ]
        name = self.env._("Entries")
        sheet, row = self._sheet(workbook, name, self._title(reports), columns, formats)
        uses = dict(
            self.env["dlxh.report.entry"]
            ._fields["state"]
            ._description_selection(self.env)
        )
        first = row
        for entry in reports.entry_ids.sorted(
            lambda e: (e.report_id, e.sequence, e.id)
        ):
            tendencies = entry.tendency_counts or {}
            texts = [
                entry.section_id.name,
                entry.topic_id.name,
                entry.title,
                html2plaintext(entry.text or ""),
                entry.assessment,
                entry.forecast,
                entry.proposal,
                uses.get(entry.state),
                entry.drop_reason,
            ]
            numbers = [
                entry.unit_count,
                entry.base_unit_count,
                entry.sheet_count,
                *(tendencies.get(code, 0) for code in TENDENCIES),
            ]
            sheet.write_string(row, 0, entry.unit_id.name or "", formats["text"])
            sheet.write_datetime(row, 1, entry.date_to, formats["date"])
            for index, text in enumerate(texts, start=2):
                # a text is never a formula, whatever sign it begins with
                sheet.write_string(row, index, (text or "").strip(), formats["text"])
            for index, number in enumerate(numbers, start=2 + len(texts)):
                sheet.write_number(row, index, number, formats["number"])
            row += 1
        sheet.autofilter(first - 1, 0, max(row - 1, first), len(columns) - 1)

    def _groups_sheet(self, workbook, reports, formats, labels):
        columns = [
            (self.env._("Unit"), 26),
            (self.env._("Issue"), 40),
            (self.env._("Group"), 30),
            *((labels.get(code, code), 11) for code in TENDENCIES),
            (self.env._("Together"), 11),
        ]
        name = self.env._("Groups")
        sheet, first = self._sheet(
            workbook, name, self._title(reports), columns, formats
        )
        # sudo: names of the groups are a public catalogue
        groups = self.env["dlxh.population.group"].sudo()
        names = {group.id: group.name for group in groups.search([])}
        lines = []
        for entry in reports.entry_ids.filtered(lambda e: e.state == "kept"):
            for group, counts in self._group_counts(entry).items():
                shown = [counts.get(code, 0) for code in TENDENCIES]
                if any(shown):
                    words = [entry.unit_id.name, entry.title, names.get(int(group), "")]
                    lines.append([*words, *(n or None for n in shown), sum(shown)])
        self._write_lines(sheet, first, lines, columns, formats)

    def _group_counts(self, entry):
        """Sheets by group and tendency; small ones only for the unit's officer.

        What is left out looks like nothing, and the total adds up what is shown, so
        that it is not found by subtraction.
        """
        officer = self.env.user.has_group("dlxh_collaborator.group_dlxh_officer")
        if officer and entry.is_own_unit and not entry.source_entry_ids:
            # sudo: the numbers of sheets that this officer received himself
            return (entry.sudo().own_counts or {}).get("groups", {})
        return entry.group_counts or {}

    def _missing_sheet(self, workbook, reports, formats):
        columns = [
            (self.env._("Unit"), 30),
            (self.env._("Report not received from"), 40),
            (self.env._("Accepted by"), 26),
        ]
        name = self.env._("Not received")
        sheet, row = self._sheet(workbook, name, self._title(reports), columns, formats)
        for line in reports.missing_ids:
            sheet.write_string(row, 0, line.unit_id.name or "", formats["text"])
            unit = line.missing_unit_id.sudo()  # its name is in the printed report
            sheet.write_string(row, 1, unit.name, formats["text"])
            # sudo: who approved is kept with the report
            approver = line.sudo().approved_by_id.name or ""
            sheet.write_string(row, 2, approver, formats["text"])
            row += 1

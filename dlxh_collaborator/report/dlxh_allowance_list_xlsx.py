from odoo import models
from odoo.tools import format_date

from ..allowance import in_words

HEAD_ROW = 4


class DlxhAllowanceListXlsx(models.AbstractModel):
    """Pay list as a workbook, with a column in which people sign."""

    _name = "report.dlxh_collaborator.allowance_list_xlsx"
    _inherit = "report.report_xlsx.abstract"
    _description = "Allowance List as XLSX"

    def generate_xlsx_report(self, workbook, data, objs):
        objs.check_access("read")
        formats = self._formats(workbook)
        for number, pay_list in enumerate(objs, start=1):
            self.env["dlxh.access.log"]._log(
                "export",
                "dlxh.allowance.list",
                domain=[("id", "=", pay_list.id)],
                count=len(pay_list.line_ids),
                unit=pay_list.unit_id,
            )
            name = self.env._("Pay list %(number)s", number=number)
            self._sheet(workbook.add_worksheet(name[:31]), pay_list, formats)

    def _formats(self, workbook):
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
        grid = {**base, "border": 1}
        bold = {**base, "bold": True, "align": "center"}
        return {
            "title": workbook.add_format({**bold, "font_size": 14}),
            "centre": workbook.add_format({**bold, "text_wrap": True}),
            "note": workbook.add_format({**base, "italic": True, "align": "center"}),
            "words": workbook.add_format({**base, "italic": True}),
            "head": workbook.add_format(
                {**grid, "bold": True, "align": "center", "text_wrap": True}
            ),
            "text": workbook.add_format({**grid, "text_wrap": True}),
            "number": workbook.add_format({**grid, "num_format": "#,##0"}),
            "factor": workbook.add_format({**grid, "num_format": "0.0##"}),
            "sum": workbook.add_format({**grid, "num_format": "#,##0", "bold": True}),
            "label": workbook.add_format({**grid, "bold": True}),
        }

    def _columns(self):
        return [
            (self.env._("No."), 5),
            (self.env._("Full name"), 26),
            (self.env._("Position, unit represented"), 34),
            (self.env._("Role"), 14),
            (self.env._("Coefficient"), 9),
            (self.env._("Base salary"), 13),
            (self.env._("Months"), 8),
            (self.env._("Amount (VND)"), 15),
            (self.env._("Signature"), 18),
            (self.env._("Note"), 22),
        ]

    def _sheet(self, sheet, pay_list, formats):
        columns = self._columns()
        last = len(columns) - 1
        self._heading(sheet, pay_list, formats, last)
        for index, (heading, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(HEAD_ROW, index, heading, formats["head"])
        row = HEAD_ROW + 1
        roles = dict(pay_list.line_ids._fields["role"]._description_selection(self.env))
        for number, line in enumerate(pay_list.line_ids, start=1):
            self._line(sheet, row, number, line, roles, formats)
            row += 1
        sheet.merge_range(row, 0, row, 6, self.env._("Total"), formats["label"])
        sheet.write_number(row, 7, pay_list.total, formats["sum"])
        sheet.write_string(row, 8, "", formats["text"])
        sheet.write_string(row, 9, "", formats["text"])
        words = in_words(round(pay_list.total))
        text = self.env._("In words: %(words)s", words=words)
        sheet.write_string(row + 1, 0, text, formats["words"])
        self._signatures(sheet, row + 3, formats)
        sheet.freeze_panes(HEAD_ROW + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)

    def _heading(self, sheet, pay_list, formats, last):
        sheet.write_string(0, 0, pay_list.unit_id.name or "", formats["words"])
        title = self.env._("ALLOWANCES OF PUBLIC-OPINION COLLABORATORS")
        sheet.merge_range(1, 0, 1, last, title, formats["title"])
        period = self.env._(
            "From %(begin)s to %(end)s",
            begin=format_date(self.env, pay_list.date_from),
            end=format_date(self.env, pay_list.date_to),
        )
        sheet.merge_range(2, 0, 2, last, period, formats["note"])
        if pay_list.state != "approved":
            draft = self.env._("Draft, not approved")
            sheet.merge_range(3, 0, 3, last, draft, formats["note"])

    def _line(self, sheet, row, number, line, roles, formats):
        person = line.collaborator_id
        sheet.write_number(row, 0, number, formats["number"])
        # a text is never a formula, whatever sign it begins with
        sheet.write_string(row, 1, person.name or "", formats["text"])
        sheet.write_string(row, 2, line.position or "", formats["text"])
        sheet.write_string(row, 3, roles.get(line.role, ""), formats["text"])
        sheet.write_number(row, 4, line.coefficient, formats["factor"])
        sheet.write_number(row, 5, line.base_amount, formats["number"])
        sheet.write_number(row, 6, line.months, formats["number"])
        sheet.write_number(row, 7, line.amount, formats["number"])
        sheet.write_string(row, 8, "", formats["text"])
        sheet.write_string(row, 9, line.note or "", formats["text"])

    def _signatures(self, sheet, row, formats):
        places = (
            (1, 2, self.env._("PREPARED BY")),
            (3, 5, self.env._("ACCOUNTANT")),
            (7, 9, self.env._("APPROVED BY")),
        )
        for first, last, name in places:
            sheet.merge_range(row, first, row, last, name, formats["centre"])

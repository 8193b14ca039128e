from odoo import models

KEYS = ("name", "position", "unit", "represents", "role", "since", "decision")


class DlxhTeamRosterXlsx(models.AbstractModel):
    """The members of teams on a day as a workbook, a sheet for each team."""

    _name = "report.dlxh_collaborator.team_roster_xlsx"
    _inherit = "report.report_xlsx.abstract"
    _description = "Members of Teams as XLSX"

    def generate_xlsx_report(self, workbook, data, objs):
        objs.check_access("read")
        formats = self._formats(workbook)
        for wizard in objs:
            for number, (team, rows) in enumerate(wizard._pages(), start=1):
                self._sheet(workbook, number, wizard, team, rows, formats)

    def _formats(self, workbook):
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        boxed = {**base, "border": 1, "text_wrap": True}
        return {
            "title": workbook.add_format({**base, "bold": True, "font_size": 14}),
            "note": workbook.add_format({**base, "italic": True}),
            "head": workbook.add_format({**boxed, "bold": True, "align": "center"}),
            "text": workbook.add_format(boxed),
            "date": workbook.add_format({**boxed, "num_format": "dd/mm/yyyy"}),
        }

    def _headings(self):
        """Return pairs (heading, width): the number, then what `KEYS` name."""
        return [
            (self.env._("No."), 6),
            (self.env._("Person's name"), 28),
            (self.env._("Position"), 34),
            (self.env._("Workplace"), 34),
            (self.env._("Represents"), 28),
            (self.env._("Role"), 16),
            (self.env._("Since"), 13),
            (self.env._("Decision"), 22),
        ]

    def _sheet(self, workbook, number, wizard, team, rows, formats):
        sheet = workbook.add_worksheet(f"{number}")
        sheet.write_string(0, 0, team.display_name, formats["title"])
        sheet.write_string(1, 0, wizard.display_name, formats["note"])
        for index, (heading, width) in enumerate(self._headings()):
            sheet.set_column(index, index, width)
            sheet.write_string(3, index, heading, formats["head"])
        for line, row in enumerate(rows, start=1):
            sheet.write_number(3 + line, 0, line, formats["text"])
            for index, key in enumerate(KEYS, start=1):
                if key == "since":
                    sheet.write_datetime(3 + line, index, row[key], formats["date"])
                else:
                    # a text is never a formula, whatever sign it begins with
                    sheet.write_string(3 + line, index, row[key], formats["text"])
        sheet.freeze_panes(4, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)

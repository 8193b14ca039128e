import re
from datetime import date, datetime

from odoo import fields, models

from odoo.addons.dlxh_collaborator.models.house_time import HOUSE_TZ

BASE = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
#: colours of charts, dark enough for a black and white printer
COLOURS = ("#1F4E79", "#C00000", "#BF9000", "#7F7F7F", "#548235")


class DlxhXlsxMixin(models.AbstractModel):
    """Sheets of one make: title, note, frozen head, filter, formats, charts."""

    _name = "dlxh.xlsx.mixin"
    _inherit = "report.report_xlsx.abstract"
    _description = "Workbook of the House"

    def _formats(self, workbook):
        boxed = {**BASE, "border": 1}
        head = {
            **boxed,
            "bold": True,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
            "bg_color": "#D9E1F2",
        }
        return {
            "title": workbook.add_format({**BASE, "bold": True, "font_size": 14}),
            "note": workbook.add_format({**BASE, "italic": True}),
            "head": workbook.add_format(head),
            "text": workbook.add_format({**boxed, "text_wrap": True}),
            "number": workbook.add_format({**boxed, "num_format": "#,##0"}),
            "date": workbook.add_format({**boxed, "num_format": "dd/mm/yyyy"}),
            "time": workbook.add_format({**boxed, "num_format": "dd/mm/yyyy hh:mm"}),
        }

    def _sheet(self, workbook, name, title, columns, formats, note=None):
        """A sheet with a title, a note and a frozen head; return it and the row.

        :param columns: pairs (heading, width)
        """
        sheet = workbook.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:31])
        sheet.write_string(0, 0, title, formats["title"])
        sheet.write_string(1, 0, note or self._counts_note(), formats["note"])
        for index, (heading, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(3, index, heading, formats["head"])
        sheet.freeze_panes(4, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
        return sheet, 4

    def _counts_note(self):
        return self.env._("Numbers of sheets, not statistically representative.")

    def _write_line(self, sheet, row, values, formats):
        """Write values by their kind; a text is never a formula, whatever its sign."""
        for index, value in enumerate(values):
            if isinstance(value, datetime):
                here = self.with_context(tz=self.env.user.tz or HOUSE_TZ)
                local = fields.Datetime.context_timestamp(here, value)
                local = local.replace(tzinfo=None)
                sheet.write_datetime(row, index, local, formats["time"])
            elif isinstance(value, date):
                sheet.write_datetime(row, index, value, formats["date"])
            elif isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(row, index, value, formats["number"])
            else:
                text = "x" if value is True else (value or "").strip()
                sheet.write_string(row, index, text, formats["text"])

    def _write_lines(self, sheet, first, lines, columns, formats):
        """Write the lines and a filter over them; return the row after the last."""
        row = first
        for row, values in enumerate(lines, start=first):
            self._write_line(sheet, row, values, formats)
        row = row + 1 if lines else first
        sheet.autofilter(first - 1, 0, max(row - 1, first), len(columns) - 1)
        return row

    def _chart(self, workbook, sheet, kind, title, series, place):
        """Put a chart on the sheet.

        :param kind: dict of type and subtype as xlsxwriter takes them
        :param series: triples (heading, rows, column); rows is (first, last), and
            the names of the categories stand in the first column
        :param place: (row, column) of the upper left corner
        """
        chart = workbook.add_chart(kind)
        name = sheet.get_name()
        for number, (heading, (first, last), column) in enumerate(series):
            chart.add_series(
                {
                    "name": heading,
                    "categories": [name, first, 0, last, 0],
                    "values": [name, first, column, last, column],
                    "fill": {"color": COLOURS[number % len(COLOURS)]},
                }
            )
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"} if len(series) > 1 else {"none": True})
        if kind["type"] == "bar":
            chart.set_y_axis({"reverse": True})
        chart.set_size({"width": 640, "height": 380})
        sheet.insert_chart(*place, chart)

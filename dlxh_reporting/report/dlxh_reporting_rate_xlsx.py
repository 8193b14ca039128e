from functools import cache

from odoo import fields, models
from odoo.tools import format_date, format_datetime

from odoo.addons.dlxh_collaborator.coverage_figures import Share
from odoo.addons.dlxh_collaborator.models.house_time import HOUSE_TZ

#: a sheet of a workbook has no more rows, but for those of head and foot
LONGEST_LIST = 1_048_500
#: so many rows are read at once, written to the file and forgotten
BATCH = 1000


class DlxhReportingRateXlsx(models.AbstractModel):
    """The page of reporting rates and what did not come as a workbook."""

    _name = "report.dlxh_reporting.reporting_rate_xlsx"
    # the look of the sheets: title, note, frozen head, numbers as numbers
    _inherit = "report.dlxh_collaborator.coverage_xlsx"
    _description = "Reporting Rates as XLSX"

    def get_workbook_options(self):
        """Keep no more than a row in memory; rows are written from top to bottom."""
        return {**super().get_workbook_options(), "constant_memory": True}

    def generate_xlsx_report(self, workbook, data, objs):
        rates = self.env["dlxh.reporting.rate"]
        view = rates._view(
            data.get("unit_id") or objs[:1].id,
            data.get("regime_id"),
            data.get("span"),
            data.get("level_id"),
        )
        missing = rates._missing_obligations(view)
        self.env["dlxh.access.log"]._log(
            "export",
            "dlxh.reporting.rate",
            domain=[("unit_id", "child_of", view["unit"].id)],
            count=len(missing),
            purpose=view["span"][2],
            unit=view["unit"],
        )
        formats = self._formats(workbook)
        head = self._rates_head(view)
        self._lines_sheet(workbook, rates, view, head, formats)
        self._levels_sheet(workbook, rates, view, head, formats)
        self._course_sheet(workbook, rates, view, head, formats)
        self._missing_list(workbook, missing, head, formats)

    def _rates_head(self, view):
        """Title and note of each sheet: which unit, which regime, which period."""
        rates = self.env["dlxh.reporting.rate"]
        return (
            self.env._(
                "Reporting rates of %(unit)s",
                unit=view["unit"].sudo().name,  # found in the territory by `_view`
            ),
            self.env._(
                "%(regime)s, %(period)s",
                regime=rates._regime_name(view),
                period=view["span"][2],
            ),
        )

    def _rate_columns(self, first):
        return [
            (first, 44),
            (self.env._("Owed"), 10),
            (self.env._("Came in"), 10),
            (self.env._("In time"), 10),
            (self.env._("Came late"), 10),
            (self.env._("Did not come"), 12),
            (self.env._("Reporting rate"), 12),
            (self.env._("On-time rate"), 12),
            (self.env._("Nothing to report"), 12),
            (self.env._("Corrected"), 12),
            (self.env._("Entered on behalf"), 12),
        ]

    def _rate_values(self, name, line):
        owed, came = line["expected"], line["actual"]
        return [
            name,
            owed,
            came,
            line["on_time"],
            line["late"],
            line["missing"],
            Share(came, owed),
            Share(line["on_time"], owed),
            Share(line["nil"], came),
            Share(line["corrected"], came),
            Share(line["on_behalf"], came),
        ]

    def _lines_sheet(self, workbook, rates, view, head, formats):
        """One line for all together, then the unit itself and each unit below."""
        columns = self._rate_columns(self.env._("Unit"))
        name = self.env._("Reporting rates")
        sheet, row = self._sheet(workbook, name, head, columns, formats)
        total = {"name": self.env._("All together"), **rates._shown(view["sums"])}
        lines = rates._lines(view)
        for line in (total, *lines):
            self._write_line(sheet, row, self._rate_values(line["name"], line), formats)
            row += 1
        if lines:
            self._chart(workbook, sheet, name[:31], row - len(lines), row - 1, "bar")

    def _levels_sheet(self, workbook, rates, view, head, formats):
        columns = self._rate_columns(self.env._("Level"))
        name = self.env._("By level")
        sheet, row = self._sheet(workbook, name, head, columns, formats)
        for number, line in enumerate(rates._level_lines(view)):
            values = self._rate_values(line["name"], line)
            self._write_line(sheet, row + number, values, formats)

    def _course_sheet(self, workbook, rates, view, head, formats):
        lines = rates._course_bars(view)
        if not lines:
            return
        columns = self._rate_columns(self.env._("Period"))
        name = self.env._("By period")
        sheet, row = self._sheet(workbook, name, head, columns, formats)
        for number, line in enumerate(lines):
            values = self._rate_values(line["label"], line)
            self._write_line(sheet, row + number, values, formats)
        self._chart(workbook, sheet, name[:31], row, row + len(lines) - 1, "line")

    def _chart(self, workbook, sheet, name, first, last, kind):
        """The two rates, drawn to the right of the table."""
        chart = workbook.add_chart({"type": kind})
        for column in (6, 7):
            chart.add_series(
                {
                    "name": [name, 3, column],
                    "categories": [name, first, 0, last, 0],
                    "values": [name, first, column, last, column],
                }
            )
        axis = {"min": 0, "max": 1, "num_format": "0%"}
        chart.set_y_axis(axis if kind == "line" else {"reverse": True})
        if kind == "bar":
            chart.set_x_axis(axis)
        chart.set_legend({"position": "bottom"})
        height = max(320, 24 * (last - first + 1) + 120)
        chart.set_size({"width": 620, "height": min(height, 1600)})
        sheet.insert_chart(3, 12, chart)

    def _missing_list(self, workbook, missing, head, formats):
        """What did not come; persons are never named in a workbook."""
        columns = [
            (self.env._("Unit"), 44),
            (self.env._("Owed to"), 40),
            (self.env._("Regime"), 36),
            (self.env._("Period"), 16),
            (self.env._("Due date"), 18),
            (self.env._("Status"), 18),
        ]
        name = self.env._("Did not come")
        sheet, first = self._sheet(workbook, name, head, columns, formats)
        listed = missing[:LONGEST_LIST]
        for row, values in enumerate(self._missing_values(listed), start=first):
            self._write_line(sheet, row, values, formats)
        row = first + len(listed)
        if not missing:
            note = self.env._("Nothing is missing.")
            sheet.write_string(first, 0, note, formats["note"])
        if left := len(missing) - len(listed):
            note = self.env._(
                "%(count)s more are not in this list: a sheet holds no more rows. "
                "Choose a unit below, or a shorter period.",
                count=left,
            )
            sheet.write_string(row, 0, note, formats["note"])
        date = format_date(self.env, fields.Date.context_today(self))
        note = self.env._("As of %(date)s", date=date)
        sheet.write_string(row + 1, 0, note, formats["note"])

    def _missing_values(self, missing):
        """Give the values of one line after another, read in batches."""
        labels = dict(missing._fields["state"]._description_selection(self.env))
        asked_by_circulars = self.env["dlxh.reporting.rate"]._circulars_name()

        @cache  # thousands share a due date
        def day(moment):
            return format_datetime(
                self.env, moment, tz=HOUSE_TZ, dt_format="dd/MM/yyyy"
            )

        for start in range(0, len(missing), BATCH):
            batch = missing.browse(missing._ids[start : start + BATCH])
            for one in batch:
                yield [
                    one.unit_id.name,
                    # sudo: the unit above is named on every unit
                    one.sudo().parent_unit_id.name or "",
                    one.regime_id.name or asked_by_circulars,
                    one._label(),
                    day(one.due_at),
                    labels[one.state],
                ]
            batch.invalidate_recordset(flush=False)

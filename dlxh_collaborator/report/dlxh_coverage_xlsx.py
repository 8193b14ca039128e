from odoo import models
from odoo.tools import format_date

BASE = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}

#: of the sheet of units
UNIT_COLUMNS = [
    "unit_id",
    "parent_id",
    "team_kind",
    "quota_state",
    "member_count",
    "person_count",
    "trained_count",
    "has_secretary_in_charge",
    "has_standing_member",
    "has_propaganda_member",
    "has_organ_leader",
    "has_organ_officer",
    "briefings_held",
    "briefings_due",
]


class DlxhCoverageXlsx(models.AbstractModel):
    """The coverage page and the lists behind it as a workbook."""

    _name = "report.dlxh_collaborator.coverage_xlsx"
    _inherit = "report.report_xlsx.abstract"
    _description = "Coverage as XLSX"

    def generate_xlsx_report(self, workbook, data, objs):
        coverage = self.env["dlxh.coverage"].with_context(
            dlxh_date=data.get("date") or None
        )
        unit_id = data.get("unit_id") or objs[:1].id
        view = coverage._view(unit_id, data.get("level_id"), data.get("org_type"))
        rows = coverage.search(view["domain"])
        self.env["dlxh.access.log"]._log(
            "export",
            "dlxh.coverage",
            domain=[("unit_id", "child_of", view["unit"].id)],
            count=len(rows),
            purpose=coverage._day().isoformat(),
            unit=view["unit"],
        )
        formats = self._formats(workbook)
        head = self._head(coverage, view)
        self._summary_sheet(workbook, coverage, view, head, formats)
        self._units_sheet(workbook, rows, head, formats)
        self._missing_sheet(workbook, rows, head, formats)

    def _formats(self, workbook):
        head = {"bold": True, "border": 1, "text_wrap": True, "bg_color": "#D9E1F2"}
        return {
            "title": workbook.add_format({**BASE, "bold": True, "font_size": 14}),
            "note": workbook.add_format({**BASE, "italic": True}),
            "head": workbook.add_format({**BASE, **head, "align": "center"}),
            "text": workbook.add_format({**BASE, "border": 1, "text_wrap": True}),
            "number": workbook.add_format({**BASE, "border": 1, "num_format": "#,##0"}),
            "percent": workbook.add_format(
                {**BASE, "border": 1, "num_format": "0.0%", "align": "right"}
            ),
        }

    def _head(self, coverage, view):
        """Title and note of each sheet: which unit, which level, which day."""
        level = self.env["dlxh.level"].sudo().browse(view["level_id"])  # public names
        return (
            self.env._(
                "Coverage below %(unit)s",
                unit=view["unit"].sudo().name,  # found in the territory by `_view`
            ),
            self.env._(
                "On %(date)s; units of the level: %(level)s",
                date=format_date(self.env, coverage._day()),
                level=level.name or "—",
            ),
        )

    def _sheet(self, workbook, name, head, columns, formats):
        """A sheet with title, note and a frozen line of headings.

        :param columns: pairs (heading, width)
        :return: the sheet and the first free row
        """
        sheet = workbook.add_worksheet(name[:31])
        sheet.write_string(0, 0, head[0], formats["title"])
        sheet.write_string(1, 0, head[1], formats["note"])
        for index, (heading, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(3, index, heading, formats["head"])
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
        return sheet, 4

    def _write_line(self, sheet, row, values, formats):
        """Texts as texts, never as formulas, whatever sign they begin with."""
        for index, value in enumerate(values):
            if isinstance(value, bool | str) or value is None:
                text = ("x" if value else "") if isinstance(value, bool) else value
                sheet.write_string(row, index, text or "", formats["text"])
            elif isinstance(value, int):
                sheet.write_number(row, index, value, formats["number"])
            else:
                self._write_share(sheet, row, index, value, formats)

    def _write_share(self, sheet, row, column, share, formats):
        """A percentage as a number; the dash where nothing is owed."""
        if share.percent is None:
            sheet.write_string(row, column, "—", formats["percent"])
        else:
            sheet.write_number(row, column, share.percent / 100, formats["percent"])

    def _summary_sheet(self, workbook, coverage, view, head, formats):
        """One line for the whole level, then one for each unit directly below."""
        measures = coverage._measures()
        columns = [
            (self.env._("Unit"), 44),
            (self.env._("Number of units"), 10),
            (self.env._("Persons"), 10),
            (self.env._("Seats"), 10),
            *((label, 14) for label in measures.values()),
        ]
        name = self.env._("Totals of coverage")
        sheet, row = self._sheet(workbook, name, head, columns, formats)
        figures = {
            child: sums
            for (level_id, child), sums in view["figures"].items()
            if level_id == view["level_id"]
        }
        # sudo: names of units that were directly below a unit of the territory
        units = self.env["dlxh.unit"].sudo().browse(filter(None, figures))
        lines = [(self.env._("All units together"), None)]
        lines += [(unit.name, unit.id) for unit in units.sorted("name")]
        for label, child in lines:
            values = [label, *self._summary_values(coverage, figures.get(child, {}))]
            self._write_line(sheet, row, values, formats)
            row += 1
        targets = [coverage._target(view, code) for code in measures]
        if any(targets):
            aims = [f"{one.percent:g}%" if one else "" for one in targets]
            label = self.env._("Target")
            self._write_line(sheet, row, [label, "", "", "", *aims], formats)
        if view["own"]:
            note = coverage._own_text(view)
            sheet.write_string(row + 2, 0, note, formats["note"])

    def _summary_values(self, coverage, sums):
        """Units, persons, seats, and the share of each measure."""
        shares = coverage._measure_shares(sums)
        counts = [sums.get(name, 0) for name in ("unit_count", "person_count")]
        return [*counts, sums.get("member_count", 0), *shares.values()]

    def _units_sheet(self, workbook, rows, head, formats):
        fields = [rows._fields[name] for name in UNIT_COLUMNS]
        columns = [
            (field._description_string(self.env), 40 if field.relational else 13)
            for field in fields
        ]
        name = self.env._("Units")
        sheet, first = self._sheet(workbook, name, head, columns, formats)
        labels = {
            field.name: dict(field._description_selection(self.env))
            for field in fields
            if field.type == "selection"
        }
        for row, line in enumerate(rows, start=first):
            values = []
            for field in fields:
                # sudo: the unit above is named on every unit
                value = line.sudo()[field.name]
                if field.relational:
                    value = value.name or ""
                elif field.name in labels:
                    value = labels[field.name].get(value, "")
                values.append(value)
            self._write_line(sheet, row, values, formats)
        last = max(first + len(rows) - 1, first)
        sheet.autofilter(first - 1, 0, last, len(columns) - 1)

    def _missing_sheet(self, workbook, rows, head, formats):
        columns = [
            (self.env._("Unit"), 44),
            (self.env._("Directly above"), 40),
            (self.env._("What is missing"), 70),
        ]
        name = self.env._("Missing")
        sheet, first = self._sheet(workbook, name, head, columns, formats)
        lines = rows.filtered_domain(rows._missing_domain())._missing_lines()
        for row, line in enumerate(lines, start=first):
            values = [line["name"], line["above"], "; ".join(line["lacks"])]
            self._write_line(sheet, row, values, formats)
        if not lines:
            note = self.env._("Nothing is missing at this level.")
            sheet.write_string(first, 0, note, formats["note"])

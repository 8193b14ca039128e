import re

from odoo import fields, models
from odoo.tools import format_date


class DlxhSurveyResultsXlsx(models.AbstractModel):
    """The published tables of a wave as a workbook: one sheet for each table."""

    _name = "report.dlxh_survey.results_xlsx"
    # the look of the sheets: title, note, frozen head, numbers as numbers
    _inherit = "report.dlxh_collaborator.coverage_xlsx"
    _description = "Survey Results as XLSX"

    def generate_xlsx_report(self, workbook, data, objs):
        results = self.env["dlxh.survey.results"]
        wave, _standing = results._checked(data.get("wave_id") or objs[:1].id)
        table = results._banner(wave, data.get("table_id"), data.get("banner"))
        if table:
            laid_out = [laid for column in table._results() for laid in column]
        else:
            laid_out = results._tables(wave, data.get("column"))
        self.env["dlxh.access.log"]._log(
            "export",
            "dlxh.survey.wave",
            domain=wave.ids,
            count=len(laid_out),
            unit=wave.unit_id,
        )
        formats = self._formats(workbook)
        formats["value"] = workbook.add_format(
            {"font_name": "Times New Roman", "font_size": 12, "num_format": "#,##0.00"}
        )
        names = set()
        for laid in laid_out:
            for block in laid["blocks"]:
                name = self._sheet_name(laid, block, names)
                self._table_sheet(workbook, name, wave, laid, block, formats)
        if not laid_out:
            head = (wave.survey_id.title, self._head_note(wave))
            columns = [(self.env._("No table"), 40)]
            self._sheet(workbook, self.env._("Results"), head, columns, formats)

    def _sheet_name(self, laid, block, names):
        """Return a name that no other sheet has."""
        parts = [laid["code"], block["code"], laid.get("column")]
        whole = re.sub(r"[\[\]:*?/\\]", " ", " ".join(filter(None, parts)))
        name, number = whole[:31], 1
        while name.lower() in names:
            number += 1
            tail = f" {number}"
            name = whole[: 31 - len(tail)] + tail
        names.add(name.lower())
        return name

    def _head_note(self, wave):
        return self.env._(
            "%(survey)s; %(wave)s; %(unit)s; made on %(date)s",
            survey=wave.survey_id.title,
            wave=wave.name,
            unit=wave.unit_id.name,
            date=format_date(self.env, fields.Date.context_today(self)),
        )

    def _table_sheet(self, workbook, name, wave, laid, block, formats):
        results = self.env["dlxh.survey.results"]
        title = results._block_title(laid, block)
        if laid.get("column"):
            title = f"{title} × {laid['column_title']}"
        columns, lines = (
            self._cross(laid, block)
            if "column" in laid
            else (self._one_way(laid, block))
        )
        head = (title, self._head_note(wave))
        sheet, row = self._sheet(workbook, name, head, columns, formats)
        for line in lines:
            self._write_figures(sheet, row, line, formats)
            row += 1
        told = [] if block["withheld"] else [self._told(laid, block)]
        for text in [*filter(None, told), *results._note_texts(laid)]:
            row += 1
            sheet.write_string(row, 0, text, formats["note"])

    def _told(self, laid, block):
        results = self.env["dlxh.survey.results"]
        if "column" in laid:
            return results._test_text(block)
        return results._base_text(block, laid["notes"])

    def _one_way(self, laid, block):
        """Return (columns, lines) of a one-way table."""
        columns = [
            (self.env._("Answer"), 50),
            (self.env._("People"), 12),
            ("%", 12),
            (self.env._("Standard error"), 12),
            (self.env._("95% interval from"), 14),
            (self.env._("to"), 12),
            (self.env._("Design effect"), 12),
        ]
        results = self.env["dlxh.survey.results"]
        hidden = results._hidden_text(laid)
        lines = []
        for line in block["lines"]:
            label = results._key_label(line, laid)
            if line["hidden"]:
                lines.append([label, hidden, hidden])
                continue
            shares = [
                ("percent", line[name]) for name in ("share", "se", "low", "high")
            ]
            lines.append([label, line["n"], *shares, ("value", line["deff"])])
        names = results._statistic_names()
        for one in block["statistics"]:
            value = self._value(one, one["value"], block)
            spread = [
                self._value(one, one[name], block, name == "se")
                for name in ("se", "low", "high")
            ]
            lines.append([names[one["name"]], one["n"], value, *spread])
        return columns, lines

    def _value(self, one, value, block, is_spread=False):
        """Return a mean or quantile: a date as a date, the rest as a number."""
        if block.get("kind") == "date" and not is_spread:
            results = self.env["dlxh.survey.results"]
            return results._amount(value, "date", one["name"])
        return ("value", value)

    def _cross(self, laid, block):
        """Return (columns, lines): people and shares of each column side by side."""
        columns = [
            (self.env._("Answer"), 50),
            (self.env._("All: people"), 12),
            (self.env._("All: %"), 12),
        ]
        for one in block["columns"]:
            name = f"{one['label']} ({one['letter']})"
            columns += [
                (self.env._("%(column)s: people", column=name), 14),
                (self.env._("%(column)s: %%", column=name), 12),
                (self.env._("%(column)s: higher than", column=name), 10),
            ]
        if block["withheld"]:
            return columns[:1], []
        results = self.env["dlxh.survey.results"]
        hidden = results._hidden_text(laid)
        base = [self.env._("People"), block["base"]["n"], ""]
        for one in block["columns"]:
            base += [hidden if one["base"] is None else one["base"], "", ""]
        lines = [base]
        for line in block["lines"]:
            cells = [results._key_label(line, laid), *self._pair(line["total"], hidden)]
            for cell in line["cells"]:
                cells += [*self._pair(cell, hidden), cell["letters"]]
            lines.append(cells)
        names = results._statistic_names()
        for line in block["means"]:
            total = line["total"]
            cells = [names[line["name"]], total["n"]]
            cells.append(self._value(total, total["value"], block))
            for one in line["values"]:
                cells += (
                    [one["n"], self._value(one, one["value"], block), one["letters"]]
                    if one
                    else ["", "", ""]
                )
            lines.append(cells)
        return columns, lines

    def _pair(self, cell, hidden):
        if cell["hidden"]:
            return [hidden, hidden]
        return [cell["n"], ("percent", cell["share"])]

    def _write_figures(self, sheet, row, values, formats):
        """Texts as texts, never as formulas; figures as numbers."""
        for index, value in enumerate(values):
            kind, value = value if isinstance(value, tuple) else ("number", value)
            if value is None or isinstance(value, str):
                sheet.write_string(row, index, value or "", formats["text"])
            else:
                sheet.write_number(row, index, value, formats[kind])

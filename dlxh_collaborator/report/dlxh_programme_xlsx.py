from odoo import models


class DlxhProgrammeXlsx(models.AbstractModel):
    """Estimate and settlement of plans as a workbook: two sheets for each plan."""

    _name = "report.dlxh_collaborator.programme_budget_xlsx"
    _inherit = "report.report_xlsx.abstract"
    _description = "Estimate and Settlement as XLSX"

    def generate_xlsx_report(self, workbook, data, objs):
        objs.check_access("read")
        formats = self._formats(workbook)
        for index, plan in enumerate(objs, start=1):
            # read in the user's own right: the estimate is not for every chair
            lines = plan.budget_line_ids
            lines.check_access("read")
            self.env["dlxh.access.log"]._log(
                "export",
                "dlxh.programme",
                domain=[("id", "=", plan.id)],
                count=len(lines),
                unit=plan.unit_id,
            )
            suffix = f" {index}" if len(objs) > 1 else ""
            self._estimate_sheet(workbook, plan, lines, formats, suffix)
            self._settlement_sheet(workbook, plan, lines, formats, suffix)

    def _formats(self, workbook):
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
        boxed = {**base, "border": 1, "text_wrap": True}
        head = {"bold": True, "align": "center", "bg_color": "#D9E1F2"}
        money = {"num_format": "#,##0"}
        return {
            "plain": workbook.add_format(base),
            "title": workbook.add_format(
                {**base, "bold": True, "font_size": 14, "align": "center"}
            ),
            "note": workbook.add_format({**base, "italic": True}),
            "centre": workbook.add_format({**base, "italic": True, "align": "center"}),
            "sign": workbook.add_format({**base, "bold": True, "align": "center"}),
            "head": workbook.add_format({**boxed, **head}),
            "text": workbook.add_format(boxed),
            "bold": workbook.add_format({**boxed, "bold": True}),
            "middle": workbook.add_format({**boxed, "align": "center"}),
            "quantity": workbook.add_format({**boxed, "num_format": "#,##0.##"}),
            "money": workbook.add_format({**boxed, **money}),
            "sum": workbook.add_format({**boxed, **money, "bold": True}),
            "percent": workbook.add_format({**boxed, "num_format": "0.0%"}),
            "total": workbook.add_format({**boxed, "num_format": "0.0%", "bold": True}),
        }

    def _sheet(self, workbook, plan, name, title, columns, formats):
        """A sheet with unit, title, reference and a frozen head; return it and the
        row after the head.

        :param columns: pairs (heading, width)
        """
        sheet = workbook.add_worksheet(name)
        last = len(columns) - 1
        sheet.write_string(0, 0, plan.unit_id.name or "", formats["plain"])
        sheet.merge_range(1, 0, 1, last, title.upper(), formats["title"])
        sheet.merge_range(2, 0, 2, last, plan._annex_reference(), formats["centre"])
        sheet.write_string(3, last, self.env._("Unit: VND"), formats["note"])
        for index, (heading, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(4, index, heading, formats["head"])
        sheet.freeze_panes(5, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(4)
        return sheet, 5

    def _groups(self, lines):
        groups = lines.grouped("category_id")
        return sorted(groups.items(), key=lambda item: (item[0].sequence, item[0].id))

    def _estimate_sheet(self, workbook, plan, lines, formats, suffix):
        columns = [
            (self.env._("No."), 6),
            (self.env._("Budget item"), 52),
            (self.env._("Measure"), 14),
            (self.env._("Quantity"), 11),
            (self.env._("Unit price"), 16),
            (self.env._("Line amount"), 18),
        ]
        name, title = self.env._("Estimate"), self.env._("Budget estimate")
        sheet, row = self._sheet(workbook, plan, name + suffix, title, columns, formats)
        sums = []
        for number, (category, part) in enumerate(self._groups(lines), start=1):
            first, last = row + 1, row + len(part)
            amounts = [line.amount for line in part]
            self._label(sheet, row, str(number), category.name, 5, formats)
            self._sum(sheet, row, 5, f"F{first + 1}:F{last + 1}", amounts, formats)
            sums.append((row, sum(amounts)))
            for index, line in enumerate(part, start=1):
                row += 1
                excel = row + 1
                sheet.write_string(row, 0, f"{number}.{index}", formats["middle"])
                # a text is never a formula, whatever sign it begins with
                sheet.write_string(row, 1, line.name, formats["text"])
                sheet.write_string(row, 2, line.measure or "", formats["middle"])
                sheet.write_number(row, 3, line.quantity, formats["quantity"])
                sheet.write_number(row, 4, line.unit_price, formats["money"])
                sheet.write_formula(
                    row,
                    5,
                    f"=ROUND(D{excel}*E{excel},0)",
                    formats["money"],
                    line.amount,
                )
            row += 1
        self._label(sheet, row, "", self.env._("Total"), 5, formats)
        self._total(sheet, row, 5, "F", sums, formats)
        plan_words = plan._words_of(sum(lines.mapped("amount")))
        sheet.write_string(row + 1, 1, plan_words, formats["note"])
        self._signatures(sheet, row + 3, (1, 4), formats)

    def _settlement_sheet(self, workbook, plan, lines, formats, suffix):
        columns = [
            (self.env._("No."), 6),
            (self.env._("Budget item"), 46),
            (self.env._("Voucher"), 16),
            (self.env._("Date"), 13),
            (self.env._("Estimated"), 18),
            (self.env._("Spent"), 18),
            (self.env._("Left"), 18),
            (self.env._("Share spent"), 11),
        ]
        name, title = self.env._("Settlement"), self.env._("Settlement of funds")
        sheet, row = self._sheet(workbook, plan, name + suffix, title, columns, formats)
        sums = {"E": [], "F": []}
        for number, (category, part) in enumerate(self._groups(lines), start=1):
            self._label(sheet, row, str(number), category.name, 4, formats)
            for column, field in ((4, "amount"), (5, "spent_amount")):
                value = sum(part.mapped(field))
                sheet.write_number(row, column, value, formats["sum"])
                sums["EF"[column - 4]].append((row, value))
            self._balance(sheet, row, part, formats, bold=True)
            row += 1
            for index, line in enumerate(part, start=1):
                sheet.write_string(row, 0, f"{number}.{index}", formats["middle"])
                sheet.write_string(row, 1, line.name, formats["text"])
                for column in (2, 3):
                    sheet.write_blank(row, column, None, formats["text"])
                sheet.write_number(row, 4, line.amount, formats["money"])
                sheet.write_number(row, 5, line.spent_amount, formats["money"])
                self._balance(sheet, row, line, formats)
                row = self._expense_rows(sheet, row + 1, line, formats)
        self._label(sheet, row, "", self.env._("Total"), 4, formats)
        self._total(sheet, row, 4, "E", sums["E"], formats)
        self._total(sheet, row, 5, "F", sums["F"], formats)
        self._balance(sheet, row, lines, formats, bold=True)
        plan_words = plan._words_of(sum(lines.mapped("spent_amount")))
        sheet.write_string(row + 1, 1, plan_words, formats["note"])
        self._signatures(sheet, row + 3, (1, 6), formats)

    def _expense_rows(self, sheet, row, line, formats):
        for expense in line.expense_ids.sorted("date"):
            sheet.write_blank(row, 0, None, formats["text"])
            sheet.write_string(row, 1, f"– {expense.note}", formats["text"])
            sheet.write_string(row, 2, expense.voucher_no or "", formats["middle"])
            date = f"{expense.date:%d/%m/%Y}"
            sheet.write_string(row, 3, date, formats["middle"])
            sheet.write_blank(row, 4, None, formats["text"])
            sheet.write_number(row, 5, expense.amount, formats["money"])
            for column in (6, 7):
                sheet.write_blank(row, column, None, formats["text"])
            row += 1
        return row

    def _balance(self, sheet, row, lines, formats, bold=False):
        """What is left, and the share spent, as formulas with their values."""
        amount, spent = (sum(lines.mapped(n)) for n in ("amount", "spent_amount"))
        excel = row + 1
        money = formats["sum" if bold else "money"]
        percent = formats["total" if bold else "percent"]
        sheet.write_formula(row, 6, f"=E{excel}-F{excel}", money, amount - spent)
        share = spent / amount if amount else ""
        formula = f'=IF(E{excel}=0,"",F{excel}/E{excel})'
        sheet.write_formula(row, 7, formula, percent, share)

    def _label(self, sheet, row, number, text, until, formats):
        """Number and name of a category over the columns before its sums."""
        sheet.write_string(row, 0, number, formats["bold"])
        sheet.write_string(row, 1, text, formats["bold"])
        for column in range(2, until):
            sheet.write_blank(row, column, None, formats["bold"])

    def _sum(self, sheet, row, column, cells, values, formats):
        sheet.write_formula(row, column, f"=SUM({cells})", formats["sum"], sum(values))

    def _total(self, sheet, row, column, letter, sums, formats):
        """Add up the rows of the categories; the lines are in those already."""
        cells = "+".join(f"{letter}{index + 1}" for index, _value in sums) or "0"
        value = sum(value for _index, value in sums)
        sheet.write_formula(row, column, f"={cells}", formats["sum"], value)

    def _signatures(self, sheet, row, columns, formats):
        """Room for those who sign on paper."""
        labels = (self.env._("Made out by"), self.env._("Head of the unit"))
        for column, label in zip(columns, labels, strict=True):
            sheet.write_string(row, column, label, formats["sign"])

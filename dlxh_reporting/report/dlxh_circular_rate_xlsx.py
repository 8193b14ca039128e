from odoo import models

#: units in one workbook
ROWS = 20000
#: lines that a chart can show
CHARTED = 25
#: columns of the summary that are shares
SHARES = (4, 7, 10)


class DlxhCircularRateXlsx(models.AbstractModel):
    """Acknowledgement of circulars as a workbook: by level and parent, and by unit."""

    _name = "report.dlxh_reporting.circular_rate_xlsx"
    _inherit = "dlxh.xlsx.mixin"
    _description = "Acknowledgement of Circulars as XLSX"

    def generate_xlsx_report(self, workbook, data, objs):
        rate = self.env["dlxh.circular.rate"]
        rate.check_access("read")
        circulars = objs.exists()
        circulars.check_access("read")
        domain = [("circular_id", "in", circulars.ids)]
        rows = rate.search(domain, order="level_id, parent_unit_id, id", limit=ROWS)
        for circular in circulars:
            self.env["dlxh.access.log"]._log(
                "export",
                "dlxh.circular.rate",
                domain=[("circular_id", "=", circular.id)],
                count=len(rows),
                unit=circular.unit_id.sudo(),  # sudo: whose log it is
            )
        formats = self._formats(workbook)
        formats["percent"] = workbook.add_format(
            {
                "font_name": "Times New Roman",
                "font_size": 12,
                "border": 1,
                "num_format": "0.0%",
                "align": "right",
            }
        )
        self._summary_sheet(workbook, rate, domain, circulars, formats)
        self._units_sheet(workbook, rows, formats)

    def _counts_note(self):
        return self.env._("Of the units in your territory that it was delivered to.")

    def _summary_sheet(self, workbook, rate, domain, circulars, formats):
        """All units together, then each level, then each unit directly above."""
        columns = [
            (self.env._("Units"), 44),
            (self.env._("Addressed"), 11),
            (self.env._("Opened"), 11),
            (self.env._("Acknowledged"), 11),
            (self.env._("Acknowledged (%)"), 12),
            (self.env._("With a deadline"), 11),
            (self.env._("Acknowledged in time"), 12),
            (self.env._("Acknowledged in time (%)"), 13),
            (self.env._("To pass on"), 11),
            (self.env._("Passed on to all"), 11),
            (self.env._("Passed on (%)"), 12),
            (self.env._("Recorded by the level above"), 13),
            (self.env._("Receipt recorded by the level above"), 13),
        ]
        title = ", ".join(circulars.mapped("display_name"))[:250]
        name = self.env._("Acknowledgement")
        sheet, first = self._sheet(workbook, name, title, columns, formats)
        together = self.env._("All units together")
        lines = [(together, rates) for rates in rate._rates(domain).values()]
        for field in ("level_id", "parent_unit_id"):
            for (group,), rates in rate._rates(domain, [field]).items():
                # sudo: names of levels and of units above those in the territory
                lines.append((group.sudo().name or "—", rates))
        for row, (label, rates) in enumerate(lines, start=first):
            self._rates_line(sheet, row, label, rates, formats)
        last = first + min(len(lines), CHARTED) - 1
        series = [(columns[index][0], (first, last), index) for index in SHARES[:2]]
        self._chart(
            workbook, sheet, {"type": "bar"}, name, series, (first + len(lines) + 2, 0)
        )

    def _rates_line(self, sheet, row, label, rates, formats):
        values = (
            rates.addressed,
            rates.received,
            rates.acknowledged,
            rates.acknowledgement_rate,
            rates.due,
            rates.on_time,
            rates.on_time_rate,
            rates.must_relay,
            rates.relayed,
            rates.relay_rate,
            rates.on_behalf,
            rates.received_on_behalf,
        )
        sheet.write_string(row, 0, label, formats["text"])
        for column, value in enumerate(values, start=1):
            if column not in SHARES:
                sheet.write_number(row, column, value, formats["number"])
            elif value is None:  # nothing is owed
                sheet.write_string(row, column, "—", formats["percent"])
            else:
                sheet.write_number(row, column, value / 100, formats["percent"])

    def _units_sheet(self, workbook, rows, formats):
        columns = [
            (self.env._("Unit"), 40),
            (self.env._("Directly above"), 34),
            (self.env._("Circular"), 30),
            (self.env._("Delivered on"), 18),
            (self.env._("Opened on"), 18),
            (self.env._("Acknowledged on"), 18),
            (self.env._("Passed on to all on"), 18),
            (self.env._("Status"), 18),
            (self.env._("Recorded by the level above"), 16),
        ]
        title = self.env._("Units addressed")
        sheet, first = self._sheet(workbook, title, title, columns, formats)
        deliveries = self.env["dlxh.circular.delivery"].browse(rows.ids)
        states = dict(deliveries._fields["state"]._description_selection(self.env))
        lines = []
        for one in deliveries:
            # sudo: names on deliveries found by the user's own rights
            names = one.sudo()
            lines.append(
                (
                    names.unit_id.name,
                    names.parent_unit_id.name,
                    names.circular_id.document_code or names.circular_id.abstract,
                    one.sent_at,
                    one.received_at,
                    one.acknowledged_at,
                    one.relayed_at,
                    states[one.state],
                    self.env._("Yes") if one.is_on_behalf else "",
                )
            )
        self._write_lines(sheet, first, lines, columns, formats)

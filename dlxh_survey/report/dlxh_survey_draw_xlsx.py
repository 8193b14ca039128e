from odoo import models
from odoo.exceptions import UserError

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}


class DlxhSurveyDrawXlsx(models.AbstractModel):
    """What was drawn, for the units: line numbers of their own lists, no names."""

    _name = "report.dlxh_survey.draw_xlsx"
    _inherit = "report.report_xlsx.abstract"
    _description = "Units and Lines Drawn as XLSX"

    def generate_xlsx_report(self, workbook, data, objs):
        objs.check_access("read")
        formats = {
            "title": workbook.add_format({**FONT, "bold": True, "font_size": 14}),
            "note": workbook.add_format({**FONT, "italic": True}),
            "head": workbook.add_format(
                {
                    **FONT,
                    "bold": True,
                    "border": 1,
                    "align": "center",
                    "text_wrap": True,
                    "bg_color": "#D9E1F2",
                }
            ),
            "text": workbook.add_format({**FONT, "border": 1, "text_wrap": True}),
            "number": workbook.add_format({**FONT, "border": 1}),
        }
        for wave in objs:
            if not wave.draw_result:
                raise UserError(
                    self.env._("“%(wave)s”: nothing was drawn yet.", wave=wave.name)
                )
            self._sheet(workbook, wave, formats)
            self.env["dlxh.access.log"]._log(
                "export",
                "dlxh.survey.wave",
                domain=[("id", "=", wave.id)],
                count=len(wave.draw_result["drawn"]),
                unit=wave.unit_id.sudo(),  # sudo: whose log it is
            )

    def _sheet(self, workbook, wave, formats):
        plan = wave.draw_result
        sheet = workbook.add_worksheet(self.env._("Draw %(wave)s", wave=wave.id))
        # sudo: the title of the questionnaire and names of the units drawn
        title = wave.sudo().survey_id.title
        names = self._names(plan)
        sheet.write_string(0, 0, f"{title} – {wave.name}", formats["title"])
        sheet.write_string(1, 0, wave.draw_text, formats["note"])
        sheet.write_string(
            2,
            0,
            self.env._(
                "Numbers of lines on the list that the unit keeps on paper. "
                "Replacement lines and units are asked in this order, only when one "
                "drops out."
            ),
            formats["note"],
        )
        for column, (heading, width) in enumerate(self._columns()):
            sheet.set_column(column, column, width)
            sheet.write_string(4, column, heading, formats["head"])
        for row, one in enumerate(plan["drawn"], 5):
            sheet.write_number(row, 0, one["order"], formats["number"])
            sheet.write_string(row, 1, names.get(one["unit"], ""), formats["text"])
            sheet.write_number(row, 2, one["people"], formats["number"])
            sheet.write_string(row, 3, _listed(one["asked"]), formats["text"])
            sheet.write_string(
                row, 4, ", ".join(map(str, one["spare"])), formats["text"]
            )
            sheet.write_string(row, 5, names.get(one["replaces"], ""), formats["text"])
            sheet.write_string(row, 6, one["probability"], formats["text"])
        sheet.freeze_panes(5, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(4)

    def _columns(self):
        return [
            (self.env._("Order"), 8),
            (self.env._("Unit"), 50),
            (self.env._("People"), 10),
            (self.env._("Lines to ask"), 60),
            (self.env._("Replacement lines"), 30),
            (self.env._("Stands in for"), 40),
            (self.env._("Chance of the unit"), 18),
        ]

    def _names(self, plan):
        ids = [one["unit"] for one in plan["drawn"]]
        # sudo: names of the units drawn, on a wave that may be read
        units = self.env["dlxh.unit"].sudo().browse(ids).exists()
        return {unit.id: unit.complete_name for unit in units}


def _listed(numbers):
    return ", ".join(str(number) for number in sorted(numbers))

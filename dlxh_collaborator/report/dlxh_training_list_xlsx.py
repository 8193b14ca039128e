from odoo import models
from odoo.tools import format_date


class DlxhTrainingListXlsx(models.AbstractModel):
    """The people of a class: who was on the list, who came, which certificate."""

    _name = "report.dlxh_collaborator.training_list_xlsx"
    _inherit = "report.report_xlsx.abstract"
    _description = "List of a Class as XLSX"

    def generate_xlsx_report(self, workbook, data, objs):
        objs.check_access("read")
        # who may not read the roll gets no list of it
        lines = objs.attendance_ids
        lines.check_access("read")
        formats = self._formats(workbook)
        for meeting in objs:
            self._class_sheet(workbook, meeting, formats)
            self.env["dlxh.access.log"]._log(
                "export",
                "dlxh.meeting",
                domain=[("id", "=", meeting.id)],
                count=len(meeting.attendance_ids),
                unit=meeting.unit_id,
            )

    def _formats(self, workbook):
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
        head = {"bold": True, "border": 1, "align": "center", "text_wrap": True}
        return {
            "title": workbook.add_format({**base, "bold": True, "font_size": 14}),
            "note": workbook.add_format({**base, "italic": True}),
            "head": workbook.add_format({**base, **head, "bg_color": "#D9E1F2"}),
            "text": workbook.add_format({**base, "border": 1, "text_wrap": True}),
            "number": workbook.add_format({**base, "border": 1, "align": "center"}),
        }

    def _class_sheet(self, workbook, meeting, formats):
        columns = [
            (self.env._("No."), 6),
            (self.env._("Person"), 28),
            (self.env._("Position"), 34),
            (self.env._("Sent by"), 34),
            (self.env._("Presence"), 14),
            (self.env._("Certificate"), 16),
            (self.env._("Signature"), 18),
        ]
        sheet = workbook.add_worksheet(f"{meeting.id}")
        sheet.write_string(0, 0, meeting.display_name, formats["title"])
        sheet.write_string(1, 0, self._subtitle(meeting), formats["note"])
        for index, (label, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(3, index, label, formats["head"])
        for row, values in enumerate(self._rows(meeting), start=4):
            sheet.write_number(row, 0, row - 3, formats["number"])
            for index, value in enumerate(values, start=1):
                # a text is never a formula, whatever sign it begins with
                sheet.write_string(row, index, value or "", formats["text"])
        sheet.freeze_panes(4, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)

    def _subtitle(self, meeting):
        parts = [
            format_date(self.env, meeting._local(meeting.start).date()),
            meeting.location,
            ", ".join(meeting.topic_ids.mapped("name")),
        ]
        return " · ".join(filter(None, parts))

    def _rows(self, meeting):
        presences = meeting.attendance_ids._fields["presence"]
        labels = dict(presences._description_selection(self.env))
        # sudo: names on a roll that may be read
        certificates = {
            line.collaborator_id: line.name for line in meeting.sudo().certificate_ids
        }
        for line in meeting.sudo().attendance_ids.sorted(
            lambda a: (a.role != "collaborator", a.partner_id.name or "")
        ):
            person = line.collaborator_id
            yield (
                line.partner_id.name,
                person.position,
                (line.represented_unit_id or person.unit_id).name,
                labels.get(line.presence),
                certificates.get(person),
                "",
            )

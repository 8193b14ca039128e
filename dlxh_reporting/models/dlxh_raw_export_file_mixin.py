import hashlib

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .. import raw_file


class DlxhRawExportFileMixin(models.AbstractModel):
    """The file of an export: made when it is taken, kept nowhere."""

    _name = "dlxh.raw.export.file.mixin"
    _description = "File of an Export of Opinion Sheets"

    def _take(self):
        """Return (name, content) of the file, and close the request."""
        self._begin_taking()
        # sudo: a list of ids; the sheets are searched in the user's own rights
        ids = self.sudo().sheet_ids or []
        sheets = self._sheets().filtered(lambda sheet: sheet.id in ids)
        rows = self._file_rows(sheets)
        if not rows:
            raise UserError(
                self.env._(
                    "The sheets of this request do not stand any more: they were "
                    "returned, or destroyed when their time of storage was over."
                )
            )
        content = raw_file.workbook(
            self.display_name,
            self._file_mark(),
            self._file_notes(),
            self._file_columns(),
            rows,
        )
        self._end_taking(
            {
                "file_hash": hashlib.sha256(content).hexdigest(),
                "row_count": len(rows),
            }
        )
        return f"{self.env._('sheets')}-{self.id}.xlsx", content

    def _file_notes(self):
        return [
            self.env._("What for: %(purpose)s", purpose=self.purpose),
            self.env._(
                "Numbers of sheets, not statistically representative. Not to be "
                "joined with anything that tells of persons."
            ),
        ]

    def _file_columns(self):
        sheets = self.env["dlxh.opinion"]._fields
        streams = self.env["dlxh.opinion.stream"]._fields

        def label(field):
            return field._description_string(self.env)

        return [
            (self.env._("No."), 6),
            (label(sheets["observed_week"]), 12),
            (label(sheets["area_unit_id"]), 24),
            (label(sheets["topic_id"]), 22),
            (label(sheets["channel_id"]), 18),
            (label(sheets["urgency"]), 12),
            (label(sheets["title"]), 34),
            (label(sheets["event"]), 40),
            (label(streams["statement"]), 50),
            (label(streams["tendency"]), 14),
            (label(streams["breadth"]), 16),
            (label(streams["intensity"]), 14),
            (label(streams["group_ids"]), 28),
            (label(sheets["assessment"]), 34),
            (label(sheets["forecast"]), 34),
            (label(sheets["proposal"]), 34),
            (label(sheets["public_link"]), 24),
        ]

    def _file_rows(self, sheets):
        """One row for each stream. Neither author nor time of handing in, and the
        order tells of neither: week, topic, title."""

        def choice(record, name):
            labels = record._fields[name]._description_selection(self.env)
            return dict(labels).get(record[name], "")

        in_order = sheets.sorted(
            lambda s: (s.observed_week, s.topic_id.name or "", s.title or "")
        )
        rows = []
        for number, sheet in enumerate(in_order, start=1):
            head = [
                number,
                format_date(self.env, sheet.observed_week),
                # sudo: names of units are public
                sheet.area_unit_id.sudo().name,
                sheet.topic_id.name,
                sheet.channel_id.name,
                choice(sheet, "urgency"),
                sheet.title,
                sheet.event,
            ]
            tail = [
                sheet.assessment,
                sheet.forecast,
                sheet.proposal,
                sheet.public_link,
            ]
            rows += [
                [
                    *head,
                    stream.statement,
                    choice(stream, "tendency"),
                    choice(stream, "breadth"),
                    choice(stream, "intensity"),
                    ", ".join(stream.group_ids.mapped("name")),
                    *tail,
                ]
                for stream in sheet.stream_ids.sorted("statement")
            ]
        return rows

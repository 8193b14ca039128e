from odoo import fields, models
from odoo.tools import format_date

from .dlxh_report_xlsx import TENDENCIES

#: issues drawn in the chart
DRAWN = 10


class DlxhDashboardXlsx(models.AbstractModel):
    """The standard tables of a period: reports, issues, groups, late ones and
    recommendations of a unit."""

    _name = "report.dlxh_reporting.tables_xlsx"
    _inherit = ["dlxh.xlsx.mixin"]
    _description = "Standard Tables as XLSX"

    def generate_xlsx_report(self, workbook, data, objs):
        dashboard = self.env["dlxh.dashboard"]
        view = dashboard._view(
            data.get("unit_id") or objs[:1].id,
            data.get("regime_id"),
            data.get("date"),
        )
        owed = self._owed(dashboard, view)
        formats = self._formats(workbook)
        head = self._head(view)
        self._reports_sheet(workbook, owed, head, formats)
        self._issues_sheet(workbook, dashboard, view, head, formats)
        self._groups_sheet(workbook, view, head, formats)
        self._late_sheet(workbook, owed, head, formats)
        self._recommendations_sheet(workbook, dashboard, view, head, formats)
        self.env["dlxh.access.log"]._log(
            "export",
            "dlxh.dashboard",
            domain=[("unit_id", "=", view["unit"].id)],
            count=len(owed),
            purpose=view["period"][0].isoformat(),
            unit=view["unit"],
        )

    def _head(self, view):
        """The note of each sheet: which unit, which period, made when."""
        return self.env._(
            "%(unit)s; %(period)s; made on %(date)s. %(note)s",
            unit=view["unit"].name,
            period=view["regime"]._period_label(*view["period"]),
            date=format_date(self.env, view["today"]),
            note=self._counts_note(),
        )

    def _owed(self, dashboard, view):
        """What the units below owe for the period, by name of the unit."""
        owed = self.env["dlxh.obligation"].search(dashboard._owed_domain(view))
        # sudo: names of units directly below one's own unit
        return owed.sorted(lambda row: (row.unit_id.sudo().name, row.id))

    # Reports of a period by unit
    # ---------------------------

    def _reports_sheet(self, workbook, owed, note, formats):
        columns = [
            (self.env._("Unit"), 40),
            (self.env._("Due by"), 18),
            (self.env._("Status"), 16),
            (self.env._("First handed in"), 18),
            (self.env._("In time"), 9),
            (self.env._("Nothing to report"), 11),
            (self.env._("Corrected"), 11),
            (self.env._("Entered from paper"), 11),
            (self.env._("Sheets"), 10),
            (self.env._("Entries"), 10),
        ]
        name = self.env._("Reports by unit")
        title = self.env._("Reports of the period by unit")
        sheet, first = self._sheet(workbook, name, title, columns, formats, note)
        states = dict(owed._fields["state"]._description_selection(self.env))
        reports = owed.report_id._filtered_access("read")
        lines = []
        for row in owed:
            report = row.report_id if row.report_id in reports else reports.browse()
            lines.append(
                [
                    row.unit_id.sudo().name,  # directly below one's own unit
                    row.due_at,
                    states[row.state],
                    row.submitted_at,
                    row.is_on_time,
                    row.is_nil,
                    row.is_corrected,
                    row.is_on_behalf,
                    report.sheet_count if report else None,
                    report.entry_count if report else None,
                ]
            )
        last = self._write_lines(sheet, first, lines, columns, formats)
        self._timeliness_chart(workbook, sheet, owed, last, formats)

    def _timeliness_chart(self, workbook, sheet, owed, row, formats):
        """A small table under the list, and its chart."""
        came = owed.filtered("is_submitted")
        in_time = came.filtered("is_on_time")
        lines = [
            [self.env._("Came in time"), len(in_time)],
            [self.env._("Came late"), len(came - in_time)],
            [self.env._("Not received"), len(owed - came)],
        ]
        row += 1
        for index, values in enumerate(lines, start=row):
            self._write_line(sheet, index, values, formats)
        title = self.env._("Reports from below")
        rows = (row, row + len(lines) - 1)
        series = [(title, rows, 1)]
        kind = {"type": "column"}
        self._chart(workbook, sheet, kind, title, series, (row, 3))

    # Issues
    # ------

    def _issues_sheet(self, workbook, dashboard, view, note, formats):
        columns = [
            (self.env._("Issue"), 60),
            (self.env._("Topic"), 30),
            (self.env._("Units, this period"), 12),
            (self.env._("Units, last period"), 12),
            (self.env._("Sheets, this period"), 12),
            (self.env._("Sheets, last period"), 12),
        ]
        told = dashboard._told(view, whole=True)
        name = self.env._("Issues")
        title = self.env._("Issues of this and of the last period")
        sheet, first = self._sheet(workbook, name, title, columns, formats, note)
        lines = []
        for key, issue in told["names"].items():
            now, before = (told[when].get(key) for when in ("now", "before"))
            lines.append(
                [
                    issue,
                    told["topics"][key],
                    now.units if now else 0,
                    before.units if before else 0,
                    now.sheets if now else 0,
                    before.sheets if before else 0,
                ]
            )
        lines.sort(key=lambda line: (-line[2], -line[4], line[0]))
        last = self._write_lines(sheet, first, lines, columns, formats)
        if lines:
            drawn = (first, min(last, first + DRAWN) - 1)
            series = [(columns[2][0], drawn, 2), (columns[3][0], drawn, 3)]
            kind = {"type": "bar"}
            title = self.env._("Units that tell of an issue")
            self._chart(workbook, sheet, kind, title, series, (last + 1, 0))

    # Groups and tendencies
    # ---------------------

    def _groups_sheet(self, workbook, view, note, formats):
        """Sums of the weekly figures that may be shown, so that nothing that is
        left out of them follows from these."""
        labels = dict(self.env["dlxh.dashboard.group"]._tendencies())
        columns = [
            (self.env._("Group"), 40),
            *((labels[code], 13) for code in TENDENCIES),
            (self.env._("Together"), 12),
            (self.env._("Units"), 10),
        ]
        first_day, last_day = view["period"]
        domain = [
            ("unit_id", "=", view["unit"].id),
            ("week", ">=", first_day),
            ("week", "<=", last_day),
        ]
        counts = self.env["dlxh.dashboard.group"]
        sums = counts._read_group(domain, ["group_id", "tendency"], ["sheet_count:sum"])
        units = counts._read_group(domain, ["group_id"], ["unit_count:sum"])
        by_group = {group: [0] * len(TENDENCIES) for group, _units in units}
        for group, tendency, count in sums:
            by_group[group][TENDENCIES.index(tendency)] = count
        # 0 looks the same as what is left out
        lines = [
            [group.name, *(n or None for n in by_group[group]), sum(by_group[group]), n]
            for group, n in units
        ]
        lines.sort(key=lambda line: (-line[-2], line[0]))
        left_out = self.env._(
            "Empty: nobody, or too few to be shown (a single sheet or unit in a week)."
        )
        name = self.env._("Groups and tendencies")
        title = self.env._("Mentions in sheets by group and tendency")
        note = f"{note} {left_out}"
        sheet, first = self._sheet(workbook, name, title, columns, formats, note)
        last = self._write_lines(sheet, first, lines, columns, formats)
        if lines:
            rows = (first, last - 1)
            series = [
                (labels[code], rows, index)
                for index, code in enumerate(TENDENCIES, start=1)
            ]
            kind = {"type": "bar", "subtype": "stacked"}
            self._chart(workbook, sheet, kind, title, series, (last + 1, 0))

    # Late ones and recommendations
    # -----------------------------

    def _late_sheet(self, workbook, owed, note, formats):
        columns = [
            (self.env._("Unit"), 40),
            (self.env._("Due by"), 18),
            (self.env._("Status"), 16),
            (self.env._("First handed in"), 18),
            (self.env._("Days late"), 10),
        ]
        name = self.env._("Late")
        title = self.env._("Reports that are late or came late")
        sheet, first = self._sheet(workbook, name, title, columns, formats, note)
        states = dict(owed._fields["state"]._description_selection(self.env))
        now = fields.Datetime.now()
        lines = []
        for row in owed:
            until = row.submitted_at if row.is_submitted else now
            if row.is_on_time or not row.due_at or until <= row.due_at:
                continue
            lines.append(
                [
                    row.unit_id.sudo().name,  # directly below one's own unit
                    row.due_at,
                    states[row.state],
                    row.submitted_at,
                    max(1, (until - row.due_at).days),
                ]
            )
        lines.sort(key=lambda line: (-line[-1], line[0]))
        self._write_lines(sheet, first, lines, columns, formats)

    def _recommendations_sheet(self, workbook, dashboard, view, note, formats):
        columns = [
            (self.env._("Raised on"), 13),
            (self.env._("Addressed to"), 34),
            (self.env._("Topic"), 26),
            (self.env._("Recommendation"), 60),
            (self.env._("Status"), 16),
            (self.env._("Answered on"), 13),
            (self.env._("Decision"), 18),
            (self.env._("Date of the decision"), 13),
        ]
        name = self.env._("Recommendations")
        title = self.env._("Recommendations of this year")
        sheet, first = self._sheet(workbook, name, title, columns, formats, note)
        rows = self.env["dlxh.recommendation"].search(
            dashboard._recommendations_domain(view)
        )
        states = dict(rows._fields["state"]._description_selection(self.env))
        lines = [
            [
                row.raised_on,
                row.addressee,
                row.topic_id.name,
                row.text,
                states[row.state],
                row.responded_on,
                row.decision_symbol,
                row.decision_date,
            ]
            for row in rows
        ]
        self._write_lines(sheet, first, lines, columns, formats)

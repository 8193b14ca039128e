from odoo.fields import Command

from .common_report import FIRST, LAST, DlxhReportCase

BEFORE = ("2026-05-01", "2026-05-31")
NOW = (FIRST, LAST)


class DashboardCase(DlxhReportCase):
    """Reports of two months, sheets behind them, and what was owed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ward_a3 = cls._unit("ward_a3", "above_grassroots", cls.province_a)
        cls.staff(cls.ward_a3)
        cls.leader = cls.leaders[cls.province_a]
        cls.officer = cls.officers[cls.province_a]

    @classmethod
    def told(cls, unit, titles, period=NOW, sheets=(), state="sent", **values):
        """A report of the unit with these issues; its sheets stand behind the first.

        :param titles: {title: values of the entry}, or a list of titles
        """
        titles = dict.fromkeys(titles, {}) if isinstance(titles, list) else titles
        lines = []
        for index, (title, line) in enumerate(titles.items()):
            known = {"title": title, "topic_id": cls.topic.id, "text": "<p>Said</p>"}
            if sheets and not index:
                known["opinion_ids"] = [Command.set([sheet.id for sheet in sheets])]
            lines.append(Command.create({**known, **line}))
        report = cls.env["dlxh.report"].create(
            {
                "unit_id": unit.id,
                "regime_id": cls.regime.id,
                "date_from": period[0],
                "date_to": period[1],
                "entry_ids": lines,
                **values,
            }
        )
        report.entry_ids._refresh_counts()
        sent = state in ("sent", "received")
        steps = {"state": state, "is_sent": sent, "sheet_count": len(sheets)}
        report._approval_flow().write(steps)
        return report

    @classmethod
    def used(cls, unit, tendency, group, week="2026-06-08", **values):
        """A sheet that a report of the unit cites."""
        return cls.sheet(
            unit,
            tendency=tendency,
            groups=group,
            state="used",
            observed_week=week,
            **values,
        )

    @classmethod
    def owed(cls, unit, report=None, period=NOW, at="2026-07-03 03:00:00", **values):
        """What the unit owed for the period; noted as sent with the report."""
        row = cls.env["dlxh.obligation"].create(
            {
                "regime_id": cls.regime.id,
                "unit_id": unit.id,
                "parent_unit_id": unit.parent_id.id,
                "level_id": unit.level_id.id,
                "date_from": period[0],
                "date_to": period[1],
                "period_type": "month",
                "due_at": "2026-07-05 17:00:00",
                **values,
            }
        )
        if report:
            row._note("sent", at=at, is_nil=report.is_nil, report=report)
        return row

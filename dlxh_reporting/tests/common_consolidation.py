from .common_report import DlxhReportCase


class ConsolidationCase(DlxhReportCase):
    """Reports of several kinds and lengths over the same days."""

    SPANS = {
        "week": ("2026-06-08", "2026-06-14"),
        "month": ("2026-06-01", "2026-06-30"),
        "last": ("2026-05-01", "2026-05-31"),
        "quarter": ("2026-04-01", "2026-06-30"),
        "half": ("2026-01-01", "2026-06-30"),
        "year": ("2026-01-01", "2026-12-31"),
    }

    @classmethod
    def situation(cls, unit, length="month", **values):
        """A draft; the month is that of the regime, so that it has a last period."""
        first, last = cls.SPANS[length]
        monthly = length in ("month", "last")
        kinds = {"week": "week", "quarter": "quarter", "half": "half", "year": "year"}
        return cls.report(
            unit,
            regime_id=cls.regime.id if monthly else False,
            report_type="situation",
            period_type="month" if monthly else kinds[length],
            date_from=first,
            date_to=last,
            **values,
        )

    @classmethod
    def thematic(cls, unit, length="month", **values):
        first, last = cls.SPANS[length]
        return cls.report(
            unit,
            regime_id=False,
            report_type="thematic",
            period_type=False,
            date_from=first,
            date_to=last,
            **values,
        )

    @classmethod
    def quick(cls, unit, day="2026-06-10"):
        return cls.report(
            unit, regime_id=False, report_type="quick", date_from=day, date_to=day
        )

    @classmethod
    def draft(cls, report):
        report.action_draft_from_sources()
        return report

    def entry_of(self, report, issue):
        return report.entry_ids.filtered(lambda e: e.issue_id == issue)

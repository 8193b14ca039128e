from datetime import date

from freezegun import freeze_time

from .common_report import DlxhReportCase

FIRST = date(2026, 6, 1)
#: after the period, in time; late; after the lock
IN_TIME, LATE, LOCKED = "2026-07-03 08:00:00", "2026-07-10 08:00:00", "2026-07-20 08:00"


class ObligationReportCase(DlxhReportCase):
    """Units of the report tests, which owe the report of June."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-06-10"))
        cls.regime.write({"due_days": 5, "lock_days": 15})
        cls.regime._generate(FIRST)
        cls.officer_a1 = cls.officers[cls.ward_a1]
        cls.above = cls.officers[cls.province_a]

    def owed(self, unit=None):
        unit = unit or self.ward_a1
        return self.env["dlxh.obligation"]._find(self.regime, unit, FIRST).sudo()

    def signed(self, unit=None, **values):
        """A report that is ready to be sent, with one entry written by hand."""
        report = self.report(unit or self.ward_a1, is_nil=True, **values)
        self.approve(report)
        report.action_secret_check()
        report.action_sign()
        return report

    def at(self, moment):
        return freeze_time(moment)

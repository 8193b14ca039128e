import io
from datetime import datetime

from freezegun import freeze_time
from openpyxl import load_workbook

from .common_report import DlxhReportCase

NOW = datetime(2026, 7, 6, 8, 0)
PURPOSE = "Study of prices in the wards"


@freeze_time(NOW)
class RawExportCase(DlxhReportCase):
    """A ward with three sheets, an officer, a leader and a data officer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.officers[cls.ward_a1]
        cls.leader = cls.leaders[cls.ward_a1]
        cls.data_officer = cls.chair("data_officer", cls.province_a)
        cls.first = cls.sheet(cls.ward_a1, title="=1+1 prices", statement="Too high")
        cls.second = cls.sheet(cls.ward_a1, title="Land", observed_week="2026-06-15")
        cls.sheet(cls.ward_a1, title="Later", observed_week="2026-07-06")
        cls.sheet(cls.ward_a1, title="Given back", state="returned")
        cls.sheet(cls.ward_a1, is_nil=True)
        cls.sheet(cls.ward_a2, title="Of the ward beside")

    @classmethod
    def request(cls, user=None, **values):
        return (
            cls.env["dlxh.raw.export"]
            .with_user(user or cls.officer)
            .create(
                {
                    "unit_id": cls.ward_a1.id,
                    "purpose": PURPOSE,
                    "date_from": "2026-06-01",
                    "date_to": "2026-06-30",
                    **values,
                }
            )
        )

    @classmethod
    def asked(cls, **values):
        export = cls.request(**values)
        export.action_submit()
        return export

    @classmethod
    def released(cls, **values):
        export = cls.asked(**values)
        export.with_user(cls.leader).action_release()
        return export

    def cells(self, content):
        book = load_workbook(io.BytesIO(content))
        rows = book.active.iter_rows(values_only=True)
        return book, [[cell for cell in row if cell is not None] for row in rows]

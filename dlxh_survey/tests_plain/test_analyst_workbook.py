import io
import zipfile

from openpyxl import load_workbook

from analyst_file import Variable, pack

COLUMNS = [
    Variable("q1", "choice", "Giới tính"),
    Variable("q2", "number", "Số giờ", decimals=1),
    Variable("q3", "date", "Ngày sinh"),
    Variable("weight", "weight", "Trọng số"),
]
ROWS = [
    [1, "2.5", "2020-02-29", "1.25"],
    [-99, "", "", "0.5"],
    ["", "-99", "=1+1", "1"],
]


def written(**options):
    target = io.BytesIO()
    count, _digest = pack(target, COLUMNS, iter(ROWS), {}, [], **options)
    assert count == len(ROWS)
    return zipfile.ZipFile(target)


def test_the_workbook_holds_what_the_table_holds():
    archive = written(with_workbook=True)
    sheet = load_workbook(io.BytesIO(archive.read("data.xlsx"))).active
    assert list(sheet.values) == [
        ("q1", "q2", "q3", "weight"),
        (1, 2.5, "2020-02-29", 1.25),
        (-99, None, None, 0.5),
        (None, -99, "=1+1", 1),
    ]
    assert {cell.data_type for row in sheet for cell in row} == {"s", "n"}
    assert archive.read("data.csv").decode().count("\n") == len(ROWS) + 1


def test_no_workbook_unless_wished():
    assert "data.xlsx" not in written().namelist()

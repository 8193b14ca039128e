"""Reading a file of units: what is accepted, and what each bad file is told."""

import datetime
import io
import time
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from unit_file import Existing, read_units, template
from unit_files import GOOD, HEAD, changed, csv_text, xlsx


def problems_of(data, filename="units.xlsx", **options):
    return read_units(data, filename, **options)[1]


def kinds(problems):
    return [(problem.row, problem.column, problem.kind) for problem in problems]


def test_good_xlsx():
    rows, problems = read_units(xlsx(GOOD), "units.xlsx")
    assert problems == []
    assert [row.code for row in rows][0] == "04"
    first = rows[0]
    assert (first.name, first.parent, first.level) == ("Tỉnh ủy Cao Bằng", "", "direct")
    assert first.date_open == datetime.date(2025, 7, 1)
    assert first.date_close is None
    assert {row.org_type for row in rows} == {"party", "front"}


def test_good_file_from_a_path(tmp_path):
    path = tmp_path / "units.xlsx"
    path.write_bytes(xlsx(GOOD))
    assert len(read_units(path)[0]) == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_good_csv(encoding, separator):
    data = csv_text(GOOD, separator=separator).encode(encoding)
    rows, problems = read_units(data, "units.csv")
    assert problems == []
    assert rows[1].name == "Đảng ủy phường Thục Phán"


def test_vietnamese_headers_and_level_names():
    head = (
        "Mã",
        "Tên đơn vị",
        "Mã đơn vị cấp trên",
        "Cấp",
        "Ngày thành lập",
        "Ngày kết thúc",
        "Loại tổ chức",
    )
    rows = [
        ("04", "Tỉnh ủy Cao Bằng", "", "Trực thuộc Trung ương", "", "", "Đảng"),
        ("04-1", "Đảng ủy xã A", "04", "Cấp trên trực tiếp cơ sở", "", "", "đảng"),
        ("04-M", "Mặt trận tỉnh", "04", "direct", "", "", "Mặt trận"),
    ]
    found, problems = read_units(xlsx(rows, head), "u.xlsx")
    assert problems == []
    assert [row.level for row in found] == ["direct", "above_grassroots", "direct"]
    assert [row.org_type for row in found] == ["party", "party", "front"]


def test_problems_name_the_columns_as_the_file_does():
    head = ("Mã", "Tên đơn vị", "Cấp", "Cấp trên")
    found = problems_of(xlsx([("A", "", "chi bộ", "B")], head))
    assert [problem.column for problem in found] == ["Tên đơn vị", "Cấp trên"]
    assert "“Tên đơn vị”" in found[0].reason


def test_title_above_the_header_and_row_numbers_as_in_the_sheet():
    data = xlsx(changed(1, parent_code="??"), title_rows=[("DANH SÁCH",), ()])
    assert kinds(problems_of(data)) == [(5, "parent code", "unknown_parent")]


def test_blank_rows_are_skipped():
    data = xlsx([GOOD[0], (None,) * 7, GOOD[1]])
    rows, problems = read_units(data, "u.xlsx")
    assert problems == []
    assert len(rows) == 2


def test_zeros_shown_by_the_number_format_are_kept():
    rows = [(4, "Tỉnh ủy Cao Bằng", "", "direct", "", "", "")]
    data = xlsx(rows, formats={"A2": "00"})
    assert read_units(data, "u.xlsx")[0][0].code == "04"
    assert read_units(xlsx(rows), "u.xlsx")[0][0].code == "4"


def test_zeros_lost_by_the_spreadsheet_are_told():
    existing = [Existing("04", "", "direct", "party")]
    rows = [("4", "Tỉnh ủy Cao Bằng", "", "direct", "", "", "")]
    assert kinds(problems_of(xlsx(rows), existing=existing)) == [
        (2, "code", "zeros_lost")
    ]


def test_dates_in_every_usual_form():
    for value in ("1/7/2025", "01-07-2025", "2025-07-01", "01.07.2025"):
        assert read_units(xlsx(changed(0, date_open=value)), "u.xlsx")[0][
            0
        ].date_open == datetime.date(2025, 7, 1)
    data = xlsx(changed(0, date_open=datetime.datetime(2025, 7, 1)))
    assert read_units(data, "u.xlsx")[0][0].date_open == datetime.date(2025, 7, 1)


@pytest.mark.parametrize(
    ("cells", "row_index", "expected"),
    [
        ({"parent_code": "9999"}, 1, (3, "parent code", "unknown_parent")),
        ({"code": "04"}, 1, (3, "code", "duplicate_code")),
        ({"code": ""}, 4, (6, "code", "missing_value")),
        ({"name": ""}, 1, (3, "name", "missing_value")),
        ({"level": ""}, 1, (3, "level", "missing_value")),
        ({"level": "khối"}, 1, (3, "level", "unknown_level")),
        ({"level": "direct"}, 1, (3, "level", "level_order")),
        ({"level": "grassroots"}, 3, (5, "level", "level_order")),
        ({"level": "direct"}, 4, (6, "level", "level_order")),
        ({"date_open": "31/02/2025"}, 1, (3, "date_open", "bad_date")),
        ({"date_open": "45839"}, 1, (3, "date_open", "bad_date")),
        ({"date_open": "01/07/1825"}, 1, (3, "date_open", "bad_date")),
        ({"date_close": "soon"}, 1, (3, "date_close", "bad_date")),
        ({"date_close": "01/01/2025"}, 0, (2, "date_close", "close_before_open")),
        ({"org_type": "club"}, 1, (3, "org_type", "unknown_org_type")),
        ({"name": "x" * 201}, 1, (3, "name", "too_long")),
        ({"code": "a b"}, 4, (6, "code", "bad_code")),
        ({"code": "a" * 33}, 4, (6, "code", "too_long")),
        ({"name": "=A1&B1"}, 1, (3, "name", "formula")),
        ({"name": "§¶ng ñy x· B¶o L©m"}, 1, (3, "name", "old_font")),
        ({"name": "Ðảng ủy xã A"}, 1, (3, "name", "old_font")),
        ({"name": "Ñaûng uûy xaõ"}, 1, (3, "name", "old_font")),
        ({"name": "Äáº£ng á»§y xÃ£"}, 1, (3, "name", "old_font")),
        ({"name": "Đ?ng ?y xã"}, 1, (3, "name", "old_font")),
        ({"name": "Đảng \ufffdy"}, 1, (3, "name", "old_font")),
        ({"name": "Đảng\x0bủy"}, 1, None),
    ],
)
def test_one_bad_cell(cells, row_index, expected):
    if expected is None:
        with pytest.raises(IllegalCharacterError):
            xlsx(changed(row_index, **cells))
        expected = (3, "name", "control_character")
        data, filename = csv_text(changed(row_index, **cells)).encode(), "u.csv"
    else:
        data, filename = xlsx(changed(row_index, **cells)), "u.xlsx"
    rows, problems = read_units(data, filename)
    assert expected in kinds(problems)
    assert rows == []
    problem = problems[kinds(problems).index(expected)]
    assert problem.reason and "%(" not in problem.reason


def test_problem_shows_the_value():
    problem = problems_of(xlsx(changed(1, parent_code="9999")))[0]
    assert problem.value == "9999"
    assert "9999" in problem.reason


def test_names_of_real_places_are_not_taken_for_old_fonts():
    names = ["Đảng ủy xã Ea H’leo", "Đảng ủy phường B'Lao", "Đảng ủy xã Ea Wer"]
    for name in [*names, "Đảng bộ Công ty Nestlé", "Chi bộ 5 (khối cơ quan)"]:
        assert problems_of(xlsx(changed(1, name=name))) == []


def test_non_party_unit_may_share_the_level_of_its_parent():
    data = xlsx(changed(1, level="direct", org_type="state"))
    assert problems_of(data) == []


def test_cycle_is_told_once_with_its_codes():
    rows = [
        ("a", "Một", "c", "direct", "", "", ""),
        ("b", "Hai", "a", "above_grassroots", "", "", ""),
        ("c", "Ba", "b", "grassroots", "", "", ""),
    ]
    found = problems_of(xlsx(rows))
    assert [problem.kind for problem in found].count("cycle") == 1
    assert "a" in found[0].reason and "b" in found[0].reason
    own = [("a", "Một", "a", "direct", "", "", "")]
    assert [problem.kind for problem in problems_of(xlsx(own))] == ["cycle"]


def test_cycle_through_units_already_there():
    existing = [
        Existing("a", "", "direct", "party"),
        Existing("b", "a", "above_grassroots", "front"),
    ]
    rows = [("a", "Một", "b", "above_grassroots", "", "", "front")]
    found = problems_of(xlsx(rows), existing=existing)
    assert [problem.kind for problem in found] == ["cycle"]


def test_existing_children_keep_the_level_order():
    existing = [
        Existing("a", "", "direct", "party"),
        Existing("b", "a", "above_grassroots", "party"),
    ]
    rows = [("a", "Một", "", "grassroots", "", "", "")]
    assert kinds(problems_of(xlsx(rows), existing=existing)) == [
        (2, "level", "level_order_child")
    ]


def test_parent_may_be_a_unit_already_there():
    existing = [Existing("04", "", "direct", "party")]
    assert problems_of(xlsx(GOOD[1:2]), existing=existing) == []


def test_unit_open_under_a_closed_parent():
    closed = datetime.date(2025, 6, 30)
    existing = [Existing("04", "", "direct", "party", date_close=closed)]
    assert kinds(problems_of(xlsx(GOOD[1:2]), existing=existing)) == [
        (2, "parent code", "closed_parent")
    ]
    rows = [list(GOOD[1])]
    rows[0][5] = "30/06/2025"
    assert problems_of(xlsx(rows), existing=existing) == []


def test_empty_parent_cell_leaves_an_existing_unit_where_it_is():
    existing = [
        Existing("04", "TW", "direct", "party"),
        Existing("TW", "", "central", "party"),
    ]
    assert problems_of(xlsx(GOOD), existing=existing) == []
    rows, __ = read_units(xlsx(GOOD), "u.xlsx", existing=existing)
    assert rows[0].parent == ""


def test_every_problem_is_listed_not_only_the_first():
    rows = changed(1, parent_code="?", name="")
    rows[3][3] = "nothing"
    found = problems_of(xlsx(rows))
    assert {problem.row for problem in found} == {3, 5}
    assert len(found) == 3


def test_list_of_problems_is_cut_with_a_last_line():
    rows = [(f"c{n}", "X", "none", "cell", "", "", "") for n in range(3000)]
    found = problems_of(xlsx(rows))
    assert len(found) == 1001
    assert found[-1].kind == "more_problems"
    assert "2000" in found[-1].reason


# files as a whole


def test_empty_files():
    assert kinds(problems_of(b"")) == [(0, "", "empty_file")]
    assert kinds(problems_of(b"  \r\n \n", "u.csv")) == [(0, "", "empty_file")]
    assert kinds(problems_of(xlsx([]))) == [(0, "", "empty_file")]


def test_missing_columns():
    data = xlsx([("04", "Tỉnh ủy")], head=("code", "name"))
    assert kinds(problems_of(data)) == [(1, "level", "missing_column")]
    data = xlsx([("x", "y")], head=("foo", "bar"))
    assert [problem.column for problem in problems_of(data)] == [
        "code",
        "name",
        "level",
    ]


def test_column_named_twice():
    data = xlsx([("a", "b", "c", "cell")], head=("code", "name", "mã", "level"))
    assert kinds(problems_of(data)) == [(1, "code", "double_column")]


def test_unknown_columns_are_named_for_the_preview():
    from unit_file import read_sheet

    sheet = read_sheet(
        xlsx([("a", "b", "cell", "")], head=("code", "name", "level", "Ghi chú")),
        "u.xlsx",
    )
    assert sheet.unused_columns == ["Ghi chú"]


@pytest.mark.parametrize(
    ("data", "filename", "kind"),
    [
        (b"%PDF-1.7 ...", "u.xlsx", "not_a_table"),
        (b"hello", "u.xlsx", "not_a_table"),
        (b"PK\x03\x04 broken", "u.xlsx", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "u.xls", "old_excel"),
        (b"code,name\0\0", "u.csv", "not_a_table"),
    ],
)
def test_not_a_table(data, filename, kind):
    assert kinds(problems_of(data, filename)) == [(0, "", kind)]


def test_zip_that_is_no_workbook():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert kinds(problems_of(stream.getvalue())) == [(0, "", "not_a_table")]


def test_zip_bomb_is_refused_quickly():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 400_000_000)
    start = time.monotonic()
    assert kinds(problems_of(stream.getvalue())) == [(0, "", "too_large")]
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("encoding", ["cp1258", "cp1252"])
def test_text_in_an_old_encoding(encoding):
    # Windows-1258 holds the marks apart from the vowels
    text = csv_text([("04", "Đô\u0323i phô\u0301", "", "direct", "", "", "")])
    if encoding == "cp1252":  # what a TCVN3 font leaves behind
        text = csv_text([("04", "§éi phè", "", "direct", "", "", "")])
    found = problems_of(text.encode(encoding), "u.csv")
    assert kinds(found) == [(2, "", "not_utf8")]
    assert found[0].value


def test_200_000_rows_are_refused_quickly():
    rows = "".join(f"c{n},Name,,cell\n" for n in range(200_000))
    start = time.monotonic()
    found = problems_of(("code,name,parent,level\n" + rows).encode(), "u.csv")
    assert kinds(found) == [(0, "", "too_many_rows")]
    assert time.monotonic() - start < 2


def big_workbook(dimension):
    """A workbook of 200,000 rows written by hand: the library takes a minute."""
    cells = '<c r="A{n}" t="inlineStr"><is><t>c{n}</t></is></c>'
    rows = "".join(f'<row r="{n}">{cells.format(n=n)}</row>' for n in range(1, 200_001))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}">{dimension}<sheetData>{rows}</sheetData>'
    source = zipfile.ZipFile(io.BytesIO(xlsx(GOOD)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                data = sheet + "</worksheet>"
            target.writestr(item.filename, data)
    return stream.getvalue()


@pytest.mark.parametrize("dimension", ["", '<dimension ref="A1:A3"/>'])
def test_200_000_rows_in_a_workbook_are_refused_quickly(dimension):
    data = big_workbook(dimension)
    start = time.monotonic()
    assert kinds(problems_of(data)) == [(0, "", "too_many_rows")]
    assert time.monotonic() - start < 5


def test_quotes_left_open():
    found = problems_of(b'code,name,level\n"a,b,cell\n', "u.csv")
    assert found
    assert read_units(b'code,name,level\n"a,b,cell\n', "u.csv")[0] == []


def test_template_is_itself_a_good_file():
    rows, problems = read_units(template(), "template.xlsx")
    assert problems == []
    assert len(rows) >= 3
    book = load_workbook(io.BytesIO(template()))
    assert [cell.value for cell in book.active[1]] == list(HEAD)


def test_stated_limit_is_not_cut_short():
    rows = "".join(f"c{n},Name,,cell\n" for n in range(20_000))
    data = ("code,name,parent,level\n" + rows).encode()
    assert len(read_units(data, "u.csv")[0]) == 20_000

"""Reading rosters: what is accepted, and what each bad row is told."""

import datetime
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from roster_file import (
    ROSTER_REASONS,
    Membership,
    Person,
    RosterRow,
    Stored,
    TeamPeriod,
    UnitInfo,
    make_plan,
    read_roster,
    roster_template,
)
from unit_files import csv_text, xlsx

HEAD = (
    "Họ và tên",
    "Chức vụ",
    "Đơn vị công tác",
    "Điện thoại",
    "E-mail",
    "Đội ngũ của đơn vị (mã)",
    "Vai trò",
    "Đại diện cho (mã)",
    "Từ ngày",
    "Chuyên môn",
    "Báo cáo viên",
    "Quyết định số",
    "Ngày quyết định",
)
GOOD = (
    "Nguyễn Thị Phượng",
    "Phó Trưởng ban",
    "X1",
    "+84 912 345 678",
    "Phuong@Example.vn",
    "X1",
    "Trưởng nhóm",
    "C1",
    "15/10/2025",
    "Báo chí, truyền thông; Luật",
    "Có",
    "45-QĐ/ĐU",
    "10/10/2025",
)
EXPERTISE = ("Báo chí, truyền thông", "Luật")
TODAY = datetime.date(2026, 1, 15)
DAY = datetime.date(2025, 10, 15)


def line(**cells):
    """GOOD with some cells replaced; keys as in HEAD's order of columns."""
    names = (
        "name position unit phone email team role represents date_from expertise"
        " rapporteur decision decision_date"
    ).split()
    row = list(GOOD)
    for name, value in cells.items():
        row[names.index(name)] = value
    return tuple(row)


def read(*rows, head=HEAD):
    return read_roster(xlsx(rows, head), "r.xlsx", EXPERTISE)


def stored(**more):
    units = [
        UnitInfo("X1", "Đảng ủy xã Tân Cương"),
        UnitInfo("X2", "Đảng ủy xã Đại Từ"),
        UnitInfo("C1", "Chi bộ Khoa Nội"),
        UnitInfo("C2", "Chi bộ Khoa Nội"),
        UnitInfo("OLD", "Huyện ủy Đại Từ", date_close=datetime.date(2025, 6, 30)),
        UnitInfo("NEW", "Đảng ủy mới", date_open=datetime.date(2026, 7, 1)),
    ]
    return Stored(units=units, **more)


def plan(*rows, known=None):
    found, told = read(*rows)
    return make_plan(found, known or stored(), TODAY, told)


def kinds(outcome):
    return [(one.row, one.column, one.kind) for one in outcome.problems]


# reading


def test_good_row():
    (row,), problems = read(GOOD)
    assert problems == []
    assert row == RosterRow(
        row=2,
        name="Nguyễn Thị Phượng",
        position="Phó Trưởng ban",
        unit="X1",
        phone="0912345678",
        email="phuong@example.vn",
        team="X1",
        role="head",
        represents="C1",
        date_from=DAY,
        expertise=EXPERTISE,
        rapporteur=True,
        decision="45-QĐ/ĐU",
        decision_date=datetime.date(2025, 10, 10),
    )


def test_csv_and_other_headings():
    head = ("Họ tên", "Mã đơn vị công tác", "SĐT", "Kiêm báo cáo viên")
    data = csv_text([("An", "X1", "912345678", "")], head, ";").encode("utf-8-sig")
    (row,), problems = read_roster(data, "r.csv")
    assert problems == []
    assert (row.phone, row.rapporteur) == ("0912345678", None)


def test_dates_of_excel_and_numbers_as_phones():
    when = datetime.datetime(2025, 10, 15)
    (row,), problems = read(line(date_from=when, phone=912345678, decision_date=when))
    assert problems == []
    assert (row.date_from, row.phone) == (DAY, "0912345678")


@pytest.mark.parametrize(
    ("cells", "column", "kind"),
    [
        ({"name": ""}, "Họ và tên", "missing_value"),
        ({"name": "NguyÔn V¨n An"}, "Họ và tên", "old_font"),
        ({"unit": ""}, "Đơn vị công tác", "missing_value"),
        ({"phone": "12345"}, "Điện thoại", "bad_phone"),
        ({"phone": "01234567890"}, "Điện thoại", "bad_phone"),
        ({"email": "không có"}, "E-mail", "bad_email"),
        ({"email": "a@b.vn, c@d.vn"}, "E-mail", "bad_email"),
        ({"role": "Giám đốc"}, "Vai trò", "unknown_role"),
        ({"date_from": "31/02/2025"}, "Từ ngày", "bad_date"),
        ({"expertise": "Bói toán"}, "Chuyên môn", "unknown_expertise"),
        ({"rapporteur": "đôi khi"}, "Báo cáo viên", "bad_yes_no"),
        ({"position": "=A1"}, "Chức vụ", "formula"),
        ({"name": "A" * 101}, "Họ và tên", "too_long"),
    ],
)
def test_bad_cells(cells, column, kind):
    _rows, problems = read(line(**cells))
    assert [(one.row, one.column, one.kind) for one in problems] == [(2, column, kind)]
    assert "%(" not in problems[0].reason


def test_files_that_are_no_rosters():
    def told(data, name="r.xlsx"):
        (problem,) = read_roster(data, name)[1]
        return problem.kind

    assert told(xlsx([], HEAD)) == "empty_file"
    assert told(b"this is no workbook") == "not_a_table"
    assert told("Họ tên,Đơn vị\nĐôi,X".encode("cp1258", "replace"), "r.csv") in (
        "not_utf8",
        "missing_column",
    )
    assert told(xlsx([("a", "b")], ("Họ tên", "Chức vụ"))) == "missing_column"
    assert ROSTER_REASONS["empty_file"] == read_roster(xlsx([], HEAD))[1][0].reason


def test_zip_bomb_is_refused_at_once():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    assert read_roster(stream.getvalue(), "r.xlsx")[1][0].kind == "too_large"


def test_template_can_be_filled_in_and_read():
    units = [("X1", "Đảng ủy xã Tân Cương"), ("C1", "=Chi bộ")]
    book = load_workbook(io.BytesIO(roster_template(units, EXPERTISE)))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(HEAD)
    rules = {str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    assert len(rules) == 4
    assert book.worksheets[2].sheet_state == "hidden"
    assert book.worksheets[2]["A2"].value == "C1 – =Chi bộ"
    for position, value in enumerate(line(unit="X1 – Đảng ủy xã Tân Cương"), 1):
        sheet.cell(2, position, value)
    stream = io.BytesIO()
    book.save(stream)
    rows, told = read_roster(stream.getvalue(), "r.xlsx", EXPERTISE)
    assert told == []
    assert kinds(make_plan(rows, stored(), TODAY)) == []
    assert rows[0].unit == "X1"


# the plan


def test_new_person_and_seat():
    outcome = plan(GOOD)
    assert kinds(outcome) == []
    assert (outcome.people, outcome.seats) == ({2: "new"}, {2: "new"})


def test_units_by_code_name_and_what_is_near():
    assert kinds(plan(line(unit="đảng ủy xã tân cương", team="x1"))) == []
    outcome = plan(line(unit="Chi bộ Khoa Nội"))
    assert kinds(outcome) == [(2, "unit", "ambiguous_unit")]
    assert "C1, C2" in outcome.problems[0].reason
    outcome = plan(line(unit="Đảng uỷ xã Tân Cươn"))
    assert kinds(outcome) == [(2, "unit", "unknown_unit_near")]
    assert "Đảng ủy xã Tân Cương (X1)" in outcome.problems[0].reason
    assert kinds(plan(line(unit="Sở Xây dựng"))) == [(2, "unit", "unknown_unit")]
    assert kinds(plan(line(unit="OLD"))) == [(2, "unit", "closed_unit")]
    assert kinds(plan(line(unit="NEW"))) == [(2, "unit", "unit_not_open")]


def test_seat_cells_belong_together():
    assert kinds(plan(line(team=""))) == [(2, "role", "team_missing")]
    outcome = plan(line(date_from="", decision_date="", decision=""))
    assert kinds(outcome) == [(2, "date_from", "date_missing")]
    outcome = plan(line(date_from="", decision_date=""))
    assert (2, "decision_date", "decision_date_missing") in kinds(outcome)
    outcome = plan(line(date_from=""))
    assert outcome.rows[0].date_from == datetime.date(2025, 10, 10)


def test_the_same_person_in_two_rows():
    outcome = plan(GOOD, GOOD)
    assert kinds(outcome) == [(3, "name", "duplicate_row")]
    assert outcome.good_rows() == outcome.rows[:1]
    two_seats = plan(GOOD, line(team="X2"))
    assert kinds(two_seats) == []
    assert two_seats.people == {2: "new", 3: "same"}
    assert two_seats.rows[1].person == two_seats.rows[0].person
    assert kinds(plan(GOOD, line(unit="X2", team="X2"))) == [
        (3, "unit", "person_twice")
    ]
    namesake = plan(GOOD, line(phone="0987654321", email="", role=""))
    assert namesake.people == {2: "new", 3: "new"}
    assert kinds(plan(GOOD, line(phone="", email=""))) == [(3, "name", "duplicate_row")]


def test_seats_of_a_person_whose_first_row_is_wrong_wait():
    outcome = plan(line(role="Giám đốc"), line(team="X2"))
    assert len(outcome.problems) == 1
    assert outcome.good_rows() == []


def person(**values):
    contact = {"phone": "0912345678", "email": "phuong@example.vn"}
    base = {"position": "Phó Trưởng ban", "expertise": EXPERTISE, "rapporteur": True}
    return Person(
        **{"id": 7, "name": GOOD[0], "unit": "X1", **contact, **base, **values}
    )


def seat(**values):
    return Membership(
        **{
            "id": 9,
            "person": 7,
            "team": "X1",
            "date_from": DAY,
            "role": "head",
            "represents": "C1",
            **values,
        }
    )


def test_stored_person_is_found_and_left_alone():
    known = stored(
        people=[person()], teams=[TeamPeriod("X1", DAY)], memberships=[seat()]
    )
    outcome = plan(GOOD, known=known)
    assert kinds(outcome) == []
    assert (outcome.people, outcome.seats) == ({2: "same"}, {2: "same"})
    assert outcome.memberships == {2: 9}
    changed = plan(line(position="Trưởng ban", role="Thư ký"), known=known)
    assert (changed.people, changed.seats) == ({2: "changed"}, {2: "changed"})
    empty = plan(line(position="", expertise="", rapporteur=""), known=known)
    assert empty.people == {2: "same"}


def test_stored_person_without_contacts_is_found_by_name_in_the_unit():
    known = stored(people=[person(phone="", email="")])
    assert plan(GOOD, known=known).people == {2: "changed"}
    other = stored(people=[person(phone="0900000000", email="")])
    assert plan(GOOD, known=other).people == {2: "new"}
    twins = stored(
        people=[person(phone="", email=""), person(id=8, phone="", email="")]
    )
    assert kinds(plan(GOOD, known=twins)) == [(2, "name", "same_name")]


def test_stored_person_of_another_unit_is_told():
    outcome = plan(GOOD, known=stored(people=[person(unit="X2")]))
    assert kinds(outcome) == [(2, "unit", "person_elsewhere")]
    assert "Đảng ủy xã Đại Từ" in outcome.problems[0].reason


def test_seats_that_overlap_or_are_closed_to_files():
    early = seat(date_from=datetime.date(2025, 1, 1))
    known = stored(
        people=[person()],
        teams=[TeamPeriod("X1", datetime.date(2025, 1, 1))],
        memberships=[early],
    )
    assert kinds(plan(GOOD, known=known)) == [(2, "date_from", "already_member")]
    over = seat(date_from=datetime.date(2025, 1, 1), date_to=datetime.date(2025, 6, 30))
    known.memberships = [over]
    assert plan(GOOD, known=known).seats == {2: "new"}
    locked = stored(teams=[TeamPeriod("X1", DAY, locked=True)])
    assert kinds(plan(GOOD, known=locked)) == [(2, "team", "team_by_decision")]
    later = stored(teams=[TeamPeriod("X1", datetime.date(2025, 12, 1))])
    assert kinds(plan(GOOD, known=later)) == [(2, "date_from", "before_team")]


def test_a_team_has_one_head():
    other = line(name="Lê Chi", phone="0987654321", email="")
    outcome = plan(GOOD, other)
    assert kinds(outcome) == [(3, "role", "two_heads")]
    assert "Nguyễn Thị Phượng" in outcome.problems[0].reason
    known = stored(
        people=[person()], teams=[TeamPeriod("X1", DAY)], memberships=[seat()]
    )
    assert kinds(plan(other, known=known)) == [(2, "role", "two_heads")]
    known.memberships = [seat(date_to=DAY)]
    later = line(name="Lê Chi", phone="0987654321", email="", date_from="16/10/2025")
    assert kinds(plan(later, known=known)) == []


def test_many_problems_are_cut_but_no_bad_row_gets_through():
    rows = [line(unit="NO", name=f"Người {number}") for number in range(1200)]
    outcome = plan(*rows)
    assert len(outcome.problems) == 1001
    assert outcome.problems[-1].kind == "more_problems"
    assert outcome.good_rows() == []


NAMES = st.sampled_from(["Nguyễn An", "Trần Bình", "Lê Chi"])
CONTACTS = st.sampled_from(["", "0912345678", "0987654321"])


@given(st.lists(st.tuples(NAMES, CONTACTS, st.sampled_from(["X1", "X2"])), max_size=8))
@settings(max_examples=80, deadline=None)
def test_good_rows_applied_and_read_again_change_nothing(drawn):
    """A naive store of the good rows: the same file finds all of them again."""

    def rows():
        return [
            RosterRow(at, name, "X1", phone=phone, team=team, date_from=DAY)
            for at, (name, phone, team) in enumerate(drawn, 2)
        ]

    first = make_plan(rows(), stored(), TODAY)
    people, seats = {}, []
    for row in first.good_rows():
        if row.person not in people:
            people[row.person] = Person(
                len(people) + 1, row.name, row.unit, row.phone, row.email
            )
        if row.row in first.seats:
            of = people[row.person].id
            seats.append(Membership(len(seats) + 1, of, row.team, DAY))
    assert len({(one.person, one.team) for one in seats}) == len(seats)
    known = stored(people=list(people.values()), memberships=seats)
    again = make_plan(rows(), known, TODAY)
    good = {row.row for row in first.good_rows()}
    assert {again.people[at] for at in good & set(again.people)} <= {"same", "changed"}
    assert "new" not in {again.seats.get(at) for at in good}

"""What a bad XLSForm is told: sheet, row, column, value and reason."""

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlsform import read_xlsform
from xlsform_files import YES_NO, form, xlsx

ALL = (
    *("type", "name", "label", "relevant", "appearance", "required", "constraint"),
    *("parameters", "choice_filter"),
)


def line(kind, name="", label="Nhãn", **cells):
    cells = {"type": kind, "name": name, "label": label, **cells}
    return [cells.get(column, "") for column in ALL]


def told(*survey, **more):
    """(sheet, row, column, kind) of all problems."""
    imported = read_xlsform(form(*survey, **{"head": ALL, **more}))
    for problem in imported.problems:
        assert "%(" not in problem.reason and len(problem.value) <= 81
    if imported.errors:
        assert imported.definition is None
    return [(one.sheet, one.row, one.column, one.kind) for one in imported.problems]


ASK = line("select_one yn", "ask")

BAD_ROWS = [
    (line("select_one nolist", "a"), "type", "empty_list"),
    (line("select_one", "a"), "type", "empty_list"),
    (line("geopoint", "a"), "type", "unsupported_type"),
    (line("select_one_from_file x.csv", "a"), "type", "unsupported_type"),
    (line("", "a"), "type", "unsupported_type"),
    (line("begin_repeat", "a"), "type", "repeat"),
    (line("end_group", "a"), "type", "group_end"),
    (line("text"), "name", "missing_name"),
    (line("text", "1a"), "name", "bad_code"),
    (line("text", "họ"), "name", "bad_code"),
    (line("text", "ask"), "name", "duplicate_code"),
    (line("text", "a", ""), "label", "no_title"),
    (line("text", "a", "x" * 6000), "label", "too_long_label"),
    (line("text", "a", required="${ask} = '1'"), "required", "bad_required"),
    (line("text", "a", relevant="${zz} = '1'"), "relevant", "unknown_field"),
    (
        line("text", "a", relevant="${ask} = '7'"),
        "relevant",
        "unknown_condition_option",
    ),
    (line("text", "a", relevant="${ask} = "), "relevant", "bad_expression"),
    (line("text", "a", relevant="${a} != ''"), "relevant", "cycle"),
    (line("text", "a", relevant="${late} != ''"), "relevant", "forward"),
    (line("text", "a", choice_filter="x=1"), "choice_filter", "choice_filter"),
    (
        line("range", "a", parameters="start=0 end=1 step=0.1"),
        "parameters",
        "range_step",
    ),
    (line("text", "a", "Vì sao chọn ${ask}?"), "label", "piped"),
    (line("range", "a", parameters="start=5 end=1"), "parameters", "bad_bounds"),
    (line("text", "a", constraint="regex(., 'x')"), "constraint", "constraint_dropped"),
    (line("integer", "a", constraint=". +"), "constraint", "constraint_dropped"),
]


@pytest.mark.parametrize(("bad", "column", "kind"), BAD_ROWS)
def test_a_bad_row_is_told_where_it_is(bad, column, kind):
    assert ("survey", 3, column, kind) in told(ASK, bad, line("text", "late"))


def test_a_circle_of_conditions_is_told():
    rows = (
        line("select_one yn", "a", relevant="${b} = '1'"),
        line("select_one yn", "b", relevant="${a} = '1'"),
    )
    assert told(*rows) == [("survey", 2, "relevant", "cycle")]
    problem = read_xlsform(form(*rows, head=ALL)).problems[0]
    assert "a → b → a" in problem.reason and problem.value == "${b} = '1'"


def test_formulas_and_errors_are_told_and_nothing_of_them_is_taken():
    rows = (line("text", "a", "=A1"), line("text", "b", "#REF!"))
    assert told(*rows)[:2] == [
        ("survey", 2, "label", "formula"),
        ("survey", 3, "label", "error_value"),
    ]


def test_bad_choices_are_told_in_their_sheet():
    many = [("long", f"c{n}", "x") for n in range(101)]
    bad = (*YES_NO, ("yn", "Có", "Có"), ("yn", "1", "x"), ("yn", "", "x"), *many)
    assert told(ASK, choices=bad) == [
        ("choices", 4, "name", "bad_choice_name"),
        ("choices", 5, "name", "duplicate_choice"),
        ("choices", 6, "name", "missing_name"),
    ]
    assert told(line("select_one long", "a"), choices=many) == [
        ("survey", 2, "name", "too_many_options")
    ]
    assert told(ASK, choices=(("yn", "1", ""), ("yn", "2", "x"))) == [
        ("survey", 2, "label", "no_title")
    ]


def test_tables_hold_one_kind_of_rows_and_no_conditions():
    rows = (
        ASK,
        line("begin_group", "m", appearance="table-list"),
        line("select_one yn", "r1", relevant="${ask} = '1'"),
        line("select_multiple yn", "r2"),
        line("end_group"),
    )
    assert told(*rows) == [
        ("survey", 4, "relevant", "row_condition"),
        ("survey", 5, "type", "mixed_matrix"),
    ]
    assert told(*rows[:2], rows[4]) == [("survey", 3, "name", "no_options")] + [
        ("survey", 3, "name", "no_rows")
    ]
    assert told(*rows[:2])[-1] == ("survey", 3, "name", "group_open")


def test_an_unknown_language_is_told_at_its_column():
    head = ("type", "name", "label::Klingon")
    assert told(("text", "a", "x"), head=head)[0] == (
        *("survey", 1, "label::Klingon"),
        "unknown_language",
    )


def test_columns_without_use_are_told_once():
    head = ("type", "name", "label", "media::image", "default")
    rows = (("text", "a", "A", "x.png", ""), ("text", "b", "B", "y.png", "z"))
    assert told(*rows, head=head) == [
        ("survey", 2, "media::image", "column_ignored"),
        ("survey", 3, "default", "column_ignored"),
    ]


def test_what_is_no_workbook_is_told():
    def kind(data):
        imported = read_xlsform(data)
        assert imported.definition is None
        return imported.problems[0].kind

    assert kind(b"") == kind(b"PK\x03\x04 broken") == "malformed_book"
    assert kind(b"type,name\ntext,a\n") == "malformed_book"
    assert kind(xlsx(other=(("a",),))) == "missing_sheet"
    assert kind(xlsx(survey=(("name", "label"), ("a", "b")))) == "missing_column"
    assert kind(b"x" * 10_000_001) == "too_large"


def test_a_bomb_is_refused_at_once():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<x/>" * 20_000_000)
    started = time.process_time()
    assert read_xlsform(stream.getvalue()).problems[0].kind == "too_large"
    assert time.process_time() - started < 2


def test_a_cell_of_ten_megabytes_is_told_and_cut():
    book = form(line("text", "a", "HERE"), head=ALL)
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"HERE", b"x" * 10_000_000))
    started = time.process_time()
    problems = read_xlsform(stream.getvalue()).problems
    assert time.process_time() - started < 5
    assert ("survey", 2, "label", "too_long") in [
        (one.sheet, one.row, one.column, one.kind) for one in problems
    ]
    assert max(len(problem.value) for problem in problems) <= 81


def test_three_hundred_questions_are_read_fast_and_more_are_refused():
    rows = [line("select_one yn", f"q{number}") for number in range(300)]
    for number, row in enumerate(rows[1:]):
        row[3] = f"${{q{number}}} = '1'"
    started = time.process_time()
    assert told(*rows) == []
    assert time.process_time() - started < 5
    assert told(*rows, line("text", "z")) == [
        ("survey", 0, "name", "too_many_questions")
    ]


CELLS = st.sampled_from(
    (
        "",
        "text",
        "note",
        "begin_group",
        "end_group",
        "select_one yn",
        "rank yn",
        "a",
        "b",
    )
    + (
        "table-list",
        "label",
        "list-nolabel",
        "field-list",
        "${a} = '1'",
        "yes",
        "=1",
        7,
    )
)


@given(st.lists(st.lists(CELLS, min_size=9, max_size=9), max_size=8))
@settings(max_examples=100, deadline=None)
def test_whatever_stands_in_the_cells_is_read_or_told(rows):
    imported = read_xlsform(form(*rows, head=ALL))
    assert bool(imported.errors) == (imported.definition is None)
    assert all("%(" not in problem.reason for problem in imported.problems)

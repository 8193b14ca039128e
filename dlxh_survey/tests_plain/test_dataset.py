"""Whole data sets: what is read, and what each bad cell is told."""

import csv
import datetime
import io
import time

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from dataset import NOT_ASKED, Dataset, template
from questionnaire import DONT_KNOW, NO_ANSWER, REFUSED, Questionnaire
from questionnaire_cases import (
    answered_well,
    definition,
    every_type,
    matrix,
    options,
    question,
)

EVERY = Questionnaire.of(every_type())
BLANK = Questionnaire.of(definition(question("a", "single", options=options("1", "2"))))


def csv_of(head, *rows, separator=","):
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows([head, *rows])
    return stream.getvalue().encode()


def xlsx_of(head, *rows):
    book = Workbook()
    for row in (head, *rows):
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(made, data, **more):
    """The good rows; fails when a row is bad."""
    dataset = Dataset(made, data, **more)
    found = list(dataset)
    assert [problem.reason for problem in dataset.problems] == []
    return found


def told(made, data, **more):
    dataset = Dataset(made, data, **more)
    good = list(dataset)
    assert all("%(" not in problem.reason for problem in dataset.problems)
    assert dataset.problem_count == len(dataset.problems)
    bad_rows = {problem.row for problem in dataset.problems}
    assert not bad_rows.intersection(response.row for response in good)
    return [(one.row, one.column, one.value, one.kind) for one in dataset.problems]


COLUMNS = {
    "q1": "2",
    "q2_1": "1",
    "q2_2": "0",
    "q2_3": "1",
    "q2_99": "0",
    "q3_r1": "2",
    "q3_r2": "1",
    "q4_r1_1": "1",
    "q4_r1_2": "1",
    "q5": "7",
    "q6": "12.5",
    "q7": "2026-11-20",
    "q8": "Tốt",
    "q9_1": "2",
    "q9_2": "0",
    "q9_3": "1",
    "q10": "😀",
}
SLOTS = [2, 0b101, 2, 1, 0b11, 7, 1250, 20777, 2, 0, 1]
LISTS = {
    **{key: COLUMNS[key] for key in ("q1", "q3_r1", "q3_r2", "q5", "q6", "q7", "q8")},
    "q2": "1;3",
    "q4_r1": "1 2",
    "q9": "3, 1",
    "q10": "😀",
}


@pytest.mark.parametrize("cells", [COLUMNS, LISTS], ids=["columns", "lists"])
@pytest.mark.parametrize("write", [csv_of, xlsx_of])
def test_every_type_is_read(cells, write):
    (response,) = read(EVERY, write(list(cells), list(cells.values())))
    assert response.slots == SLOTS
    assert response.texts == {"q8": "Tốt", "q10": "😀"}
    assert (response.weight, response.stratum, response.psu) == (1.0, None, None)


def test_labels_do_as_well_as_codes():
    cells = {"q1": "phương án 2", "q2": "Phương án 1; Phương án 3", "q3_r1": "2"}
    (response,) = read(EVERY, csv_of(cells, cells.values()))
    assert response.slots[:4] == [2, 0b101, 2, NO_ANSWER]


def test_cells_of_a_spreadsheet_have_types():
    day = datetime.datetime(2026, 11, 20)
    row = [2.0, True, False, 0, 0, 12.5, day]
    head = ["q1", "q2_1", "q2_2", "q2_3", "q2_99", "q6", "q7"]
    (response,) = read(EVERY, xlsx_of(head, row))
    assert response.slots[:2] == [2, 1]
    assert response.slots[6:8] == [1250, 20777]


def test_numbers_and_dates_are_read_as_people_write_them():
    head = ["q6", "q7"]
    rows = [("12,5", "20/11/2026"), ("12.50", "20-11-2026"), ("012.5", "2026-11-20")]
    for response in read(EVERY, csv_of(head, *rows, separator=";")):
        assert response.slots[6:8] == [1250, 20777]
    assert read(EVERY, csv_of(["q6"], ["0.125"]))[0].slots[6] == 13  # as when answered
    assert EVERY.check({"q6": 0.125}).slots[6] == 13


def test_no_answer_has_its_reasons():
    head = ["q1", "q3_r1", "q5", "q2_1", "q2_2", "q2_3", "q2_99", "q8"]
    rows = (
        ["", "", "", "", "", "", "", ""],
        ["-98", "-97", "-99", "-97", "-97", "-97", "-97", "-98"],
        ["1", "", "", "1", "", "", "", ""],
    )
    told_of, partial = read(EVERY, csv_of(head, *rows))
    assert told_of.slots[0] == DONT_KNOW
    assert told_of.slots[1] == told_of.slots[2] == REFUSED
    assert told_of.slots[5] == NO_ANSWER and told_of.texts == {}
    assert partial.slots[1] == 1
    mine = {"KB": DONT_KNOW, "NA": NO_ANSWER, "skip": NOT_ASKED}
    rows = (["KB", "NA"], ["1", "skip"])
    one, two = read(EVERY, csv_of(["q1", "q5"], *rows), missing=mine)
    assert one.slots[0] == DONT_KNOW and one.slots[5] == NO_ANSWER
    assert two.slots[5] == NO_ANSWER


def test_a_code_for_no_answer_that_is_an_answer_is_an_answer():
    made = Questionnaire.of(
        definition(
            question("n", "number", min=-200, max=0),
            question("m", "number", min=0, max=9),
            question("a", "single", options=options("99", "1")),
        )
    )
    row = ["-99", "-99", "99"]
    missing = {"-99": REFUSED, "99": REFUSED}
    (response,) = read(made, csv_of(["n", "m", "a"], row), missing=missing)
    assert response.slots == [-99, REFUSED, 1]


def test_weights_strata_and_clusters():
    head = ["Stratum", "a", "weight", "PSU"]
    rows = (["Xã A", "1", "1,5", "7"], ["xã  b", "2", "0.25", ""])
    found = read(BLANK, csv_of(head, *rows), strata={"Xã A": 11, "Xã B": 12})
    assert [(one.stratum, one.weight, one.psu) for one in found] == [
        (11, 1.5, 7),
        (12, 0.25, None),
    ]


@pytest.mark.parametrize(
    ("weights", "problems"),
    [
        (["", ""], []),
        (["1.5", ""], [(3, "weight", "", "bad_weight")]),
        (["", "1.5"], [(3, "weight", "1.5", "weight_in_some_rows")]),
    ],
)
def test_weights_stand_in_every_row_or_in_none(weights, problems):
    data = csv_of(["a", "weight"], *(["1", weight] for weight in weights))
    assert told(BLANK, data) == problems


BAD_CELLS = [
    ({"q1": "7"}, "unknown_option"),
    ({"q1": "Phương án"}, "unknown_option"),
    ({"q2": "1;8"}, "unknown_option"),
    ({"q2": "1;1"}, "twice"),
    ({"q2": "1;99"}, "exclusive"),
    ({"q2_1": "1", "q2_2": "", "q2_3": "", "q2_99": "1"}, "exclusive"),
    ({"q2_1": "2", "q2_2": "", "q2_3": "", "q2_99": ""}, "bad_choice_mark"),
    ({"q9_1": "1", "q9_2": "1", "q9_3": ""}, "bad_rank"),
    ({"q9_1": "1", "q9_2": "3", "q9_3": ""}, "bad_rank"),
    ({"q9_1": "x", "q9_2": "", "q9_3": ""}, "bad_rank"),
    ({"q3_r1": "9"}, "unknown_option"),
    ({"q5": "11"}, "out_of_range"),
    ({"q5": "7.5"}, "not_whole"),
    ({"q5": "bảy"}, "not_a_number"),
    ({"q6": "1.000,5"}, "not_a_number"),
    ({"q6": "-1"}, "out_of_range"),
    ({"q6": "1000.004"}, "out_of_range"),
    ({"q6": "9" * 30}, "out_of_range"),
    ({"q7": "31/02/2026"}, "not_a_date"),
    ({"q7": "1/1/2020"}, "out_of_range"),
    ({"q8": "x" * 21}, "too_long"),
    ({"q1": "2", "q1_9_text": "x"}, "other_not_chosen"),
    ({"q1": "1", "weight": "0"}, "bad_weight"),
    ({"q1": "1", "weight": "nan"}, "bad_weight"),
    ({"q1": "1", "psu": "-1"}, "bad_psu"),
    ({"q1": "1", "psu": "9" * 5000}, "bad_psu"),
]


@pytest.mark.parametrize(("cells", "kind"), BAD_CELLS)
@pytest.mark.parametrize("write", [csv_of, xlsx_of])
def test_a_bad_cell_is_told_with_its_place(cells, kind, write):
    head = [*cells, "q10"]
    data = write(
        head, ["", "", *[""] * len(cells)][: len(head)], [*cells.values(), "x"]
    )
    problems = told(EVERY, data)
    assert [(row, found) for row, _column, _value, found in problems] == [(3, kind)]
    assert problems[0][1] in cells


def test_all_bad_rows_are_told_and_the_good_ones_come():
    rows = [["1"], ["x"], ["2"], ["y"], [""], ["1", "2"]]
    dataset = Dataset(BLANK, csv_of(["a"], *rows))
    assert [one.row for one in dataset] == [2, 4]
    assert [(one.row, one.value, one.kind) for one in dataset.problems] == [
        (3, "x", "unknown_option"),
        (5, "y", "unknown_option"),
        (7, "", "too_many_cells"),
    ]
    assert dataset.row_count == 5


def test_what_the_first_row_may_not_be():
    def kinds(*head, made=EVERY, **more):
        return [(c, k) for _r, c, _v, k in told(made, csv_of(head, ["1"]), **more)]

    assert kinds("q1", "Họ tên") == [("Họ tên", "unknown_column")]
    assert kinds("q1", "Q1") == [("Q1", "double_column")]
    assert ("q2", "both_layouts") in kinds("q2", "q2_1", "q2_2", "q2_3", "q2_99")
    assert kinds("q2_1", "q2_2", "q2_3") == [("q2_99", "missing_column")]
    assert kinds("a", made=BLANK, strata={"A": 1}) == [("stratum", "missing_column")]
    assert [k for *_, k in told(EVERY, b"")] == ["empty_dataset"]
    assert [k for *_, k in told(EVERY, csv_of(["q1"]))] == ["empty_dataset"]
    assert [k for *_, k in told(EVERY, b"PK\x03\x04 broken")] == ["not_a_dataset"]
    assert [k for *_, k in told(EVERY, b"q1\nT\xf4t")] == ["not_utf8"]
    assert [k for *_, k in told(EVERY, b"\x00\x01\x02")] == ["not_a_dataset"]


def test_strata_must_be_known():
    data = csv_of(["stratum", "a"], ["A", "1"], ["B", "1"], ["", "1"])
    assert [k for *_, k in told(BLANK, data, strata={"A": 1})] == [
        "unknown_stratum",
        "missing_stratum",
    ]


def skipping():
    is_one = {"q": "a", "op": "is", "value": "1"}
    said, chosen = ({"q": code, "op": "answered"} for code in "tb")
    return Questionnaire.of(
        definition(
            question("a", "single", options=options("1", "2"), required=True),
            question("b", "multiple", options=options("1", "2"), condition=is_one),
            question("t", "text"),
            matrix("m", "matrix_single", "r1", "r2", condition=said),
            question(
                "z", "scale", min=0, max=5, condition={"q": "b", "op": "answered"}
            ),
        )
    )


def test_what_was_skipped_is_told_apart_and_must_be_empty():
    head = ["a", "b_1", "b_2", "t", "m_r1", "m_r2", "z"]
    rows = (
        ["1", "1", "0", "x", "1", "2", "0"],
        ["2", "0", "0", "", "", "-96", "-96"],
        ["1", "0", "0", "", "", "", ""],
    )
    first, second, third = read(skipping(), csv_of(head, *rows))
    assert first.slots == [1, 1, 1, 2, 0]
    assert second.slots == [2, None, None, None, None]
    assert third.slots == [1, 0, None, None, None]
    bad = (
        ["2", "1", "0", "", "", "", ""],
        ["2", "", "", "", "", "1", ""],
        ["1", "0", "0", "", "", "", "0"],
    )
    assert told(skipping(), csv_of(head, *bad)) == [
        (2, "b_1", "", "not_asked"),
        (3, "m_r1", "", "not_asked"),
        (4, "z", "", "not_asked"),
    ]


def test_mandatory_answers_are_demanded_when_wished():
    data = csv_of(["a", "t"], ["", "x"], ["1", "x"])
    assert len(read(skipping(), data)) == 2
    assert told(skipping(), data, complete=True) == [(2, "a", "", "required")]


def test_a_question_may_be_called_weight():
    made = Questionnaire.of(definition(question("weight", "scale", min=0, max=9)))
    (response,) = read(made, csv_of(["weight", "_weight"], ["5", "1.5"]))
    assert (response.slots, response.weight) == ([5], 1.5)


@pytest.mark.parametrize("lists", [False, True])
def test_the_template_has_all_columns_and_explains_them(lists):
    words = {"data": "Dữ liệu", "codes": "Mã"}
    book = load_workbook(io.BytesIO(template(EVERY, "vi_VN", lists, words)))
    assert book.sheetnames == ["Dữ liệu", "Mã"]
    head = [cell.value for cell in book["Dữ liệu"][1]]
    cells = LISTS if lists else COLUMNS
    assert set(head) == {"stratum", "weight", "psu", "q1_9_text", *cells}
    explained = [[cell.value for cell in row] for row in book["Mã"].iter_rows()]
    assert ["q1", "Câu hỏi q1", "1", "Phương án 1"] in explained
    row = [cells.get(title, "1" if title == "weight" else "") for title in head]
    assert read(EVERY, csv_of(head, row))[0].slots == SLOTS


def cells_of(made, checked):
    """One response as a row of the export, code by code."""
    row = []
    for column in made.columns():
        about = made.by_code[column.question]
        if column.kind in ("text", "other"):
            key = (
                about.code
                if column.kind == "text"
                else f"{about.code}.other.{column.option}"
            )
            row.append(checked.texts.get(key, ""))
            continue
        cell = checked.slots[column.slot]
        if cell is None:
            row.append("-96")
        elif cell < 0 and cell in (NO_ANSWER, DONT_KNOW, REFUSED):
            row.append("")
        elif column.kind == "chosen":
            row.append(str(cell >> column.bit & 1))
        elif column.kind == "single":
            row.append(about.codes[cell])
        elif column.kind == "number":
            row.append(str(cell / 10**about.decimals))
        elif column.kind == "date":
            row.append(
                (datetime.date(1970, 1, 1) + datetime.timedelta(cell)).isoformat()
            )
        else:
            row.append(str(cell))
    return row


@given(answered_well)
@settings(max_examples=100, deadline=None)
def test_an_exported_row_comes_back(case):
    made = Questionnaire.of(case[0])
    checked = made.check(case[1], complete=False)
    head = [column.name for column in made.columns()]
    data = csv_of([*head, "weight"], [*cells_of(made, checked), "1"])
    missing = {"-96": NOT_ASKED}
    (response,) = read(made, data, missing=missing)
    assert response.slots == checked.slots
    assert response.texts == checked.texts


def test_a_hundred_thousand_cells_take_little_more_than_reading_them():
    asked = [
        question(f"s{n}", "single", options=options(*"12345")) for n in range(40)
    ] + [question(f"m{n}", "multiple", options=options(*"123456")) for n in range(10)]
    made = Questionnaire.of(definition(*asked))
    row = ["3"] * 40 + ["0", "1", "0", "1", "1", "0"] * 10
    data = csv_of([column.name for column in made.columns()], *[row] * 3000)
    started = time.process_time()
    assert sum(len(cells) for cells in csv.reader(io.StringIO(data.decode()))) > 300_000
    bare = time.process_time() - started
    started = time.process_time()
    assert len(read(made, data)) == 3000
    assert time.process_time() - started < 25 * bare + 0.2

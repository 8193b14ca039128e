"""Counts that are shown, files of counts, and draws that can be redone."""

import json
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from dataset.unit_counts import counts_template, read_counts
from sampling import draw_plan, redraw, shown_counts

strata = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=8)


@given(strata, st.integers(5, 20))
def test_no_small_group_can_be_worked_out(numbers, least):
    codes = {key: stay + come for key, (stay, come) in enumerate(numbers)}
    used = {key: come for key, (_stay, come) in enumerate(numbers)}
    shown = shown_counts(codes, used, least)
    for key, count in shown.items():
        if count is not None and codes[key]:
            assert count == used[key]
            assert count >= least and codes[key] - count >= least
    # what is left when the shown ones are taken from the known sum
    hidden = [key for key, count in shown.items() if count is None]
    all_hidden = len(hidden) == sum(1 for size in codes.values() if size)
    if hidden and not all_hidden:
        assert len(hidden) > 1
        assert sum(used[key] for key in hidden) >= least
        assert sum(codes[key] - used[key] for key in hidden) >= least


def test_a_single_small_stratum_takes_a_second_one_along():
    codes = {"a": 100, "b": 40, "c": 100}
    assert shown_counts(codes, {"a": 50, "b": 3, "c": 40}, 10) == {
        "a": 50,
        "b": None,
        "c": None,
    }
    assert shown_counts(codes, {"a": 50, "b": 20, "c": 40}, 10)["b"] == 20


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_counts_are_read_from_a_workbook():
    data = workbook(
        ("Code", "Unit", "People"),
        ("X1", "One", 120),
        ("X2", "Two", "1.250"),
        (None, "Sum", 1370),
        ("X9", "Unknown", 3),
        ("X1", "Again", 4),
        ("X3", "Three", "many"),
    )
    counts = read_counts(data, {"X1", "X2", "X3"})
    assert counts.found == {"X1": 120, "X2": 1250}
    assert counts.problems == [
        (5, "unknown", "X9"),
        (6, "twice", "X1"),
        (7, "not_a_number", "many"),
    ]


def test_numbers_that_are_none():
    for said in (-1, 2.5, "2.5", "1e3", "", None, True, 10**12, float("inf"), "²"):
        found = read_counts(workbook(("X1", "One", said)), {"X1"})
        assert not found.found, said
        assert found.problems


def test_bad_files_are_told_of():
    for data in (b"", b"PK\x03\x04broken", b"\x00\x01\x02"):
        counts = read_counts(data, {"X1"})
        assert not counts.found
    assert read_counts(b"PK\x03\x04broken", {"X1"}).problems[0][1] == "unreadable"


def test_the_template_is_read_back():
    rows = [("X1", "=HYPERLINK(1)", 12), ("X2", "Two", 0)]
    data = counts_template(rows, ("Code", "Unit", "People"))
    sheet = load_workbook(BytesIO(data)).active
    assert sheet["B2"].data_type == "s"
    counts = read_counts(data, {"X1", "X2"})
    assert counts.found == {"X1": 12}
    assert counts.problems == [(3, "not_a_number", "")]


@given(
    st.lists(st.integers(1, 90), min_size=4, max_size=12),
    st.integers(0, 2**31),
    st.sampled_from(("pps", "systematic")),
)
def test_a_draw_is_redone_from_what_was_stored(sizes, seed, method):
    plan = draw_plan(
        enumerate(sizes),
        seed=seed,
        method=method,
        units=2,
        lines=10,
        spare_units=1,
        spare_lines=3,
    )
    assert redraw(json.loads(json.dumps(plan))) == plan
    for one in plan["drawn"]:
        numbers = one["asked"] + one["spare"]
        assert len(set(numbers)) == len(numbers)
        assert len(one["asked"]) == min(10, one["people"])
        assert all(1 <= number <= one["people"] for number in numbers)

"""Tables of a questionnaire: what conditions tie together, words, rounding."""

from itertools import product
from statistics import Design, Precision, cross, one_way_all, suppress

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

import result_tables
from chart import Bar, Course, Line, Segment, bars, stacked, trend

K = 5
NOT_ASKED = None


def option(value):
    return {"code": str(value), "value": value, "label": {"vi_VN": f"Ý {value}"}}


def question(code, kind, slot, **values):
    options = [option(value) for value in (1, 2, 3)]
    title = {"vi_VN": f"Câu {code}"}
    one = {"code": code, "type": kind, "slot": slot, "title": title, "options": options}
    return {**one, "rows": [], "condition": None, "labels": {}, **values}


A = question("a", "single", 0)
B = question("b", "single", 1)
C = question("c", "single", 2, condition={"q": "a", "op": "is", "value": "1"})


def one_way_rows(people, slots):
    return [
        (slot, person[slot], 0, None, 1, 1.0, 1.0)
        for slot in range(slots)
        for person in people
    ]


def cross_rows(people, row, column):
    return [(p[row], p[column], 0, None, 1, 1.0, 1.0) for p in people]


def published(questions, people):
    rows = one_way_rows(people, len(questions))
    counted = one_way_all(questions, rows, Design())
    return result_tables.publish_one_way(questions, counted, len(people), K)


def test_a_conditional_question_does_not_tell_a_hidden_cell():
    # 3 people chose 1 and were asked c: its base would be the hidden number
    people = [(1, 1, 1)] * 3 + [(2, 1, None)] * 20 + [(3, 1, None)] * 20
    found = published([A, B, C], people)
    assert found["a"][0].hidden
    assert found["c"][0].table is None
    # nor the 3 who were not asked
    people = [(1, 1, 1)] * 40 + [(2, 1, None)] * 3
    assert published([A, B, C], people)["c"][0].table is None


def test_a_conditional_question_of_many_is_shown():
    people = [(1, 1, 1 + n % 3) for n in range(60)] + [(2, 1, None)] * 20
    people += [(3, 1, None)] * 20
    found = published([A, B, C], people)
    assert found["c"][0].table.base.n == 60
    assert not found["c"][0].hidden


def test_two_questions_of_one_condition_are_crossed_complete_or_not_at_all():
    both = {"and": [C["condition"], {"q": "b", "op": "is", "value": "2"}]}
    questions = [A, B, {**C, "condition": both}]
    people = [(a, b, None) for a, b in product((1, 2, 3), repeat=2) for _n in range(9)]
    people += [(1, 1, None)] * 9
    few = [*people[9:], *people[:3]]
    for who, is_shown in ((people, True), (few, False)):
        one_way = published(questions, who)
        tables = result_tables.publish_crossed(
            A,
            (B, None),
            {0: cross_rows(who, 0, 1)},
            Design(),
            K,
            Precision(),
            one_way,
            result_tables.linked_pairs(questions),
        )
        assert (tables[0].table is not None) is is_shown or not one_way["c"][0].hidden


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=9, max_size=9))
@example([0, 0, 0, 0, 0, 0, 0, 1, 5])
def test_a_cross_table_hides_the_same_cells_either_way(counts):
    people = [
        cell
        for cell, n in zip(product((1, 2, 3), repeat=2), counts, strict=True)
        for _person in range(n)
    ]
    one = suppress(cross(A, B, cross_rows(people, 0, 1)), K)
    other = suppress(cross(B, A, cross_rows(people, 1, 0)), K)
    assert (one.table is None) == (other.table is None)
    if one.table is None:
        return
    shown = [[cell.n for cell in row] for row in one.table.cells]
    turned = [[cell.n for cell in row] for row in other.table.cells]
    assert shown == [list(row) for row in zip(*turned, strict=True)]
    rows = [cell.n for cell in one.table.row_totals]
    assert rows == [base.n for base in other.table.column_bases]


@settings(max_examples=60, deadline=None)
@given(st.integers(K, 5000), st.floats(0, 1), st.integers(1, K - 1))
def test_interim_shares_move_in_steps_of_k_people(base, share, more):
    step = result_tables.rounding.step_of(base, K)
    assert step * base >= K - 1e-9
    moved = round((share + more / base) / step) - round(share / step)
    assert moved in (0, 1)


def test_interim_tables_have_no_numbers_of_people():
    people = [(1 + n % 3, 1, None) for n in range(100)]
    one = published([A, B, C], people)["a"][0]
    found = result_tables.interim(one, K)
    assert "interim" in found.notes
    assert [cell.n for cell in found.table.cells] == [None] * 3
    assert all(cell.share * 100 % 5 < 1e-6 for cell in found.table.cells)


def test_words_and_columns():
    scale = question("d", "scale", 3, min=0, max=2, labels={"max": {"vi_VN": "Rất"}})
    assert result_tables.answer_labels(scale, "vi_VN") == {0: "0", 1: "1", 2: "2 – Rất"}
    rows = [{"code": "r1", "label": {"vi_VN": "Đường"}}]
    matrix = question("m", "matrix_single", 4, rows=rows)
    columns = dict(result_tables.column_choices([A, scale, matrix], "vi_VN"))
    assert columns == {"a": "Câu a", "d": "Câu d", "m.r1": "Câu m – Đường"}


def drawn(svg):
    return etree.fromstring(svg)


def texts_of(svg):
    return " ".join(drawn(svg).itertext())


def test_charts_are_text_that_can_be_read():
    wild = "Ý <kiến> & “khác” \u202e dài " + "rất dài " * 30
    pictures = [
        bars("Câu 1", [Bar(wild, 0.25, "25 %", 0.2, 0.3), Bar("b", None, "<10")]),
        stacked("Câu 2", ["a", "b"], [Line("x", [Segment(0.4, "40 %")] * 2)]),
        stacked("Câu 3", ["a"], [Line("x", [], "không")]),
        trend("Câu 4", ["I", "II"], [Course("a", [0.1, None], ["10", ""])], [True]),
        trend("Câu 5", ["I"], [Course("a", [0.1], ["10"])]),
        bars("Câu 6", []),
    ]
    for number, svg in enumerate(pictures, start=1):
        root = drawn(svg)
        assert root.get("role") == "img"
        assert root[0].tag.endswith("title")
        assert root[0].text == f"Câu {number}"
        named = root.get("aria-labelledby").split()
        assert {named[0], named[1]} == {root[0].get("id"), root[1].get("id")}
        assert not root.xpath("//*[local-name()='script' or @href]")
    assert "<10" in texts_of(pictures[0])
    assert "40 %" in texts_of(pictures[1])


@pytest.mark.parametrize("size", [1, 2, 5, 9, 12])
def test_each_part_of_a_bar_has_a_colour(size):
    found = __import__("chart.stacked", fromlist=["palette"]).palette(size)
    assert len(found) == size
    assert np.all([colour.startswith("#") for colour in found])

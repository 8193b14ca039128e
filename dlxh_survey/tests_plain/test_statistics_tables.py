"""Tables of every type against people counted one by one."""

import math
import random
import sys
from statistics import Design, cross, one_way, one_way_all
from statistics.grid import DONT_KNOW, NO_ANSWER, REFUSED
from statistics.interval import kish, wilson

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

MISSING = [NO_ANSWER, DONT_KNOW, REFUSED]


def options(count):
    return [{"code": str(i), "value": i} for i in range(1, count + 1)]


def choice(code, kind="single", count=3, slot=0):
    return {"code": code, "type": kind, "slot": slot, "options": options(count)}


def matrix(kind):
    rows = [{"code": "r1"}, {"code": "r2"}]
    return {**choice("m", kind, 3, 4), "rows": rows}


SCALE = {"code": "s", "type": "scale", "slot": 7, "min": 0, "max": 10}
NUMBER = {"code": "n", "type": "number", "slot": 8, "decimals": 1}
DATE = {"code": "d", "type": "date", "slot": 9}
TEXT = {"code": "t", "type": "text"}


def grouped(people, width):
    """Return rows as SQL would group people (values, stratum, psu, weight)."""
    sums = {}
    for person in people:
        *key, weight = person
        found = sums.setdefault(tuple(key), [0, 0.0, 0.0])
        found[0] += 1
        found[1] += weight
        found[2] += weight * weight
    assert all(len(key) == width for key in sums)
    return [(*key, *found) for key, found in sums.items()]


def one_way_rows(people, slot=0):
    return [(slot, *row) for row in grouped(people, 3)]


def linearised(scores, people, lonely=True):
    """Return the SE of Σ scores person by person (Särndal et al. 1992, §5.5)."""
    units, variance = {}, 0.0
    for number, (score, person) in enumerate(zip(scores, people, strict=True)):
        stratum, psu = person[-3], person[-2]
        unit = number if psu is None else psu
        strata = units.setdefault(stratum, {})
        strata[unit] = strata.get(unit, 0.0) + score
    for strata in units.values():
        values = list(strata.values())
        n = len(values)
        if n == 1:
            variance += values[0] ** 2 if lonely else 0
            continue
        mean = sum(values) / n
        variance += n / (n - 1) * sum((value - mean) ** 2 for value in values)
    return math.sqrt(variance)


values = st.sampled_from([1, 2, 3, 3, None, NO_ANSWER])
weights = st.sampled_from([0.5, 1.0, 2.0, 3.25])


@st.composite
def samples(draw, columns=1, clusters=None):
    clustered = draw(st.booleans()) if clusters is None else clusters
    size = draw(st.integers(2, 40))
    people = []
    for _person in range(size):
        row = [draw(values) for _column in range(columns)]
        psu = draw(st.integers(1, 3)) if clustered else None
        people.append((*row, draw(st.sampled_from("ab")), psu, draw(weights)))
    return people


@settings(deadline=None)
@given(samples())
def test_single_against_people(people):
    (table,) = one_way(choice("q"), one_way_rows(people))
    answered = [p for p in people if p[0] in (1, 2, 3)]
    assert table.base.n == len(answered)
    assert table.base.asked == sum(p[0] is not None for p in people)
    total = sum(p[-1] for p in answered)
    assert sum(cell.n for cell in table.cells) == len(answered)
    for cell in table.cells:
        assert cell.n == sum(p[0] == cell.key for p in answered)
        if not answered:
            assert cell.share is None
            continue
        share = sum(p[-1] for p in answered if p[0] == cell.key) / total
        assert cell.share == pytest.approx(share)
        assert 0 <= cell.low <= cell.share + 1e-12
        assert cell.share - 1e-12 <= cell.high <= 1
        scores = [
            p[-1] * ((p[0] == cell.key) - share) / total if p in answered else 0.0
            for p in people
        ]
        if cell.se is not None:
            assert cell.se == pytest.approx(linearised(scores, people), abs=1e-9)


@settings(deadline=None)
@given(samples(columns=2))
def test_cross_against_people(people):
    rows = grouped(people, 4)
    table = cross(choice("a"), choice("b"), rows)
    inside = [p for p in people if p[0] in (1, 2, 3) and p[1] in (1, 2, 3)]
    assert table.base.n == len(inside)
    for line, row in zip(table.cells, table.rows, strict=True):
        for cell, column in zip(line, table.columns, strict=True):
            group = [p for p in inside if p[1] == column]
            assert cell.n == sum(p[0] == row for p in group)
            if group:
                share = sum(p[-1] for p in group if p[0] == row)
                assert cell.share == pytest.approx(share / sum(p[-1] for p in group))
    if table.test:
        assert table.test.pearson >= 0
        assert 0 <= table.test.p <= 1


def random_people(count, seed, columns):
    dice = random.Random(seed)
    return [
        (
            *(draw(dice) for draw in columns),
            dice.choice("abcd"),
            None,
            dice.random() + 1,
        )
        for _person in range(count)
    ]


def test_multiple_counts_bits_and_bases_on_the_asked():
    people = [(0b101, "a", None, 1.0)] * 40 + [(0, "a", None, 1.0)] * 50
    people += [(NO_ANSWER, "a", None, 1.0)] * 10 + [(None, "a", None, 1.0)] * 7
    (table,) = one_way(choice("q", "multiple"), one_way_rows(people))
    assert table.base.n == 100
    assert [cell.n for cell in table.cells] == [40, 0, 40]
    assert [cell.share for cell in table.cells] == pytest.approx([0.4, 0, 0.4])
    assert table.base.missing == {"no_answer": 10}


@pytest.mark.parametrize("kind, first", [("matrix_single", 2), ("matrix_multiple", 5)])
def test_matrix_has_a_table_per_row(kind, first):
    rows = [(4, first, "a", None, 5, 5.0, 5.0), (5, 1, "a", None, 6, 6.0, 6.0)]
    tables = one_way(matrix(kind), rows)
    assert [table.part for table in tables] == ["r1", "r2"]
    expected = [0, 5, 0] if kind == "matrix_single" else [5, 0, 5]
    assert [cell.n for cell in tables[0].cells] == expected
    assert tables[1].cells[0].n == 6


def test_ranking_has_ranks_and_mean_rank():
    rows = [
        (0, 1, "a", None, 60, 60.0, 60.0),
        (0, 2, "a", None, 20, 20.0, 20.0),
        (0, 0, "a", None, 20, 20.0, 20.0),
    ]
    table = one_way(choice("q", "ranking"), rows)[0]
    assert table.part == "1"
    # who left the option unranked is in the base and not in the mean
    assert [cell.share for cell in table.cells] == pytest.approx([0.6, 0.2, 0])
    (mean,) = table.statistics
    assert (mean.name, mean.n, mean.value) == ("mean_rank", 80, pytest.approx(1.25))


def test_scale_number_and_date():
    people = random_people(500, 4, [lambda dice: dice.randint(0, 10)])
    amounts = [p[0] for p in people]
    weight = [p[-1] for p in people]
    mean = np.average(amounts, weights=weight)
    for question, scale in ((SCALE, 1), (NUMBER, 10), (DATE, 1)):
        (table,) = one_way(question, one_way_rows(people, question["slot"]))
        found = {one.name: one for one in table.statistics}
        if question is DATE:
            assert set(found) == {"median", "q25", "q75"}
        else:
            assert found["mean"].value == pytest.approx(mean / scale)
            scores = np.multiply(weight, np.array(amounts) - mean) / sum(weight)
            expected = linearised(scores, people) / scale
            assert found["mean"].se == pytest.approx(expected)
        order = np.argsort(amounts, kind="stable")
        below = np.cumsum(np.array(weight)[order])
        middle = np.array(amounts)[order][np.argmax(below >= sum(weight) / 2)]
        assert found["median"].value == pytest.approx(middle / scale)
        assert len(table.cells) == (11 if question is SCALE else 0)


def test_text_has_no_table_and_cannot_be_crossed():
    assert one_way(TEXT, []) == []
    with pytest.raises(ValueError, match="text"):
        cross(TEXT, choice("q"), [])
    with pytest.raises(ValueError, match="no categories"):
        cross(choice("q"), NUMBER, [])
    with pytest.raises(ValueError, match="several parts"):
        cross(matrix("matrix_single"), choice("q"), [])


@pytest.mark.parametrize(
    "question", [choice("q"), SCALE, NUMBER, matrix("matrix_single")]
)
@pytest.mark.parametrize("people", [0, 1])
def test_nobody_and_one_person(question, people):
    rows = [(slot, 1, "a", None, 1, 1.0, 1.0) for slot in range(10)] * people
    for table in one_way(question, rows):
        assert table.base.n == people
        for cell in table.cells:
            assert cell.se is None
            assert (cell.share is None) == (not people)
    if question is not NUMBER and "rows" not in question:
        pairs = [(1, 1, "a", None, 1, 1.0, 1.0)] * people
        table = cross(question, choice("c"), pairs)
        assert table.base.n == people
        assert table.test is None


def test_a_variable_that_nobody_answered():
    rows = [(0, NO_ANSWER, "a", None, 80, 80.0, 80.0)]
    (table,) = one_way(choice("q"), rows)
    assert (table.base.n, table.base.asked) == (0, 80)
    assert all(cell.share is None for cell in table.cells)


def test_all_at_once_equals_one_by_one():
    people = random_people(200, 1, [lambda dice: dice.choice([1, 2, 3, None])])
    rows = one_way_rows(people) + one_way_rows(people, 4) + one_way_rows(people, 7)
    questions = [choice("q"), matrix("matrix_single"), SCALE, TEXT]
    found = one_way_all(questions, rows)
    assert found == {one["code"]: one_way(one, rows) for one in questions}
    columns = zip(*one_way_rows(people), strict=True)
    arrays = [np.array(column, dtype=object) for column in columns]
    assert one_way(choice("q"), tuple(arrays)) == found["q"]


def test_letters_and_bonferroni():
    shares = {1: 0.5, 2: 0.5, 3: 0.61}
    rows = []
    for column, share in shares.items():
        yes = round(200 * share)
        rows.append((1, column, "a", None, yes, float(yes), float(yes)))
        rows.append((2, column, "a", None, 200 - yes, 200.0 - yes, 200.0 - yes))
    plain = cross(choice("a", count=2), choice("b"), rows)
    assert [cell.letters for cell in plain.cells[0]] == ["", "", "AB"]
    assert [cell.letters for cell in plain.cells[1]] == ["C", "C", ""]
    strict = cross(choice("a", count=2), choice("b"), rows, bonferroni=True)
    assert [cell.letters for cell in strict.cells[0]] == ["", "", ""]
    none = cross(choice("a", count=2), choice("b"), rows, letters=False)
    assert all(cell.letters == "" for row in none.cells for cell in row)


def test_a_wide_table_has_the_same_figures(monkeypatch):
    answer = [lambda dice: dice.choice([1, 2, 3, None])] * 2
    rows = grouped(random_people(400, 5, answer), 4)
    for kind in ("single", "multiple"):
        full = cross(choice("a", kind), choice("b"), rows)
        with monkeypatch.context() as patch:
            patch.setattr(sys.modules["statistics.cross"], "MOST_TESTED", 1)
            wide = cross(choice("a", kind), choice("b"), rows)
        assert wide.test is None and wide.row_tests == ()
        assert wide.base == full.base
        for one, two in (
            *zip(wide.row_totals, full.row_totals, strict=True),
            *zip(wide.column_totals, full.column_totals, strict=True),
            *zip(sum(wide.cells, ()), sum(full.cells, ()), strict=True),
        ):
            assert (one.key, one.n) == (two.key, two.n)
            assert (one.share, one.se) == pytest.approx((two.share, two.se))


def test_filtered_rows_need_the_sample_of_the_wave():
    """Who was filtered out still counts in the sample of his stratum."""
    people = random_people(300, 9, [lambda dice: dice.choice([1, 2, 3, None, None])])
    rows = one_way_rows(people)
    (whole,) = one_way(choice("q"), rows)
    kept = [row for row in rows if row[1] is not None]
    sample = {s: sum(p[-3] == s for p in people) for s in "abcd"}
    (told,) = one_way(choice("q"), kept, Design(sample=sample))
    assert told.cells[0].se == pytest.approx(whole.cells[0].se, rel=1e-12)
    (untold,) = one_way(choice("q"), kept)
    assert untold.cells[0].se != pytest.approx(whole.cells[0].se, rel=1e-12)


def test_finite_population():
    rows = [(0, v, "a", None, 50, 50.0, 50.0) for v in (1, 2)]
    (free,) = one_way(choice("q"), rows)
    (half,) = one_way(choice("q"), rows, Design(population={"a": 200}))
    (census,) = one_way(choice("q"), rows, Design(population={"a": 100}))
    assert half.cells[0].se == pytest.approx(free.cells[0].se * math.sqrt(0.5))
    assert census.cells[0].se == 0
    with pytest.raises(ValueError, match="below the sample"):
        one_way(choice("q"), rows, Design(population={"a": 99}))


def test_lonely_unit():
    rows = [(0, 1, "a", None, 60, 60.0, 60.0), (0, 2, "a", None, 60, 60.0, 60.0)]
    rows.append((0, 1, "b", None, 1, 5.0, 25.0))
    se = {
        rule: one_way(choice("q"), rows, Design(lonely=rule))[0].cells[0].se
        for rule in ("adjust", "certainty")
    }
    assert se["adjust"] > se["certainty"]
    with pytest.raises(ValueError, match="single unit"):
        one_way(choice("q"), rows, Design(lonely="error"))
    with pytest.raises(ValueError, match="lonely"):
        Design(lonely="whatever")


def test_a_stratum_cannot_mix_clusters_and_people():
    rows = [(0, 1, "a", None, 1, 1.0, 1.0), (0, 1, "a", 7, 1, 1.0, 1.0)]
    with pytest.raises(ValueError, match="mixes"):
        one_way(choice("q"), rows)


def test_rows_are_checked():
    with pytest.raises(ValueError, match="not negative"):
        one_way(choice("q"), [(0, 1, "a", None, 1, -1.0, 1.0)])
    with pytest.raises(ValueError, match="7 columns"):
        one_way(choice("q"), [(0, 1, "a")])


def test_kish_fixture_and_wilson_fixtures():
    """S6 and S7 of spec/field.md."""
    deff, n_eff = kish(100, 50 * 1 + 50 * 2, 50 * 1 + 50 * 4)
    assert deff == pytest.approx(1.111, abs=5e-4)
    assert n_eff == pytest.approx(90)
    assert wilson(34 / 61, 61) == pytest.approx((0.433, 0.675), abs=5e-4)
    assert wilson(0, 20) == pytest.approx((0, 0.161), abs=5e-4)

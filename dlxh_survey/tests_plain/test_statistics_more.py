"""Raking, trends, outcome rates and the disclosure block."""

from statistics import (
    ITEMS,
    Outcomes,
    Point,
    RakingError,
    missing_items,
    one_way,
    outcome_rates,
    rake,
    suppress,
    suppress_trend,
    trend,
)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SEX, AGE = ("f", "m"), ("young", "old")
CELLS = [
    (("f", "young"), 30, 30.0),
    (("f", "old"), 50, 50.0),
    (("m", "young"), 15, 15.0),
    (("m", "old"), 5, 5.0),
]
MARGINS = {"sex": {"f": 52, "m": 48}, "age": {"young": 0.4, "old": 0.6}}


def rake_cells(cells=CELLS, margins=MARGINS, **options):
    return rake(("sex", "age"), cells, margins, **options)


def shares(found, cells, axis):
    sums = {}
    for key, _n, w in cells:
        sums[key[axis]] = sums.get(key[axis], 0) + w * found.factors[key]
    total = sum(sums.values())
    return {key: value / total for key, value in sums.items()}


def test_raking_meets_its_margins():
    found = rake_cells()
    assert found.converged
    assert found.worst < 1e-9
    assert shares(found, CELLS, 0) == pytest.approx({"f": 0.52, "m": 0.48})
    assert shares(found, CELLS, 1) == pytest.approx({"young": 0.4, "old": 0.6})
    assert sum(w * found.factors[key] for key, _n, w in CELLS) == pytest.approx(100)
    assert found.deff > 1
    assert found.n_eff == pytest.approx(100 / found.deff)
    fit = found.fits[0]
    assert (fit.variable, fit.category, fit.n, fit.before) == ("sex", "f", 80, 0.8)
    assert (fit.target, fit.after) == pytest.approx((0.52, 0.52))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(5, 200), min_size=4, max_size=4),
    st.floats(0.2, 0.8),
    st.floats(0.2, 0.8),
)
def test_raking_any_full_table(numbers, women, young):
    cells = [
        (key, n, float(n)) for (key, _n, _w), n in zip(CELLS, numbers, strict=True)
    ]
    margins = {
        "sex": {"f": women, "m": 1 - women},
        "age": {"young": young, "old": 1 - young},
    }
    found = rake_cells(cells, margins)
    assert shares(found, cells, 0)["f"] == pytest.approx(women, abs=1e-8)
    assert shares(found, cells, 1)["young"] == pytest.approx(young, abs=1e-8)
    # the odds ratio of the cells is what raking leaves alone
    f = found.factors
    odds = f["f", "young"] * f["m", "old"] / (f["f", "old"] * f["m", "young"])
    assert odds == pytest.approx(1, rel=1e-6)


def test_raking_leaves_out_who_left_it_empty():
    cells = [*CELLS, ((None, "young"), 10, 10.0), (("f", None), 4, 4.0)]
    found = rake_cells(cells)
    known = [cell for cell in cells if cell[0][0] is not None]
    assert shares(found, known, 0) == pytest.approx({"f": 0.52, "m": 0.48})
    assert found.factors[None, "young"] > 0


def test_trimming_bounds_the_factors():
    free = rake_cells()
    assert free.highest > 3
    found = rake_cells(bounds=(0.4, 3), close=0.05)
    assert found.lowest >= 0.4 - 1e-9
    assert found.highest <= 3 + 1e-9
    assert found.trimmed > 0
    assert 0 < found.worst <= 0.05
    assert found.deff < free.deff


IMPOSSIBLE = [
    (("f", "young"), 50, 50.0),
    (("m", "old"), 50, 50.0),
]


@pytest.mark.parametrize(
    "kind, cells, margins, options",
    [
        ("empty", [], MARGINS, {}),
        ("empty", [(("f", "old"), 0, 0.0)], MARGINS, {}),
        ("no_margin", CELLS, {}, {}),
        ("unknown_variable", CELLS, {"region": {"n": 1}}, {}),
        ("no_category", CELLS, {"sex": {}}, {}),
        ("bad_target", CELLS, {"sex": {"f": 0, "m": 1}}, {}),
        ("bad_target", CELLS, {"sex": {"f": float("nan"), "m": 1}}, {}),
        ("nobody", CELLS, {"sex": {"f": 1, "m": 1, "x": 1}}, {}),
        ("no_target", CELLS, {"sex": {"f": 1}}, {}),
        ("all_missing", [((None, "old"), 9, 9.0)], {"sex": {"f": 1, "m": 1}}, {}),
        ("bad_bounds", CELLS, MARGINS, {"bounds": (2, 3)}),
        ("not_converged", IMPOSSIBLE, MARGINS, {}),
        ("not_converged", CELLS, MARGINS, {"bounds": (0.9, 1.1)}),
        ("nobody", [(("f", "old"), 1, 1.0)], MARGINS, {}),
    ],
)
def test_raking_says_what_is_wrong(kind, cells, margins, options):
    with pytest.raises(RakingError) as caught:
        rake_cells(cells, margins, **options)
    assert caught.value.kind == kind
    assert str(caught.value).endswith(".")
    for value in caught.value.detail.values():
        assert value is not None


def test_raking_one_person():
    found = rake(("sex",), [(("f",), 1, 2.0)], {"sex": {"f": 1}})
    assert found.factors == {("f",): 1.0}


def test_categories_from_json_are_text():
    found = rake(
        ("q",), [((1,), 10, 10.0), ((2,), 30, 30.0)], {"q": {"1": 0.5, "2": 0.5}}
    )
    assert found.factors == {(1,): pytest.approx(2), (2,): pytest.approx(2 / 3)}


def single(numbers, code="q"):
    question = {
        "code": code,
        "type": "single",
        "slot": 0,
        "options": [{"code": str(i), "value": i} for i, _n in enumerate(numbers, 1)],
    }
    rows = [(0, i, "a", None, n, float(n), float(n)) for i, n in enumerate(numbers, 1)]
    return one_way(question, rows)[0]


def test_trend_tests_steps_and_marks_breaks():
    points = [
        Point("2024", single([400, 600]), "wording 1"),
        Point("2025", single([460, 540]), "wording 1"),
        Point("2026", single([600, 400]), "wording 2"),
    ]
    found = trend(points)
    assert found.waves == ("2024", "2025", "2026")
    assert found.breaks == (False, True)
    line = found.lines[0]
    assert [cell.share for cell in line.values] == pytest.approx([0.4, 0.46, 0.6])
    first, second = line.changes
    assert first.difference == pytest.approx(0.06)
    assert first.se == pytest.approx((0.24 / 999 + 0.2484 / 999) ** 0.5)
    assert first.test.p == pytest.approx(0.00671, abs=5e-5)
    assert (second.difference, second.test) == (None, None)


def test_trend_of_changed_answers_and_types():
    found = trend([Point("1", single([5, 5])), Point("2", single([5, 5, 20]))])
    assert [len(line.values) for line in found.lines] == [2, 2, 2]
    assert found.lines[2].values[0] is None
    assert found.lines[2].changes[0].difference is None
    scale = {"code": "s", "type": "scale", "slot": 0, "min": 0, "max": 1}
    rows = [(0, i, "a", None, 50, 50.0, 50.0) for i in (0, 1)]
    points = [Point(wave, one_way(scale, rows)[0]) for wave in "ab"]
    assert {line.name for line in trend(points).lines} >= {"mean", "median"}
    mean = [line for line in trend(points).lines if line.name == "mean"][0]
    assert mean.changes[0].test.p == pytest.approx(1)
    with pytest.raises(ValueError, match="same type"):
        trend([points[0], Point("c", single([5, 5]))])
    assert trend([]).lines == ()


def test_trend_after_suppression():
    tables = [single([400, 600, 0]), single([450, 540, 3]), single([500, 400, 90])]
    points = [Point(str(i), table, "same") for i, table in enumerate(tables)]
    published = [suppress(table) for table in tables]
    found = suppress_trend(trend(points), published)
    for line in found.lines:
        for wave, value in enumerate(line.values):
            cell = [c for c in published[wave].table.cells if c.key == line.key][0]
            assert value == cell
    # the third wave is free, but both its steps lean on hidden figures
    hidden = [line for line in found.lines if line.values[1].n is None]
    assert len(hidden) == 2
    for line in hidden:
        assert [change.difference for change in line.changes] == [None, None]
    withheld = suppress_trend(trend(points[:1]), [suppress(single([2, 1]))])
    assert withheld.lines[0].values == (None,)


def test_outcome_rates():
    """S5 of spec/field.md."""
    counts = Outcomes(500, 20, 120, 200, 10, 100, 50)
    rates = outcome_rates(counts)
    assert rates.rr1 == pytest.approx(500 / 1000)
    assert rates.rr2 == pytest.approx(520 / 1000)
    assert rates.rr5 == pytest.approx(500 / 850)
    assert rates.coop1 == pytest.approx(500 / 650)
    open_link = outcome_rates(counts, probability=False)
    assert (open_link.rr1, open_link.rr5, open_link.coop1) == (None, None, None)
    assert open_link.participation == pytest.approx(0.52)
    assert outcome_rates(Outcomes()).rr1 is None
    with pytest.raises(ValueError, match="refusal"):
        Outcomes(refusal=-1)


@given(st.lists(st.integers(0, 500), min_size=7, max_size=7))
def test_outcome_rates_are_ordered(counts):
    rates = outcome_rates(Outcomes(*counts))
    found = [rates.rr1, rates.rr2, rates.rr5, rates.coop1]
    assert all(one is None or 0 <= one <= 1 for one in found)
    if rates.rr5 is not None:
        assert rates.rr1 <= rates.rr2
        assert rates.rr1 <= rates.rr5
    if rates.coop1 is not None:
        assert rates.rr5 <= rates.coop1


def test_disclosure():
    """S9: eleven items, filled or marked as not applying."""
    assert len(ITEMS) == 11
    assert missing_items({}) == list(ITEMS)
    filled = {**dict.fromkeys(ITEMS, "text"), "weighting": "n/a"}
    assert missing_items(filled) == []
    assert missing_items({**filled, "modes": "  ", "dates": None}) == ["modes", "dates"]
    with pytest.raises(ValueError, match="shoe"):
        missing_items({"shoe": "size"})

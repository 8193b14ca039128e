"""Tables of real surveys: equal to svy and to what was published.

What is compared to 1e-9 has the same definition in both. Where svy counts in another
way, the test says how:

* intervals: svy gives the logit interval always, we give Wilson's for small bases
  and rare answers; compared where both are logit;
* two-sample t test: svy and R take design df - 1 (a regression with two
  coefficients), we take the design df, as Stata's `lincom` after `svy: mean`; so t
  is equal and p is not;
* quantiles: the smallest value that reaches p in both. Woodruff's interval stands
  around p here, as he wrote it, and around the share at the quantile in svy; so
  its ends, and SE taken from them, are not compared.
"""

import json
from pathlib import Path
from statistics import cross, one_way, rake

import pytest

ORACLE = Path(__file__).resolve().parent / "oracle"
EQUAL = {"rel": 1e-9, "abs": 1e-12}


def load(name):
    return json.loads((ORACLE / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def nhanes():
    return load("nhanes")


@pytest.fixture(scope="module")
def chile():
    return load("chile")


@pytest.fixture(scope="module")
def beps():
    return load("beps")


@pytest.fixture(scope="module")
def pew():
    return load("pew_energy")


def single(code, values):
    options = [{"code": str(value), "value": value} for value in values]
    return {"code": code, "type": "single", "slot": 0, "options": options}


def scale(code, low, high):
    return {"code": code, "type": "scale", "slot": 0, "min": low, "max": high}


def number(code):
    return {"code": code, "type": "number", "slot": 0, "decimals": 0}


def of_slot(rows):
    return [(0, *row) for row in rows]


def same_test(test, expected):
    assert test.pearson == pytest.approx(expected["pearson"], **EQUAL)
    assert test.statistic == pytest.approx(expected["f"], **EQUAL)
    assert test.df1 == pytest.approx(expected["df1"], **EQUAL)
    assert test.df2 == pytest.approx(expected["df2"], **EQUAL)
    assert test.p == pytest.approx(expected["p"], **EQUAL)


def same_estimate(found, expected, share=True):
    assert (found.share if share else found.value) == pytest.approx(
        expected["est"], **EQUAL
    )
    assert found.se == pytest.approx(expected["se"], **EQUAL)
    if "deff" in expected:
        assert found.deff == pytest.approx(expected["deff"], **EQUAL)
    if "lci" in expected and (not share or found.interval == "logit"):
        ends = (expected["lci"], expected["uci"])
        assert (found.low, found.high) == pytest.approx(ends, **EQUAL)


def test_nhanes_one_way(nhanes):
    (table,) = one_way(single("race", [1, 2, 3]), of_slot(nhanes["race"]))
    assert table.base.n == 10335
    assert table.df == 31
    for cell, expected in zip(table.cells, nhanes["one_way"], strict=True):
        same_estimate(cell, expected)
        assert cell.interval == "logit"


def nhanes_table(nhanes):
    race, diabetes = single("race", [1, 2, 3]), single("diabetes", [0, 1])
    return cross(race, diabetes, nhanes["race_diabetes"])


def test_nhanes_rao_scott(nhanes):
    same_test(nhanes_table(nhanes).test, nhanes["rao_scott"])


def test_nhanes_columns(nhanes):
    table = nhanes_table(nhanes)
    cells = [cell for row in table.cells for cell in row]
    for cell, expected in zip(cells, nhanes["columns"], strict=True):
        same_estimate(cell, {k: v for k, v in expected.items() if k != "deff"})


def test_nhanes_published_figures(nhanes):
    """Race by diabetes of NHANES II, 31 strata and 62 PSUs, as in spec/survey.md."""
    table = nhanes_table(nhanes)
    assert (table.base.n, table.df) == (10335, 31)
    assert table.test.pearson == pytest.approx(21.26606, abs=5e-6)
    assert table.test.statistic == pytest.approx(14.94346, abs=5e-6)
    assert table.test.df1 == pytest.approx(1.5247, abs=5e-5)
    assert table.test.df2 == pytest.approx(47.265, abs=5e-4)
    assert table.test.p == pytest.approx(4.56e-5, abs=5e-8)
    # the share of everybody: one question with the six cells as its answers
    joint = {(r, c): i for i, (r, c) in enumerate([(1, 0), (1, 1), (2, 0)], 1)}
    rows = [(0, joint.get(tuple(row[:2]), 9), *row[2:]) for row in nhanes_rows(nhanes)]
    (shares,) = one_way(single("joint", [1, 2, 3, 9]), rows)
    assert shares.cells[0].share == pytest.approx(0.850866, abs=5e-7)
    assert shares.cells[0].se == pytest.approx(0.01585, abs=5e-6)
    assert shares.cells[1].share == pytest.approx(0.0281, abs=5e-5)


def nhanes_rows(nhanes):
    return nhanes["race_diabetes"]


def test_nhanes_means(nhanes):
    table = cross(
        scale("highbp", 0, 1), single("diabetes", [0, 1]), nhanes["highbp_diabetes"]
    )
    for found, expected in zip(table.means, nhanes["means"], strict=True):
        same_estimate(found[0], expected, share=False)
    test, expected = table.means_test, nhanes["t"]
    assert test.statistic == pytest.approx(expected["t"] ** 2, **EQUAL)
    assert (test.df1, test.df2, expected["df"]) == (1, 31, 30)
    apart = table.means[1][0].value - table.means[0][0].value
    assert apart == pytest.approx(expected["diff"], **EQUAL)
    # diabetics differ, and the letter stands with them
    assert [found[0].letters for found in table.means] == ["", "A"]


def test_chile_weighted_one_way(chile):
    (table,) = one_way(single("vote", [1, 2, 3, 4]), of_slot(chile["vote"]))
    assert table.base.n == 2532
    assert table.base.asked == 2700
    assert table.base.missing == {"no_answer": 168}
    # svy lists the empty answer too, with a share of nought
    votes = [row for row in chile["one_way"] if int(row["vote"]) > 0]
    for cell, expected in zip(table.cells, votes, strict=True):
        same_estimate(cell, expected)


@pytest.mark.parametrize(
    "rows, column, expected",
    [("vote_sex", 2, "rao_scott"), ("vote_education", 3, "rao_scott_education")],
)
def test_chile_rao_scott(chile, rows, column, expected):
    columns = single("column", range(1, column + 1))
    table = cross(single("vote", [1, 2, 3, 4]), columns, chile[rows])
    same_test(table.test, chile[expected])


def test_chile_means_and_quantiles(chile):
    table = cross(number("age"), single("sex", [1, 2]), chile["age_sex"])
    mean, _sd, *quantiles = table.total_means
    same_estimate(mean, chile["age"][0], share=False)
    for found, expected in zip(table.means, chile["age_by_sex"], strict=True):
        same_estimate(found[0], expected, share=False)
    assert table.means_test.statistic == pytest.approx(chile["age_t"]["t"] ** 2)
    for found, expected in zip(quantiles, chile["quantiles"], strict=True):
        assert found.value == expected["est"]
        assert found.low <= found.value <= found.high


def test_chile_raking(chile):
    """The factors of cells: svy rakes people, we rake the cells they are in."""
    rows = [
        ((sex, education), n, w)
        for sex, education, n, w, _f in chile["raking"]["cells"]
    ]
    margins = {name: dict(m) for name, m in chile["raking"]["shares"].items()}
    found = rake(("sex", "education"), rows, margins)
    assert found.converged
    for sex, education, _n, _w, factor in chile["raking"]["cells"]:
        assert found.factors[sex, education] == pytest.approx(factor, **EQUAL)


def test_beps_unweighted(beps):
    (table,) = one_way(single("vote", [1, 2, 3]), of_slot(beps["vote"]))
    for cell, expected in zip(table.cells, beps["one_way"], strict=True):
        same_estimate(cell, expected)
        assert cell.deff == pytest.approx(1, abs=1e-9)
    crossed = cross(
        single("vote", [1, 2, 3]), single("gender", [1, 2]), beps["vote_gender"]
    )
    same_test(crossed.test, beps["rao_scott"])
    means = cross(
        scale("Europe", 1, 11), single("vote", [1, 2, 3]), beps["Europe_vote"]
    )
    for found, expected in zip(means.means, beps["Europe_by_vote"], strict=True):
        same_estimate(found[0], expected, share=False)


def multiple(names):
    options = [{"code": name, "value": i} for i, name in enumerate(names, 1)]
    return {"code": "energy", "type": "multiple", "slot": 0, "options": options}


def test_pew_energy_as_multiple_choice(pew):
    question = multiple(pew["names"])
    (table,) = one_way(question, of_slot(pew["mask"]))
    assert table.base.n == 2541
    for cell, expected in zip(table.cells, pew["means"], strict=True):
        same_estimate(cell, {k: expected[k] for k in ("est", "se", "deff")})


def test_pew_energy_by_option(pew):
    table = cross(multiple(pew["names"]), single("solar", [0, 1]), pew["mask_first"])
    assert table.test is None
    for test, expected in zip(table.row_tests[1:], pew["rao_scott"], strict=True):
        same_test(test, expected)

"""Weighted figures leave so coarse that weights tell no hidden number of people."""

from statistics import Design, Precision, cross, one_way, suppress

from hypothesis import given
from hypothesis import strategies as st

import result_tables

K = 10
MEN, WOMEN = 1.5, 0.5
SEX = {"code": "sex", "type": "single", "slot": 1, "condition": None}
SEX["options"] = [{"code": str(n), "value": n} for n in (1, 2)]
WISH = {**SEX, "code": "wish", "slot": 0}


def weighted(men, women, everybody):
    """Rows of the men and women who wish it, and of the half each who do not."""
    half = everybody // 2
    counts = ((1, 1, men, MEN), (1, 2, women, WOMEN))
    counts += ((2, 1, half - men, MEN), (2, 2, half - women, WOMEN))
    return [(wish, sex, 0, None, n, n * w, n * w * w) for wish, sex, n, w in counts]


def published(rows, is_weighted=True):
    rows = [(0, wish, stratum, psu, *sums) for wish, _sex, stratum, psu, *sums in rows]
    (table,) = one_way(WISH, rows, Design())
    return suppress(table, K, Precision(weighted=is_weighted))


def shown(men, women, everybody):
    (cell, _other) = result_tables.coarse(
        published(weighted(men, women, everybody))
    ).table.cells
    return cell


@given(st.integers(1, K - 1), st.integers(K, 60), st.sampled_from((400, 1000)))
def test_a_hidden_number_of_men_could_be_another(men, women, everybody):
    told = shown(men, women, everybody)
    assert told.n is None and told.weighted is None
    same = {
        n
        for n in range(3 * K)
        for others in range(150)
        if n + others and round((n * MEN + others * WOMEN) / everybody, 2) == told.share
    }
    assert len(same) >= K // 2


def test_figures_are_rounded_to_the_wide_side():
    exact = published(weighted(60, 90, 400)).table.cells[0]
    told = shown(60, 90, 400)
    assert told.share == round(exact.share, 2)
    assert told.low <= exact.low < exact.high <= told.high
    assert round(100 * told.low, 6) % 1 == 0
    assert told.deff is None


def test_figures_of_equal_weights_stay_exact():
    table = published(weighted(60, 90, 400), is_weighted=False)
    assert result_tables.coarse(table) is table


def test_cross_tables_are_rounded_too():
    rows = [(wish, sex, *rest) for wish, sex, *rest in weighted(60, 90, 400)]
    found = suppress(cross(WISH, SEX, rows), K, Precision(weighted=True))
    told = result_tables.coarse(found).table
    assert {cell.n for line in told.cells for cell in line} == {None}
    assert [base.n for base in told.column_bases] == [200, 200]
    assert all(
        cell.share == round(cell.share, 2) for line in told.cells for cell in line
    )
    assert told.test.p == float(f"{found.table.test.p:.4g}")


def test_what_is_hidden_stays_hidden():
    rows = [(wish, sex, *rest) for wish, sex, *rest in weighted(3, 40, 400)]
    found = suppress(cross(WISH, SEX, rows), K, Precision(weighted=True))
    told = result_tables.coarse(found).table
    assert told.cells[0][0].share is None and told.cells[0][0].n is None
    laid = result_tables.lay_out_cross(WISH, (SEX, None), [found], "vi_VN")
    first = laid["blocks"][0]["lines"][0]
    assert first["cells"][0]["hidden"]
    assert not first["total"]["hidden"]

"""What a published table shows, and what it leaves out."""

import json
from statistics import (
    Precision,
    cross,
    one_way,
    suppress,
    suppress_family,
)

import pytest

from attack import (
    K,
    choice,
    line_rows,
    plane_rows,
    shown_counts,
)


def scale_table(numbers):
    scale = {"code": "s", "type": "scale", "slot": 0, "min": 1, "max": len(numbers)}
    return one_way(scale, line_rows(numbers))[0]


def test_a_mean_is_shown_only_beside_a_full_distribution():
    full = suppress(scale_table([20, 30, 40]), K)
    assert [one.name for one in full.table.statistics][:2] == ["mean", "sd"]
    part = suppress(scale_table([20, 30, 2]), K)
    assert part.table.statistics == ()
    assert set(part.notes) == {"hidden", "no_statistics"}


def test_nothing_of_a_hidden_cell_is_left():
    (table,) = one_way(choice("q", 3), line_rows([2, 40, 60]))
    published = suppress(table, K)
    hidden = [cell for cell in published.as_dict()["table"]["cells"] if not cell["n"]]
    assert len(hidden) == 2
    for cell in hidden:
        kept = {name for name, value in cell.items() if value not in (None, "")}
        assert kept == {"key"}
    # and what is left is plain JSON
    text = json.dumps(published.as_dict())
    counts = [cell["n"] for cell in json.loads(text)["table"]["cells"]]
    assert counts == [None, None, 60]


def test_test_and_letters_go_with_a_hidden_cell():
    plane = [[0, 0, 0, 0], [0, 200, 2, 100], [0, 100, 98, 200]]
    table = cross(choice("r", 2), choice("c", 3), plane_rows(plane))
    assert table.test and table.cells[0][0].letters == "BC"
    published = suppress(table, K)
    assert published.table.test is None
    shown = [cell for line in published.table.cells for cell in line if cell.n]
    hidden = {
        "ABC"[place]
        for line in published.table.cells
        for place, cell in enumerate(line)
        if cell.n is None
    }
    assert hidden
    assert not any(mark in cell.letters for cell in shown for mark in hidden)


def test_a_small_base_shows_counts_only():
    (table,) = one_way(choice("q", 2), line_rows([12, 17]))
    published = suppress(table, K)
    assert published.notes == ("counts_only",)
    assert shown_counts(published) == [12, 17]
    assert all(cell.share is None for cell in published.table.cells)
    (enough,) = one_way(choice("q", 2), line_rows([12, 18]))
    assert suppress(enough, K).table.cells[0].share == pytest.approx(0.4)


def test_non_probability_has_no_margin_of_error():
    (table,) = one_way(choice("q", 2), line_rows([40, 60]))
    published = suppress(table, K, precision=Precision(probability=False))
    cell = published.table.cells[0]
    assert (cell.share, cell.se, cell.low, cell.high) == (0.4, None, None, None)
    assert published.notes == ("non_probability",)
    model = Precision(probability=False, statement="Quota model, weights as stated.")
    published = suppress(table, K, precision=model)
    assert published.table.cells[0].se > 0
    assert published.notes == ("non_probability", "model")
    assert published.statement == "Quota model, weights as stated."


@pytest.mark.parametrize("k", [0, 1, 4])
def test_the_floor(k):
    (table,) = one_way(choice("q", 2), line_rows([40, 60]))
    with pytest.raises(ValueError, match="at least 5"):
        suppress(table, k)
    with pytest.raises(ValueError, match="at least 5"):
        suppress_family(table, {}, k)


def test_default_threshold_is_ten():
    (table,) = one_way(choice("q", 3), line_rows([9, 40, 60]))
    assert suppress(table).k == 10
    assert shown_counts(suppress(table)).count(None) == 2
    (table,) = one_way(choice("q", 3), line_rows([10, 0, 60]))
    assert shown_counts(suppress(table)) == [10, 0, 60]


@pytest.mark.parametrize("numbers", [[0, 0], [3, 0], [2, 2]])
def test_nobody_and_few(numbers):
    (table,) = one_way(choice("q", 2), line_rows(numbers))
    published = suppress(table, K)
    if sum(numbers):
        assert published.table is None
        assert published.notes == ("withheld",)
    else:
        assert shown_counts(published) == [0, 0]


def test_numbers_by_column():
    number = {"code": "n", "type": "number", "slot": 0, "decimals": 0}
    rows = [(v, 1, "a", None, 20, 20.0, 20.0) for v in (3, 5)]
    rows += [(v, 2, "a", None, 15, 15.0, 15.0) for v in (4, 6)]
    full = suppress(cross(number, choice("c", 2), rows), K).table
    assert [means[0].value for means in full.means] == pytest.approx([4, 5])
    rows.append((9, 3, "a", None, 3, 3.0, 3.0))
    part = suppress(cross(number, choice("c", 3), rows), K)
    shown = [bool(means) for means in part.table.means]
    assert shown == [True, False, False]
    assert part.table.means_test is None


def test_kinds_of_empty_answers():
    rows = line_rows([40, 60], missing=3)
    assert suppress(one_way(choice("q", 2), rows)[0], K).table.base.missing == {}
    rows = line_rows([40, 60], missing=30)
    shown = suppress(one_way(choice("q", 2), rows)[0], K)
    assert shown.table.base.missing == {"no_answer": 30}


def test_a_condition_must_not_tell_a_hidden_cell():
    """q2 is asked of those who said 2 in q1, whose count is cover for the 3."""
    (first,) = one_way(choice("q1", 3), line_rows([3, 15, 60]))
    (second,) = one_way(choice("q2", 2), line_rows([5, 10]))
    parent = suppress(first, K)
    assert shown_counts(parent) == [None, None, 60]
    assert suppress(second, K).table.base.n == 15
    assert suppress(second, K, depends=[parent]).table is None
    whole, parts = suppress_family(second, {"u": second}, K, depends=[parent])
    assert whole.table is None and parts["u"].table is None
    crossed = cross(choice("q2", 2), choice("q1", 3), [])
    assert suppress(crossed, K, depends=[parent]).notes == ("withheld",)
    (full,) = one_way(choice("q1", 3), line_rows([20, 15, 60]))
    open_one = suppress(second, K, depends=[suppress(full, K)])
    assert open_one.table.base.n == 15

"""What is hidden cannot be found again from anything that is shown."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from suppression import MINIMUM, Mention, release, total

GROUPS, TENDENCIES, WEEKS = range(3), ("approve", "oppose"), range(2)
OWN = frozenset((1,))

mentions_of = st.lists(
    st.builds(
        # a sheet belongs to one unit: sheets 0-3 to unit 0, 4-7 to unit 1 …
        lambda sheet, key: Mention(sheet, sheet // 4, key),
        st.integers(0, 15),
        st.tuples(
            st.sampled_from(GROUPS),
            st.sampled_from(TENDENCIES),
            st.sampled_from(WEEKS),
        ),
    ),
    max_size=40,
)


def others(cells):
    return [cell for cell in cells if not cell.is_own]


def margins(cells):
    """Every total that a table of the cells can show, by every set of its axes."""
    found = defaultdict(list)
    for cell in cells:
        for axes in ((), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)):
            found[axes, tuple(cell.key[axis] for axis in axes)].append(cell)
    return {place: total(group) for place, group in found.items()}


def hidden_of(mentions, cells):
    shown = {(cell.key, cell.is_own) for cell in cells}
    return [m for m in mentions if (m.key, m.unit in OWN) not in shown]


@given(mentions_of)
def test_no_cell_is_small(mentions):
    for cell in others(release(mentions, OWN)):
        assert cell.sheets >= MINIMUM
        assert len(cell.units) >= MINIMUM


@settings(max_examples=300)
@given(mentions_of)
def test_hidden_mentions_leave_no_trace(mentions):
    """Without them every cell and every total is the same, so none tells of them."""
    cells = release(mentions, OWN)
    hidden = hidden_of(mentions, cells)
    kept = [mention for mention in mentions if mention not in hidden]
    again = release(kept, OWN)
    assert again == cells
    assert margins(again) == margins(cells)


@settings(max_examples=300)
@given(mentions_of, mentions_of)
def test_own_sheets_cannot_be_subtracted(mentions, mine):
    """What the reader knows of his own sheets does not enter the other cells."""
    mine = [Mention(m.sheet % 4 + 4, 1, m.key) for m in mine]
    theirs = [mention for mention in mentions if mention.unit not in OWN]
    assert others(release(theirs + mine, OWN)) == release(theirs)


@given(mentions_of)
def test_only_the_officer_sees_small_cells(mentions):
    assert not [c for c in release(mentions, OWN, reads_own=False) if c.is_own]
    own = {mention for mention in mentions if mention.unit in OWN}
    shown = [cell for cell in release(mentions, OWN) if cell.is_own]
    assert sum(cell.sheets for cell in shown) == len({(m.sheet, m.key) for m in own})


@given(mentions_of)
def test_totals_count_each_unit_once(mentions):
    cells = release(mentions)
    sheets, units = total(cells)
    assert sheets == sum(cell.sheets for cell in cells)
    assert units == len({unit for cell in cells for unit in cell.units})
    assert total([]) == (0, 0)


def test_the_difference_of_a_total_is_not_given():
    """Two units say it in the first week, a third alone in the second."""
    key = (0, "oppose", 0)
    alone = Mention(12, 3, (0, "oppose", 1))
    cells = release([Mention(0, 0, key), Mention(5, 1, key), alone])
    assert [cell.key for cell in cells] == [key]
    assert total(cells) == (2, 2)


def test_two_sheets_of_one_unit_are_hidden():
    key = (0, "oppose", 0)
    assert release([Mention(0, 0, key), Mention(1, 0, key)]) == []

"""The text of a draft leaves the unit: it names no group that is not counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consolidation import Atom, Passage, Sheet, Stream, consolidate, visible_groups
from test_consolidation import ISSUES, PHRASES, sheet_lists


def told(unit, week="w1", tendency="oppose", number=None, groups=(1,)):
    stream = Stream("fees are high", tendency, "some", groups)
    return Sheet(number or unit, unit, 1, streams=(stream,), week=week)


@pytest.mark.parametrize(
    ("sheets", "named"),
    [
        ([told(5)], False),
        # two sheets of one unit, of two weeks, of two tendencies
        ([told(5), told(5, number=6)], False),
        ([told(5), told(6, "w2")], False),
        ([told(5), told(6, tendency="approve")], False),
        # the unit that drafts knows its own: two others are wanted
        ([told(9), told(5)], False),
        ([told(5), told(6)], True),
        ([told(5), told(6), told(7, "w2", groups=(2,))], True),
    ],
)
def test_a_group_is_named_where_it_is_counted(sheets, named):
    """The text leaves the unit like the counts, and hides what they hide."""
    draft = consolidate(
        sheets,
        issues=ISSUES,
        phrases=PHRASES,
        group_names={1: "Workers", 2: "BHXH staff"},
        own_unit=9,
    )
    (entry,) = draft.entries
    assert ("workers" in entry.text) is named
    assert "BHXH" not in entry.text
    assert ("fees are high") in entry.text


def test_what_lower_reports_counted_lets_a_group_be_named():
    """Two units below told of the group in the same week as the unit itself."""
    atoms = {
        unit: Atom(unit, unit, 1, cells={(1, "oppose", "w1"): 1}) for unit in (51, 52)
    }
    passages = [Passage(60 + unit, unit, "", 1, atoms={unit}) for unit in atoms]
    for known, named in ((atoms, True), ({51: atoms[51]}, False)):
        draft = consolidate(
            [told(9)],
            passages,
            issues=ISSUES,
            phrases=PHRASES,
            atoms=known,
            group_names={1: "Workers"},
            own_unit=9,
        )
        assert ("workers" in draft.entries[0].text) is named


@given(sheet_lists(), st.sampled_from([None, 1, 2]))
def test_no_group_is_named_that_is_not_counted(sheets, own_unit):
    draft = consolidate(
        sheets,
        issues=ISSUES,
        phrases=PHRASES,
        group_names={number: f"group-{number}" for number in range(1, 5)},
        own_unit=own_unit,
    )
    for entry in draft.entries:
        shown = visible_groups(entry.counts, 2, own_unit)
        for number in range(1, 5):
            assert (f"group-{number}" in entry.text) is (number in shown)

"""Consolidation: every sheet once, k distinct units, totals preserved."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consolidation import (
    Atom,
    Issue,
    Passage,
    Phrases,
    Sheet,
    Stream,
    Topic,
    check_phrase,
    consolidate,
    count_sheets,
    total,
    visible_groups,
)
from suppression import MINIMUM, Mention, release

TENDENCIES = ("approve", "oppose", "hesitant", "unclear")
BREADTHS = ("vast_majority", "majority", "many", "some")
ISSUES = {
    number: Issue(
        number, f"Issue {number}", number % 3 + 1, ("home", "world")[number % 2]
    )
    for number in range(1, 7)
}
TOPICS = {number: Topic(number, f"Topic {number}", 10 - number) for number in (1, 2, 3)}
PHRASES = Phrases(
    {
        "stream": "$breadth$groups $tendency: $statements.",
        "groups": "of $groups",
        "passage": "At $units: $text",
        "attributed": "$text ($units).",
        **{f"breadth_{name}": name for name in BREADTHS},
        **{f"tendency_{name}": name for name in TENDENCIES},
    }
)

streams = st.builds(
    Stream,
    statement=st.sampled_from(["prices rise", "the road is bad", "Prices  rise."]),
    tendency=st.sampled_from(TENDENCIES),
    breadth=st.sampled_from(BREADTHS),
    groups=st.sets(st.integers(1, 4), max_size=3).map(
        lambda found: tuple(sorted(found))
    ),
)
texts = st.sampled_from(["", "a view", "another view"])


@st.composite
def sheet_lists(draw):
    ids = draw(st.lists(st.integers(1, 200), unique=True, max_size=25))
    return [
        Sheet(
            id=number,
            unit_id=draw(st.integers(1, 4)),
            issue_id=draw(st.sampled_from([None, *ISSUES])),
            topic_id=draw(st.sampled_from([None, 1, 2])),
            title=draw(st.sampled_from(["", "Road", "road ", "Prices"])),
            streams=tuple(draw(st.lists(streams, max_size=3))),
            assessment=draw(texts),
            proposal=draw(texts),
            is_nil=draw(st.booleans()),
            week=draw(st.sampled_from(["", "2026-06-01", "2026-06-08"])),
        )
        for number in ids
    ]


@st.composite
def lower_reports(draw):
    """Atoms, and passages that rest on them, overlapping as months and quarters do."""
    atoms = {
        number: Atom(
            number,
            unit_id=100 + number % 7,
            sheets=draw(st.integers(0, 9)),
            tendency={"approve": draw(st.integers(0, 9))},
            groups={1: {"approve": draw(st.integers(0, 5)), "sheets": 3}},
        )
        for number in draw(st.lists(st.integers(1, 30), unique=True, max_size=12))
    }
    passages = []
    for number in range(draw(st.integers(0, 10))):
        rests = draw(st.sets(st.sampled_from(sorted(atoms)))) if atoms else set()
        unit = 50 + draw(st.integers(0, 4))
        passages.append(
            Passage(
                id=1000 + number,
                unit_id=unit,
                unit_name=f"Unit {unit}",
                issue_id=draw(st.sampled_from(sorted(ISSUES))),
                text=f"<p>{draw(st.sampled_from(['It is so', 'It is not']))}</p>",
                units=frozenset({unit}),
                atoms=frozenset(rests),
            )
        )
    return atoms, passages


def run(sheets=(), passages=(), atoms=None):
    return consolidate(
        sheets,
        passages,
        issues=ISSUES,
        topics=TOPICS,
        atoms=atoms,
        sections=["world", "home"],
        phrases=PHRASES,
        group_names={1: "Workers", 2: "BHXH staff"},
    )


@given(sheet_lists())
def test_each_sheet_is_used_exactly_once(sheets):
    draft = run(sheets)
    used = Counter(i for entry in draft.entries for i in entry.sheet_ids)
    used.update(draft.nil_sheet_ids)
    assert used == Counter(sheet.id for sheet in sheets)
    assert set(draft.nil_sheet_ids) == {s.id for s in sheets if s.is_nil}


@given(sheet_lists(), lower_reports())
def test_each_passage_is_used_exactly_once(sheets, lower):
    atoms, passages = lower
    draft = run(sheets, passages, atoms)
    used = Counter(i for entry in draft.entries for i in entry.passage_ids)
    assert used == Counter(passage.id for passage in passages)


@given(sheet_lists(), lower_reports())
def test_an_issue_has_one_entry_and_k_is_its_distinct_units(sheets, lower):
    atoms, passages = lower
    draft = run(sheets, passages, atoms)
    issues = [entry.issue_id for entry in draft.entries if entry.issue_id]
    assert len(issues) == len(set(issues))
    for entry in draft.entries:
        units = {s.unit_id for s in sheets if s.id in entry.sheet_ids}
        units |= {p.unit_id for p in passages if p.id in entry.passage_ids}
        assert entry.units == units
        assert entry.unit_count == len(units) >= 1


@given(sheet_lists(), lower_reports())
def test_totals_are_preserved_and_shared_atoms_count_once(sheets, lower):
    atoms, passages = lower
    draft = run(sheets, passages, atoms)
    for entry in draft.entries:
        own = count_sheets(s for s in sheets if s.id in entry.sheet_ids)
        rests = {a for p in passages if p.id in entry.passage_ids for a in p.atoms}
        assert entry.counts.sheets == own.sheets + sum(atoms[a].sheets for a in rests)
        for name in TENDENCIES:
            expected = own.tendency.get(name, 0)
            expected += sum(atoms[a].tendency.get(name, 0) for a in rests)
            assert entry.counts.tendency.get(name, 0) == expected
    own_total = sum(len(entry.sheet_ids) for entry in draft.entries)
    assert own_total == sum(1 for sheet in sheets if not sheet.is_nil)


@given(sheet_lists())
def test_no_tendency_counts_more_than_the_sheets(sheets):
    counts = count_sheets(sheets)
    assert all(number <= counts.sheets for number in counts.tendency.values())
    for values in counts.groups.values():
        named = [n for name, n in values.items() if name != "sheets"]
        assert max(named) <= values["sheets"] <= counts.sheets


@given(sheet_lists())
def test_no_stream_is_left_out_of_the_text(sheets):
    """Minority streams stay: only an officer drops one, with a reason."""
    by_id = {sheet.id: sheet for sheet in sheets}
    for entry in run(sheets).entries:
        for stream in (s for i in entry.sheet_ids for s in by_id[i].streams):
            statement = " ".join(stream.statement.split()).rstrip(".").casefold()
            assert statement in entry.text.casefold()
            assert f"{stream.breadth}" in entry.text
            assert f"{stream.tendency}" in entry.text


@given(sheet_lists(), lower_reports(), st.randoms())
def test_the_order_of_the_sources_does_not_matter(sheets, lower, random):
    atoms, passages = lower
    first = run(sheets, passages, atoms)
    sheets, passages = list(sheets), list(passages)
    random.shuffle(sheets)
    random.shuffle(passages)
    again = run(sheets, passages, atoms)

    def outline(draft):
        return [
            (e.issue_id, e.sheet_ids, e.passage_ids, e.counts, e.section)
            for e in draft.entries
        ]

    assert sorted(outline(first), key=str) == sorted(outline(again), key=str)


@given(sheet_lists(), lower_reports())
def test_entries_follow_section_topic_and_spread(sheets, lower):
    atoms, passages = lower
    entries = [e for e in run(sheets, passages, atoms).entries if e.issue_id]
    places = {"world": 0, "home": 1, "local": 2}
    keys = [
        (
            places[e.section],
            TOPICS[e.topic_id].sequence,
            -e.unit_count,
            -e.counts.sheets,
        )
        for e in entries
    ]
    assert keys == sorted(keys)


def test_the_same_issue_in_two_units_is_one_entry_with_k_2():
    atoms = {1: Atom(1, 51, 4, {"oppose": 3}), 2: Atom(2, 52, 2, {"oppose": 2})}
    passages = [
        Passage(11, 51, "Ward A", 1, text="<p>The road floods.</p>", atoms={1}),
        Passage(12, 52, "Ward B", 1, text="<p>The  road floods</p>", atoms={2}),
        Passage(13, 52, "Ward B", 1, text="<p>Drains are full.</p>", atoms={2}),
    ]
    (entry,) = run((), passages, atoms).entries
    assert entry.unit_count == 2
    assert entry.counts.sheets == 6
    assert entry.counts.tendency == {"oppose": 5}
    assert entry.counts.base_units == {51, 52}
    assert entry.text == (
        "<p>At Ward A; Ward B: The road floods.</p><p>At Ward B: Drains are full.</p>"
    )


def test_month_and_quarter_on_the_same_sheets_count_once():
    """A province's month used a ward's month; the ward's quarter repeats it."""
    atoms = {1: Atom(1, 51, 5, {"approve": 5}), 2: Atom(2, 51, 1, {"approve": 1})}
    month = Passage(21, 9, "", 1, units=frozenset({51}), atoms=frozenset({1}))
    quarter = Passage(22, 51, "Ward", 1, atoms=frozenset({1, 2}))
    (entry,) = run((), [month, quarter], atoms).entries
    assert (entry.counts.sheets, entry.unit_count) == (6, 1)


def test_streams_read_from_broad_to_narrow():
    some = Stream("fees are high", "oppose", "some", (1, 2))
    many = Stream("the <b>plan</b> is right", "approve", "many", (1,))
    sheets = [
        Sheet(1, 5, 1, streams=(some,), event="A new market & road"),
        Sheet(2, 5, 1, streams=(many,), event="a new market &  road."),
    ]
    (entry,) = run(sheets).entries
    assert entry.text == (
        "<p>A new market &amp; road</p>"
        "<p>many approve: the &lt;b&gt;plan&lt;/b&gt; is right.</p>"
        "<p>some oppose: fees are high.</p>"
    )


def test_proposals_keep_the_units_that_made_them():
    passages = [
        Passage(1, 51, "Ward A", 1, proposal="Repair the road."),
        Passage(2, 52, "Ward B", 1, proposal="repair the road"),
        Passage(3, 52, "Ward B", 1, proposal=""),
    ]
    (entry,) = run([Sheet(1, 5, 1, proposal="Open the school")], passages).entries
    assert entry.proposal == "Open the school\nRepair the road (Ward A; Ward B)."


def seen(unit, *cells):
    """An atom of a unit: {(group, tendency, week): sheets}."""
    return Atom(unit, unit, sum(n for _key, n in cells), cells=dict(cells))


@pytest.mark.parametrize(
    ("atoms", "expected"),
    [
        # one sheet; two sheets of one unit; two units in different weeks
        ([seen(1, ((1, "oppose", "w1"), 1))], {}),
        ([seen(1, ((1, "oppose", "w1"), 2))], {}),
        (
            [seen(1, ((1, "oppose", "w1"), 1)), seen(2, ((1, "oppose", "w2"), 1))],
            {},
        ),
        # two units, two tendencies: each of them rests on one sheet
        (
            [seen(1, ((1, "oppose", "w1"), 1)), seen(2, ((1, "approve", "w1"), 1))],
            {},
        ),
        (
            [seen(1, ((1, "oppose", "w1"), 1)), seen(2, ((1, "oppose", "w1"), 2))],
            {1: {"oppose": 3}},
        ),
        # what is hidden leaves no trace in the figure of the period
        (
            [
                seen(1, ((1, "oppose", "w1"), 1), ((1, "oppose", "w2"), 4)),
                seen(2, ((1, "oppose", "w1"), 1)),
            ],
            {1: {"oppose": 2}},
        ),
    ],
)
def test_groups_of_a_single_sheet_or_unit_are_not_shown(atoms, expected):
    assert visible_groups(total(atoms), MINIMUM) == expected


def test_a_unit_cannot_subtract_its_own_sheets():
    """The rest would be a single unit, whose sheets it must not know."""
    atoms = [seen(1, ((1, "oppose", "w"), 3)), seen(2, ((1, "oppose", "w"), 1))]
    assert visible_groups(total(atoms), MINIMUM) == {1: {"oppose": 4}}
    assert visible_groups(total(atoms), MINIMUM, 1) == {}
    atoms.append(seen(3, ((1, "oppose", "w"), 1)))
    assert visible_groups(total(atoms), MINIMUM, 1) == {1: {"oppose": 5}}


def test_a_sheet_that_two_atoms_rest_on_is_one_sheet_of_its_unit():
    stream = Stream("", "oppose", "", (1,))
    sheet = Sheet(9, 5, streams=(stream,), week="w")
    own = count_sheets([sheet])
    atom = Atom(1, 5, 1, cells={(1, "oppose", "w"): 1}, shared=(sheet,))
    assert total([atom], own, [9]).cells == {(1, "oppose", "w"): {5: 1}}


@given(sheet_lists(), st.integers(1, 4))
def test_shown_groups_are_those_of_the_dashboard(sheets, own_unit):
    """What an entry shows of others is what `suppression` releases."""
    counts = count_sheets(sheets)
    others = [s for s in sheets if s.unit_id != own_unit and not s.is_nil]
    mentions = [
        Mention(sheet.id, sheet.unit_id, (group, stream.tendency, sheet.week))
        for sheet in others
        for stream in sheet.streams
        for group in stream.groups
    ]
    released = {cell.key for cell in release(mentions)}
    expected = {}
    for (group, tendency, week), units in counts.cells.items():
        if (group, tendency, week) in released:
            found = expected.setdefault(group, Counter())
            found[tendency] += sum(units.values())
    assert visible_groups(counts, MINIMUM, own_unit) == {
        g: dict(c) for g, c in expected.items()
    }


def test_sheets_without_issue_join_by_topic_and_title():
    sheets = [
        Sheet(1, 5, None, 1, "Bad road"),
        Sheet(2, 5, None, 1, " bad  Road. "),
        Sheet(3, 5, None, 2, "Bad road"),
        Sheet(4, 5, None, 2, ""),
        Sheet(5, 5, None, 2, ""),
    ]
    found = sorted(entry.sheet_ids for entry in run(sheets).entries)
    assert found == [(1, 2), (3,), (4,), (5,)]


@pytest.mark.parametrize(
    ("code", "text", "unknown"),
    [
        ("stream", "$breadth $tendency: ${statements}", []),
        ("stream", "$breadth $author", ["author"]),
        ("nil", "100 $", ["$"]),
        ("nil_report", "$$5", []),
    ],
)
def test_a_phrase_names_only_what_it_can_fill(code, text, unknown):
    assert check_phrase(code, text) == unknown


def test_nothing_in_nothing_out():
    assert run().entries == ()
    assert run([Sheet(3, 1, is_nil=True)]).nil_sheet_ids == (3,)

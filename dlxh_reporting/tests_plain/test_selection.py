"""Histories of reports: nothing twice in one report, everything in some report."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from consolidation import Atom, Sheet, Stream, selection, total
from consolidation.selection import Span

YEAR = date(2026, 1, 1)
MONTHS = [
    (date(2026, m, 1), date(2026, m + 1, 1) - timedelta(days=1)) for m in range(1, 7)
]
WEEKS = [
    (date(2025, 12, 29) + timedelta(days=7 * n), date(2026, 1, 4) + timedelta(7 * n))
    for n in range(26)
]
QUARTERS = [(MONTHS[0][0], MONTHS[2][1]), (MONTHS[3][0], MONTHS[5][1])]


@dataclass
class Paper:
    """A report of the little world: what its entries rest on."""

    span: Span
    unit: str
    sheets: set = field(default_factory=set)
    entries: set = field(default_factory=set)  # ids of papers used as one entry
    parts: set = field(default_factory=set)


class World:
    """One province over two communes; a sheet is (unit, day); an entry a paper."""

    def __init__(self):
        self.papers, self.sheets = {}, []

    def hear(self, unit, day, urgent=False):
        self.sheets.append((unit, day, urgent))

    def write(self, unit, kind, first, last):
        number = len(self.papers) + 1
        paper = Paper(Span(number, kind, first, last), unit)
        self.papers[number] = paper
        self.draft(paper)
        return paper

    def draft(self, paper):
        report, mine = paper.span, []
        others = [p for p in self.papers.values() if p.unit == paper.unit]
        mine = [p for p in others if selection.is_part(p.span, report)]
        paper.parts = {p.span.id for p in mine}
        heard = {
            n
            for n, (unit, day, urgent) in enumerate(self.sheets)
            if unit == paper.unit
            and day <= report.date_to
            and (report.kind != "thematic" or day >= report.date_from)
            and (report.kind != "quick" or urgent)
        }
        paper.sheets = selection.left_over(
            report,
            heard,
            [(n, p.span) for p in others for n in p.sheets],
            paper.parts,
        )
        sources = set(paper.parts)
        if paper.unit == "province":
            sources |= {
                p.span.id
                for p in self.papers.values()
                if p.unit != "province"
                and p.span.is_standing
                and selection.may_take(p.span, report)
            }
        paper.entries = selection.left_over(
            report,
            sources,
            [(n, p.span) for p in others for n in p.entries],
            paper.parts,
        )
        paper.entries -= {n for i in paper.entries for n in self.papers[i].entries}

    def settle(self, paper):
        """Draft anew, as approving demands, and let the paper stand."""
        self.draft(paper)
        paper.span = replace(paper.span, is_firm=True, is_standing=True)

    def reached(self, paper):
        """Sheets and papers reached, as often as there are ways to them."""
        sheets, papers = Counter(paper.sheets), Counter()
        for number in paper.entries:
            papers[number] += 1
            below = self.reached(self.papers[number])
            sheets += below[0]
            papers += below[1]
        return sheets, papers

    def line(self, unit):
        return [
            p
            for p in self.papers.values()
            if p.unit == unit and p.span.kind == "situation"
        ]


KINDS = st.sampled_from(["week", "month", "quarter", "quick", "thematic"])
UNITS = st.sampled_from(["north", "south", "province"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("hear"), UNITS, st.integers(0, 170), st.booleans()),
        st.tuples(st.just("write"), UNITS, KINDS, st.integers(0, 170)),
        st.tuples(st.just("settle"), st.integers(0, 30)),
    ),
    max_size=40,
)


def span_of(kind, number):
    if kind in ("quick", "thematic"):
        day = YEAR + timedelta(days=number)
        return kind, day, day + timedelta(days=0 if kind == "quick" else 20)
    spans = {"week": WEEKS, "month": MONTHS, "quarter": QUARTERS}[kind]
    return "situation", *spans[number % len(spans)]


def play(steps):
    world = World()
    for step in steps:
        if step[0] == "hear":
            world.hear(step[1], YEAR + timedelta(days=step[2]), step[3])
        elif step[0] == "write":
            kind, first, last = span_of(step[2], step[3])
            twins = [
                p
                for p in world.papers.values()
                if (p.unit, p.span.kind, p.span.date_from, p.span.date_to)
                == (step[1], kind, first, last)
            ]
            if not twins:
                world.write(step[1], kind, first, last)
        elif step[1] < len(world.papers):
            paper = world.papers[step[1] + 1]
            if not paper.span.is_firm:
                world.settle(paper)
    return world


def finish(world):
    """Every draft is settled, from below and from the shortest; then the half-year."""
    drafts = [p for p in world.papers.values() if not p.span.is_firm]
    drafts.sort(
        key=lambda p: (
            p.unit == "province",
            p.span.kind != "quick",
            p.span.days,
            p.span.date_to,
        )
    )
    for paper in drafts:
        world.settle(paper)
    for unit in ("north", "south", "province"):
        world.settle(
            world.write(unit, "situation", date(2026, 1, 1), date(2026, 7, 30))
        )


@settings(max_examples=120, deadline=None)
@given(STEPS)
def test_a_unit_takes_each_of_its_sheets_by_one_way(steps):
    world = play(steps)
    finish(world)
    for unit in ("north", "south"):
        for paper in world.line(unit):
            sheets, papers = world.reached(paper)
            assert set(sheets.values()) <= {1}
            assert set(papers.values()) <= {1}


def atoms_of(world):
    """What each paper counted of its own sheets; those of several papers shared."""
    places = Counter(n for p in world.papers.values() for n in p.sheets)
    plain = {
        n: Sheet(n, world.sheets[n][0], streams=(Stream("", "oppose", "some"),))
        for n in places
    }
    return {
        number: Atom(
            id=number,
            unit_id=paper.unit,
            sheets=len(paper.sheets),
            tendency={"oppose": len(paper.sheets)},
            shared=tuple(plain[n] for n in sorted(paper.sheets) if places[n] > 1),
        )
        for number, paper in world.papers.items()
    }


@settings(max_examples=120, deadline=None)
@given(STEPS)
def test_no_report_counts_a_sheet_twice(steps):
    """Whichever kinds meet on whichever ways."""
    world = play(steps)
    finish(world)
    atoms = atoms_of(world)
    for paper in world.papers.values():
        sheets, papers = world.reached(paper)
        found = total([atoms[n] for n in (*papers, paper.span.id)])
        assert found.sheets == len(sheets)
        assert found.tendency.get("oppose", 0) == len(sheets)


@settings(max_examples=120, deadline=None)
@given(STEPS)
def test_everything_is_reached_from_a_situation_report_of_its_unit(steps):
    world = play(steps)
    finish(world)
    for unit in ("north", "south", "province"):
        sheets, papers = set(), set()
        for paper in world.line(unit):
            found = world.reached(paper)
            sheets |= set(found[0])
            papers |= set(found[1])
        heard = {n for n, (where, _day, _u) in enumerate(world.sheets) if where == unit}
        assert heard <= sheets
        if unit == "province":
            sent = {n for n, p in world.papers.items() if p.unit in ("north", "south")}
            assert sent <= papers


def month(number, kind="situation", index=1, **values):
    first, last = MONTHS[index]
    return Span(number, kind, first, last, **values)


def test_a_thematic_report_takes_nothing_from_the_monthly_one():
    thematic = month(1, "thematic", is_firm=True, is_standing=True)
    monthly = month(2)
    assert not selection.is_part(thematic, monthly)
    assert selection.left_over(monthly, [5], [(5, thematic)], []) == {5}
    assert selection.left_over(thematic, [5], [(5, monthly)], []) == {5}


def test_the_last_month_is_no_part_of_this_one():
    """It ends within the days looked back on, and may be some days shorter."""
    for index in range(1, 6):
        last = month(1, index=index - 1, is_firm=True, is_standing=True)
        assert not selection.is_part(last, month(2, index=index))
        assert not selection.is_shorter(last, month(2, index=index))


def test_a_week_belongs_to_the_month_in_which_it_ends():
    week = Span(1, "situation", date(2026, 3, 30), date(2026, 4, 5), True, True)
    assert selection.is_part(week, month(2, index=3))
    assert not selection.is_part(week, month(2, index=2))
    assert selection.may_take(week, month(2, index=3))


def test_a_longer_report_from_below_waits_for_one_as_long():
    quarter = Span(1, "situation", *QUARTERS[0], True, True)
    assert not selection.may_take(quarter, month(2, index=2))
    assert selection.may_take(quarter, Span(3, "situation", *QUARTERS[0]))
    long_month = Span(4, "situation", date(2026, 1, 26), date(2026, 2, 25), True, True)
    assert selection.may_take(long_month, month(2, index=1)), "31 days, and 28"


def test_the_draft_of_a_longer_report_leaves_the_shorter_one_its_sheets():
    monthly, quick = month(1), Span(2, "quick", date(2026, 2, 9), date(2026, 2, 9))
    assert selection.left_over(quick, [7], [(7, monthly)], []) == {7}
    assert selection.left_over(monthly, [7], [(7, quick)], []) == set()
    signed = replace(monthly, is_firm=True)
    assert selection.left_over(quick, [7], [(7, signed)], []) == set()


def test_a_quick_report_takes_quick_reports_only():
    quick = Span(2, "quick", date(2026, 2, 9), date(2026, 2, 9))
    assert selection.source_kinds("quick") == ("quick",)
    assert not selection.may_take(month(1, index=0), quick)
    assert selection.own_kinds("quick") == ()

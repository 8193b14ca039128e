"""From sheets and lower reports to the entries of a draft."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from .counts import Counts, count_sheets, total, visible_cells
from .records import Atom, Issue, Passage, Sheet, Topic
from .wording import (
    BREADTHS,
    TENDENCIES,
    Phrases,
    attributed,
    distinct_texts,
    inside,
    same,
    sentence,
    tidy,
    within,
)

_TAGS = re.compile(r"<[^>]*>")
PARAGRAPH = re.compile(r"</(?:p|div|h\d)>|<br\s*/?>", re.IGNORECASE)
#: what would be lost if a passage were made one paragraph
SHAPED = re.compile(r"<(?:table|ul|ol)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """One issue of the draft, with everything it rests on."""

    section: str
    topic_id: int | None
    issue_id: int | None
    title: str
    text: str
    assessment: str
    forecast: str
    proposal: str
    sheet_ids: tuple[int, ...]
    passage_ids: tuple[int, ...]
    units: frozenset[int]
    counts: Counts

    @property
    def unit_count(self):
        """k: the distinct units that reported the issue."""
        return len(self.units)


@dataclass(frozen=True, slots=True)
class Draft:
    """The proposed entries, and the sheets that said there was nothing to report."""

    entries: tuple[DraftEntry, ...] = ()
    nil_sheet_ids: tuple[int, ...] = ()


@dataclass(slots=True)
class _Bundle:
    """Sheets and passages about the same issue."""

    issue_id: int | None
    topic_id: int | None
    title: str
    section: str
    sheets: dict[int, Sheet] = field(default_factory=dict)
    passages: dict[int, Passage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Naming:
    """Which groups the text of a draft may name, and how."""

    names: Mapping[int, str]
    own_unit: int | None
    minimum: int

    def of(self, counts, told):
        """Names of groups in order, of what was told: (stream, week) pairs."""
        shown = visible_cells(counts, self.minimum, self.own_unit)
        groups = dict.fromkeys(
            group
            for stream, week in told
            for group in stream.groups
            if (group, stream.tendency, week) in shown and group in self.names
        )
        return [inside(self.names[group]) for group in groups]


def consolidate(
    sheets: Iterable[Sheet] = (),
    passages: Iterable[Passage] = (),
    *,
    issues: Mapping[int, Issue] | None = None,
    topics: Mapping[int, Topic] | None = None,
    atoms: Mapping[int, Atom] | None = None,
    sections: Sequence[str] = (),
    phrases: Phrases | None = None,
    group_names: Mapping[int, str] | None = None,
    own_unit: int | None = None,
    minimum: int = 2,
) -> Draft:
    """Group sources by issue, count each once, propose the wording, put in order.

    The order is section, topic, then the issue most units told first.

    :param own_unit: the unit that drafts
    :param minimum: sheets and units that a group needs to be named, see
        `visible_cells`: the text leaves the unit
    """
    issues, topics, atoms = issues or {}, topics or {}, atoms or {}
    phrases = phrases or Phrases()
    bundles: dict[tuple, _Bundle] = {}
    nil_ids = {}
    for sheet in sheets:
        if sheet.is_nil:
            nil_ids[sheet.id] = None
        else:
            _bundle(bundles, issues, sheet).sheets[sheet.id] = sheet
    for passage in passages:
        _bundle(bundles, issues, passage).passages[passage.id] = passage
    naming = _Naming(group_names or {}, own_unit, minimum)
    entries = [_entry(bundle, atoms, phrases, naming) for bundle in bundles.values()]
    places = {code: index for index, code in enumerate(sections)}

    def order(entry):
        topic = topics.get(entry.topic_id)
        return (
            places.get(entry.section, len(places)),
            (0, topic.sequence, topic.id) if topic else (1, 0, 0),
            -entry.unit_count,
            -entry.counts.sheets,
            same(entry.title),
            entry.issue_id or 0,
            entry.sheet_ids + entry.passage_ids,
        )

    return Draft(tuple(sorted(entries, key=order)), tuple(nil_ids))


def _bundle(bundles, issues, source: Sheet | Passage) -> _Bundle:
    """The bundle of a source's issue; without an issue, of its topic and title."""
    issue = issues.get(source.issue_id) if source.issue_id else None
    if issue:
        key = ("issue", issue.id)
        made = _Bundle(issue.id, issue.topic_id, issue.name, issue.section)
    elif source.issue_id:
        key = ("issue", source.issue_id)
        made = _Bundle(source.issue_id, source.topic_id, source.title, "local")
    else:
        key = ("title", source.topic_id, same(source.title) or source.id)
        made = _Bundle(None, source.topic_id, tidy(source.title), "local")
    return bundles.setdefault(key, made)


def _entry(bundle, atoms, phrases, naming) -> DraftEntry:
    sheets, passages = list(bundle.sheets.values()), list(bundle.passages.values())
    own = count_sheets(sheets)
    ids = {atom for passage in passages for atom in passage.atoms}
    units = {sheet.unit_id for sheet in sheets}
    for passage in passages:
        units |= passage.units or {passage.unit_id}
    counts = total((atoms[i] for i in sorted(ids) if i in atoms), own)
    named = [(passage, passage.unit_name) for passage in passages]

    def joined(name):
        pairs = [(getattr(sheet, name), "") for sheet in sheets]
        pairs += [(getattr(passage, name), unit) for passage, unit in named]
        return attributed(phrases, pairs)

    return DraftEntry(
        section=bundle.section,
        topic_id=bundle.topic_id,
        issue_id=bundle.issue_id,
        title=bundle.title,
        text=_text(bundle, phrases, naming, counts),
        assessment=joined("assessment"),
        forecast=joined("forecast"),
        proposal=joined("proposal"),
        sheet_ids=tuple(sorted(bundle.sheets)),
        passage_ids=tuple(sorted(bundle.passages)),
        units=frozenset(units),
        counts=counts,
    )


def _text(bundle, phrases, naming, counts) -> str:
    """The proposed passage: events, streams from broad to narrow, lower reports.

    Counts stay out of it: they are printed from the entry, where they are fixed.
    """
    lines = [
        escape(tidy(event), quote=False)
        for event, _units in distinct_texts((s.event, "") for s in _in_order(bundle))
    ]
    lines += _stream_lines(_in_order(bundle), phrases, naming, counts)
    parts = [f"<p>{line}</p>" for line in lines if line]
    return "".join(parts + _passage_blocks(bundle, phrases))


def _in_order(bundle):
    return [bundle.sheets[key] for key in sorted(bundle.sheets)]


def _stream_lines(sheets, phrases, naming, counts):
    """One line per (breadth, tendency); the same statement is said once.

    No stream is left out, however small: leaving one out is the officer's decision
    and needs a reason. Groups are named as they are counted: only where enough
    sheets of enough units told of them in the week.
    """
    found: dict[tuple, list] = {}
    for sheet in sheets:
        for stream in sheet.streams:
            kind = (stream.breadth, stream.tendency)
            found.setdefault(kind, []).append((stream, sheet.week))
    lines = []
    for breadth, tendency in sorted(found, key=_stream_order):
        told = found[breadth, tendency]
        texts = distinct_texts((stream.statement, "") for stream, _week in told)
        statements = sentence(text for text, _units in texts)
        names = ", ".join(naming.of(counts, told))
        lines.append(phrases.stream(breadth, tendency, names, statements))
    return lines


def _stream_order(key):
    breadth, tendency = key
    return (
        BREADTHS.index(breadth) if breadth in BREADTHS else len(BREADTHS),
        TENDENCIES.index(tendency) if tendency in TENDENCIES else len(TENDENCIES),
        breadth,
        tendency,
    )


def _passage_blocks(bundle, phrases):
    """What lower reports wrote; equal passages once, with every unit that wrote it.

    The paragraphs of a passage are joined, but its tables and lists stay, and so does
    whom it names as having told it.
    """
    passages = [bundle.passages[key] for key in sorted(bundle.passages)]
    pairs = [pair for passage in passages for pair in _told(passage, phrases)]
    shapes = {same(_plain(p.text)): p.text for p in reversed(passages)}
    blocks = []
    for text, units in distinct_texts(pairs):
        lead, rest = text, ""
        shape = shapes.get(same(text), "")
        if SHAPED.search(shape):
            lead, rest = _lead_and_rest(shape)
        if units:
            blocks.append(
                f"<p>{phrases.html('passage', units='; '.join(units), text=lead)}</p>"
            )
        elif lead:
            blocks.append(f"<p>{escape(lead, quote=False)}</p>")
        blocks.append(rest)
    return blocks


def _told(passage, phrases):
    """(text, who said it) for each piece of a passage, in its order."""
    if SHAPED.search(passage.text or ""):
        return [(_plain(passage.text), passage.unit_name)]
    pairs, own = [], []
    for line in filter(None, map(_plain, PARAGRAPH.split(passage.text or ""))):
        places, text = phrases.told_by(line, passage.below)
        if not places:
            own.append(line)
            continue
        pairs.append((" ".join(own), passage.unit_name))
        own = []
        pairs += [(text, within(place, passage.unit_name)) for place in places]
    return [*pairs, (" ".join(own), passage.unit_name)]


def _lead_and_rest(source):
    """The words before the first table or list, and what follows as it stands."""
    start = SHAPED.search(source).start()
    return _plain(source[:start]), source[start:]


def _plain(html: str) -> str:
    """The words of a passage without its markup, paragraphs joined."""
    return tidy(unescape(_TAGS.sub(" ", html or "")))

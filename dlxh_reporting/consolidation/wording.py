"""Wording of a draft. The phrases are data; this file only fills them in."""

import re
from collections.abc import Collection, Iterable, Mapping
from html import escape
from string import Template

BREADTHS = ("vast_majority", "majority", "many", "some")
TENDENCIES = ("approve", "oppose", "hesitant", "unclear")
PERIODS = ("day", "week", "month", "quarter", "half_1", "half_2", "year")
REPORTS = ("situation", "quick", "thematic", "survey", "force")

# phrase code -> names it may use as $name
PHRASE_FIELDS: dict[str, frozenset[str]] = {
    "heading": frozenset({"issue"}),
    "counts": frozenset({"sheets", "units"}),
    "counts_own": frozenset({"sheets"}),
    "stream": frozenset({"breadth", "tendency", "groups", "statements"}),
    "groups": frozenset({"groups"}),
    "passage": frozenset({"units", "text"}),
    "attributed": frozenset({"units", "text"}),
    "about": frozenset({"issue", "text"}),
    "nil": frozenset({"units"}),
    "missing": frozenset({"units"}),
    "missing_many": frozenset({"count"}),
    "missing_title": frozenset(),
    "totals": frozenset({"sheets", "units"}),
    "empty_section": frozenset(),
    "empty_text": frozenset(),
    "nil_report": frozenset(),
    **{f"breadth_{code}": frozenset() for code in BREADTHS},
    **{f"tendency_{code}": frozenset() for code in TENDENCIES},
    **{f"period_{code}": frozenset({"number", "year"}) for code in PERIODS},
    **{f"abstract_{code}": frozenset({"period"}) for code in REPORTS},
}


def check_phrase(code: str, text: str) -> list[str]:
    """Say which placeholders of ``text`` the phrase ``code`` cannot fill.

    :return: the unknown names; ``["$"]`` for a stray dollar sign.
    """
    found = [match.groupdict() for match in Template.pattern.finditer(text)]
    if any(groups["invalid"] is not None for groups in found):
        return ["$"]
    names = {groups["named"] or groups["braced"] for groups in found} - {None}
    return sorted(names - PHRASE_FIELDS.get(code, frozenset()))


class Phrases:
    """The phrases of one language, filled with values that are escaped as HTML."""

    def __init__(self, texts: Mapping[str, str] | None = None):
        self._texts = dict(texts or {})

    def raw(self, code: str, **values) -> str:
        """Fill a phrase without escaping (plain text fields)."""
        text = self._texts.get(code)
        if text is None:
            names = sorted(PHRASE_FIELDS.get(code, ()))
            text = " ".join(f"${name}" for name in names) or code
        return Template(text).safe_substitute(values).strip()

    def html(self, code: str, **values) -> str:
        """Fill a phrase; every value is escaped, so is the phrase itself."""
        text = self.raw(code, **{name: str(value) for name, value in values.items()})
        return escape(text, quote=False)

    def told_by(self, line: str, below: Collection[str]) -> tuple[list[str], str]:
        """Whom a line of a lower report names as having said it, and what they said.

        :param below: names of the units that reported to it; nobody else is taken
            for a unit
        """
        units, text = "\0units", "\0text"
        pattern = re.escape(self.raw("passage", units=units, text=text))
        pattern = pattern.replace(re.escape(units), "(?P<units>.+?)", 1)
        pattern = pattern.replace(re.escape(text), "(?P<text>.+)", 1)
        found = re.fullmatch(pattern, line)
        if not found or set(found.groupdict()) != {"units", "text"}:
            return [], line
        places = found["units"].split("; ")
        if not all(_is_below(place, below) for place in places):
            return [], line
        return places, found["text"]

    def stream(self, breadth: str, tendency: str, groups: str, statements: str) -> str:
        """A line of the report for one (breadth, tendency)."""
        return self.html(
            "stream",
            breadth=self.raw(f"breadth_{breadth}"),
            tendency=self.raw(f"tendency_{tendency}"),
            groups=(" " + self.raw("groups", groups=groups)) if groups else "",
            statements=statements,
        )


def _is_below(place: str, below: Collection[str]) -> bool:
    """Whether a place, as `within` writes it, is a unit below or lies in one."""
    return any(
        place == name or (place.endswith((f" ({name})", f", {name})")))
        for name in below
    )


def within(place: str, unit: str) -> str:
    """A place with the unit that reported of it: ``A``, ``A (B)``, ``A (B, C)``."""
    if not unit:
        return place
    return f"{place[:-1]}, {unit})" if place.endswith(")") else f"{place} ({unit})"


def inside(name: str) -> str:
    """A name of a catalogue as it reads inside a sentence; abbreviations stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def tidy(text: str) -> str:
    """Whitespace tidied: what two officers typed alike reads alike."""
    return " ".join((text or "").split())


def same(text: str) -> str:
    """The key under which two texts are the same statement."""
    return tidy(text).rstrip(" .;,!").casefold()


def distinct_texts(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Put equal texts together, keeping who said them.

    :param pairs: (text, unit name or "")
    :return: [(text, [unit names])] in the order of first appearance
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for text, unit in pairs:
        if not tidy(text):
            continue
        kept, units = found.setdefault(same(text), (text.strip(), []))
        if unit and unit not in units:
            units.append(unit)
    return list(found.values())


def attributed(phrases: Phrases, pairs: Iterable[tuple[str, str]]) -> str:
    """Paragraphs of plain text, each followed by the units that said it."""
    lines = []
    for text, units in distinct_texts(pairs):
        if units:
            bare = text.rstrip(" .;")
            text = phrases.raw("attributed", text=bare, units="; ".join(units))
        lines.append(text)
    return "\n".join(lines)


def sentence(statements: Iterable[str]) -> str:
    """Join statements into one clause list: ``a; b; c``."""
    return "; ".join(tidy(text).rstrip(" .;,") for text in statements)

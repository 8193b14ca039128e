"""What a questionnaire may not ask (guardrails G16 and G36).

No question asks who the person is; of himself he tells at most six things, in
bands; nobody is asked about a named person or about what others think. A pattern
that can only be answered by choosing warns, for it may speak of the matter ("Do you
know the telephone number of ...?"); one where something can be written in blocks.
"""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from .model import TEXT
from .problem import AnyProblem, _lt

BLOCK, WARN = "block", "warn"
MAX_DEMOGRAPHICS = 6
#: more answers than that are no bands any more
MAX_BANDS = 40
WRITTEN = (*TEXT, "number", "date")


FINDINGS = {
    "account": _lt("“%(text)s” asks for an account of the person. Remove it."),
    "address": _lt("“%(text)s” asks where exactly the person lives. Remove it."),
    "age": _lt("“%(text)s”: ask for a group of ages, to be chosen from a list."),
    "birth_date": _lt("“%(text)s” asks for the date of birth. Ask for groups of ages."),
    "email": _lt("“%(text)s” asks for an e-mail address. Remove it."),
    "identity_number": _lt("“%(text)s” asks for an identity number. Remove it."),
    "name": _lt("“%(text)s” asks for a name. Remove it."),
    "named_person": _lt(
        "“%(text)s” names a person. Ask about the office or the matter instead."
    ),
    "not_banded": _lt(
        "A question about the person must be answered by choosing from a list."
    ),
    "party_card": _lt("“%(text)s” asks for the number of a Party card. Remove it."),
    "phone": _lt("“%(text)s” asks for a telephone number. Remove it."),
    "plate": _lt("“%(text)s” asks for the number plate of a vehicle. Remove it."),
    "too_fine": _lt("%(count)s answers are too fine. Put them together into groups."),
    "too_many_demographics": _lt(
        "%(count)s questions are about the person; %(limit)s are allowed."
    ),
    "unmarked_demographic": _lt(
        "“%(text)s” is about the person. Mark the question as one of those."
    ),
    "views_of_others": _lt(
        "“%(text)s” asks what somebody else thinks. Ask for the person's own opinion."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding(AnyProblem):
    """One place in the question of this code that may not stay as it is."""

    code: str
    kind: str
    level: str
    detail: dict = field(default_factory=dict)

    REASONS = FINDINGS


class _Words:
    """The patterns; kept as data because they are not English."""

    def __init__(self):
        data = json.loads(
            Path(__file__).with_name("lint_words.json").read_text("utf-8")
        )
        people = {key: data[key] for key in ("you", "others")}

        def pattern(parts):
            joined = "|".join(f"(?:{part})" for part in parts)
            for key, words in people.items():
                joined = joined.replace(f"{{{key}}}", words)
            return re.compile(joined)

        self.asks = {kind: pattern(parts) for kind, parts in data["asks"].items()}
        self.age = pattern(data["age"])
        self.demographic = pattern(data["demographic"])
        self.others = pattern(data["views_of_others"])
        names = "|".join(data["no_names"].split())
        surnames, middle = (
            "|".join(data[key].split()) for key in ("surnames", "middle_names")
        )
        word = r"[^\W\d_]+"
        courtesy = rf"(?<![\w/])(?:{data['courtesy']})"
        self.titled = re.compile(rf"{courtesy} (?!(?:{names})\b)({word})(?: {word})?")
        self.named = re.compile(rf"\b(?:{surnames}) (?:{middle}) {word}")


WORDS = _Words()


def lint(definition):
    """Return the findings of a definition, in the order of its questions."""
    found = []
    for page in definition.get("pages") or ():
        for text in _texts(page, "title", "description"):
            found += _asked(page["code"], text, BLOCK)
    for question in definition["questions"]:
        found += _question(question)
    count = sum(bool(one.get("demographic")) for one in definition["questions"])
    if count > MAX_DEMOGRAPHICS:
        detail = {"count": count, "limit": MAX_DEMOGRAPHICS}
        found.append(Finding("", "too_many_demographics", BLOCK, detail))
    return _once(found)


def _question(question):
    code, written = question["code"], question["type"] in WRITTEN
    level, ages = BLOCK if written else WARN, []
    for text in _texts(question, "title", "help"):
        yield from _asked(code, text, level)
        yield from _about_others(code, text)
        if written and (match := WORDS.age.search(_plain(text))):
            ages.append(Finding(code, "age", BLOCK, {"text": match.group()}))
    for option in question.get("options") or ():
        for text in _texts(option, "label"):
            if option.get("other"):
                yield from _asked(code, text, BLOCK)
            yield from _named(code, text)
    for row in question.get("rows") or ():
        for text in _texts(row, "label"):
            yield from _about_others(code, text)
    yield from ages or _demographic(question)


def _demographic(question):
    code, options = question["code"], question.get("options") or ()
    if not question.get("demographic"):
        for text in _texts(question, "title"):
            if match := WORDS.demographic.search(_plain(text)):
                detail = {"text": match.group()}
                yield Finding(code, "unmarked_demographic", WARN, detail)
    elif question["type"] not in ("single", "multiple"):
        yield Finding(code, "not_banded", BLOCK)
    elif len(options) > MAX_BANDS:
        yield Finding(code, "too_fine", WARN, {"count": len(options)})


def _asked(code, text, level):
    """Whether a text asks who the person is."""
    text = _plain(text)
    for kind, pattern in WORDS.asks.items():
        if match := pattern.search(text):
            yield Finding(code, kind, level, {"text": match.group()})


def _about_others(code, text):
    if match := WORDS.others.search(_plain(text)):
        yield Finding(code, "views_of_others", BLOCK, {"text": match.group()})
    yield from _named(code, text)


def _named(code, text):
    text = " ".join(unicodedata.normalize("NFC", text).split())
    match = WORDS.named.search(text) or _titled(text)
    if match:
        yield Finding(code, "named_person", WARN, {"text": match.group()})


def _titled(text):
    """A title of courtesy followed by a word with a capital."""
    for match in WORDS.titled.finditer(text):
        name = match[1]
        if name[0].isupper() and not (len(name) > 1 and name.isupper()):
            return match
    return None


def _texts(data, *names):
    for name in names:
        for text in (data.get(name) or {}).values():
            if text:
                yield text


def _plain(text):
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def _once(found):
    """Without what is found again in another language or line."""
    seen = {}
    for one in found:
        seen.setdefault((one.code, one.kind), one)
    return list(seen.values())

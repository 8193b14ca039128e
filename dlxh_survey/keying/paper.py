"""The printed form: what stands on it, in order, with the keys beside the answers."""

from dataclasses import dataclass, field

from ._shared import conditions, model, questionnaire
from .keys import keys_for

#: a scale of more points is written as a number
LONGEST_LINE = 11
LINES = {"text": 1, "long_text": 4}
#: boxes for a number that has no limits
LONGEST_NUMBER = 8


@dataclass(slots=True)
class Item:
    """One question as it stands on paper; ``options`` are (key, label, asks for a
    text, number of the question that comes next or None)."""

    number: int
    kind: str
    title: str
    help: str
    condition: dict | None
    required: bool
    options: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    points: list = field(default_factory=list)
    ends: list = field(default_factory=list)
    low: object = None
    high: object = None
    decimals: int = 0
    cells: int = LONGEST_NUMBER
    most: int | None = None
    lines: int = 0


@dataclass(slots=True)
class Page:
    """A part of the form under its own heading."""

    title: str
    description: str
    items: list


def jumps(form):
    """{(code of a question, code of an option): number of the question to go on with}

    Only where the answer alone decides; 0 is the end of the form.
    """
    found = {}
    for place, (question, _asked) in enumerate(form.asked):
        if question.type != "single":
            continue
        for option in question.options:
            target = _target(form, place, {question.code: option.code})
            if target > place + 1:
                number = target + 1 if target < len(form.asked) else 0
                found[question.code, option.code] = number
    return found


def _target(form, place, seen):
    """The place of the next question that this answer does not skip."""
    codes = seen.keys()
    place += 1
    while place < len(form.asked):
        question, is_asked = form.asked[place]
        needs = {one["q"] for one in conditions.references(question.condition)}
        if not needs or needs != codes or is_asked(seen):
            break
        place += 1
    return place


def lay_out_paper(definition, lang):
    """The pages of the form, in one language."""
    form = questionnaire.Questionnaire.of(definition)

    def say(text):
        return model.in_language(text, lang, form.langs)

    numbers = {code: number for number, code in enumerate(form.by_code, 1)}
    skips = jumps(form)
    return [
        Page(
            say(page.get("title")),
            say(page.get("description")),
            [
                _item(form.by_code[code], numbers[code], say, skips)
                for code in page["questions"]
            ],
        )
        for page in definition["pages"]
    ]


def _item(question, number, say, skips):
    keys = keys_for(len(question.options))
    item = Item(
        number,
        question.type,
        say(question.title),
        say(question.help),
        question.condition,
        question.required,
        options=[
            (key, say(one.label), one.other, skips.get((question.code, one.code)))
            for key, one in zip(keys, question.options, strict=True)
        ],
        rows=[say(one.label) for one in question.rows],
        ends=[say(question.labels.get(end)) for end in ("min", "mid", "max")],
        low=question.min,
        high=question.max,
        decimals=question.decimals,
        lines=LINES.get(question.type, 0),
    )
    if question.type in ("number", "scale") and None not in (item.low, item.high):
        ends = (item.low, item.high)
        item.cells = max(len(str(int(one))) for one in ends)
    if question.type == "scale":
        points = range(question.min, question.max + 1)
        item.points = list(points) if len(points) <= LONGEST_LINE else []
    if question.type in ("multiple", "matrix_multiple", "ranking"):
        item.most = question.max
    return item

"""The words of the frozen questionnaire that stand beside the figures."""

import json

from ._shared import counting
from ._shared import questionnaire as asking

in_language = asking.in_language


def answer_labels(question, lang, langs=()):
    """Return {key of a cell: label} of a question with categories.

    A scale has its scores, the first, middle and last with their words; ranks are
    numbers, for whoever prints them to name.
    """
    kind = question["type"]
    if kind == "scale":
        return _scores(question, lang, langs)
    if kind == "ranking":
        return {rank: str(rank) for rank in range(1, len(question["options"]) + 1)}
    return {
        option["value"]: in_language(option.get("label"), lang, langs)
        for option in question.get("options") or ()
    }


def _scores(question, lang, langs):
    low, high = int(question["min"]), int(question["max"])
    labels = question.get("labels") or {}
    words = {
        low: in_language(labels.get("min"), lang, langs),
        (low + high) / 2: in_language(labels.get("mid"), lang, langs),
        high: in_language(labels.get("max"), lang, langs),
    }
    return {
        score: f"{score} – {words[score]}" if words.get(score) else str(score)
        for score in range(low, high + 1)
    }


def part_labels(question, lang, langs=()):
    """Return {code of a matrix row or ranked option: label}."""
    lines = question.get("rows") if "matrix" in question["type"] else ()
    if question["type"] == "ranking":
        lines = question["options"]
    return {
        one["code"]: in_language(one.get("label"), lang, langs) for one in lines or ()
    }


def column_choices(questions, lang, langs=()):
    """Return [(code of a column, label)] of what tables can be crossed by.

    A row of a matrix is written “q3.r1”.
    """
    found = []
    for question in questions:
        if question["type"] == "ranking":
            continue
        title = in_language(question.get("title"), lang, langs)
        rows = part_labels(question, lang, langs)
        for part in counting.parts(question):
            if not part.keys:
                continue
            code = question["code"] + (f".{part.part}" if part.part else "")
            label = f"{title} – {rows[part.part]}" if part.part else title
            found.append((code, label))
    return found


def wording(question):
    """Return what must stay the same for two waves to be compared."""
    kept = ("type", "title", "options", "rows", "min", "max", "labels", "decimals")
    return json.dumps(
        {name: question.get(name) for name in kept}, sort_keys=True, ensure_ascii=False
    )


def is_alike(question, other):
    """Tell whether two questions have the same kind of tables."""
    if question["type"] != other["type"]:
        return False
    return [one.part for one in counting.parts(question)] == [
        one.part for one in counting.parts(other)
    ]

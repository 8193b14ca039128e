"""What makes a definition unusable, told before it is frozen.

`problems` reads whatever it is given; the other parts of this package trust a
definition that had none.
"""

import datetime

from . import model
from .conditions import CELLS, DAYS, FIGURES, READERS, operators
from .layout import lay_out
from .model import Problem

MAX_COMPARISONS = 100
MAX_DEPTH = 20


def problems(definition):
    """Return every problem of a definition, in the order of its questions."""
    path = _misshapen(definition)
    if path:
        return [Problem("", "malformed", {"path": path})]
    found = list(_questionnaire(definition))
    if not any(one.kind == "unknown_type" for one in found):
        found += _conditions(definition["questions"])
        laid = lay_out(definition)
        if [definition.get("slots"), *_slots(definition)] != [
            laid["slots"],
            *_slots(laid),
        ]:
            found.append(Problem("", "wrong_slots"))
    return found


def _slots(definition):
    return [question.get("slot") for question in definition["questions"]]


# shape

TEXTS = ("title", "help", "description", "label")
LISTS = {"options": ("code",), "rows": ("code",)}


def _misshapen(definition):
    """Where the JSON is not what it should be at all; None when it is."""
    if not isinstance(definition, dict):
        return "definition"
    if definition.get("format") != 1:
        return "format"
    langs = definition.get("langs")
    if not isinstance(langs, list) or any(not isinstance(one, str) for one in langs):
        return "langs"
    for place, page in _items(definition, "pages"):
        names = page.get("questions") if isinstance(page, dict) else None
        if not isinstance(names, list) or not _texts(page):
            return f"pages[{place}]"
        if any(not isinstance(one, str) for one in (page.get("code"), *names)):
            return f"pages[{place}]"
    for place, question in _items(definition, "questions"):
        if not _is_question(question):
            return f"questions[{place}]"
    if not _texts(definition):
        return "title"
    return None


def _items(data, key):
    items = data.get(key)
    return enumerate(items if isinstance(items, list) else [None])


def _texts(data):
    """Whether all texts are dictionaries of texts by language."""
    return all(
        isinstance(text, dict) and all(isinstance(one, str) for one in text.values())
        for text in (data.get(name) or {} for name in TEXTS)
    )


def _is_question(question):
    if not isinstance(question, dict) or not _texts(question):
        return False
    if not all(isinstance(question.get(one), str) for one in ("code", "type")):
        return False
    if not isinstance(question.get("condition") or {}, dict):
        return False
    labels = question.get("labels") or {}
    if not isinstance(labels, dict) or not all(
        _texts({"label": one}) for one in labels.values()
    ):
        return False
    return all(
        isinstance(question.get(key) or [], list)
        and all(
            isinstance(one, dict) and isinstance(one.get("code"), str) and _texts(one)
            for one in question.get(key) or ()
        )
        for key in LISTS
    )


# pages and questions


def _questionnaire(definition):
    questions, pages = definition["questions"], definition["pages"]
    if not any(definition["langs"]):
        yield Problem("", "no_language")
    if not questions:
        yield Problem("", "no_questions")
    if len(questions) > model.MAX_QUESTIONS:
        count = {"count": len(questions), "limit": model.MAX_QUESTIONS}
        yield Problem("", "too_many_questions", count)
    lang = next(iter(definition["langs"]), "")
    yield from _titled("", definition, lang, TEXTS)
    yield from _pages(pages, questions)
    seen = set()
    for question in questions:
        code = question["code"]
        yield from _code(code, seen)
        yield from _titled(code, question, lang, TEXTS)
        if question["type"] not in model.TYPES:
            yield Problem(code, "unknown_type", {"value": question["type"]})
            continue
        yield from _options(question, lang)
        yield from _rows(question, lang)
        yield from _bounds(question)


def _code(code, seen):
    if not model.CODE.fullmatch(code):
        yield Problem(code, "bad_code")
    if code in seen:
        yield Problem(code, "duplicate_code")
    seen.add(code)


def _titled(code, data, lang, names, needed="title"):
    if not (data.get(needed) or {}).get(lang, "").strip():
        yield Problem(code, "no_title")
    for name in names:
        for text in (data.get(name) or {}).values():
            if len(text) > model.MAX_LABEL:
                yield Problem(code, "too_long_label", {"limit": model.MAX_LABEL})


def _pages(pages, questions):
    codes, seen = [question["code"] for question in questions], set()
    named = [code for page in pages for code in page["questions"]]
    for page in pages:
        yield from _code(page["code"], seen)
        if not page["questions"]:
            yield Problem(page["code"], "empty_page")
        for code in page["questions"]:
            if code not in codes:
                yield Problem(page["code"], "page_question", {"value": code})
    lost = [code for code in dict.fromkeys(codes) if named.count(code) != 1]
    for code in lost:
        yield Problem(code, "not_on_page")
    if not lost and [code for code in named if code in codes] != codes:
        yield Problem("", "page_order")


def _options(question, lang):
    code, kind = question["code"], question["type"]
    options = question.get("options") or []
    least = 2 if kind == "ranking" else 1
    if kind in model.CHOICE and len(options) < least:
        yield Problem(code, "no_options", {"limit": least})
    limit = model.MAX_OPTIONS.get(kind, model.MAX_OPTIONS_OTHERWISE)
    limit = limit if kind in model.CHOICE else 0
    if len(options) > limit:
        count = {"count": len(options), "limit": limit}
        yield Problem(code, "too_many_options", count)
    codes, values = set(), set()
    for option in options:
        name, value = option["code"], option.get("value")
        if not model.OPTION_CODE.fullmatch(name):
            yield Problem(code, "bad_option_code", {"value": name})
        if name in codes:
            yield Problem(code, "duplicate_option", {"value": name})
        if not _is_value(value) or value in values:
            detail = {"value": name, "limit": model.MAX_VALUE}
            yield Problem(code, "bad_option_value", detail)
        else:
            values.add(value)
        codes.add(name)
        if option.get("other") and kind not in ("single", "multiple"):
            yield Problem(code, "other_here")
        yield from _titled(code, option, lang, ("label",), "label")


def _is_value(value):
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and 1 <= value <= model.MAX_VALUE


def _rows(question, lang):
    code, rows = question["code"], question.get("rows") or []
    is_matrix = question["type"] in model.MATRIX
    if is_matrix and not rows:
        yield Problem(code, "no_rows")
    limit = model.MAX_ROWS if is_matrix else 0
    if len(rows) > limit:
        yield Problem(code, "too_many_rows", {"count": len(rows), "limit": limit})
    codes = set()
    for row in rows:
        if not model.OPTION_CODE.fullmatch(row["code"]):
            yield Problem(code, "bad_option_code", {"value": row["code"]})
        if row["code"] in codes:
            yield Problem(code, "duplicate_row", {"value": row["code"]})
        codes.add(row["code"])
        yield from _titled(code, row, lang, ("label",), "label")


def _bounds(question):
    code, kind = question["code"], question["type"]
    low, high = question.get("min"), question.get("max")
    if kind == "number":
        decimals = question.get("decimals") or 0
        if decimals not in range(model.MAX_DECIMALS + 1):
            yield Problem(code, "bad_decimals", {"limit": model.MAX_DECIMALS})
    if kind in model.TEXT:
        length = question.get("max_length") or 1
        if not isinstance(length, int) or not 1 <= length <= model.MAX_TEXT_LENGTH:
            yield Problem(code, "bad_length", {"limit": model.MAX_TEXT_LENGTH})
        return
    read = _real_day if kind == "date" else READERS[FIGURES]
    unread = [one for one in (low, high) if one is not None and read(one) is None]
    if unread or not _is_span(question, low, high):
        yield Problem(code, "bad_bounds")


def _real_day(value):
    try:
        return datetime.date.fromisoformat(READERS[DAYS](value) or "")
    except ValueError:
        return None


def _is_span(question, low, high):
    kind = question["type"]
    if kind == "scale":
        whole = all(isinstance(one, int) for one in (low, high))
        return whole and low < high <= low + model.MAX_SCALE
    if kind in model.CHOICE:  # how many to choose
        least, most = low or 0, high or len(question.get("options") or ())
        whole = all(isinstance(one, int) for one in (least, most))
        return whole and 0 <= least <= most
    ends = [one for one in (low, high) if one is not None]
    return len(ends) < 2 or low <= high


# conditions


def _conditions(questions):
    """Yield what is wrong with the conditions, each told at its question."""
    by_code = {question["code"]: question for question in questions}
    places = {code: place for place, code in enumerate(by_code)}
    needs = {}
    for question in questions:
        code, condition = question["code"], question.get("condition")
        if condition is None:
            continue
        leaves = list(_leaves(condition, 0))
        if None in leaves:
            yield Problem(code, "bad_condition")
        elif len(leaves) > MAX_COMPARISONS or "deep" in leaves:
            yield Problem(code, "condition_too_large", {"limit": MAX_COMPARISONS})
        else:
            needs[code] = [leaf["q"] for leaf in leaves]
            for leaf in leaves:
                yield from _comparison(code, leaf, by_code)
    circular = set()
    for circle in _circles(needs):
        circular.update(circle)
        codes = " → ".join([*circle[:8], "…"] if len(circle) > 8 else circle)
        yield Problem(circle[0], "cycle", {"codes": codes})
    for code, named in needs.items():
        for other in dict.fromkeys(named):
            later = other in places and places[other] >= places[code]
            if later and not {code, other} <= circular:
                yield Problem(code, "forward", {"question": other})


def _leaves(condition, depth):
    """Yield the comparisons; None for what is none, "deep" for too many brackets."""
    if depth > MAX_DEPTH:
        yield "deep"
    elif not isinstance(condition, dict):
        yield None
    elif set(condition) in ({"and"}, {"or"}):
        (parts,) = condition.values()
        if not isinstance(parts, list):
            yield None
            return
        for part in parts:
            yield from _leaves(part, depth + 1)
    elif set(condition) == {"not"}:
        yield from _leaves(condition["not"], depth + 1)
    else:
        known = set(condition) <= {"q", "op", "value", "row"}
        words = (condition.get("q"), condition.get("op"), condition.get("row", ""))
        fits = known and all(isinstance(word, str) for word in words)
        yield condition if fits else None


def _comparison(code, leaf, by_code):
    named, op, row = leaf["q"], leaf["op"], leaf.get("row")
    question = by_code.get(named)
    if question is None:
        yield Problem(code, "unknown_condition_question", {"question": named})
        return
    kind, about = question["type"], {"question": named}
    if op not in operators(kind):
        yield Problem(code, "wrong_operator", {"value": op, **about})
        return
    if kind in model.MATRIX:
        rows = [one["code"] for one in question.get("rows") or ()]
        if row is None and op not in ("answered", "unanswered"):
            yield Problem(code, "row_needed", about)
        elif row is not None and row not in rows:
            yield Problem(code, "unknown_condition_row", {"value": row, **about})
    elif row is not None:
        yield Problem(code, "unknown_condition_row", {"value": row, **about})
    if op in ("answered", "unanswered"):
        return
    value = leaf.get("value")
    if kind in model.CHOICE:
        if value not in [one["code"] for one in question.get("options") or ()]:
            detail = {"value": str(value)[:80], **about}
            yield Problem(code, "unknown_condition_option", detail)
    elif READERS[CELLS[kind]](value) is None:
        yield Problem(code, "bad_value", {"value": str(value)[:80], **about})


def _circles(needs):
    """Yield each circle of questions that wait for each other, once.

    Depth first, without recursion: a form of 300 questions may be one long chain.
    """
    done = set()
    for start in needs:
        path, place, todo = [], {}, [(start, iter(needs.get(start, ())))]
        if start in done:
            continue
        path.append(start)
        place[start] = 0
        while todo:
            code, others = todo[-1]
            other = next(others, None)
            if other is None:
                todo.pop()
                done.add(path.pop())
                place.pop(code)
            elif other in place:
                yield [*path[place[other] :], other]
                done.update(path[place[other] :])
            elif other not in done:
                place[other] = len(path)
                path.append(other)
                todo.append((other, iter(needs.get(other, ()))))

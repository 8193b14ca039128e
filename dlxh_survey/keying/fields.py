"""A sheet taken apart into what was keyed one after the other, and put together.

The name of a field is the code of the question; `q3/r1` is the row r1 of a matrix,
`q2//3` the text beside the option 3. A value is as the browser sends it, None where
nothing was ticked, or {"missing": "refused"} where the sheet says why.
"""

from dataclasses import dataclass, field

from ._shared import codec, model

ANSWERED, BLANK, REFUSED_SHEET, LATE = "answered", "blank", "refused", "late"
#: what a sheet may be: only the first has answers
OUTCOMES = (ANSWERED, BLANK, REFUSED_SHEET, LATE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as one person keyed it; answers as the browser sends them."""

    outcome: str = ANSWERED
    answers: dict = field(default_factory=dict)


def missing_of(value):
    """Why there is no answer, or None."""
    return value.get("missing") if isinstance(value, dict) else None


def split_name(name):
    """(code of the question, code of the row, code of the option) of a field."""
    code, _, rest = name.partition("/")
    if rest.startswith("/"):
        return code, None, rest[1:]
    return code, rest or None, None


def row_names(question):
    """The names of the fields of a question, without texts beside options."""
    if question.is_matrix:
        return [f"{question.code}/{row.code}" for row in question.rows]
    return [question.code]


def other_names(question, answer):
    """The names of the texts beside the options that an answer chooses."""
    chosen = answer if isinstance(answer, list) else [answer]
    return [
        f"{question.code}//{one.code}"
        for one in question.options
        if one.other and one.code in chosen
    ]


def fields_of(questionnaire, answers):
    """{name: value} of everything that these answers lead to."""
    asked, found = questionnaire.shown(answers), {}
    for question in questionnaire.questions:
        if question.code in asked:
            found.update(_question_fields(question, answers))
    return found


def _question_fields(question, answers):
    code = question.code
    answer, missing = answers.get(code), answers.get(f"{code}.missing")
    if not question.is_matrix:
        yield code, _value(question, answer, missing)
        texts = answers.get(f"{code}.other") or {}
        for name in other_names(question, answer):
            yield name, texts.get(split_name(name)[2]) or None
        return
    for row in question.rows:
        reason = missing.get(row.code) if isinstance(missing, dict) else missing
        given = (answer or {}).get(row.code)
        yield f"{code}/{row.code}", _value(question, given, reason)


def _value(question, answer, missing):
    if missing:
        return {"missing": missing}
    if answer in (None, "", []):
        return None
    if question.type in ("multiple", "matrix_multiple"):
        return sorted(answer, key=lambda one: question.places.get(one, -1))
    return answer


def answers_of(questionnaire, values):
    """The answers as the browser would send them; the way back of `fields_of`."""
    answers = {}
    for name, value in values.items():
        code, row, option = split_name(name)
        if value is None or code not in questionnaire.by_code:
            continue
        reason = missing_of(value)
        key = f"{code}.missing" if reason else code
        if option:
            answers.setdefault(f"{code}.other", {})[option] = value
        elif row:
            answers.setdefault(key, {})[row] = reason or value
        else:
            answers[key] = reason or value
    return answers


def field_problem(questionnaire, name, value):
    """What is wrong with the value of one field, as a problem, or None."""
    code, row, option = split_name(name)
    question = questionnaire.by_code.get(code)
    if question is None:
        return model.Problem(code, "unknown_question", {"value": code})
    known = row_names(question) + other_names(question, list(question.places))
    if name not in known:
        return model.Problem(code, "unknown_row", {"value": row or option or code})
    if option and value is not None and not isinstance(value, str):
        return model.Problem(code, "not_a_text")
    values = {name: value}
    if option:
        one = [option] if question.type == "multiple" else option
        values = {code: one, **values}
    # whether it is asked follows from other questions; here it counts as asked
    desk = codec.Desk(answers_of(questionnaire, values), complete=False)
    desk.take(question, desk.answers.get(code))
    return next(iter(desk.errors), None)

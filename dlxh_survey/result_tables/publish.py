"""Publish the tables of a questionnaire, with what conditions tie together.

How many were asked a conditional question tells how many gave the answers that its
condition names. So such a question shows something only if

* the tables of those questions show everything (``depends`` of the statistics),
* the few who were not asked are not fewer than k, and
* a cross table of two questions that one condition names together is complete.
"""

from ._shared import counting, cover, crossing, questionnaire
from ._shared import statistics as stats


def publish_one_way(questions, counted, people, k, precision=None):
    """Return {code: [Published]} of the questions that have tables.

    :param questions: of the frozen definition, with those they depend on before them
    :param counted: what `one_way_all` made of them
    :param people: how many answered the questionnaire
    """
    precision = precision or stats.Precision()
    found = {}
    for question in questions:
        tables = counted[question["code"]]
        if not tables:
            continue
        depends = _depends(question, found)
        if _gives_away(question, tables, people, k):
            depends.append(HIDING)
        if question["type"] == "ranking":
            published = stats.suppress_ranking(tables, k, precision, depends)
        else:
            published = [
                stats.suppress(table, k, precision, depends) for table in tables
            ]
        found[question["code"]] = published
    return found


def needed(questions, codes):
    """Return the questions of these codes and those their conditions lead to."""
    wanted = set(codes)
    for question in reversed(questions):  # conditions look back only
        if question["code"] in wanted:
            wanted |= named_by(question)
    return [question for question in questions if question["code"] in wanted]


def publish_crossed(question, column, rows_of, design, k, precision, one_way, linked):
    """Return [Published] of a question by the categories of another one.

    :param column: (question, part)
    :param rows_of: {slot: cross rows}
    :param one_way: {code: [Published]} of all questions
    :param linked: pairs of codes that one condition names, see `linked_pairs`
    """
    tables = _crossed(question, column, rows_of, design)
    depends = ties([question, column[0]], one_way)
    if question["type"] == "ranking":
        return stats.suppress_ranking(tables, k, precision, depends)
    found = []
    for table in tables:
        if frozenset((question["code"], column[0]["code"])) in linked:
            complete = crossing.is_complete(table, k)
            if not complete:
                found.append(_withheld(table, k, precision))
                continue
        found.append(stats.suppress(table, k, precision, depends))
    return found


def publish_part(question, column, whole, parts_of, wanted, design, k, precision, ties):
    """Return [Published] of the people of one answer to a third question.

    :param whole: {slot: cross rows} of everybody
    :param parts_of: {answer: {slot: cross rows}} of all answers to that question
    :param wanted: the answer
    :param ties: published tables that must show everything, see `ties`
    """
    everybody = _crossed(question, column, whole, design)
    apart = {
        key: _crossed(question, column, rows, design) for key, rows in parts_of.items()
    }
    if question["type"] == "ranking":
        return [_withheld(table, k, precision) for table in apart[wanted]]
    found = []
    for place, table in enumerate(everybody):
        members = {key: tables[place] for key, tables in apart.items()}
        _all, published = stats.suppress_family(table, members, k, precision, ties)
        found.append(published[wanted])
    return found


def column_slot(question, part=None):
    """Return the slot that a column of a cross table lies in."""
    return next(one.slot for one in counting.parts(question) if one.part == part)


def linked_pairs(questions):
    """Return the pairs of questions that one condition names together."""
    found = set()
    for question in questions:
        named = sorted(
            {one["q"] for one in questionnaire.references(question.get("condition"))}
        )
        found.update(frozenset((a, b)) for a in named for b in named if a < b)
    return found


def named_by(question):
    """Return the codes that the condition of a question names."""
    return {one["q"] for one in questionnaire.references(question.get("condition"))}


def _depends(question, one_way):
    return [one for code in named_by(question) for one in one_way.get(code, ())]


def ties(questions, one_way):
    """Return the one-way tables that a cross table of these questions hangs on."""
    found = [one for question in questions for one in _depends(question, one_way)]
    own = [one for question in questions for one in one_way.get(question["code"], ())]
    # a table that is withheld takes the cross tables of its question with it
    return found + [one for one in own if one.table is None]


def is_column_shown(published, key):
    """Tell whether a column of a published cross table hides nothing."""
    table = published.table
    if table is None:
        return False
    place = table.columns.index(key)
    cells = [row[place].n for row in table.cells]
    return None not in (table.column_bases[place].n, *cells)


def _gives_away(question, tables, everybody, k):
    """Tell whether those who were not asked are too few to be told of."""
    if not question.get("condition"):
        return False
    return any(cover.is_small(everybody - table.base.asked, k) for table in tables)


def _withheld(table, k, precision):
    """Return the table with nothing in it."""
    if hasattr(table, "column"):
        return crossing.shown_or_not(table, False, k, precision)
    return stats.suppress(table, k, precision, depends=(HIDING,))


class _Hiding:
    """Stands for a table that hides something."""

    hidden = True


#: what hangs on it is withheld
HIDING = _Hiding()


def _crossed(question, column, rows_of, design):
    by, part = column
    return [
        stats.cross(question, by, rows_of[one.slot], design, one.part, part)
        for one in counting.parts(question)
        if one.slot in rows_of
    ]

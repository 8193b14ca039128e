"""The workbook to fill in: one row for each filled-in form, and what the codes mean."""

import io

import xlsxwriter

from ._shared import questionnaire as package
from .plan import CHOSEN, DIRECT, LIST, RANK, Plan
from .words import DEFAULT_MISSING

#: why there is no answer, in the order of the usual codes
MISSING = ("no_answer", "dont_know", "refused", "not_asked")
WORDS = {
    "data": "Data",
    "codes": "Codes",
    "column": "Column",
    "question": "Question",
    "code": "Code",
    "answer": "Answer",
    "missing": "No answer: %(no_answer)s; don't know: %(dont_know)s; refused:"
    " %(refused)s; not asked: %(not_asked)s",
}


def template(made, lang, lists=False, words=None):
    """The bytes of an .xlsx for the answers to a questionnaire.

    :param lang: of the questions and answers explained
    :param lists: several answers in one cell instead of one column for each
    :param words: the words of `WORDS` in the language of the user
    """
    words = {**WORDS, **(words or {})}
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(stream, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDE7F3"})
        data = book.add_worksheet(words["data"][:31])
        titles = [*Plan(made, {}).own_titles, *columns(made, lists)]
        for place, title in enumerate(titles):
            data.write_string(0, place, title, head)
        data.freeze_panes(1, 0)
        codes = book.add_worksheet(words["codes"][:31])
        _explain(codes, _lines(made, lang, lists), words, head)
    return stream.getvalue()


def columns(made, lists=False):
    """The headings of the columns with answers, in the order of the questions."""
    targets = Plan(made, {}).targets
    hidden = (CHOSEN, RANK) if lists else (LIST,)
    found = []
    for role, column in targets.values():
        if column and role not in hidden:
            found.append(_list_title(column) if role == LIST else column.name)
    return found


def _list_title(column):
    return f"{column.question}_{column.row}" if column.row else column.question


def _explain(sheet, lines, words, head):
    """Write what each column asks and which codes it takes."""
    for place, word in enumerate(("column", "question", "code", "answer")):
        sheet.write_string(0, place, words[word], head)
        sheet.set_column(place, place, (18, 60, 12, 40)[place])
    number = 0
    for number, line in enumerate(lines, 1):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text)
    codes = dict(zip(MISSING, DEFAULT_MISSING, strict=True))
    sheet.write_string(number + 2, 0, words["missing"] % codes)


def _lines(made, lang, lists):
    """Yield (column, question, code, answer), a line for each code."""

    def named(parts):
        return {
            part.code: package.in_language(part.label, lang, made.langs)
            for part in parts
        }

    targets = Plan(made, {}).targets
    for title in columns(made, lists):
        role, column = targets[title.casefold()]
        question = made.by_code[column.question]
        options = named(question.options)
        parts = [
            package.in_language(question.title, lang, made.langs),
            named(question.rows).get(column.row),
            None if role == LIST else options.get(column.option),
        ]
        asked = " – ".join(part for part in parts if part)
        many = role in (LIST, DIRECT) and options
        for code, label in options.items() if many else [("", "")]:
            yield title, asked, code, label
            title = asked = ""

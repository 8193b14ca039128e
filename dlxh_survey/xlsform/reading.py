"""A workbook as a definition, or as the list of what is wrong with it."""

from dataclasses import dataclass, field

from . import languages
from ._shared import questionnaire
from .book import read_book
from .choices import read_choices
from .expressions import Unreadable
from .lines import Lines
from .problem import ERROR, XlsProblem, shown
from .relevance import condition_of
from .writing import TRANSLATED

MAX_PROBLEMS = 500
NEEDED = {"survey": ("type", "name"), "choices": ("list_name", "name")}
#: columns without a meaning for answers on paper and in a browser page
SILENT = {"constraint_message", "required_message", "hint", "label", "version"}
KNOWN = {
    "survey": {
        *("type", "name", "required", "relevant", "appearance", "constraint"),
        *("parameters", "choice_filter", "dlxh_code", "dlxh_other_of"),
        *("dlxh_demographic", "dlxh_decimals"),
    },
    "choices": {"list_name", "name", "value", "dlxh_value"},
    "settings": {"form_title", "form_id", "default_language"},
}
#: in which column a problem of the whole questionnaire is looked for
COLUMN_OF = {
    "bad_bounds": "parameters",
    "bad_condition": "relevant",
    "bad_decimals": "dlxh_decimals",
    "bad_length": "constraint",
    "bad_value": "relevant",
    "condition_too_large": "relevant",
    "cycle": "relevant",
    "forward": "relevant",
    "no_title": "label",
    "too_long_label": "label",
    "unknown_condition_option": "relevant",
    "unknown_condition_question": "relevant",
    "unknown_condition_row": "relevant",
    "wrong_operator": "relevant",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """``definition`` is None when a problem is an error; warnings leave it.

    ``rows`` tells where in the sheet survey each question and page stands.
    """

    definition: dict | None
    problems: list = field(default_factory=list)
    rows: dict = field(default_factory=dict)

    @property
    def errors(self):
        return [one for one in self.problems if one.level == ERROR]


def read_xlsform(data):
    """Read the bytes of a workbook."""
    sheets, problems = read_book(data)
    problems += _missing(sheets) if not problems or problems[0].row else []
    if any(not problem.row for problem in problems):
        return Imported(None, problems)
    problems += _ignored(sheets)
    langs = _Languages(sheets, problems)
    choices = read_choices(sheets["choices"], langs, problems)
    lines = Lines(sheets["survey"], choices, langs, problems)
    definition = _definition(sheets["settings"], lines, langs, problems)
    if not any(problem.level == ERROR for problem in problems):
        problems += _of_whole(definition, lines)
    problems = _in_order(problems)
    good = not any(problem.level == ERROR for problem in problems)
    rows = {code: line.number for code, line in lines.origins.items()}
    return Imported(definition if good else None, problems[:MAX_PROBLEMS], rows)


def _in_order(problems):
    order = {"survey": 0, "choices": 1, "settings": 2}
    return sorted(problems, key=lambda one: (order.get(one.sheet, 3), one.row))


def _missing(sheets):
    if not sheets["survey"].columns:
        yield XlsProblem("", 0, "", "survey", "missing_sheet")
        return
    for name, columns in NEEDED.items():
        for column in columns if sheets[name].lines else ():
            if column not in sheets[name].columns and column != "name":
                yield XlsProblem(name, 0, column, "", "missing_column")


def _ignored(sheets):
    """One warning for each column that holds something of no use here."""
    for name, sheet in sheets.items():
        for plain, title in sheet.columns.items():
            word = plain.partition("::")[0]
            known = word in KNOWN[name] or word in TRANSLATED or word in SILENT
            used = [line for line in sheet.lines if line.get(plain)]
            if not known and used:
                line = used[0]
                value = shown(line.get(plain))
                yield XlsProblem(name, line.number, title, value, "column_ignored")


class _Languages:
    """Which column speaks which language."""

    def __init__(self, sheets, problems):
        settings = sheets["settings"].lines
        default = settings[0].get("default_language") if settings else ""
        self.default = default and languages.lang_of(default)
        self.columns, found = {}, []
        for name, sheet in sheets.items():
            for plain, title in sheet.columns.items():
                word, colons, language = plain.partition("::")
                if word not in TRANSLATED or not colons:
                    continue
                lang = languages.lang_of(language)
                if lang is None:
                    where = (name, 1, title, language, "unknown_language")
                    problems.append(XlsProblem(*where))
                    continue
                self.columns[plain] = lang
                found.append(lang)
        self.default = self.default or next(iter(found), "vi_VN")
        self.langs = list(dict.fromkeys([self.default, *found]))

    def text(self, line, word):
        """The translations of a cell; a column without a language is the first."""
        found = {self.default: line.get(word)} if line.get(word) else {}
        for column, lang in self.columns.items():
            if column.startswith(f"{word}::") and line.get(column):
                found[lang] = line.get(column)
        return found


def _definition(settings, lines, langs, problems):
    line = settings.lines[0] if settings.lines else None
    named = (line.get("form_title") or line.get("form_id")) if line else ""
    title = langs.text(line, "dlxh_title") if line else {}
    for question, relevants in lines.conditions:
        question["condition"] = _condition(relevants, lines.targets, problems)
    return questionnaire.lay_out(
        {
            "format": 1,
            "title": title or {langs.default: named or "XLSForm"},
            "description": langs.text(line, "dlxh_description") if line else {},
            "langs": langs.langs,
            "pages": lines.filled_pages(),
            "questions": lines.questions,
        }
    )


def _condition(relevants, targets, problems):
    """One condition of those of the question and of the groups around it."""
    parts = []
    for line in relevants:
        source = line.get("relevant")
        try:
            parts.append(condition_of(source, targets))
        except Unreadable as unreadable:
            where = (line.sheet, line.number, "relevant", shown(source))
            detail = {"text": unreadable.text}
            problem = XlsProblem(*where, unreadable.kind, detail)
            if problem not in problems:
                problems.append(problem)
    return questionnaire.simplify({"and": parts}) if parts else None


def _of_whole(definition, lines):
    """Problems of the questionnaire as a whole, at the rows they come from."""
    for problem in questionnaire.problems(definition):
        line = lines.origins.get(problem.code)
        column = COLUMN_OF.get(problem.kind, "name")
        option = lines.choice_of(problem)
        if option:
            line, column = option, "name"
        value = shown(line.get(column)) if line else ""
        sheet, row = (line.sheet, line.number) if line else ("survey", 0)
        yield XlsProblem(sheet, row, column, value, problem.kind, problem.params)

"""A definition as the bytes of an XLSForm workbook."""

import io

import xlsxwriter

from ._shared import model, questionnaire
from .languages import title_of
from .limits import constraint_of
from .relevance import relevant_of

#: columns of ours, for what XLSForm has no word
OWN_CODE, OWN_OTHER = "dlxh_code", "dlxh_other_of"
OWN_DEMOGRAPHIC, OWN_DECIMALS = "dlxh_demographic", "dlxh_decimals"
OWN_VALUE = "dlxh_value"
ENDS = {"min": "dlxh_min_label", "mid": "dlxh_mid_label", "max": "dlxh_max_label"}
TRANSLATED = {"label", "hint", "dlxh_title", "dlxh_description", *ENDS.values()}
COLUMNS = {
    "survey": (
        *("type", "name", "label", "hint", "required", "relevant", "appearance"),
        *("constraint", "parameters", OWN_CODE, OWN_OTHER, OWN_DEMOGRAPHIC),
        *(OWN_DECIMALS, *ENDS.values()),
    ),
    "choices": ("list_name", "name", "label", OWN_VALUE),
    "settings": (
        *("form_title", "form_id", "version", "default_language"),
        *("dlxh_title", "dlxh_description"),
    ),
}
SELECTS = {"single": "select_one", "multiple": "select_multiple", "ranking": "rank"}
SIMPLE = {"text": "text", "long_text": "text", "date": "date", "scale": "range"}


def write_xlsform(definition, form_id="questionnaire", version="1"):
    """Return the bytes of the workbook of a definition without problems."""
    lines = _Lines(definition)
    first = title_of(definition["langs"][0])
    title = questionnaire.in_language(definition["title"], *definition["langs"][:1])
    settings = {
        "form_title": title,
        "form_id": form_id,
        "version": version,
        "default_language": first,
        "dlxh_title": definition["title"],
        "dlxh_description": definition.get("description") or {},
    }
    sheets = {
        "survey": lines.survey(),
        "choices": lines.choices(),
        "settings": [settings],
    }
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDE7F3"})
        for name, rows in sheets.items():
            _fill(book.add_worksheet(name), name, rows, definition["langs"], head)
    return stream.getvalue()


def _fill(sheet, name, rows, langs, head):
    """Write the rows; a translated column is one column for each language."""
    columns = []
    for column in COLUMNS[name]:
        spread = langs if column in TRANSLATED else [None]
        columns += [(column, lang) for lang in spread]
    for place, (column, lang) in enumerate(columns):
        title = f"{column}::{title_of(lang)}" if lang else column
        sheet.write_string(0, place, title, head)
        sheet.set_column(place, place, 40 if column in ("label", "hint") else 16)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        for place, (column, lang) in enumerate(columns):
            value = row.get(column)
            text = (value or {}).get(lang, "") if lang else value
            if text not in (None, ""):
                sheet.write_string(number, place, str(text))


class _Lines:
    """The rows of the sheets, with a name for everything that needs one."""

    def __init__(self, definition):
        self.definition = definition
        self.questions = {one["code"]: one for one in definition["questions"]}
        #: {(code, row): name} and names taken; XLSForm wants them all different
        self.names = {(code, None): code for code in self.questions}
        self.taken = set(self.questions)
        for code, question in self.questions.items():
            for row in question.get("rows") or ():
                self.names[code, row["code"]] = self.free(f"{code}_{row['code']}")

    def free(self, wanted):
        name, number = wanted, 1
        while name in self.taken:
            number += 1
            name = f"{wanted}_{number}"
        self.taken.add(name)
        return name

    def survey(self):
        for page in self.definition["pages"]:
            name = self.free(page["code"])
            yield {
                "type": "begin_group",
                "name": name,
                "label": page.get("title") or {},
                "appearance": "field-list",
                OWN_CODE: page["code"],
            }
            if page.get("description"):
                note = {"type": "note", "name": self.free(f"{name}_note")}
                yield {**note, "label": page["description"]}
            for code in page["questions"]:
                yield from self.question(self.questions[code])
            yield {"type": "end_group", "name": name}

    def question(self, question):
        code, kind = question["code"], question["type"]
        line = {
            "name": code,
            "label": question["title"],
            "hint": question.get("help") or {},
            OWN_DEMOGRAPHIC: "yes" if question.get("demographic") else "",
        }
        if question.get("condition"):
            line["relevant"] = relevant_of(
                question["condition"], self.names, self.questions
            )
        rules = {
            "required": "yes" if question.get("required") else "",
            "constraint": constraint_of(question),
        }
        if kind in model.MATRIX:
            select = SELECTS[kind.removeprefix("matrix_")]
            yield {**line, "type": "begin_group", "appearance": "table-list"}
            for row in question["rows"]:
                yield {
                    "type": f"{select} {code}",
                    "name": self.names[code, row["code"]],
                    "label": row["label"],
                    OWN_CODE: row["code"],
                    **rules,
                }
            yield {"type": "end_group", "name": code}
            return
        yield {**line, **_typed(question), **rules}
        yield from self.others(question)

    def others(self, question):
        """A line for the text beside an option, as form makers write it."""
        code = question["code"]
        for option in question.get("options") or ():
            if option.get("other"):
                yield {
                    "type": "text",
                    "name": self.free(f"{code}_{option['code']}_text"),
                    "label": option["label"],
                    "relevant": f"selected(${{{code}}}, '{option['code']}')",
                    OWN_OTHER: f"{code} {option['code']}",
                }

    def choices(self):
        for code, question in self.questions.items():
            for option in question.get("options") or ():
                yield {
                    "list_name": code,
                    "name": option["code"],
                    "label": option["label"],
                    OWN_VALUE: option["value"],
                }


def _typed(question):
    kind, code = question["type"], question["code"]
    if kind in model.CHOICE:
        return {"type": f"{SELECTS[kind]} {code}"}
    if kind == "number":
        decimals = question.get("decimals") or 0
        if not decimals:
            return {"type": "integer"}
        return {"type": "decimal", OWN_DECIMALS: decimals}
    line = {"type": SIMPLE[kind]}
    if kind == "long_text":
        line["appearance"] = "multiline"
    if kind == "scale":
        line["parameters"] = f"start={question['min']} end={question['max']} step=1"
        labels = question.get("labels") or {}
        line |= {ENDS[end]: labels.get(end) or {} for end in ENDS}
    return line

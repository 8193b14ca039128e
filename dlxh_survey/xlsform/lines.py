"""The sheet survey, line by line: groups, pages, matrices, questions."""

import copy
import json
import re
from pathlib import Path

from ._shared import model
from .limits import limits_of
from .problem import XlsProblem, shown
from .relevance import Target
from .writing import ENDS, SELECTS

OTHER = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))["other"]
TYPE_OF = {select: kind for kind, select in SELECTS.items()}
PLAIN = {
    "text": "text",
    "string": "text",
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "date": "date",
    "range": "scale",
}
#: what forms record about whoever fills them in; none of it may be kept here
META = set(
    "start end today deviceid username phonenumber email simserial subscriberid audit"
    " calculate hidden start-geopoint background-audio background-geopoint".split()
)
#: two words that are one; "select one from" and the like are old spellings
SPELLINGS = (
    (re.compile(r"^(begin|end)[ _](group|repeat)\b", re.I), r"\1_\2"),
    (re.compile(r"^select[ _](one|multiple)(?: from)?\b", re.I), r"select_\1"),
    (re.compile(r"\bor[ _](?:specify[ _])?other$", re.I), "or_other"),
)
YES, NO = {"yes", "true", "true()", "1"}, {"", "no", "false", "false()", "0"}


def words_of(line):
    """The words of a type, the first ones in one spelling."""
    words = line.get("type")
    for spelling, meant in SPELLINGS:
        words = spelling.sub(meant, words)
    return words.split()


class Lines:
    """Reads all lines at once; what it found lies in its attributes.

    ``conditions`` holds (question, lines whose relevant it stands under),
    ``targets`` what each name stands for, ``origins`` the line of each code.
    """

    def __init__(self, sheet, choices, langs, problems):
        self.lists, self.langs, self.problems = choices, langs, problems
        self.pages, self.questions, self.conditions = [], [], []
        self.targets, self.origins, self.list_of = {}, {}, {}
        self.groups, self.notes = [], []
        self.page = self.matrix = None
        for line in sheet.lines:
            self.take(line)
        self.end_page()
        for group in self.groups:
            self.tell(group, "name", "group_open")

    def tell(self, line, column, kind, **params):
        where = (line.sheet, line.number, column, shown(line.get(column)))
        self.problems.append(XlsProblem(*where, kind, params))

    def choice_of(self, problem):
        """The line in the sheet choices that a problem of an option is about."""
        if not problem.kind.endswith(("option", "option_code", "option_value")):
            return None
        if problem.kind == "unknown_condition_option":
            return None
        rows = self.lists.get(self.list_of.get(problem.code), ())
        wanted = problem.detail.get("value")
        return next((line for one, line in rows if one["code"] == wanted), None)

    # lines

    def take(self, line):
        words = words_of(line)
        kind = words[0].lower() if words else ""
        if kind == "begin_group":
            self.begin_group(line)
        elif kind == "end_group":
            self.end_group(line)
        elif kind in ("begin_repeat", "end_repeat"):
            if kind == "begin_repeat":
                self.tell(line, "type", "repeat")
        elif kind == "note":
            self.note(line)
        elif kind in META:
            self.tell(line, "type", "dropped_meta")
        elif kind in TYPE_OF or kind in PLAIN:
            self.question(line, kind)
        elif words or line.get("name"):
            self.tell(line, "type", "unsupported_type")

    def begin_group(self, line):
        looks = line.get("appearance").split()
        if "table-list" in looks:
            self.matrix = self.new_matrix(line)
        elif not self.inside_page():
            self.end_page()
            self.page = self.new_page(line)
        self.groups.append(line)

    def inside_page(self):
        return any("field-list" in one.get("appearance").split() for one in self.groups)

    def end_group(self, line):
        if not self.groups:
            self.tell(line, "type", "group_end")
            return
        group = self.groups.pop()
        if "table-list" in group.get("appearance").split():
            self.end_matrix()
        elif not self.inside_page():
            self.end_page()

    def new_page(self, line=None):
        code = (line.get("dlxh_code") or line.get("name")) if line else ""
        number = len(self.pages) + 1
        taken = {page["code"] for page in self.pages}
        while not code or (line is None and code in taken):
            code, number = f"page_{number}", number + 1
        page = {"code": code, "title": {}, "description": {}, "questions": []}
        if line:
            page["title"] = self.langs.text(line, "label")
            self.origins.setdefault(code, line)
        self.pages.append(page)
        return page

    def end_page(self):
        self.end_matrix()
        for line in self.notes:
            self.add_text(self.page["description"], self.langs.text(line, "label"))
        self.page, self.notes = None, []

    def filled_pages(self):
        """The pages with questions; what a page without any says goes to the next."""
        filled, said = [], {}
        for page in self.pages:
            if page["questions"]:
                self.add_text(said, page["description"])
                page["description"], said = said, {}
                filled.append(page)
            else:
                self.add_text(said, page["title"])
                self.add_text(said, page["description"])
        if filled:
            self.add_text(filled[-1]["description"], said)
        return filled

    def note(self, line):
        """What is said at the top of a page is its description, else it is help."""
        text = self.langs.text(line, "label")
        if self.page is None:
            self.page = self.new_page()
        if not self.page["questions"] and not self.page["description"]:
            self.page["description"] = text
            return
        self.tell(line, "type", "note_moved")
        self.notes.append(line)

    @staticmethod
    def add_text(before, text):
        for lang, words in text.items():
            before[lang] = f"{before[lang]}\n{words}" if before.get(lang) else words

    # questions

    def question(self, line, kind):
        if line.get("dlxh_other_of") and self.mark_other(line):
            return
        looks = line.get("appearance").split()
        if kind in ("select_one", "select_multiple"):
            in_table = any("table-list" in one.get("appearance") for one in self.groups)
            if in_table or (self.matrix and "list-nolabel" in looks):
                self.add_row(line, kind)
                return
            if "label" in looks:
                self.end_matrix()
                self.matrix = self.new_matrix(line)
                return
        self.end_matrix()
        made = self.started(line)
        made["required"] = self.required(line)
        if kind in TYPE_OF:
            made["type"] = TYPE_OF[kind]
            made["options"] = self.options(line, made["code"])
        else:
            made["type"] = PLAIN[kind]
            self.plain(made, line, kind, looks)
        self.limit(made, line)
        self.keep(made, line)

    def started(self, line):
        code = line.get("name")
        if not code:
            self.tell(line, "name", "missing_name")
        for column in line.cells:
            if column.startswith(("label", "hint")) and "${" in line.get(column):
                self.tell(line, column, "piped")
        if line.get("choice_filter"):
            self.tell(line, "choice_filter", "choice_filter")
        return {
            "code": code,
            "type": "",
            "title": self.langs.text(line, "label"),
            "help": self.langs.text(line, "hint"),
            "required": False,
            "condition": None,
            "demographic": line.get("dlxh_demographic").lower() in YES,
        }

    def required(self, line):
        text = line.get("required").lower()
        if text not in YES | NO:
            self.tell(line, "required", "bad_required")
        return text in YES

    def keep(self, made, line):
        """Put a question on the page, under the conditions of its groups."""
        if self.page is None:
            self.page = self.new_page()
        for note in self.notes:
            self.add_text(made["help"], self.langs.text(note, "label"))
        self.notes = []
        self.page["questions"].append(made["code"])
        self.questions.append(made)
        self.origins[made["code"]] = line
        # A matrix may still stand among the open groups; its condition counts once.
        groups = [group for group in self.groups if group is not line]
        around = [one for one in (*groups, line) if one.get("relevant")]
        self.conditions.append((made, around))
        if not made.get("rows"):
            self.targets[made["code"]] = Target(made["code"], made["type"])

    def options(self, line, code):
        _kind, name, *more = [*words_of(line), ""]
        rows = self.lists.get(name)
        if not rows:
            where = (line.sheet, line.number, "type", shown(name), "empty_list")
            self.problems.append(XlsProblem(*where))
            return []
        self.list_of[code] = name
        found = copy.deepcopy([option for option, _line in rows])
        if "or_other" in more:
            value = max(option["value"] for option in found) + 1
            label = {lang: OTHER.get(lang, OTHER["en_US"]) for lang in self.langs.langs}
            last = {"code": "other", "value": value, "label": label}
            found.append({**last, "exclusive": False, "other": True})
        return found

    def mark_other(self, line):
        """A line of ours for the text beside an option: mark the option instead."""
        code, _, option = line.get("dlxh_other_of").partition(" ")
        for made in self.questions:
            for one in made.get("options") or ():
                if (made["code"], one["code"]) == (code, option):
                    one["other"] = True
                    return True
        return False

    def plain(self, made, line, kind, looks):
        if "multiline" in looks and made["type"] == "text":
            made["type"] = "long_text"
        if kind == "decimal":
            text = line.get("dlxh_decimals") or "2"
            made["decimals"] = int(text) if text in tuple("01234") else -1
        elif made["type"] == "number":
            made["decimals"] = 0
        if kind == "range":
            self.scale(made, line)

    def scale(self, made, line):
        pairs = re.findall(r"(\w+)\s*=\s*(\S+)", line.get("parameters"))
        given = {"start": "1", "end": "10", "step": "1", **dict(pairs)}
        ends = [given[name].removesuffix(".0") for name in ("start", "end", "step")]
        if ends[2] != "1" or not all(re.fullmatch(r"-?\d{1,6}", one) for one in ends):
            self.tell(line, "parameters", "range_step")
            ends = ["1", "10"]
        made["min"], made["max"] = int(ends[0]), int(ends[1])
        made["labels"] = {
            end: self.langs.text(line, column) for end, column in ENDS.items()
        }

    def limit(self, made, line):
        """Bounds and choices that stand alone, from the constraint."""
        if not line.get("constraint"):
            return
        kind = made["type"].removeprefix("matrix_")
        limits, alone, dropped = limits_of(
            line.get("constraint"), kind, made.get("decimals")
        )
        for option in made.get("options") or ():
            if option["code"] in alone:
                option["exclusive"] = True
                alone.discard(option["code"])
        if kind == "scale" and limits or made["type"] in model.MATRIX and limits:
            dropped, limits = [line.get("constraint")], {}
        made.update(limits)
        for text in (*dropped, *sorted(alone)):
            self.tell(line, "constraint", "constraint_dropped", text=text[:80])

    # matrices

    def new_matrix(self, line):
        self.end_matrix()
        made = {**self.started(line), "rows": [], "options": []}
        return {"made": made, "line": line, "list": None, "required": []}

    def add_row(self, line, kind):
        matrix, wanted = self.matrix, [kind, *words_of(line)[1:]]
        made = matrix["made"]
        if matrix["list"] is None:
            matrix["list"] = wanted
            made["type"] = f"matrix_{TYPE_OF[kind]}"
            made["options"] = self.options(line, made["code"])
            self.limit(made, line)
        elif matrix["list"] != wanted:
            self.tell(line, "type", "mixed_matrix")
            return
        if line.get("relevant"):
            self.tell(line, "relevant", "row_condition")
        name = line.get("name")
        code = line.get("dlxh_code") or name.removeprefix(f"{made['code']}_") or name
        made["rows"].append({"code": code, "label": self.langs.text(line, "label")})
        matrix["required"].append(self.required(line))
        self.targets[name] = Target(made["code"], made["type"], code)

    def end_matrix(self):
        matrix, self.matrix = self.matrix, None
        if matrix is None:
            return
        made, line = matrix["made"], matrix["line"]
        if not made["rows"]:
            made["type"] = "matrix_single"
            if line.get("type").lower().startswith("select"):
                made["options"] = self.options(line, made["code"])
        made["required"] = any(matrix["required"])
        self.keep(made, line)

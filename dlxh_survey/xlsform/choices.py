"""The sheet of choices: lists of options by name."""

from ._shared import model
from .problem import XlsProblem, shown


def read_choices(sheet, langs, problems):
    """Return {name of a list: [(option, line)]}."""
    lists, rows = {}, {}
    for line in sheet.lines:
        name, code = line.get("list_name"), line.get("name") or line.get("value")
        if not name:
            continue
        tell = _teller(line, problems)
        if not model.OPTION_CODE.fullmatch(code):
            tell(code, "bad_choice_name" if code else "missing_name")
            continue
        if (name, code) in rows:
            tell(code, "duplicate_choice", first=rows[name, code])
            continue
        rows[name, code] = line.number
        option = {
            "code": code,
            "value": _number(line, tell),
            "label": langs.text(line, "label"),
            "exclusive": False,
            "other": False,
        }
        lists.setdefault(name, []).append((option, line))
    for options in lists.values():
        _number_rest([option for option, _line in options])
    return lists


def _teller(line, problems):
    def tell(value, kind, **params):
        where = (line.sheet, line.number, "name", shown(value), kind, params)
        problems.append(XlsProblem(*where))

    return tell


def _number(line, tell):
    text = line.get("dlxh_value")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 5:
        tell(text, "bad_number")
        return None
    return int(text)


def _number_rest(options):
    """Give a number to those without: that of the code if it may be one."""
    taken = {option["value"] for option in options}
    for option in options:
        code = option["code"]
        if option["value"] is None and code.isascii() and code.isdigit():
            value = int(code)
            if 1 <= value <= model.MAX_VALUE and value not in taken:
                option["value"] = value
                taken.add(value)
    free = (value for value in range(1, model.MAX_VALUE) if value not in taken)
    for option in options:
        if option["value"] is None:
            option["value"] = next(free)

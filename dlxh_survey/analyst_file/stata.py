"""Commands by which Stata (14 or later) reads the file."""

VARIABLE_LABEL = 80
#: extended missing values of Stata
LETTERS = {"hidden": ".h", "dont_know": ".d", "refused": ".r", "no_answer": ".n"}


def stata(columns, file_name, notes=()):
    """Return the commands as text.

    The first line of the file is skipped and the columns are named here, so that
    the mark at the beginning of the file is in no name.
    """
    lines = ["* " + _line(note) for note in notes]
    dates = [place for place, one in enumerate(columns, 1) if one.kind == "date"]
    strings = f" stringcols({' '.join(map(str, dates))})" if dates else ""
    lines += [
        "version 14",
        "clear all",
        f'import delimited using "{file_name}", delimiters(",") varnames(nonames)'
        f' rowrange(2) encoding("utf-8") asdouble{strings}',
        *_names(columns),
    ]
    for one in columns:
        lines.append(f"label variable {one.name} {_quoted(one.label, VARIABLE_LABEL)}")
        lines += _date(one) if one.kind == "date" else _codes(one)
    return "\r\n".join([*lines, "compress", ""])


def _names(columns):
    """All at once, because a column may be called “v2” itself."""
    places = [f"v{place}" for place in range(1, len(columns) + 1)]
    names = [one.name for one in columns]
    yield "rename ( ///"
    yield from _lines(places)
    yield ") ( ///"
    yield from _lines(names)
    yield ")"


def _lines(words):
    for start in range(0, len(words), 8):
        yield f"  {' '.join(words[start : start + 8])} ///"


def _date(column):
    # no column begins with a line: codes of questions begin with a letter
    yield f'generate double _day = date({column.name}, "YMD")'
    yield f"drop {column.name}"
    yield f"rename _day {column.name}"
    yield f"format {column.name} %td"
    yield f"label variable {column.name} {_quoted(column.label, VARIABLE_LABEL)}"


def _codes(column):
    if column.missing:
        pairs = " \\ ".join(
            f"{code}={LETTERS[name]}" for name, code in column.missing.items()
        )
        yield f"mvdecode {column.name}, mv({pairs})"
    for place, (value, label) in enumerate(column.values.items()):
        more = "" if place == 0 else ", add"
        yield f"label define {column.name} {value} {_quoted(label, 32000)}{more}"
    if column.values:
        yield f"label values {column.name} {column.name}"


def _line(text):
    return " ".join(str(text).split())


def _quoted(text, most):
    """A text in quotes; what Stata would read as a macro or an end is written so
    that it does not."""
    text = _line(text)[:most].replace('"', "”").replace("`", "’").replace("\\", "/")
    return '"' + text.replace("$", "＄") + '"'

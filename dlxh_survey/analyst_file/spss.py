"""Syntax by which SPSS reads the file (UTF-8 with its mark, for older versions)."""

#: SPSS takes so many bytes
VARIABLE_LABEL, VALUE_LABEL = 256, 120
FORMATS = {"number": "F20", "weight": "F16.6", "date": "SDATE10"}


def spss(columns, file_name, notes=()):
    """Return the syntax as text.

    :param notes: lines of comment at its head
    """
    lines = ["* Encoding: UTF-8."]
    lines += [f"* {_line(note).rstrip('.')}." for note in notes]
    lines += [
        "GET DATA",
        "  /TYPE=TXT",
        f"  /FILE={_quoted(file_name, 255)}",
        "  /ENCODING='UTF8'",
        "  /ARRANGEMENT=DELIMITED",
        '  /DELIMITERS=","',
        "  /QUALIFIER='\"'",
        "  /FIRSTCASE=2",
        "  /VARIABLES=",
        *(f"    {one.name} {_format(one)}" for one in columns),
        "  .",
        "CACHE.",
        "EXECUTE.",
        "",
    ]
    for one in columns:
        label = _quoted(one.label, VARIABLE_LABEL)
        lines.append(f"VARIABLE LABELS {one.name} {label}.")
    for one in columns:
        lines += _values(one)
    for one in columns:
        lines += _missing(one)
    lines += [f"WEIGHT BY {one.name}." for one in columns if one.kind == "weight"]
    return "\ufeff" + "\r\n".join([*lines, "EXECUTE.", ""])


def _format(column):
    if column.kind == "number":
        return f"F20.{column.decimals}"
    return FORMATS.get(column.kind, "F12.0")


def _values(column):
    if not column.values:
        return
    yield f"VALUE LABELS {column.name}"
    pairs = [
        f"  {value} {_quoted(label, VALUE_LABEL)}"
        for value, label in column.values.items()
    ]
    yield from pairs[:-1]
    yield f"{pairs[-1]}."


def _missing(column):
    """A range, because SPSS takes three single codes and there may be four."""
    if column.missing:
        codes = sorted(column.missing.values())
        yield f"MISSING VALUES {column.name} ({codes[0]} THRU {codes[-1]})."


def _line(text):
    return " ".join(str(text).split())


def _quoted(text, most):
    """A text in quotes, in one line, cut at a whole letter."""
    text = _line(text).encode()[:most].decode(errors="ignore")
    return "'" + text.replace("'", "''") + "'"

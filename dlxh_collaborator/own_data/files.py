"""Write sections of a person's data as JSON, as a page, and as one archive."""

import json
import zipfile
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

#: archives of the same data are the same, bit by bit
STAMP = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Section:
    """Records of one kind: what they are, their columns, a row for each.

    :param str key: name of the section for programs
    :param str title: name of the section for people
    :param columns: pairs (key, label)
    :param rows: lists of plain values, as long as the columns
    """

    key: str
    title: str
    columns: list
    rows: list = field(default_factory=list)

    def __post_init__(self):
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of {self.key} does not fit its columns")


def as_json(about, sections):
    """Return the data for programs: {section: [{column: value}]}."""
    data = {"about": about}
    for section in sections:
        keys = [key for key, _label in section.columns]
        data[section.key] = [dict(zip(keys, row, strict=True)) for row in section.rows]
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def as_html(title, about, sections, nothing):
    """Return the data for people, as one page that needs nothing else.

    :param dict about: label: value, shown at the top
    :param str nothing: what stands below a title without rows
    """
    parts = [HEAD % {"title": escape(title)}, f"<h1>{escape(title)}</h1><dl>"]
    for label, value in about.items():
        parts.append(f"<dt>{escape(str(label))}</dt><dd>{escape(str(value))}</dd>")
    parts.append("</dl>")
    for section in sections:
        parts.append(f"<h2>{escape(section.title)}</h2>")
        parts.append(_table(section) if section.rows else f"<p>{escape(nothing)}</p>")
    parts.append("</body></html>")
    return "".join(parts)


def _table(section):
    if len(section.rows) == 1:  # one record reads better from top to bottom
        pairs = zip(section.columns, section.rows[0], strict=True)
        lines = [
            f"<tr><th>{escape(c[1])}</th>{_cell(value)}</tr>" for c, value in pairs
        ]
        return f"<table>{''.join(lines)}</table>"
    head = "".join(f"<th>{escape(label)}</th>" for _key, label in section.columns)
    body = "".join(
        f"<tr>{''.join(_cell(value) for value in row)}</tr>" for row in section.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value):
    text = "" if value in (None, False) else str(value)
    return f"<td>{escape(text)}</td>"


def as_zip(files):
    """Return one archive of {name: text}."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, date_time=STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode())
    return target.getvalue()


HEAD = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%(title)s</title>
<style>
body { font: 16px/1.5 sans-serif; margin: 1rem auto; max-width: 60rem;
  padding: 0 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%%; }
td, th { border: 1px solid #999; padding: .25rem .5rem; text-align: left;
  vertical-align: top; }
dt { font-weight: bold; float: left; clear: left; margin-right: .5rem; }
</style></head><body>"""

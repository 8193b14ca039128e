"""Pieces of a printed page: headings, tables, numbers as Vietnamese write them."""

from markupsafe import Markup, escape


def heading(text, rank=2):
    return Markup("<h%d>%s</h%d>") % (rank, text, rank)


def paragraph(text):
    return Markup("<p>%s</p>") % text


def cell(text, align="left", bold=False, span=1):
    """Return one cell of a table; the text is escaped."""
    style = Markup(' style="text-align: %s"') % align
    wide = Markup(' colspan="%d"') % span if span > 1 else ""
    text = escape(text or "")
    if bold:
        text = Markup("<strong>%s</strong>") % text
    return Markup("<td%s%s>%s</td>") % (wide, style, text)


def table(heads, rows):
    """Return a table.

    :param heads: pairs (heading, width)
    :param rows: tuples of cells
    """
    head = Markup("").join(
        Markup('<th style="width: %s">%s</th>') % (width, title)
        for title, width in heads
    )
    body = Markup("").join(Markup("<tr>%s</tr>") % Markup("").join(row) for row in rows)
    return Markup("<table><thead><tr>%s</tr></thead><tbody>%s</tbody></table>") % (
        head,
        body,
    )


def number(value):
    """Return a number with dots between thousands and a comma before decimals."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")

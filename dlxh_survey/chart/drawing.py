"""What all charts have in common: the frame, wrapped texts, colours."""

from html import escape
from itertools import count

#: units of the drawing; about the width of a telephone's screen
WIDTH = 360
FONT = 12
LINE = 15
#: dark enough for a black and white printer, told apart by the colour-blind
COLOURS = (
    *("#1F4E79", "#C55A11", "#548235", "#7030A0", "#BF9000", "#7F7F7F"),
    *("#2E9CCA", "#A61C3C"),
)
#: from one end of a scale to the other
SCALE = (
    *("#8C2D04", "#CC4C02", "#EC9A4B", "#F5CFA0", "#D9D9D9", "#B9D3E8"),
    *("#7FB0D8", "#3F7FB8", "#1F4E79"),
)
DARK = {"#8C2D04", "#CC4C02", "#3F7FB8", "#1F4E79"}
_numbers = count(1)


def wrapped(text, width):
    """Return the lines of a text; the third line ends in dots if it is longer."""
    room = max(8, int(width / (FONT * 0.52)))
    lines, line = [], ""
    for word in str(text).split():
        longer = f"{line} {word}".strip()
        if len(longer) <= room or not line:
            line = longer
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if len(lines) > 3:
        lines = [*lines[:2], lines[2].rstrip(",;. ") + "…"]
    return lines


def text(x, y, words, anchor="start", weight=None, fill="currentColor", size=FONT):
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}"'
        f' text-anchor="{anchor}"{bold}>{escape(str(words))}</text>'
    )


def texts(x, y, lines):
    """Return the lines below each other and where the next thing may stand."""
    drawn = [text(x, y + LINE * place, line) for place, line in enumerate(lines)]
    return drawn, y + LINE * len(lines)


def box(x, y, width, height, fill):
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0, width):.1f}"'
        f' height="{height:.1f}" fill="{fill}"/>'
    )


def rule(x1, y1, x2, y2, colour="#888888", width=1, dash=None):
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        f' stroke="{colour}" stroke-width="{width}"{dashes}/>'
    )


def frame(title, description, height, parts):
    """Return the picture; the title and description are for screen readers."""
    name = f"dlxh_chart_{next(_numbers)}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}"'
        f' width="100%" role="img" aria-labelledby="{name}_t {name}_d"'
        f' font-family="inherit" style="max-width: {WIDTH * 1.2:.0f}px">'
        f'<title id="{name}_t">{escape(title)}</title>'
        f'<desc id="{name}_d">{escape(description)}</desc>'
    )
    return head + "".join(parts) + "</svg>"


def legend(labels, colours, y):
    """Return what the colours stand for, below each other, and the next place."""
    drawn = []
    for label, colour in zip(labels, colours, strict=True):
        lines = wrapped(label, WIDTH - 20)
        drawn.append(box(0, y - 10, 12, 12, colour))
        more, y = texts(18, y, lines)
        drawn += more
    return drawn, y + 4

"""The rows of a matrix, or the columns of a banner, as bars of one length."""

from dataclasses import dataclass

from .drawing import (
    COLOURS,
    DARK,
    SCALE,
    WIDTH,
    box,
    frame,
    legend,
    text,
    texts,
    wrapped,
)

HEIGHT = 18
#: narrower parts of a bar bear no text
NARROW = 26


@dataclass(frozen=True)
class Segment:
    share: float | None
    text: str


@dataclass(frozen=True)
class Line:
    """One bar: its label and what stands for it if nothing may be drawn."""

    label: str
    segments: list
    instead: str = ""


def stacked(title, labels, lines):
    """Return the chart.

    :param labels: what the parts of each bar stand for
    :param lines: list of `Line`, a `Segment` per label
    """
    colours = palette(len(labels))
    parts, y = legend(labels, colours, 12)
    y += 6
    for line in lines:
        drawn, below = texts(0, y, wrapped(line.label, WIDTH))
        parts += drawn
        parts += _bar(line, below - 9, colours)
        y = below + HEIGHT + 9
    return frame(title, described(labels, lines), max(1, y - 8), parts)


def palette(size):
    """Return colours from one end of a scale to the other; many need more."""
    if size > len(SCALE):
        return [COLOURS[place % len(COLOURS)] for place in range(size)]
    if size < 2:
        return list(SCALE[-1:] * size)
    last = len(SCALE) - 1
    return [SCALE[round(place * last / (size - 1))] for place in range(size)]


def is_dark(colour):
    """Tell whether text on this colour is white."""
    return colour in DARK or colour in COLOURS


def _bar(line, y, colours):
    parts, x = [box(0, y, WIDTH, HEIGHT, "#EEEEEE")], 0.0
    if line.instead:
        return [*parts, text(4, y + 13, line.instead, fill="#222222")]
    for segment, colour in zip(line.segments, colours, strict=True):
        if not segment.share:
            continue
        width = WIDTH * segment.share
        parts.append(box(x, y, width, HEIGHT, colour))
        if width >= NARROW:
            fill = "#FFFFFF" if is_dark(colour) else "#222222"
            parts.append(text(x + width / 2, y + 13, segment.text, "middle", fill=fill))
        x += width
    return parts


def described(labels, lines):
    """Return the chart in words, for whoever cannot see it."""
    told = []
    for line in lines:
        values = line.instead or ", ".join(
            f"{label} {segment.text}"
            for label, segment in zip(labels, line.segments, strict=True)
        )
        told.append(f"{line.label}: {values}")
    return "; ".join(told)

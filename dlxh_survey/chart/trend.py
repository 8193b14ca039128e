"""Lines over several waves."""

import math
from dataclasses import dataclass

from .drawing import COLOURS, WIDTH, frame, legend, rule, text

TOP, HEIGHT, LEFT, RIGHT = 14, 170, 34, 18


@dataclass(frozen=True)
class Course:
    """``values`` and their ``texts``, one per wave; None where nothing is shown."""

    label: str
    values: list
    texts: list


def trend(title, waves, courses, breaks=(), low=0.0, high=1.0, marks=()):
    """Return the chart.

    :param waves: names of the waves
    :param courses: list of `Course`
    :param breaks: for each step, whether the wording changed: no line is drawn
    :param marks: pairs (value, text) of the axis
    """
    room = WIDTH - LEFT - RIGHT
    step = room / max(1, len(waves) - 1)
    xs = [LEFT + step * place for place in range(len(waves))]
    if len(waves) == 1:
        xs = [LEFT + room / 2]
    span = (high - low) or 1

    def height(value):
        return TOP + HEIGHT * (1 - (value - low) / span)

    parts = []
    for value, words in marks:
        y = height(value)
        parts.append(rule(LEFT, y, WIDTH - RIGHT, y, "#DDDDDD"))
        parts.append(text(LEFT - 4, y + 4, words, "end", size=10))
    for place, broken in enumerate(breaks):
        if broken:
            x = (xs[place] + xs[place + 1]) / 2
            parts.append(rule(x, TOP, x, TOP + HEIGHT, "#888888", 1, "4 3"))
    for name, x in zip(waves, xs, strict=True):
        anchor = "start" if x == xs[0] and len(xs) > 1 else "middle"
        anchor = "end" if x == xs[-1] and len(xs) > 1 else anchor
        parts.append(text(x, TOP + HEIGHT + 16, name, anchor, size=10))
    colours = [COLOURS[place % len(COLOURS)] for place in range(len(courses))]
    for course, colour in zip(courses, colours, strict=True):
        parts += _course(course, xs, height, breaks, colour)
    for place, x in enumerate(xs):
        parts += _figures(place, x, xs, height, courses, colours)
    drawn, y = legend([c.label for c in courses], colours, TOP + HEIGHT + 38)
    return frame(title, described(waves, courses), y, [*parts, *drawn])


def _course(course, xs, height, breaks, colour):
    parts = []
    steps = list(zip(xs, xs[1:], course.values, course.values[1:], strict=False))
    for place, (x1, x2, old, new) in enumerate(steps):
        broken = place < len(breaks) and breaks[place]
        if old is not None and new is not None and not broken:
            parts.append(rule(x1, height(old), x2, height(new), colour, 2))
    for x, value in zip(xs, course.values, strict=True):
        if value is not None:
            y = height(value)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>')
    return parts


def _figures(place, x, xs, height, courses, colours):
    """The figures of a wave, moved apart where they would cover each other."""
    anchor = "start" if x == xs[0] else "end" if x == xs[-1] else "middle"
    shown = sorted(
        (height(course.values[place]) - 6, course.texts[place], colour)
        for course, colour in zip(courses, colours, strict=True)
        if course.values[place] is not None
    )
    parts, lowest = [], -math.inf
    for y, words, colour in shown:
        lowest = max(y, lowest + 10)
        parts.append(text(x, lowest, words, anchor, fill=colour, size=10))
    return parts


def described(waves, courses):
    """Return the chart in words, for whoever cannot see it."""
    return "; ".join(
        f"{course.label}: "
        + ", ".join(f"{w} {t}" for w, t in zip(waves, course.texts, strict=True))
        for course in courses
    )

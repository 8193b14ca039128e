"""A bar for each answer."""

from dataclasses import dataclass

from .drawing import COLOURS, WIDTH, box, frame, rule, text, texts, wrapped

#: what a bar of one hundred percent takes
FULL = 285
HEIGHT = 13


@dataclass(frozen=True)
class Bar:
    """``share`` None: nothing to draw, the text alone; low and high if stated."""

    label: str
    share: float | None
    text: str
    low: float | None = None
    high: float | None = None


def bars(title, items):
    """Return the chart of a question's answers.

    :param items: list of `Bar`
    """
    parts, y = [], 12
    full = scale_of(items)
    for bar in items:
        lines, below = texts(0, y, wrapped(bar.label, WIDTH))
        parts += lines
        parts += _bar(bar, below - 9, full)
        y = below + HEIGHT + 9
    return frame(title, described(items), max(1, y - 8), parts)


def described(items):
    """Return the chart in words, for whoever cannot see it."""
    return "; ".join(f"{bar.label}: {bar.text}" for bar in items)


def scale_of(items):
    """Return what the length of the chart stands for: small shares are drawn
    larger, in steps that can be told from each other."""
    return scale_of_shares([bar.high or bar.share or 0 for bar in items])


def scale_of_shares(shares):
    return next((top for top in (0.25, 0.5, 1.0) if max(shares, default=0) <= top), 1.0)


def _bar(bar, y, full):
    parts = [rule(0, y - 1, 0, y + HEIGHT + 1)]
    end = 0
    if bar.share is not None:
        end = FULL * bar.share / full
        parts.append(box(0, y, end, HEIGHT, COLOURS[0]))
    if bar.low is not None and bar.high is not None:
        low, high = (FULL * min(1, value / full) for value in (bar.low, bar.high))
        middle = y + HEIGHT / 2
        # white beneath the black, so that it is seen on the bar and beside it
        parts.append(rule(low, middle, high, middle, "#FFFFFF", 3.5))
        parts.append(rule(low, middle, high, middle, "#222222", 1.5))
        parts += [
            rule(x, middle - 3, x, middle + 3, "#222222", 1.5) for x in (low, high)
        ]
        end = max(end, high)
    parts.append(text(end + 6, y + HEIGHT - 2, bar.text, weight="bold"))
    return parts

"""A chart before it is drawn: one and the same for the screen and for Word."""

from dataclasses import dataclass

from .bars import bars
from .bars import described as bars_described
from .stacked import described as stack_described
from .stacked import stacked
from .trend import described as trend_described
from .trend import trend


@dataclass(frozen=True)
class Bars:
    """``items`` is a list of `Bar`."""

    title: str
    items: list

    def svg(self):
        return bars(self.title, self.items)

    def described(self):
        return bars_described(self.items)


@dataclass(frozen=True)
class Stack:
    """``labels`` of the parts of each bar; ``lines`` is a list of `Line`."""

    title: str
    labels: list
    lines: list

    def svg(self):
        return stacked(self.title, self.labels, self.lines)

    def described(self):
        return stack_described(self.labels, self.lines)


@dataclass(frozen=True)
class Trend:
    """``waves`` by name, a `Course` for each line, ``breaks`` between the waves,
    ``marks`` of the axis from ``low`` to ``high``."""

    title: str
    waves: list
    courses: list
    breaks: list
    low: float
    high: float
    marks: list

    def svg(self):
        return trend(
            self.title,
            self.waves,
            self.courses,
            self.breaks,
            self.low,
            self.high,
            self.marks,
        )

    def described(self):
        return trend_described(self.waves, self.courses)

"""A part of a whole, and how it is written."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

#: written where nothing is owed: neither 0 % nor 100 % would be true
NOTHING_OWED = "—"
TENTH = Decimal("0.1")
FULL = Decimal(100)


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    def __post_init__(self):
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} is no part of {self.whole}")

    @property
    def percent(self):
        """Percent with one decimal, half up; None when nothing is owed.

        What lacks a little of the whole is never rounded up to the whole, else
        a target of 100 would seem reached.
        """
        if not self.whole:
            return None
        exact = FULL * self.part / self.whole
        rounded = exact.quantize(TENTH, rounding=ROUND_HALF_UP)
        if rounded == FULL and self.part < self.whole:
            return FULL - TENTH
        return rounded

    def shown(self, point=","):
        """The percentage as it is printed."""
        if self.percent is None:
            return NOTHING_OWED
        return f"{self.percent:.1f}%".replace(".", point)

    def __add__(self, other):
        return Share(self.part + other.part, self.whole + other.whole)

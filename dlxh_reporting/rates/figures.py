"""Sums over obligations and the ratios of those sums."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Rates:
    """How many were owed, came in, came in time; ratios are always of sums.

    Rates of a node are added from those of its parts and never averaged.
    """

    expected: int = 0
    actual: int = 0
    on_time: int = 0
    nil: int = 0
    corrected: int = 0
    on_behalf: int = 0

    def __post_init__(self):
        if not 0 <= self.on_time <= self.actual <= self.expected:
            raise ValueError(f"more came in than was owed: {self}")
        if not all(
            0 <= part <= self.actual
            for part in (self.nil, self.corrected, self.on_behalf)
        ):
            raise ValueError(f"a share exceeds what came in: {self}")

    def __add__(self, other):
        return Rates(
            *(a + b for a, b in zip(astuple(self), astuple(other), strict=True))
        )

    @property
    def reporting_rate(self):
        """Percent of what was owed that came in."""
        return percent(self.actual, self.expected)

    @property
    def on_time_rate(self):
        """Percent of what was owed, not of what came in, that came in time."""
        return percent(self.on_time, self.expected)

    @property
    def nil_share(self):
        """Percent of what came in that said there was nothing to report."""
        return percent(self.nil, self.actual)

    @property
    def corrected_share(self):
        """Percent of what came in that had been returned once."""
        return percent(self.corrected, self.actual)

    @property
    def on_behalf_share(self):
        """Percent of what came in that another entered for the unit."""
        return percent(self.on_behalf, self.actual)

    @property
    def missing(self):
        """How many are owed and have not come in."""
        return self.expected - self.actual

    @property
    def late(self):
        """How many came in after they were due."""
        return self.actual - self.on_time


def of(outcomes):
    """Return the rates over the outcomes of a set of obligations."""
    owed = [outcome for outcome in outcomes if outcome.is_owed]
    actual = [outcome for outcome in owed if outcome.is_actual]
    return Rates(
        expected=len(owed),
        actual=len(actual),
        on_time=sum(outcome.on_time for outcome in actual),
        nil=sum(outcome.is_nil for outcome in actual),
        corrected=sum(outcome.is_corrected for outcome in actual),
        on_behalf=sum(outcome.on_behalf for outcome in actual),
    )


def percent(part, whole):
    """Return part of whole in percent; None, neither 0 nor 100, of nothing."""
    return 100.0 * part / whole if whole else None

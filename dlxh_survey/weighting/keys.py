"""A whole number for each joint cell."""

from dataclasses import dataclass

from .margins import WeightingError

#: combinations of answers to all margins, in each stratum
MOST_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class Keys:
    """Number the cells of some slots: a figure of mixed radix, stratum first.

    Whatever is no answer (not asked, refused, …) is below zero in the store and a
    nought here.

    :param slots: of single-choice questions
    :param radix: for each slot, one more than the largest value of its options
    :param by_stratum: whether factors differ by stratum
    """

    slots: tuple
    radix: tuple
    by_stratum: bool

    def __post_init__(self):
        cells = 1
        for radix in self.radix:
            cells *= radix
        if cells > MOST_CELLS:
            raise WeightingError("too_many", cells=cells, most=MOST_CELLS)

    def of(self, stratum, values):
        """Return the key of a cell; as `dlxh.survey.aggregate` writes it in SQL."""
        key = stratum if self.by_stratum else 0
        for value, radix in zip(values, self.radix, strict=True):
            key = key * radix + max(value, 0)
        return key

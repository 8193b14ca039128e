"""Stored answers into the cells of the file."""

import datetime
from decimal import Decimal

from ._shared import codec
from .anonymity import HIDDEN
from .variables import STORED

#: different integers of a column that are remembered
MEMORY = 10_000


class Writer:
    """Writes one person after the other; what must not be told is not written.

    :param columns: the `Variable` list
    :param marks: the `Marks` of the questionnaire
    :param protection: the `Protection` of its people
    :param weights: {what is told of the marks: weight to write}, or None for
        everybody's own
    """

    def __init__(self, columns, marks, protection, weights=None):
        self.columns, self.marks = columns, marks
        self.protection, self.weights = protection, weights
        #: of somebody whose marks are hidden, nothing is told of these
        self.silent = {*marks.names, *marks.tied}
        self.known = [None if self._is_special(one) else Known(one) for one in columns]

    def _is_special(self, column):
        """Whether more than the stored integer decides what is written."""
        return (
            column.kind in ("weight", "mark")
            or (column.question or column.part) in self.silent
        )

    def row(self, slots, own, weight):
        """Return the cells of a person.

        :param own: stratum (its number or None), mode and cluster
        """
        told = self.protection.of(self.marks.of(slots, own))
        if self.weights is not None:
            weight = self.weights[told]
        return [
            self._cell(one, slots, own, weight, told)
            if known is None
            else known[slots[one.slot]]
            for one, known in zip(self.columns, self.known, strict=True)
        ]

    def _cell(self, column, slots, own, weight, told):
        if column.kind == "weight":
            return repr(round(weight, 6))
        if told is HIDDEN and (column.question or column.part) in self.silent:
            return column.missing.get("hidden", "")
        if column.kind == "mark":
            value = own[column.slot]
            return column.missing.get("no_answer", "") if value is None else value
        return cell(column, slots[column.slot])


class Known(dict):
    """What is written for the stored integers of a column."""

    def __init__(self, column):
        super().__init__()
        self.column = column

    def __missing__(self, value):
        found = cell(self.column, value)
        if len(self) < MEMORY:
            self[value] = found
        return found


def cell(column, value):
    """Return what stands in the file for a stored integer; nothing: not asked."""
    if value is None:
        return ""
    if value in STORED:
        return column.missing.get(STORED[value], "")
    if column.kind == "yes_no":
        return value >> column.bit & 1
    if column.kind == "date":
        return datetime.date.fromordinal(value + codec.EPOCH).isoformat()
    if column.decimals:
        return f"{Decimal(value).scaleb(-column.decimals):f}"
    return value

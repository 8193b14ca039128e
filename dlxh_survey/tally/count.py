"""Counts of one question, or of two together, in every sampling unit."""

import numpy as np

from .reading import NOT_ASKED

#: combinations that an array has a place for each of
DENSE = 2_000_000


class Tally:
    """The answers of a wave, for as long as they are counted.

    Nothing leaves it but counts, as `statistics` takes them. A unit is a stratum, or
    a cluster (PSU) in its stratum.

    :param slots: which slot each row of `answers` is
    :param answers: integers, a row per slot and a column per person
    """

    def __init__(self, slots, stratum, psu, weight, answers):
        self._place = {slot: place for place, slot in enumerate(slots)}
        self._stratum, self._psu = stratum, psu
        self._weight, self._square = weight, weight * weight
        self._answers = answers
        self._known = {}
        self._number_units()

    def _number_units(self):
        joined = (self._stratum.astype(np.int64) << 32) + self._psu - NOT_ASKED
        units, self._unit = _distinct(joined)
        psus = (units & 0xFFFFFFFF) + NOT_ASKED
        self._strata = units >> 32
        self._psus = np.array(
            [None if psu == NOT_ASKED else psu for psu in psus.tolist()], dtype=object
        )

    @property
    def is_weighted(self):
        """Whether weights differ."""
        return bool(len(self._weight)) and self._weight.min() < self._weight.max()

    def people(self):
        """Return {stratum: people}."""
        strata, people = np.unique(self._stratum, return_counts=True)
        return dict(zip(strata.tolist(), people.tolist(), strict=True))

    def only(self, slot, value):
        """Return the tally of those who gave this answer."""
        chosen = self._answers[self._place[slot]] == value
        return Tally(
            self._place,
            self._stratum[chosen],
            self._psu[chosen],
            self._weight[chosen],
            self._answers[:, chosen],
        )

    def one_way(self, slots):
        """Return the columns (slot, value, stratum, psu, n, w, w2) of some slots."""
        found = []
        for slot in slots:
            columns = self.joint([slot])
            found.append((np.full(len(columns[0]), slot), *columns))
        if not found:
            return tuple(np.zeros(0, dtype=int) for _column in range(7))
        return tuple(np.concatenate(column) for column in zip(*found, strict=True))

    def joint(self, slots):
        """Return the columns (value of each slot …, stratum, psu, n, w, w2)."""
        known = [self._values(slot) for slot in slots]
        key, size = self._unit, len(self._strata)
        for values, place in known:
            key, size = key * len(values) + place, size * len(values)
        names = None
        if size > DENSE:
            names, key = _distinct(key)
        n = np.bincount(key)
        used = np.flatnonzero(n)
        w, w2 = (np.bincount(key, one)[used] for one in (self._weight, self._square))
        rest, found = used if names is None else names[used], []
        for values, _place in reversed(known):
            rest, place = np.divmod(rest, max(1, len(values)))
            found.append(values[place])
        return (*found[::-1], self._strata[rest], self._psus[rest], n[used], w, w2)

    def _values(self, slot):
        """Return (distinct values, which of them each person gave)."""
        if slot not in self._known:
            self._known[slot] = _distinct(self._answers[self._place[slot]])
        return self._known[slot]


def _distinct(column):
    values, place = np.unique(column, return_inverse=True)
    return values.astype(np.int64), place.reshape(-1)

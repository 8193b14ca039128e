"""k-anonymity: every combination of marks that stays is shared by k people or more.

Marks are what others may know of a person: the demographics, the stratum, the
cluster, how he answered. Marks are dropped until only a small part of the people
are in combinations of fewer than k; of those few all marks are hidden, and enough
others with them that k people or more have their marks hidden (Sweeney 2002).
"""

from collections import Counter
from dataclasses import dataclass

#: stands for the marks of people whose combination is too rare
HIDDEN = None
#: how many people may have their marks hidden before a mark is dropped instead
MOST_HIDDEN = 0.05


@dataclass(frozen=True)
class Protection:
    """What stays of the marks.

    ``kept`` and ``dropped`` are places of marks; ``hidden`` the combinations (of
    the kept ones) that are not told, ``hidden_n`` their people, ``smallest`` the
    fewest people who share what is told.
    """

    kept: tuple
    dropped: tuple
    hidden: frozenset
    hidden_n: int
    smallest: int

    def of(self, marks):
        """Return what is told of a person with these marks, or `HIDDEN`."""
        told = tuple(marks[place] for place in self.kept)
        return HIDDEN if told in self.hidden else told


def protect(counts, width, k, most_hidden=MOST_HIDDEN):
    """Return the `Protection` of these people, or None if they are fewer than k.

    :param counts: {marks: people}, the marks a tuple of `width`; the places last in
        it are dropped first where it makes no difference
    """
    total = sum(counts.values())
    if total < k:
        return None
    kept, counts = tuple(range(width)), Counter(counts)
    while True:
        hidden = _rare(counts, k)
        people = sum(counts[key] for key in hidden)
        if not kept or people <= most_hidden * total:
            shown = [n for key, n in counts.items() if key not in hidden]
            return Protection(
                kept=kept,
                dropped=tuple(sorted(set(range(width)) - set(kept))),
                hidden=frozenset(hidden),
                hidden_n=people,
                smallest=min([*shown, *([people] if people else [])]),
            )
        without = {place: _without(counts, place) for place in range(len(kept))}
        worst = min(
            without,
            key=lambda place: (
                sum(without[place][one] for one in _rare(without[place], k)),
                -place,
            ),
        )
        kept, counts = kept[:worst] + kept[worst + 1 :], without[worst]


def _without(counts, place):
    found = Counter()
    for key, people in counts.items():
        found[key[:place] + key[place + 1 :]] += people
    return found


def _rare(counts, k):
    """Return the combinations to hide: those below k, and cover for them."""
    in_order = sorted(counts, key=lambda key: (counts[key], repr(key)))
    rare, people = [], 0
    for key in in_order:
        if counts[key] >= k and (not rare or people >= k):
            break
        rare.append(key)
        people += counts[key]
    return rare


def weights_are_safe(counts, k):
    """Tell whether the weights give nobody away who shares his marks.

    A weight can be told from a table of the population, so it is a mark itself.

    :param counts: {(what is told of the marks, weight): people}
    """
    return all(people >= k for people in counts.values())

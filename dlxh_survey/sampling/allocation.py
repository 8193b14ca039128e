"""A sample over strata, and strata that are too small to stand alone."""

from dataclasses import dataclass

METHODS = ("proportional", "equal")
#: a stratum with fewer invited people is merged with another (G34)
SMALLEST_INVITED = 30


@dataclass(frozen=True, slots=True)
class Stratum:
    """``key`` of the stratum, people in it, and the region it may be merged in."""

    key: object
    population: int
    region: object = None


def allocate(strata, n, method="proportional", minimum=0):
    """Return {key: people to ask}; adds up to `n` and never exceeds a stratum.

    Proportional or equal shares, whole numbers by the largest remainder (Hare and
    Niemeyer; ties go to the stratum that stands first). A stratum gets at least
    `minimum`, or everybody if it is smaller; what is full passes its share on.
    """
    strata = list(strata)
    sizes = {stratum.key: stratum.population for stratum in strata}
    _check(strata, sizes, n, method, minimum)
    found = {key: min(size, minimum) for key, size in sizes.items()}
    weights = {
        key: (size if method == "proportional" else 1) if size else 0
        for key, size in sizes.items()
    }
    fixed = {}
    while True:
        free = {key: weights[key] for key in sizes if key not in fixed}
        left = n - sum(fixed.values())
        shares = _largest_remainder(free, left)
        over = {key for key, share in shares.items() if share > sizes[key]}
        under = {key for key, share in shares.items() if share < found[key]}
        if not over and not under:
            return {key: fixed.get(key, shares.get(key, 0)) for key in sizes}
        # ceilings first: what they set free may lift those below the minimum
        for key in over or under:
            fixed[key] = sizes[key] if over else found[key]
        if sum(fixed.values()) > n or not set(sizes) - set(fixed):
            return _settle(found, sizes, n)


def _check(strata, sizes, n, method, minimum):
    if method not in METHODS:
        raise ValueError(f"The method must be one of {', '.join(METHODS)}.")
    if len(sizes) != len(strata):
        raise ValueError("Two strata have the same key.")
    if any(size < 0 for size in sizes.values()) or n < 0 or minimum < 0:
        raise ValueError("Numbers of people must not be negative.")
    total = sum(sizes.values())
    if n > total:
        raise ValueError(f"A sample of {n} cannot come from {total} people.")
    least = sum(min(size, minimum) for size in sizes.values())
    if least > n:
        raise ValueError(f"The minimums need {least} people, the sample has {n}.")


def _largest_remainder(weights, n):
    """Return whole shares of `n` in proportion to whole weights."""
    total = sum(weights.values())
    if not total:
        return dict.fromkeys(weights, 0)
    found = {key: n * weight // total for key, weight in weights.items()}
    order = list(weights)
    order.sort(key=lambda key: -(n * weights[key] % total))
    for key in order[: n - sum(found.values())]:
        found[key] += 1
    return found


def _settle(least, sizes, n):
    """Fill up from the minimums, one by one where most is left to ask."""
    found = dict(least)
    while sum(found.values()) < n:
        key = max(sizes, key=lambda one: sizes[one] - found[one])
        found[key] += 1
    return found


def merge_strata(strata, invited, smallest=SMALLEST_INVITED):
    """Return lists of keys: which strata make up one bucket of answers (G34).

    A stratum with fewer than `smallest` people invited joins the smallest other
    one of its region, or of any region if it is alone there, until every bucket
    has enough. One bucket with everybody may stay smaller.

    :param invited: {key: people invited}
    """
    regions = {stratum.key: stratum.region for stratum in strata}
    groups = [[stratum.key] for stratum in strata]

    def size(group):
        return sum(invited.get(key, 0) for key in group)

    while len(groups) > 1:
        small = min(groups, key=size)
        if size(small) >= smallest:
            break
        others = [group for group in groups if group is not small]
        region = {regions[key] for key in small}
        near = [g for g in others if region & {regions[key] for key in g}]
        partner = min(near or others, key=size)
        groups = [group for group in others if group is not partner]
        groups.append(partner + small)
    order = {stratum.key: place for place, stratum in enumerate(strata)}
    groups = [sorted(group, key=order.get) for group in groups]
    return sorted(groups, key=lambda group: order[group[0]])

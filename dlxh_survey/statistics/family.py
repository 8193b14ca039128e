"""Tables of a whole and of its parts: what to hide so that none is a difference."""

from dataclasses import dataclass

from . import cover


@dataclass(frozen=True)
class Counts:
    """The counts of a one-way table, by category, and their base."""

    kind: str
    counts: list[int]
    base: int


def of_table(table):
    """Return the `Counts` of a one-way table."""
    return Counts(table.kind, [cell.n for cell in table.cells], table.base.n)


def is_told(count, base, k):
    """Tell whether those who chose, or those who did not, are too few."""
    return cover.is_small(count, k) or cover.is_small(base - count, k)


def mask(table, k):
    """Return which cells of a one-way table to hide, or None for all of it."""
    if cover.is_small(table.base, k):
        return None
    if table.kind == "multiple":
        return [is_told(count, table.base, k) for count in table.counts]
    if not table.counts:
        return []
    rest = table.base - sum(table.counts)
    if not rest:
        return cover.line(table.counts, k)
    # of a ranking: who left the option unranked
    found = cover.line([*table.counts, rest], k)
    return found and found[:-1]


def kept_parts(total, sizes, k):
    """Return the keys of the parts that may be shown beside the whole.

    Parts below k join the rest; while the rest itself has 1 to k-1 people the
    smallest part shown joins it too.
    """
    kept = sorted(
        (key for key, size in sizes.items() if size >= k),
        key=lambda key: (-sizes[key], str(key)),
    )
    while kept and cover.is_small(total - sum(sizes[key] for key in kept), k):
        kept.pop()
    return [key for key in sizes if key in kept]


def masks(whole, parts, k):
    """Return (mask of the whole, {key: mask of the part}); None: withheld."""
    hidden = mask(whole, k)
    nothing = dict.fromkeys(parts)
    if hidden is None:
        return None, nothing
    sizes = {key: part.base for key, part in parts.items()}
    kept = kept_parts(whole.base, sizes, k)
    found = {key: [] for key in kept}
    for group in _groups(whole, [parts[key] for key in kept], hidden):
        covered = _protect(*group, [sizes[key] for key in kept], k)
        if covered is None:
            return hidden, nothing
        # of an option and its opposite only the option is printed
        shown = 1 if whole.kind == "multiple" else len(whole.counts)
        for key, one in zip(kept, covered, strict=True):
            found[key].extend(one[:shown])
    return hidden, {key: found.get(key) for key in parts}


def _groups(whole, parts, hidden):
    """Yield (whole, parts, hidden) of rows that add up to the base.

    All answers; or, as options of multiple choice overlap, each option and its
    opposite.
    """
    if whole.kind != "multiple":
        if whole.counts:
            yield whole.counts, [part.counts for part in parts], hidden
        return
    for place, count in enumerate(whole.counts):
        pairs = [[p.counts[place], p.base - p.counts[place]] for p in parts]
        yield [count, whole.base - count], pairs, [hidden[place]] * 2


def _protect(whole, parts, hidden, sizes, k):
    """Return a mask per part, or None where the parts cannot be shown."""
    rest = [n - sum(part[row] for part in parts) for row, n in enumerate(whole)]
    if any(count < 0 for count in rest):
        raise ValueError("The parts hold more people than the whole.")
    cells = [[*(part[row] for part in parts), n] for row, n in enumerate(rest)]
    rows = cover.Margin(whole, list(hidden))
    columns = cover.Margin([*sizes, sum(rest)], [False] * (len(sizes) + 1))
    found = cover.plane(cells, rows, columns, k, loose=(len(sizes),))
    if found is None:
        return None
    return [[row[place] for row in found[0]] for place in range(len(sizes))]

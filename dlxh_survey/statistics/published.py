"""The form in which a table leaves the server."""

import dataclasses

from .results import Cell, CrossTable, Statistic, Table

#: percentages from so many people on; below only counts (G13)
PERCENT_BASE = 30

#: why something is missing from a table, for the footnotes
HIDDEN = "hidden"  # some cells are hidden: too few people, or cover for such
WITHHELD = "withheld"  # nothing of the table may be shown
COUNTS_ONLY = "counts_only"  # a base below 30: counts, no percentages
NO_STATISTICS = "no_statistics"  # means and tests would give hidden cells away
NON_PROBABILITY = "non_probability"  # no margin of error (S8)
MODEL = "model"  # precision under the model and assumptions stated
COARSE = "coarse"  # weights differ: shares in whole percents, no numbers by answer


@dataclasses.dataclass(frozen=True, slots=True)
class Published:
    """A table after suppression; a hidden cell has ``n`` None and nothing else.

    ``table`` is a `Table` or a `CrossTable` or, if withheld, None. ``notes`` are
    codes of footnotes, ``k`` the threshold, ``statement`` the model behind the
    precision of a non-probability sample.
    """

    question: str
    part: str | None
    table: Table | CrossTable | None
    k: int
    notes: tuple[str, ...] = ()
    statement: str = ""
    column: str | None = None
    column_part: str | None = None

    @property
    def hidden(self):
        return self.table is None or HIDDEN in self.notes

    def as_dict(self):
        """Return plain JSON: dictionaries, lists, numbers, strings, None."""
        found = dataclasses.asdict(self)
        found["kind"] = "cross" if self.column else "table"
        return found


@dataclasses.dataclass(frozen=True, slots=True)
class Precision:
    """Whether a margin of error may be shown (S8).

    ``probability``: drawn by chance. Else no precision is shown, unless
    ``statement`` names the model and its assumptions (AAPOR 2016). ``weighted``:
    weights differ, so figures leave the server rounded.
    """

    probability: bool = True
    statement: str = ""
    weighted: bool = False

    @property
    def is_shown(self):
        return self.probability or bool(self.statement.strip())

    @property
    def notes(self):
        coarse = (COARSE,) if self.weighted else ()
        if self.probability:
            return coarse
        model = (MODEL,) if self.is_shown else ()
        return (*coarse, NON_PROBABILITY, *model)


def of_table(table, hidden, k, precision):
    """Return a one-way table with these cells hidden (None: withheld)."""
    head = {"question": table.question, "part": table.part, "k": k}
    head["statement"] = precision.statement
    if hidden is None:
        return Published(table=None, notes=(WITHHELD, *precision.notes), **head)
    notes = [HIDDEN] if any(hidden) else []
    # a mean adds an equation; beside a full distribution it tells nothing new
    statistics = () if any(hidden) else table.statistics
    if table.statistics and not statistics:
        notes.append(NO_STATISTICS)
    few = table.base.n < PERCENT_BASE
    if few:
        notes.append(COUNTS_ONLY)
        statistics = ()
    cells = tuple(
        shown(cell, is_hidden, few, precision)
        for cell, is_hidden in zip(table.cells, hidden, strict=True)
    )
    shrunk = dataclasses.replace(
        table,
        cells=cells,
        base=public_base(table.base, k),
        statistics=tuple(plain(one, precision) for one in statistics),
    )
    return Published(table=shrunk, notes=(*notes, *precision.notes), **head)


def public_base(base, k):
    """Return the base; the kinds of empty answers only if none is small."""
    missing = base.missing
    if any(0 < n < k for n in missing.values()):
        missing = {}
    return dataclasses.replace(base, missing=missing)


def shown(cell, is_hidden, few, precision, banned=()):
    """Return a cell as it may be seen; `banned` letters are taken off."""
    if is_hidden:
        return Cell(cell.key, None, None)
    # weighted sums would add an equation per cell; the share says the same
    cell = dataclasses.replace(cell, weighted=None)
    if few:
        return Cell(cell.key, cell.n, None)
    if not precision.is_shown:
        return Cell(cell.key, cell.n, None, cell.share)
    kept = "".join(mark for mark in cell.letters if mark not in banned)
    return dataclasses.replace(cell, letters=kept)


def plain(statistic, precision):
    """Return a statistic, without its precision where none may be shown."""
    if precision.is_shown:
        return statistic
    return Statistic(statistic.name, statistic.n, statistic.value)

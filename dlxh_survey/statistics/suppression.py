"""Small-cell suppression: one method between the figures and everybody.

What is hidden (S10, G12, G13 of the specification)
--------------------------------------------------

* A cell of 1 to k-1 people (unweighted), and a total of so many. Noughts are shown.
* As many further cells as it takes that no sensitive one can be told from rows,
  columns and totals: whatever is worked out from the published figures, it could
  as well be k or more. Small and covering cells look the same.
* With a hidden cell: its percentage, weighted count, SE, interval and letters; the
  mean, quantiles and tests of the table, which would add equations.
* A table whose base is below k, or in which nothing can be covered, is withheld.
* A base below 30 shows counts only.
* Where weights differ, figures leave rounded (`result_tables.weights`): an exact
  weighted share would tell how many of each weight are behind it.

Tables that can be put together
-------------------------------

* **Cross table and one-way tables** of the same people: a cross table is looked at
  together with the tables of its two questions, those who left one of them empty
  included. It knows them from its own rows, so keep all rows of the wave.
* **Units, strata, filters, interim and final results**: everything that is part of
  a whole goes through `suppress_family` together, never one by one. The whole less
  all parts published is looked at as one more part. A part too small joins that
  rest. Cross tables of parts are shown complete or not at all, and that of the
  whole is withheld where it would give cells of the parts' tables away; so where
  parts are published, cross tables go through `suppress_family` too.
* **Conditions**: how many were asked a question is how many gave the answers its
  condition names. Where the table of such a question hides something, the tables
  of what depends on it are withheld: hand it in as ``depends``.
* **Waves** have different people: no difference of two waves tells a cell.
* Banners of three questions: one family, with a part per answer of the third.
* Not looked at: three questions crossed with each other in three separate tables.

What is small stays unknown from all of them together. What serves as cover in a
cross table of the whole may become known from one-way tables of parts; that is no
harm.

The empty answers themselves are bookkeeping and not protected beyond their kinds
being left out where one is small.
"""

from dataclasses import replace

from . import cover, crossing, crossing_family, family, published
from .published import Precision
from .results import CrossTable

DEFAULT_K = 10
FLOOR = 5


def suppress(table, k=DEFAULT_K, precision=None, depends=()):
    """Return `Published` of a `Table` or a `CrossTable`.

    :param k: smallest count that is shown; never below 5
    :param precision: `Precision` of the wave's sample
    :param depends: `Published` one-way tables of the questions that the conditions
        of the question(s) name
    """
    precision = precision or Precision()
    check(k)
    if table.kind == "rank":
        raise ValueError("Options of a ranking go through suppress_ranking together.")
    if any(one.hidden for one in depends):
        return _withheld(table, k, precision)
    if isinstance(table, CrossTable):
        return crossing.suppress_cross(table, k, precision)
    hidden = family.mask(family.of_table(table), k)
    return published.of_table(table, hidden, k, precision)


def check(k):
    """Refuse a threshold below the floor."""
    if k < FLOOR:
        raise ValueError(f"The threshold must be at least {FLOOR}, not {k}.")


def _withheld(table, k, precision):
    if isinstance(table, CrossTable):
        return crossing.shown_or_not(table, False, k, precision)
    return published.of_table(table, None, k, precision)


def suppress_ranking(tables, k=DEFAULT_K, precision=None, depends=()):
    """Return `Published` of all options of a ranking, in order.

    Everybody gives each rank once, so the options can be subtracted from each
    other: all tables are looked at together. Cross tables of a ranking are shown
    complete, all options, or not at all.
    """
    precision = precision or Precision()
    check(k)
    if any(one.hidden for one in depends):
        return [_withheld(table, k, precision) for table in tables]
    if any(isinstance(table, CrossTable) for table in tables):
        complete = all(crossing.is_complete(table, k) for table in tables)
        return [
            crossing.shown_or_not(table, complete, k, precision) for table in tables
        ]
    masks = _ranking_masks(tables, k)
    some = any(one is None or any(one) for one in masks)
    found = []
    for table, one in zip(tables, masks, strict=True):
        # the mean rank of one option tells of the hidden ranks of another
        kept = replace(table, statistics=()) if some else table
        found.append(published.of_table(kept, one, k, precision))
    return found


def _ranking_masks(tables, k):
    """Return a mask per option: options × ranks, and who left it unranked."""
    cells = [[*(cell.n for cell in table.cells), _unranked(table)] for table in tables]
    if not tables or any(cover.is_small(table.base.n, k) for table in tables):
        return [None] * len(tables)
    sums = [sum(column) for column in zip(*cells, strict=True)]
    rows = cover.Margin([sum(row) for row in cells], [False] * len(cells))
    columns = cover.Margin(sums, [False] * len(sums))
    found = cover.plane(cells, rows, columns, k)
    return [row[:-1] for row in found[0]] if found else [None] * len(tables)


def _unranked(table):
    return table.base.n - sum(cell.n for cell in table.cells)


def suppress_family(whole, parts, k=DEFAULT_K, precision=None, depends=()):
    """Return (`Published` whole, {key: `Published` part}).

    :param whole: a `Table` or `CrossTable`
    :param parts: {key: the same table of some of the people}, nobody in two parts
    :param depends: as in `suppress`, of the whole and of all parts
    """
    precision = precision or Precision()
    check(k)
    if whole.kind == "rank":
        raise ValueError("Rankings of units are not published beside the whole.")
    _check_parts(whole, parts)
    if any(one.hidden for one in depends):
        gone = {key: _withheld(part, k, precision) for key, part in parts.items()}
        return _withheld(whole, k, precision), gone
    if isinstance(whole, CrossTable):
        return crossing_family.suppress_cross_family(whole, parts, k, precision)
    counted = {key: family.of_table(part) for key, part in parts.items()}
    hidden, masks = family.masks(family.of_table(whole), counted, k)
    found = {
        key: published.of_table(_without_kinds(parts[key]), one, k, precision)
        for key, one in masks.items()
    }
    return published.of_table(_without_kinds(whole), hidden, k, precision), found


def _without_kinds(table):
    """Leave the kinds of empty answers out: they could be subtracted."""
    return replace(table, base=replace(table.base, missing={}))


def _check_parts(whole, parts):
    for part in parts.values():
        if _categories(part) != _categories(whole):
            raise ValueError("The parts must be the same table as the whole.")
    if sum(part.base.n for part in parts.values()) > whole.base.n:
        raise ValueError("The parts hold more people than the whole.")


def _categories(table):
    if isinstance(table, CrossTable):
        return table.rows, table.columns
    return tuple(cell.key for cell in table.cells)

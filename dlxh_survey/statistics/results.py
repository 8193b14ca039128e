"""What the statistics hand out before suppression: frozen records of figures.

Shares are between 0 and 1, and None where there is nothing to divide by. These
records never leave the server: `suppress` makes `Published` of them, where None
also stands for what is hidden.
"""

from dataclasses import dataclass, field

#: kinds of question whose answers exclude each other
DISJOINT = ("single", "scale", "rank")


@dataclass(frozen=True, slots=True)
class Base:
    """Who a share is a share of.

    ``n`` people (unweighted), ``weighted`` their weights, ``asked`` how many were
    asked at all, ``missing`` how many of those gave which empty answer
    (no_answer, dont_know, refused).
    ``deff`` is Kish's n·Σw²/(Σw)², ``n_eff`` = n / deff.
    """

    n: int | None
    weighted: float | None
    asked: int | None
    deff: float | None
    n_eff: float | None
    missing: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table: unweighted ``n`` beside the weighted share.

    ``key`` is the option's value, a score or a rank; ``deff`` the design effect;
    ``letters`` the columns whose share is significantly lower.
    """

    key: int | None
    n: int | None
    weighted: float | None
    share: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    deff: float | None = None
    interval: str | None = None
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure that is no share: mean, sd, median, q25, q75, mean_rank."""

    name: str
    n: int
    value: float | None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    deff: float | None = None
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """A test of significance. ``name``: rao_scott, wald_means, t."""

    #: pytest is not to look for tests in here
    __test__ = False

    name: str
    statistic: float
    df1: float
    df2: float
    p: float
    pearson: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A one-way table. ``kind``: single, multiple, rank, scale, number, date.

    ``part`` is the row of a matrix or the option of a ranking, else None.
    The cells of ``multiple`` overlap: they do not add up to the base.
    """

    question: str
    part: str | None
    kind: str
    cells: tuple[Cell, ...]
    base: Base
    statistics: tuple[Statistic, ...] = ()
    df: float | None = None


@dataclass(frozen=True, slots=True)
class CrossTable:
    """A cross table: shares are of the column, ``cells[row][column]``.

    ``row_totals`` are the shares over all columns, ``column_totals`` each
    column's share of everybody. ``means[column]`` holds the statistics of a
    scale or number by column and ``total_means`` those over all columns;
    ``rows`` and ``cells`` are empty for a number. ``row_tests`` has a test per row
    where the rows overlap (multiple), ``test`` one for the whole table. The figures
    ``…_alone`` count a question's answers whether or not the other one was answered:
    what its own table shows; suppression needs them and does not publish them.
    """

    row: str
    row_part: str | None
    column: str
    column_part: str | None
    kind: str
    column_kind: str
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    column_bases: tuple[Base, ...]
    base: Base
    test: Test | None = None
    row_tests: tuple[Test | None, ...] = ()
    means: tuple[tuple[Statistic, ...], ...] = ()
    total_means: tuple[Statistic, ...] = ()
    means_test: Test | None = None
    rows_alone: tuple[int, ...] = ()
    columns_alone: tuple[int, ...] = ()
    row_base_alone: int = 0
    column_base_alone: int = 0
    df: float | None = None

"""Statistics of opinion surveys: aggregates in, results out, never people.

How the SQL side feeds this package
===================================

**Rows.** Any iterable of tuples (what a cursor fetches), or one NumPy array per
column in a tuple of arrays. NULL arrives as None.

* one-way: ``(slot, value, stratum, psu, n, w, w2)``
* cross: ``(value_row, value_column, stratum, psu, n, w, w2)``

``n`` counts people, ``w`` is Σ weight, ``w2`` Σ weight². ``psu`` is None unless
the wave drew clusters. Multiple choice comes as the mask, as it is stored.
**Keep the rows with value NULL** (not asked): they belong to the sample, and the
variance of a question that only some were asked needs them. Group by the stored
values and leave decoding to this package. Where a filter has taken people out
before grouping, give the sample sizes of the whole wave as ``Design(sample=…)``.

**Questions** are the dictionaries of the wave's frozen definition.

Functions
=========

``one_way(question, rows, design)``
    -> list of `Table`: one for most types, one per row of a matrix, one per
    option of a ranking, none for text. `rows` may hold other slots too.
``one_way_all(questions, rows, design)``
    -> {question code: list of `Table`} from the rows of all slots at once.
``cross(question, column, rows, design, part=None, column_part=None, …)``
    -> `CrossTable`: `question` by the categories of `column` (single, one row of a
    matrix, scale, or multiple choice). `part` names the matrix row or the option
    of a ranking. Options: ``letters``, ``bonferroni``. Keep the rows where either
    value is NULL or missing: suppression looks at the questions' own tables too.
``trend([Point(wave, table, wording), …])``
    -> `Trend` of the same `Table` over waves, with tests and break marks.
``rake(variables, rows, margins, bounds=None)``
    -> `Raking`: a factor per cell of the crossed margins and a report;
    `RakingError` (``kind``, ``detail``) says what is wrong. Rows:
    ``((category, …), n, w, w2)``; margins: {variable: {category: share or count}}.
``outcome_rates(Outcomes(complete=…, …), probability=True)``
    -> `OutcomeRates` (RR1, RR2, RR5, COOP1).
``missing_items(disclosure)``
    -> codes of the 11 disclosure items not yet filled (S9).
``suppress(table, k=10, precision=Precision(), depends=())``
    -> `Published`, the only form that leaves the server. `Published.as_dict()` is
    plain JSON for RPC, charts and exports; a hidden cell has ``n`` None, a table
    that may not be shown at all ``table`` None, ``notes`` are codes of footnotes.
    ``depends``: the published one-way tables of the questions that the question's
    condition names, for without them the number asked could tell a hidden cell.
``suppress_ranking([table of each option], k)`` for the options of a ranking,
``suppress_family(whole, {key: part}, k)`` for the same table of all and of units,
    strata, filters or interim results: never these one by one,
``suppress_trend(trend, [published of each wave])``. What is hidden and why stands
    in `suppression`; ``Precision(probability=False)`` labels open links and
    appointed collaborators (no margin of error).

``Design(sample=None, population=None, psus=None, lonely="adjust", level=0.95)``
    what is known of the sampling design; see `design`.

The package is called like a module of Python's own library. It is imported
relatively inside the add-on and imports nothing by that name itself.
"""

from .cross import cross
from .design import Design
from .disclosure import ITEMS, NOT_APPLICABLE, missing_items
from .oneway import one_way, one_way_all
from .outcome import OutcomeRates, Outcomes, outcome_rates
from .raking import Raking, RakingError, rake
from .published import COARSE, Precision, Published
from .results import Base, Cell, CrossTable, Statistic, Table, Test
from .suppression import suppress, suppress_family, suppress_ranking
from .trend import Change, Line, Point, Trend, suppress_trend, trend

__all__ = [
    "COARSE",
    "ITEMS",
    "NOT_APPLICABLE",
    "Base",
    "Cell",
    "Change",
    "CrossTable",
    "Design",
    "Line",
    "OutcomeRates",
    "Outcomes",
    "Point",
    "Precision",
    "Published",
    "Raking",
    "RakingError",
    "Statistic",
    "Table",
    "Test",
    "Trend",
    "cross",
    "missing_items",
    "one_way",
    "one_way_all",
    "outcome_rates",
    "rake",
    "suppress",
    "suppress_family",
    "suppress_ranking",
    "suppress_trend",
    "trend",
]

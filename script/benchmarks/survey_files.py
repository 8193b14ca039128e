"""A data set of 100,000 rows in, beside `csv.reader` and COPY of the same file.

All is taken back; what a browser sends is left out, for it is the same for both.
"""

import csv
import io
import itertools
import sys
from pathlib import Path

import odoo.addons.dlxh_survey as home
from odoo.addons.dlxh_survey.dataset import Dataset
from odoo.addons.dlxh_survey.questionnaire import Questionnaire

sys.path.insert(0, str(Path(home.__path__[0]).parent / "script" / "benchmarks"))

from national import Meter  # noqa: E402
from poll import csv_file, definition, waves  # noqa: E402

ROWS = 100_000


def bare():
    """What cannot be saved: the codes, as they stand, into an array of texts."""
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline=""))
    next(reader)
    cr.execute("CREATE TEMPORARY TABLE bench_bare (answers text[])")
    cr.copy_expert("COPY bench_bare FROM STDIN", _Cells(reader))
    cr.execute("DROP TABLE bench_bare")


class _Cells:
    def __init__(self, rows):
        self.rows = rows

    def read(self, _size):  # pylint: disable=method-required-super
        some = itertools.islice(self.rows, 1000)
        return "".join(f"{{{','.join(row[:coded])}}}\n" for row in some).encode()


def imported():
    dialog = env["dlxh.survey.dataset.import"].create({"wave_id": wave.id})  # noqa: F821
    dataset = Dataset(made, data, missing=dialog._missing())
    with cr.savepoint() as savepoint:
        dialog._store(dataset, [])
        if dataset.problem_count or dataset.row_count != ROWS:
            raise RuntimeError(f"Not all came in: {dataset.problems[:3]}")
        savepoint.rollback()


cr = env.cr  # noqa: F821
made = Questionnaire.of(definition())
data = csv_file(ROWS, made.columns())
coded = sum(one.kind != "text" for one in made.columns())  # texts come last
(wave,) = waves(env, ["closed"])  # noqa: F821
Meter(env).line(  # noqa: F821
    f"import of {len(data) >> 20} MB, checked and stored", imported, bare, rounds=2
)
cr.rollback()

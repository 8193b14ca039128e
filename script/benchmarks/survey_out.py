"""Answers of 20,000 people in 62 columns as a workbook, beside bare xlsxwriter.

Ours reads the store, protects the marks of persons and writes the table of the
analyst file and the archive as well; the bare way writes the cells alone. The memory
of both is that of a few rows (`constant_memory`); what it grew by is printed.
"""

import random
import resource
import sys
import tempfile
from pathlib import Path

import xlsxwriter

import odoo.addons.dlxh_survey as home
from odoo.addons.dlxh_survey import analyst_file

sys.path.insert(0, str(Path(home.__path__[0]).parent / "script" / "benchmarks"))

from national import Meter  # noqa: E402
from poll import fill, waves  # noqa: E402

PEOPLE, FEW, COLUMNS = 20_000, 2_000, 62


def ours(wave):
    """The part of `_take` that writes; who may take it is asked before."""
    request = env["dlxh.survey.analyst.file"].new({"wave_id": wave.id})  # noqa: F821
    found = request._protect()
    columns = request._columns(wave, found)[:COLUMNS]
    rows = request._rows(wave, columns, found)
    with tempfile.TemporaryFile() as target:
        return analyst_file.pack(target, columns, rows, {}, [], with_workbook=True)


def bare():
    with tempfile.TemporaryFile() as target:
        book = xlsxwriter.Workbook(target, {"constant_memory": True})
        sheet = book.add_worksheet()
        for row in range(PEOPLE):
            for column in range(COLUMNS):
                sheet.write_number(row, column, drawn[row % 997][column])
        book.close()


def peak():
    """Most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


dice = random.Random(7)  # what is regular would be compressed faster
drawn = [[dice.randint(1, 5) for _column in range(COLUMNS)] for _row in range(997)]
few, many = waves(env, ["closed", "closed"])  # noqa: F821
fill(env, few, FEW)  # noqa: F821
fill(env, many, PEOPLE)  # noqa: F821
ours(few)
before = peak()
ours(many)
print(f"memory from {FEW} to {PEOPLE} people: {peak() - before:+} MB")
Meter(env).line(  # noqa: F821
    f"workbook of {PEOPLE} × {COLUMNS}", lambda: ours(many), bare, rounds=2
)
env.cr.rollback()  # noqa: F821

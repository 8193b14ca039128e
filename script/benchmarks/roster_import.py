"""16,600 collaborators of the whole country from one file, and the same file again.

Runs on the tree of the other benchmarks and leaves nothing behind. Prints the time
of reading, comparing and storing, and the queries.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

import odoo.addons.dlxh_collaborator as home

sys.path.insert(0, str(Path(home.__path__[0]).parent / "script" / "benchmarks"))

from national import fill_tree  # noqa: E402

PEOPLE, COMMUNES = 16_600, 3_321
COLUMNS = "name position unit phone team role date_from decision decision_date".split()


def roster(path):
    """Five people for each commune: the same number of rows as the country has."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(COLUMNS)
    for number in range(PEOPLE):
        commune = f"BENCH-2-{number % COMMUNES + 1}"
        role = "head" if number < COMMUNES else "member"
        sheet.append(
            (
                f"Nguyễn Văn {number}",
                "Bí thư",
                commune,
                f"09{number:08d}",
                commune,
                role,
                "15/10/2025",
                "45-QĐ/ĐU",
                "10/10/2025",
            )
        )
    book.save(path)


def run(path, title):
    before, started = env.cr.sql_log_count, time.perf_counter()  # noqa: F821
    result = env["dlxh.roster.import"]._run_file(path)  # noqa: F821
    env.flush_all()  # noqa: F821
    seconds = time.perf_counter() - started
    queries = env.cr.sql_log_count - before  # noqa: F821
    print(
        f"{title:<32}{seconds:>8.1f} s{queries:>9} queries  {len(result['errors'])}"
        f" errors, {result['created']} new, {result['unchanged']} unchanged",
        flush=True,
    )


fill_tree(env)  # noqa: F821
with TemporaryDirectory() as folder:
    file = Path(folder) / "people.xlsx"
    roster(file)
    run(file, f"{PEOPLE:,} people, first time")
    env.invalidate_all()  # noqa: F821
    run(file, "the same file again")
env.cr.rollback()  # noqa: F821

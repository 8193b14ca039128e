"""Write or check files of units without Odoo.

In the folder of the add-on:

    python -m unit_file national FILE.xlsx|FILE.csv [--province CODE] [--with-centre]
    python -m unit_file check FILE.xlsx|FILE.csv
"""

import argparse
import csv
import sys
from pathlib import Path

from openpyxl import Workbook

from . import national_rows, province_rows, read_units
from .model import COLUMNS


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="python -m unit_file",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    national = commands.add_parser("national", help="write the official list")
    national.add_argument("file", type=Path)
    national.add_argument("--province", help="code of one province, for instance 04")
    national.add_argument("--with-centre", action="store_true")
    check = commands.add_parser("check", help="list what is wrong with a file")
    check.add_argument("file", type=Path)
    wanted = parser.parse_args(arguments)
    if wanted.command == "check":
        return _check(wanted.file)
    rows = (
        province_rows(wanted.province, wanted.with_centre)
        if wanted.province
        else national_rows()
    )
    _write(wanted.file, rows)
    sys.stdout.write(f"{len(rows)} units written to {wanted.file}\n")
    return 0


def _check(path):
    rows, problems = read_units(path)
    for problem in problems:
        place = f"row {problem.row}, column {problem.column}"
        sys.stdout.write(f"{place}, value {problem.value!r}: {problem.reason}\n")
    sys.stdout.write(f"{len(rows)} units, {len(problems)} problems\n")
    return 1 if problems else 0


def _write(path, rows):
    lines = [
        (row.code, row.name, row.parent, row.level, "", "", row.org_type)
        for row in rows
    ]
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([COLUMNS, *lines])
        return
    book = Workbook(write_only=True)
    sheet = book.create_sheet("units")
    for line in (COLUMNS, *lines):
        sheet.append(line)
    book.save(path)


if __name__ == "__main__":
    sys.exit(main())

"""Write the template of a roster, or check the cells of one, without Odoo.

In the folder of the add-on:

    python -m roster_file template FILE.xlsx
    python -m roster_file check FILE.xlsx|FILE.csv
"""

import argparse
import sys
from pathlib import Path

from . import read_roster, roster_template


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="python -m roster_file",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=("template", "check"))
    parser.add_argument("file", type=Path)
    wanted = parser.parse_args(arguments)
    if wanted.what == "template":
        wanted.file.write_bytes(roster_template())
        return 0
    rows, problems = read_roster(wanted.file)
    for problem in problems:
        place = f"row {problem.row}, column {problem.column}"
        sys.stdout.write(f"{place}, value {problem.value!r}: {problem.reason}\n")
    sys.stdout.write(f"{len(rows)} rows, {len(problems)} problems\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

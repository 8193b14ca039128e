"""Run inside an Odoo shell by script/import: read a file of collaborators.

`dlxh.roster.import`._run_file(path) returns {"errors": [...], "created": n,
"updated": n, "unchanged": n, "seats": n}; an error has row, column, value and reason.
"""

import logging
import os
import sys

env = env  # noqa: F821, PLW0127 (given by the shell)
# how far it is, batch by batch
name = "odoo.addons.dlxh_collaborator.models.dlxh_roster_load_mixin"
logging.getLogger(name).setLevel(logging.INFO)
result = env["dlxh.roster.import"]._run_file(os.environ["DLXH_ARGS"])
errors = result["errors"]
if errors:
    env.cr.rollback()
    for error in errors:
        print(
            f"row {error['row']}, column {error['column']},"
            f" value {error['value']!r}: {error['reason']}"
        )
    print(f"{len(errors)} errors; nothing was imported")
    sys.exit(1)
env.cr.commit()
numbers = [f"{n} {word}" for word, n in result.items() if isinstance(n, int)]
print(", ".join(numbers))

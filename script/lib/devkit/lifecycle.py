"""The slow job: install from nothing with demo data, upgrade, uninstall.

Template databases make the other tests quick; this one does what an organisation
does, and counts each step as one test.
"""

import os

from . import modules, settings, system, tally, templates
from .odoo import call
from .say import Stop, timed


def run(live=False):
    names = modules.ours()
    total = tally.Tally()
    if not names:
        return total
    database = f"{templates.RUN}{os.getpid()}_lifecycle"
    listed = ",".join(names)
    quiet = ["--stop-after-init", "--no-http"]
    steps = (
        ("install with demo data", ["-i", listed, "--with-demo", *quiet]),
        ("upgrade", ["-u", listed, *quiet]),
        ("uninstall", None),
        ("upgrade what remains", ["-u", "base", *quiet]),
    )
    templates.drop(database)
    try:
        for label, arguments in steps:
            with timed(f"From an empty database: {label}"):
                _step(total, database, label, arguments, names)
            if total.failed:
                break
    finally:
        templates.drop(database)
    return total


def _step(total, database, label, arguments, names):
    log = settings.artifacts() / "log" / f"lifecycle-{label.replace(' ', '-')}.log"
    try:
        if arguments is None:
            _uninstall(database, names, log)
        else:
            port = ["--http-port", system.free_port()]
            call(templates.conf(), database, *arguments, *port, log=log, what=label)
    except Stop as stop:
        total.fail(f"lifecycle: {stop}")
        return
    dirty = tally.dirty_lines(log.read_text(errors="replace"))
    if arguments is None:
        # Uninstalling, Odoo tries each row and goes on when another still needs it;
        # inside/uninstall.py looks at what is left in the end.
        dirty = [line for line in dirty if "odoo.sql_db: bad query" not in line]
    if dirty:
        words = "\n".join(dirty[:10])
        total.fail(f"lifecycle: {label}: warnings or errors in the log:\n{words}")
    else:
        total.passed += 1


def _uninstall(database, names, log):
    script = settings.SCRIPT / "lib" / "inside" / "uninstall.py"
    code = templates.run_inside(database, script, *names, log=log)
    if code:
        raise Stop(f"Uninstalling failed; the end of {log}:\n{log.read_text()[-3000:]}")

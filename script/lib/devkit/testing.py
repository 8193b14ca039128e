"""Running a plan of tests, each kind with its own runner."""

import contextlib
import os
import subprocess
import sys
import threading

from . import (
    lifecycle,
    modules,
    odoo,
    odoosrc,
    postgres,
    pyenv,
    settings,
    system,
    tally,
    templates,
)
from .say import note, step, timed


def run(plan):
    """Run everything in the plan; returns the tally of it all.

    The whole-system tests run beside the others, each on databases of its own: a
    machine has two cores, and either of the two keeps little more than one busy.
    """
    total = tally.Tally()
    beside = _start_outside(plan.outside) if plan.outside else None
    for addon, arguments in plan.plain.items():
        with timed(f"Plain tests of {addon}"):
            _plain(total, addon, arguments)
    for addon, tags in plan.odoo.items():
        with timed(f"Odoo tests of {addon}"):
            _odoo(total, addon, tags)
    if plan.full:
        total.add(lifecycle.run())
    if beside:
        with timed("Waiting for the whole-system tests"):
            total.add(beside())
    return total


def _report(label):
    folder = settings.artifacts() / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{label}.xml"
    path.unlink(missing_ok=True)
    return path


def _pytest(total, label, arguments, env, cwd, log=None):
    """Run pytest and count; what it prints goes to the terminal or to `log`."""
    report = _report(label)
    command = [
        *(pyenv.python(), "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        *("--strict-markers", f"--junitxml={report}", *arguments),
    ]
    words = [str(word) for word in command]
    with open(log, "w") if log else contextlib.nullcontext() as out:
        err = subprocess.STDOUT if out else None
        done = subprocess.run(words, env=env, cwd=cwd, stdout=out, stderr=err)
    code = done.returncode
    part = tally.of_junit(report, label)
    if code not in (0, 1, 5) or (code and part.green):
        part.fail(f"{label}: pytest ended with code {code}")
    total.add(part)


def _plain(total, addon, arguments):
    """Tests of plain packages: the add-on's folder on sys.path, and no Odoo."""
    base = settings.ROOT / addon
    env = system.environment(
        {
            "PYTHONPATH": str(base),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HYPOTHESIS_STORAGE_DIRECTORY": str(settings.cache_root() / "hypothesis"),
        }
    )
    # The cut keeps pytest from importing the add-on itself, which needs Odoo.
    folder = base / "tests_plain"
    options = [f"--rootdir={folder}", f"--confcutdir={folder}", "-c", os.devnull]
    _pytest(total, f"{addon}-plain", [*options, *arguments], env, base)


def _start_outside(arguments):
    """Begin the tests from outside; returns what waits for them and tells how it
    went. tests/conftest.py starts Odoo on a copy of the demo."""
    template = templates.layer(modules.ours(), demo=True)
    step("Whole-system tests begin beside the others")
    env = system.environment(
        {
            "PYTHONPATH": str(settings.SCRIPT / "lib"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "DLXH_ARTIFACTS": str(settings.artifacts()),
            "DLXH_TEMPLATE": template,
        }
    )
    folder = settings.ROOT / "tests"
    options = [f"--rootdir={folder}", f"--confcutdir={folder}", "-c", os.devnull]
    log = settings.artifacts() / "log" / "tests.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    part = tally.Tally()
    told = ("tests", [*options, *arguments], env, settings.ROOT, log)
    thread = threading.Thread(target=_pytest, args=(part, *told))
    thread.start()

    def wait():
        thread.join()
        sys.stdout.write(log.read_text(errors="replace"))
        return part

    return wait


def _odoo(total, addon, tags):
    """Odoo's runner on a copy of the template that holds this add-on."""
    source = templates.layer(modules.with_needs(addon))
    database = templates.run_copy(source, addon)
    port = system.free_port()
    log = settings.artifacts() / "log" / f"{addon}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    arguments = [
        *("-c", templates.conf(), "-d", database, "--stop-after-init"),
        *("--test-tags", ",".join(tags), "--http-port", port),
        *("--screenshots", settings.artifacts() / "odoo-screenshots"),
    ]
    try:
        with open(log, "w") as handle:
            process = subprocess.Popen(
                odoo.command(*arguments),
                env=odoo.environment(),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                text=True,
                errors="replace",
                cwd=settings.cache_root(),
            )
            watcher = threading.Thread(target=_follow, args=(process, handle))
            watcher.start()
            code = process.wait()
            watcher.join()
    finally:
        templates.drop(database)
    part = tally.of_odoo_log(log.read_text(errors="replace"), addon)
    if code and not part.failed:
        part.fail(f"{addon}: Odoo ended with code {code}; see {log}")
    note(f"{addon}: {part.line()} (log: {log})")
    total.add(part)


def _follow(process, handle):
    """Write Odoo's log to its file and show a sign of life for every test."""
    shown = 0
    for line in process.stdout:
        handle.write(line)
        if ".tests." in line and ": Starting " in line:
            shown += 1
            sys.stdout.write(".")
            sys.stdout.flush()
    if shown:
        print(flush=True)


def finish(total):
    """Say what went wrong, then the one line that sums it up; the exit status."""
    for number, problem in enumerate(total.problems, 1):
        print(f"\n--- problem {number} of {len(total.problems)}: {problem}")
    if total.passed + total.failed + total.skipped == 0:
        print("\nNo test ran: nothing matches what was asked for.")
    print(f"\n{total.line()}", flush=True)
    return 0 if total.green else 1


def describe():
    """One line about what the tests run on, for the top of a log."""
    place = os.environ.get("PGHOST") if postgres.external() else "private"
    step(f"Odoo at {odoosrc.python_path()}, PostgreSQL {place}")

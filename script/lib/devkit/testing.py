"""Running a plan of tests, each kind with its own runner."""

import contextlib
import functools
import itertools
import os
import subprocess
import sys
import threading

from . import (
    lanes,
    lifecycle,
    modules,
    odoo,
    odoosrc,
    postgres,
    pyenv,
    selection,
    settings,
    system,
    tally,
    templates,
)
from .say import Stop, note, step, timed


def run(plan):
    """Run everything in the plan; returns the tally of it all.

    The parts run side by side, each on databases of its own. A part that is alone
    shows what it does as it goes.
    """
    total = tally.Tally()
    jobs = _jobs(plan)
    if len(jobs) == 1:
        [(label, job)] = jobs
        with timed(label):
            total.add(job(live=True))
        return total
    for label, found in lanes.run(jobs):
        if isinstance(found, Stop):
            total.fail(f"{label}: {found}")
        else:
            total.add(found)
    return total


def _jobs(plan):
    """[(label, function that returns a tally)], those that last longest first; tests
    in the browser by turns with Odoo's, which need less at a time."""
    template = lanes.Once(lambda: templates.layer(modules.ours(), demo=True))
    outside = [
        (f"Whole-system {name}", functools.partial(_outside, name, given, template))
        for name, given in _outside_parts(plan.outside).items()
    ]
    inside = [
        (f"Odoo tests of {addon}", functools.partial(_odoo, addon, tags))
        for addon, tags in plan.odoo.items()
    ]
    by_turns = itertools.zip_longest(outside, inside)
    jobs = [job for pair in by_turns for job in pair if job]
    if plan.full:
        jobs.append(("Install, upgrade, uninstall", lifecycle.run))
    for addon, arguments in plan.plain.items():
        job = functools.partial(_plain, addon, arguments)
        jobs.append((f"Plain tests of {addon}", job))
    return jobs


def _report(label):
    folder = settings.artifacts() / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{label}.xml"
    path.unlink(missing_ok=True)
    return path


def _pytest(label, arguments, env, cwd, live):
    """Run pytest and count. What it prints goes to the terminal, or to a log that
    is shown when something failed."""
    report = _report(label)
    command = [
        *(pyenv.python(), "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        *("--strict-markers", f"--junitxml={report}", *arguments),
    ]
    words = [str(word) for word in command]
    log = _log(label)
    with contextlib.nullcontext() if live else open(log, "w") as out:
        err = subprocess.STDOUT if out else None
        done = subprocess.run(words, env=env, cwd=cwd, stdout=out, stderr=err)
    code = done.returncode
    part = tally.of_junit(report, label)
    if code not in (0, 1, 5) or (code and part.green):
        part.fail(f"{label}: pytest ended with code {code}")
    if not live:
        if part.failed:
            sys.stdout.write(log.read_text(errors="replace"))
        note(f"{label}: {part.line()} (log: {log})")
    return part


def _log(label):
    folder = settings.artifacts() / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{label}.log"


def _plain(addon, arguments, live=False):
    """Tests of plain packages: the add-on's folder on sys.path, and no Odoo."""
    base = settings.ROOT / addon
    env = system.environment(
        {
            "PYTHONPATH": str(base),
            "HYPOTHESIS_STORAGE_DIRECTORY": str(settings.cache_root() / "hypothesis"),
            **system.bytecode(),
        }
    )
    # The cut keeps pytest from importing the add-on itself, which needs Odoo.
    folder = base / "tests_plain"
    options = [f"--rootdir={folder}", f"--confcutdir={folder}", "-c", os.devnull]
    return _pytest(f"{addon}-plain", [*options, *arguments], env, base, live)


def _outside_parts(arguments):
    """{label: arguments} of the tests from outside, in parts that last about as long;
    each has a server of its own."""
    folder = settings.ROOT / selection.OUTSIDE
    if arguments != [str(folder)]:
        return {"tests": arguments} if arguments else {}
    surveys = [str(path) for path in sorted(folder.glob("test_survey_*.py"))]
    menus = str(folder / "test_menus.py")
    apart = [f"--ignore={path}" for path in (menus, *surveys)]
    return {
        "tests-journeys": [str(folder), *apart],
        "tests-menus": [menus],
        "tests-surveys": surveys,
    }


def _outside(label, arguments, template, live=False):
    """Tests from outside; tests/conftest.py starts Odoo on a copy of the demo."""
    env = system.environment(
        {
            "PYTHONPATH": str(settings.SCRIPT / "lib"),
            "DLXH_ARTIFACTS": str(settings.artifacts()),
            "DLXH_TEMPLATE": template(),
            "DLXH_SERVER_LOG": str(_log(f"{label}-server")),
            **system.bytecode(),
        }
    )
    folder = settings.ROOT / selection.OUTSIDE
    options = [f"--rootdir={folder}", f"--confcutdir={folder}", "-c", os.devnull]
    return _pytest(label, [*options, *arguments], env, settings.ROOT, live)


def _odoo(addon, tags, live=False):
    """Odoo's runner on a copy of the template that holds this add-on."""
    source = templates.layer(modules.with_needs(addon))
    database = templates.run_copy(source, addon)
    port = system.free_port()
    log = _log(addon)
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
            watcher = threading.Thread(target=_follow, args=(process, handle, live))
            watcher.start()
            code = process.wait()
            watcher.join()
    finally:
        templates.drop(database)
    part = tally.of_odoo_log(log.read_text(errors="replace"), addon)
    if code and not part.failed:
        part.fail(f"{addon}: Odoo ended with code {code}; see {log}")
    note(f"{addon}: {part.line()} (log: {log})")
    return part


def _follow(process, handle, live):
    """Write Odoo's log to its file and show a sign of life for every test."""
    shown = 0
    for line in process.stdout:
        handle.write(line)
        if live and ".tests." in line and ": Starting " in line:
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

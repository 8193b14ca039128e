"""Counting what ran: from Odoo's log, from pytest's report, and the last line."""

import dataclasses
import re
import xml.etree.ElementTree as ElementTree

ENTRY = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (?P<level>[A-Z]+) \S+ "
    r"(?P<logger>\S+?): (?P<message>.*)$"
)
TEST = re.compile(r"(?:Subtest )?(?P<name>\w[\w.]*\.test\w*)")
SUMMARY = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
BROWSER = re.compile(r"chrom|websocket|browser|tour", re.IGNORECASE)

# Log lines that may stand in the log of a test run, each with its reason.
ALLOWED_LOG = (
    (
        r"odoo\.addons\.queue_job.*",
        r".*(?:`QUEUE_JOB__NO_DELAY` env|`test_queue_job_no_delay` ctx key).*",
        "queue_job says so whenever a test runs a job at once, on purpose",
    ),
)


@dataclasses.dataclass
class Tally:
    """Numbers of tests, and what went wrong in words."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    problems: list = dataclasses.field(default_factory=list)

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.problems += other.problems

    def fail(self, problem):
        self.failed += 1
        self.problems.append(problem)

    def line(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    @property
    def green(self):
        return self.passed > 0 and self.failed == 0


def entries(text):
    """Log entries with the lines that follow each: (level, logger, text)."""
    current = None
    for line in text.splitlines():
        match = ENTRY.match(line)
        if match:
            if current:
                yield tuple(current)
            current = [match["level"], match["logger"], match["message"]]
        elif current:
            current[2] += "\n" + line
    if current:
        yield tuple(current)


def of_odoo_log(text, label):
    """Count the tests of one run of Odoo's runner; a dirty log is a failure."""
    started, failed, skipped, dirty = set(), set(), set(), []
    tally = Tally()
    for level, logger, message in entries(text):
        in_tests = ".tests." in logger or "unittest" in logger
        named = TEST.search(message.split("\n")[0])
        key = (logger, named["name"]) if named else (logger, message[:80])
        if in_tests and message.startswith("Starting ") and named:
            started.add(key)
        elif in_tests and message.startswith("skipped "):
            skipped.add(key)
            if BROWSER.search(message):
                tally.fail(f"{label}: a browser test was not run: {message}")
        elif in_tests and message.startswith(("FAIL: ", "ERROR: ")):
            if key not in failed:
                tally.fail(f"{label}: {logger}\n{message}")
            failed.add(key)
        elif _is_dirty(level, logger, message):
            dirty.append(f"{level} {logger}: {message}")
    tally.skipped = len(skipped)
    tally.passed = len(started - failed - skipped)
    if dirty and not failed:
        words = "\n".join(dirty[:10])
        tally.fail(f"{label}: warnings or errors in the log:\n{words}")
    _check_against_summary(tally, text, len(started), label)
    return tally


def dirty_lines(text):
    """Log entries at WARNING or above that no list allows."""
    return [f"{row[0]} {row[1]}: {row[2]}" for row in entries(text) if _is_dirty(*row)]


def _is_dirty(level, logger, message):
    if level not in ("WARNING", "ERROR", "CRITICAL"):
        return False
    if SUMMARY.search(message) or logger == "odoo.tests.result":
        return True  # the runner's own account of what failed
    return any(
        re.fullmatch(source, logger) and re.match(pattern, message, re.DOTALL)
        for source, pattern, _reason in ALLOWED_LOG
    )


def _check_against_summary(tally, text, started, label):
    """Odoo's last line must agree with what its log told test by test."""
    found = SUMMARY.findall(text)
    if not found:
        tally.fail(f"{label}: Odoo's runner did not reach its end")
        return
    bad, errors, total = (int(number) for number in found[-1])
    if total != started:
        tally.fail(f"{label}: {started} tests started but Odoo counts {total}")
    if bad + errors and not tally.failed:
        tally.fail(f"{label}: Odoo counts {bad + errors} failures")


def of_junit(path, label):
    """Count the tests of one pytest run from its XML report."""
    tally = Tally()
    if not path.exists():
        tally.fail(f"{label}: pytest stopped before it wrote a report")
        return tally
    for case in ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        bad = [item for item in case if item.tag in ("failure", "error")]
        skip = case.find("skipped")
        if bad:
            tally.fail(f"{label}: {name}\n{(bad[0].text or '')[-3000:]}")
        elif skip is not None:
            tally.skipped += 1
            if label.startswith("tests"):  # from outside
                tally.fail(f"{label}: {name} was skipped: {skip.get('message')}")
        else:
            tally.passed += 1
    return tally

"""The linters, each one line of result and its findings below it."""

import shutil
import subprocess

from . import apt, checks, modules, odoosrc, pyenv, settings, system
from .say import Stop

# Every field says the string people read; readme/ stands for README.rst; and long
# models are divided over files.
PYLINT_OFF = (
    "attribute-string-redundant,missing-readme,consider-merging-classes-inherited"
)
# Odoo's own headers and order of attributes; files read by code, not by the manifest;
# records inside a record's field need no id (checks.py looks for ids given twice);
# Odoo reads the number of a field as it stands.
OCA_OFF = "xml-header-wrong,xml-tag-position,file-not-used"
OCA_OFF += ",xml-record-missing-id,xml-duplicate-record-id"
OCA_OFF += ",xml-field-numeric-without-eval"


def run(addons):
    """Run every check; the number of those that failed."""
    results = []
    for name, check in _all(addons).items():
        try:
            findings = list(check())
            state = "FAILED" if findings else "ok"
        except Stop as stop:
            findings, state = [str(stop)], "not available"
        results.append(state)
        print(f"{state:<14} {name}", flush=True)
        for line in findings:
            print(f"    {line}")
    failed = results.count("FAILED")
    absent = results.count("not available")
    print(f"\n{results.count('ok')} checks ok, {failed} failed, {absent} not available")
    return failed


def _all(addons):
    places = addons or [str(settings.ROOT)]
    names = addons or modules.ours()
    po_files = [path for name in names for path in checks.tracked(f"{name}/*.po*")]
    listed = {
        "ruff check": _tool("ruff", "check", "-q", "--output-format=concise", *places),
        "ruff format": _tool("ruff", "format", "--check", "-q", *places),
    }
    if names:
        rcfile = settings.ROOT / ".pylintrc-mandatory"
        options = (f"--rcfile={rcfile}", f"--disable={PYLINT_OFF}")
        listed["pylint-odoo"] = _tool("pylint", *options, *names)
        listed["oca-checks-odoo-module"] = _tool(
            "oca-checks-odoo-module", f"--disable={OCA_OFF}", *names
        )
    if po_files:
        listed["oca-checks-po"] = _tool(
            "oca-checks-po", "--disable=po-pretty-format", *po_files
        )
    listed.update(checks.OWN)
    if not addons:
        dockerfile = settings.ROOT / "docker" / "Dockerfile"
        listed["hadolint"] = _tool(
            "hadolint", "--no-color", "--failure-threshold=warning", dockerfile
        )
        listed["docker compose config"] = _compose
    return listed


def _tool(name, *arguments):
    """A check that runs one program of the environment."""

    def check():
        done = subprocess.run(
            [str(word) for word in (pyenv.tool(name), *arguments)],
            cwd=settings.ROOT,
            env=system.environment({"RUFF_NO_CACHE": "true"}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line]
        if done.returncode:
            return lines or [f"{name} ended with code {done.returncode}"]
        return []

    return check


def _compose():
    """Every compose file alone and with its additions is valid."""
    command = _compose_command()
    folder = settings.ROOT / "docker"
    base = ["-f", "compose.yaml"]
    for files in (base, [*base, "-f", "compose.scale.yaml"]):
        done = subprocess.run(
            [*command, *files, "config", "-q"],
            cwd=folder,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            yield f"{' '.join(files)}: {done.stderr.strip()}"


def _compose_command():
    """Docker's compose where it is installed, else Debian's unpacked plugin."""
    for words in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(words[0]):
            done = subprocess.run([*words, "version"], capture_output=True, text=True)
            if done.returncode == 0 and "version v1" not in done.stdout:
                return words
    place = settings.cache_root() / "docker-compose"
    if not place.exists():
        if not apt.available():
            raise Stop("docker compose is not installed")
        apt.extract(odoosrc.fetch_from_trixie("docker-compose"), place)
    return [str(next(place.rglob("cli-plugins/docker-compose")))]

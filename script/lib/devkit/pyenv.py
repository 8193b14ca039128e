"""The Python environment: Odoo's libraries, our own, the OCA add-ons, the tools."""

import os
import shutil
import subprocess
import sys

from . import apt, settings
from .say import Stop, note, run, step


def python():
    return settings.env_dir() / "venv" / "bin" / "python"


def tool(name):
    return settings.env_dir() / "venv" / "bin" / name


def oca_addons():
    return settings.env_dir() / "oca" / "odoo" / "addons"


def ensure():
    folder = settings.env_dir() / "venv"
    if not (folder / ".complete").exists():
        step("Python libraries (about 300 MB, from the lock files)")
        _create(folder, _interpreter())
        pip(["--require-hashes", "-r", settings.RUNTIME_LOCK])
        pip(["--require-hashes", "-r", settings.DEV_LOCK])
        (folder / ".complete").touch()
    oca = settings.env_dir() / "oca"
    if not (oca / ".complete").exists():
        step("OCA add-ons")
        shutil.rmtree(oca, ignore_errors=True)
        pip(
            ["--require-hashes", "--no-deps", "--target", oca]
            + ["-r", settings.OCA_LOCK]
        )
        (oca / ".complete").touch()


def pip(arguments):
    env = dict(os.environ, PIP_CACHE_DIR=str(settings.downloads() / "pip"))
    env["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    quiet = [] if sys.stdout.isatty() else ["-q"]
    command = [python(), "-m", "pip", "install", "--no-warn-script-location", *quiet]
    run([*command, *arguments], what="Installing Python libraries", env=env)


def _create(folder, interpreter):
    shutil.rmtree(folder, ignore_errors=True)
    command = [interpreter, "-m", "venv"]
    test = [interpreter, "-c", "import ensurepip"]
    whole = subprocess.run(test, capture_output=True).returncode == 0
    if not whole and settings.is_root() and apt.available():
        apt.install(["python3-venv"])
        whole = True
    if whole:
        run([*command, folder], what="Creating the environment")
        return
    # Debian keeps the part that brings pip in a package of its own.
    if not apt.available():
        raise Stop(f"{interpreter} has no ensurepip; install its venv package.")
    run([*command, "--without-pip", folder], what="Creating the environment")
    apt.extract(apt.download("python3-pip-whl"), folder / "pip")
    wheel = next((folder / "pip").rglob("pip-*.whl"))
    words = [python(), f"{wheel}/pip", "install", "-q", "--no-index", wheel]
    run(words, what="Installing pip")


def _interpreter():
    """A Python that Odoo 19 supports: the user's choice, or what is on PATH."""
    given = os.environ.get("DLXH_PYTHON")
    if given:
        return given
    if settings.supported_python():
        return getattr(sys, "_base_executable", sys.executable)
    for minor in (13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found:
            note(f"using {found}")
            return found
    raise Stop("Odoo 19 needs Python 3.11, 3.12 or 3.13; set DLXH_PYTHON=/path/to/one.")

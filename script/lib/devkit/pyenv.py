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
    test = [interpreter, "-c", "import ensurepip, venv"]
    if subprocess.run(test, capture_output=True).returncode:
        if not (settings.is_root() and apt.available()):
            raise Stop(
                "Python's venv is missing. Type: sudo apt-get install python3-venv"
            )
        apt.install(["python3-venv"])
    run([interpreter, "-m", "venv", folder], what="Creating the environment")


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

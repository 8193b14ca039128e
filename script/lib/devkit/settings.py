"""Where things lie: the repository, the cache, and the keys that name their state."""

import functools
import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "script"

ODOO_SERIES = "19.0"
ODOO_PACKAGE = "odoo-19"
ODOO_VERSION = "19.0.0+dfsg-1"
ODOO_SHA256 = "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf"

RUNTIME_LOCK = SCRIPT / "requirements.txt"
OCA_LOCK = SCRIPT / "requirements-oca.txt"
DEV_LOCK = SCRIPT / "requirements-dev.txt"
LOCKS = (RUNTIME_LOCK, OCA_LOCK, DEV_LOCK)

# Add-ons of others that ours build on; the first template database holds them.
BASE_MODULES = (
    "mail",
    "calendar",
    "survey",
    "base_tier_validation",
    "report_xlsx",
    "queue_job",
)


def cache_root():
    """The folder for everything that can be fetched or built again."""
    if os.environ.get("DLXH_CACHE"):
        return Path(os.environ["DLXH_CACHE"]).expanduser().resolve()
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base).expanduser().resolve() / "dlxh"


def downloads():
    return cache_root() / "downloads"


def artifacts():
    """Where screenshots and logs of test runs go: never inside the repository."""
    given = os.environ.get("DLXH_ARTIFACTS")
    return Path(given).resolve() if given else cache_root() / "artifacts"


def pictures():
    """Whether tests in the browser keep a picture of each screen; of one where a test
    failed they always do."""
    return bool(os.environ.get("DLXH_PICTURES"))


def digest(*parts):
    total = hashlib.sha256()
    for part in parts:
        total.update(part if isinstance(part, bytes) else str(part).encode())
        total.update(b"\0")
    return total.hexdigest()[:12]


@functools.cache
def env_key():
    """Name of the environment: changes with any locked version."""
    source = os.environ.get("ODOO_SRC", ODOO_VERSION)
    return digest(source, *(lock.read_bytes() for lock in LOCKS))


def env_dir():
    return cache_root() / f"env-{env_key()}"


def is_root():
    return os.geteuid() == 0


def supported_python(version=sys.version_info):
    return (3, 11) <= tuple(version[:2]) <= (3, 13)

"""Odoo 19 itself: an existing tree named by ODOO_SRC, or Debian's package unpacked."""

import hashlib
import os
import shutil
from pathlib import Path

from . import apt, settings
from .say import Stop, note, run, step

# Fonts and JavaScript that Odoo's package links to; sid's newer ones lack files.
LINKED = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-font-awesome",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
    "fonts-ocr-b",
)
DIST = "usr/lib/python3/dist-packages"
STRIPPED = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def python_path():
    """The folder to put on PYTHONPATH: the one that holds the `odoo` package."""
    given = os.environ.get("ODOO_SRC")
    if not given:
        return settings.env_dir() / "odoo" / DIST
    base = Path(given).expanduser().resolve()
    for folder in (base, base / DIST, base / "src"):
        if (folder / "odoo" / "release.py").is_file():
            return folder
    raise Stop(f"ODOO_SRC={given} holds no Odoo: {base}/odoo/release.py is missing.")


def addons_paths():
    """Folders of Odoo's own add-ons in that tree."""
    base = python_path()
    folders = [base / "odoo" / "addons", base / "addons"]
    found = [item for item in folders if (item / "base").is_dir()]
    return found + [item for item in folders[1:] if (item / "web").is_dir()]


def ensure():
    if os.environ.get("ODOO_SRC"):
        _check_series(python_path())
        return
    tree = settings.env_dir() / "odoo"
    if (tree / ".complete").exists():
        return
    if not apt.available():
        raise Stop(
            "This machine has no apt-get, so Odoo cannot be fetched from Debian."
            " Get the Odoo 19.0 source and set ODOO_SRC=/path/to/it."
        )
    step(f"Odoo {settings.ODOO_VERSION} from Debian (130 MB, kept in the cache)")
    debs = _download()
    shutil.rmtree(tree, ignore_errors=True)
    note("unpacking")
    for deb in debs:
        apt.extract(deb, tree, _keep)
    stub = tree / DIST / STRIPPED
    if not stub.exists():
        # Debian strips this vendored file; without it the browser logs an error.
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text("/* not shipped by the distribution */\n")
    _check_links(tree / DIST / "odoo" / "addons")
    _check_series(tree / DIST)
    (tree / ".complete").touch()


def _keep(name):
    """Skip translations other than Vietnamese and the second, partial add-ons tree."""
    if name.endswith(".po"):
        return name.endswith("/vi.po")
    return f"/{DIST}/addons/" not in f"/{name.lstrip('./')}"


def _download():
    """Fetch the packages; apt checks signatures and hashes, and resumes."""
    folder = settings.downloads() / "debs"
    odoo = folder / f"{settings.ODOO_PACKAGE}_{settings.ODOO_VERSION}_all.deb"
    if not (odoo.exists() and all(_found(folder, name) for name in LINKED)):
        wanted = [f"{settings.ODOO_PACKAGE}={settings.ODOO_VERSION}"]
        _fetch(folder, wanted + [f"{name}/trixie" for name in LINKED])
    got = hashlib.sha256(odoo.read_bytes()).hexdigest()
    if got != settings.ODOO_SHA256:
        odoo.unlink()
        raise Stop(f"{odoo.name} is not the file expected (sha256 {got}); try again.")
    return [odoo] + [_found(folder, name)[0] for name in LINKED]


def _fetch(folder, wanted):
    """Download packages of sid and trixie, whatever release this machine runs."""
    if not apt.KEYRING.exists():
        raise Stop(f"{apt.KEYRING} is missing: sudo apt-get install {apt.KEYRING.stem}")
    base = apt.mirror()
    options = f"[signed-by={apt.KEYRING} check-valid-until=no]"
    sources = [f"deb {options} {base} {suite} main" for suite in ("sid", "trixie")]
    _, env = apt.private("odoo", sources)
    folder.mkdir(parents=True, exist_ok=True)
    run(
        ["apt-get", "download", *wanted],
        what=f"Fetching {', '.join(wanted)}",
        env=env,
        cwd=folder,
        hint="Set ODOO_SRC=/path/to/odoo-19 to use an Odoo you already have.",
    )


def fetch_from_trixie(package):
    """One more package, kept in the cache."""
    folder = settings.downloads() / "debs"
    if not _found(folder, package):
        _fetch(folder, [f"{package}/trixie"])
    return _found(folder, package)[0]


def _found(folder, package):
    return sorted(folder.glob(f"{package}_*.deb"))


def _check_links(addons):
    broken = [
        path
        for path in addons.rglob("*")
        if path.is_symlink() and not path.resolve().exists()
    ]
    if broken:
        raise Stop(f"Odoo's tree has links that lead nowhere, for example {broken[0]}.")


def _check_series(base):
    text = (base / "odoo" / "release.py").read_text()
    if "version_info = (19, 0" not in text:
        raise Stop(f"{base} is not Odoo {settings.ODOO_SERIES}.")

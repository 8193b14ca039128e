"""Programs and libraries outside Python: Chromium, Pango, fonts, PostgreSQL.

As root they are installed by apt. As an ordinary user the same packages are
unpacked into the environment's folder and found through variables.
"""

import os
import shutil
import subprocess
from pathlib import Path

from . import apt, settings
from .say import Stop, note, step

# package: how to see that it is already there
NEEDED = {
    "libpango-1.0-0": "lib:libpango-1.0.so.0",
    "libpangoft2-1.0-0": "lib:libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "lib:libharfbuzz-subset.so.0",
    "fonts-liberation": "font:Liberation",
    "poppler-utils": "bin:pdftotext",
    "chromium": "bin:chromium",
    "postgresql": "pg:",
}


def private_root():
    return settings.env_dir() / "system"


def pg_bin():
    """The folder of PostgreSQL's programs, newest version first, or None."""
    found = []
    for base in (Path("/"), private_root()):
        found += base.glob("usr/lib/postgresql/*/bin/postgres")
    found.sort(key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


def missing():
    """Needed packages that this machine lacks."""
    libraries = output(["/sbin/ldconfig", "-p"])[1]
    fonts = output(["fc-list"])[1] if shutil.which("fc-list") else ""
    private = private_root()

    def there(kind, name):
        if kind == "bin":
            return shutil.which(name, path=environment()["PATH"])
        if kind == "pg":
            return os.environ.get("PGHOST") or pg_bin()
        if name in (libraries if kind == "lib" else fonts):
            return True
        pattern = f"**/{name}*" if kind == "lib" else f"**/{name}*.[ot]tf"
        places = (private / "usr", Path("/usr/share/fonts"))
        return any(next(base.glob(pattern), None) for base in places if base.is_dir())

    return [
        package for package, test in NEEDED.items() if not there(*test.split(":", 1))
    ]


def ensure():
    """Install what is missing, or say in one line what to type."""
    absent = missing()
    if not absent:
        return
    step(f"System packages: {', '.join(absent)}")
    command = f"sudo apt-get install {' '.join(absent)}"
    if not apt.available():
        raise Stop(f"Install the equivalent of: {command}")
    if settings.is_root():
        apt.install(absent)
    else:
        note(f"not root: unpacking into the cache (or type: {command})")
        _unpack(absent)
    left = missing()
    if left:
        raise Stop(f"Still missing: {', '.join(left)}. Type: {command}")


def _unpack(packages):
    target = private_root()
    apt.extract_closure(packages, target)
    browser = target / "usr/lib/chromium/chromium"
    if browser.exists():
        wrapper = target / "usr/bin/chromium"
        wrapper.unlink(missing_ok=True)
        wrapper.write_text(f'#!/bin/sh\nexec "{browser}" "$@"\n')
        wrapper.chmod(0o755)
    fonts = target / "etc/fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    (fonts / "local.conf").write_text(_font_settings(target))


def _font_settings(target):
    """Private fonts beside the machine's, and the usual stand-ins for each family."""
    names = ("30-metric-aliases", "45-latin", "49-sansserif", "60-latin")
    folder = target / "usr/share/fontconfig/conf.avail"
    included = ["/etc/fonts/fonts.conf", *(folder / f"{name}.conf" for name in names)]
    rows = [f'<include ignore_missing="yes">{path}</include>' for path in included]
    rows += [f"<dir>{base}/usr/share/fonts</dir>" for base in ("", target)]
    rows.append(f"<cachedir>{target}/fontcache</cachedir>")
    head = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
    return f"{head}<fontconfig>{''.join(rows)}</fontconfig>\n"


def environment(extra=None):
    """Environment variables for every program we start."""
    env = dict(os.environ)
    base = private_root()
    paths = [str(settings.env_dir() / "venv" / "bin")]
    if base.is_dir():
        paths.append(str(base / "usr/bin"))
        folders = sorted({str(path.parent) for path in base.glob("usr/lib/**/*.so*")})
        old = env.get("LD_LIBRARY_PATH")
        env["LD_LIBRARY_PATH"] = ":".join(folders + ([old] if old else []))
        if (base / "etc/fonts/local.conf").exists():
            env["FONTCONFIG_FILE"] = str(base / "etc/fonts/local.conf")
    env["PATH"] = ":".join([*paths, env.get("PATH", "")])
    env["PYTHONPATH"] = ""
    env.update(extra or {})
    return env


def bytecode():
    """Variables with which Python keeps what it compiled in the cache, where it finds
    it at the next start, and the folders of the sources stay clean."""
    return {
        "PYTHONPYCACHEPREFIX": str(settings.cache_root() / "bytecode"),
        "PYTHONDONTWRITEBYTECODE": "",
    }


def chromium():
    """The browser of the tests, or None."""
    return shutil.which("chromium", path=environment()["PATH"])


def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def output(command, **kwargs):
    done = subprocess.run(
        [str(word) for word in command], text=True, capture_output=True, **kwargs
    )
    return done.returncode, done.stdout.strip(), done.stderr.strip()

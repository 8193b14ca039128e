"""Debian packages with or without root, from the mirror the machine already uses."""

import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

from . import settings
from .say import Stop, run

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def available():
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def mirror():
    """The address of Debian's main archive in this machine's own apt set-up."""
    listing = _targets(os.environ) or _targets(private("system")[1])
    rows = sorted({tuple(line.split("|")) for line in listing.splitlines()})
    known = [uri for uri, origin, label in rows if origin == label == "Debian"]
    likely = [uri for uri, *_ in rows if re.search(r"/debian/?$", uri)]
    for uri in known + likely:
        return uri
    raise Stop(
        "No Debian archive stands in this machine's apt sources, so Odoo's package"
        " cannot be fetched. Set ODOO_SRC=/path/to/odoo-19 and run this again."
    )


def _targets(env):
    """Archives as apt knows them; nothing on a machine that never read its lists."""
    form = "$(REPO_URI)|$(ORIGIN)|$(LABEL)"
    command = ["apt-get", "indextargets", "--format", form, "Created-By: Packages"]
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    return done.stdout.strip()


def private(name, sources=None):
    """Environment of an apt of our own: own lists and cache, no root needed.

    Without `sources` it reads the machine's sources and its list of installed
    packages; with them it knows nothing but these and has nothing installed.
    """
    home = settings.downloads() / "apt" / name
    for sub in ("state/lists/partial", "cache/archives/partial", "log", "none"):
        (home / sub).mkdir(parents=True, exist_ok=True)
    lines = [
        f'Dir::State "{home}/state";',
        f'Dir::Cache "{home}/cache";',
        f'Dir::Log "{home}/log";',
        'Acquire::Languages "none";',
        'APT::Sandbox::User "";',
        'Debug::NoLocking "true";',
        'Acquire::Retries "3";',
    ]
    status = "/var/lib/dpkg/status"
    if sources:
        (home / "sources.list").write_text("\n".join(sources) + "\n")
        (home / "status").touch()
        status = f"{home}/status"
        lines += [
            f'Dir::Etc::sourcelist "{home}/sources.list";',
            f'Dir::Etc::sourceparts "{home}/none";',
            f'Dir::Etc::preferences "{home}/status";',
            f'Dir::Etc::preferencesparts "{home}/none";',
        ]
    lines.append(f'Dir::State::status "{status}";')
    (home / "apt.conf").write_text("\n".join(lines) + "\n")
    env = dict(os.environ, APT_CONFIG=str(home / "apt.conf"), LC_ALL="C.UTF-8")
    run(["apt-get", "update", "-q"], what="Reading the package lists", env=env)
    return home, env


def extract(deb, target, keep=lambda name: True):
    """Unpack one .deb below `target`, only the files that `keep` accepts."""
    target.mkdir(parents=True, exist_ok=True)
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE
    ) as unpack:
        with tarfile.open(fileobj=unpack.stdout, mode="r|") as archive:
            members = (item for item in archive if keep(item.name))
            archive.extractall(target, members=members, filter="tar")
        unpack.stdout.read()
    if unpack.returncode:
        raise Stop(f"Unpacking {deb} failed; delete that file and run this again.")


def install(packages):
    """Install packages on the machine (root only)."""
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8")
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    hint = f"Type this and look at its answer: apt-get install {' '.join(packages)}"
    # A cluster of the distribution's own would start at once and is not needed.
    conf = Path("/etc/postgresql-common/createcluster.conf")
    if any(name.startswith("postgresql") for name in packages) and not conf.exists():
        conf.parent.mkdir(parents=True, exist_ok=True)
        conf.write_text("create_main_cluster = false\n")
    run(["apt-get", "update", "-q"], what="Reading the package lists", env=env)
    run(command, what="Installing packages", env=env, hint=hint)


def download(package):
    """Fetch one package of this machine's release; the path of its file."""
    home, env = private("system")
    folder = home / "single"
    folder.mkdir(exist_ok=True)
    what = f"Fetching {package}"
    hint = f"Ask an administrator for: sudo apt-get install {package}"
    run(["apt-get", "download", package], what=what, env=env, cwd=folder, hint=hint)
    return sorted(folder.glob(f"{package}_*.deb"))[-1]


def extract_closure(packages, target):
    """Fetch packages with whatever they miss on this machine and unpack them."""
    home, env = private("system")
    run(
        ["apt-get", "install", "-y", "-q", "--download-only"]
        + ["--no-install-recommends", *packages],
        what=f"Fetching {', '.join(packages)}",
        env=env,
        hint=f"Ask an administrator for: sudo apt-get install {' '.join(packages)}",
    )
    for deb in sorted((home / "cache/archives").glob("*.deb")):
        extract(deb, target)

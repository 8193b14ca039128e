"""Our add-ons: which there are, in what order they build on one another."""

import ast
import hashlib

from . import settings
from .say import Stop

# Changing these does not change what an installed database holds.
UNINSTALLED = {"tests", "tests_plain", "readme", "__pycache__", "migrations"}


def ours():
    """Every add-on of this repository, each after those it depends on."""
    manifests = {
        path.parent.name: ast.literal_eval(path.read_text())
        for path in sorted(settings.ROOT.glob("*/__manifest__.py"))
    }
    ordered = []

    def add(name):
        if name in ordered:
            return
        for needed in manifests[name].get("depends", ()):
            if needed in manifests:
                add(needed)
        ordered.append(name)

    for name in manifests:
        add(name)
    return ordered


def with_needs(name):
    """An add-on and those of ours it depends on, in order."""
    if not (settings.ROOT / name / "__manifest__.py").exists():
        raise Stop(f"There is no add-on {name} in {settings.ROOT}.")
    manifest = settings.ROOT / name / "__manifest__.py"
    depends = ast.literal_eval(manifest.read_text()).get("depends", ())
    chain = []
    for needed in depends:
        if (settings.ROOT / needed / "__manifest__.py").exists():
            chain += [item for item in with_needs(needed) if item not in chain]
    return [*chain, name]


def content_key(name, demo=False):
    """Hash of the files that an installation reads."""
    total = hashlib.sha256()
    base = settings.ROOT / name
    for path in sorted(base.rglob("*")):
        parts = path.relative_to(base).parts
        skipped = UNINSTALLED | (set() if demo else {"demo"})
        if not path.is_file() or skipped & set(parts) or path.suffix == ".md":
            continue
        total.update("/".join(parts).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:12]

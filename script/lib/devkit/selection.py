"""Which tests a command line means: an add-on, a path, a name, or everything."""

import ast
import dataclasses
from pathlib import Path

from . import modules, settings
from .say import Stop

OUTSIDE = "tests"  # whole-system tests, at the top of the repository


@dataclasses.dataclass
class Plan:
    """What to run: Odoo test tags per add-on, pytest arguments per folder."""

    odoo: dict = dataclasses.field(default_factory=dict)
    plain: dict = dataclasses.field(default_factory=dict)
    outside: list = dataclasses.field(default_factory=list)
    full: bool = False

    def add(self, found):
        if found.kind == "odoo":
            self.odoo.setdefault(found.addon, []).append(found.tag)
        elif found.kind == "plain":
            self.plain.setdefault(found.addon, []).append(found.node)
        else:
            self.outside.append(found.node)


@dataclasses.dataclass(frozen=True)
class Found:
    """One test function in a source file."""

    kind: str
    addon: str
    path: Path
    cls: str
    name: str

    @property
    def tag(self):
        return f"/{self.addon}:{self.cls}.{self.name}"

    @property
    def node(self):
        middle = f"::{self.cls}" if self.cls else ""
        return f"{self.path}{middle}::{self.name}"


def folders():
    """(kind, add-on, folder) of every place where tests lie."""
    rows = []
    for addon in modules.ours():
        rows.append(("odoo", addon, settings.ROOT / addon / "tests"))
        rows.append(("plain", addon, settings.ROOT / addon / "tests_plain"))
    rows.append(("outside", "", settings.ROOT / OUTSIDE))
    return [row for row in rows if any(row[2].rglob("test_*.py"))]


def everything():
    plan = Plan(full=True)
    for kind, addon, folder in folders():
        _whole(plan, kind, addon, folder)
    return plan


def _whole(plan, kind, addon, folder):
    if kind == "odoo":
        plan.odoo[addon] = [f"/{addon}"]
    elif kind == "plain":
        plan.plain[addon] = [str(folder)]
    else:
        plan.outside = [str(folder)]


def choose(target, name):
    """The plan for `script/test [TARGET] [-k NAME]`."""
    if not target and not name:
        return everything()
    rows = folders()
    path = None
    if target:
        path = Path(target).absolute() if Path(target).exists() else None
        path = path or settings.ROOT / target
        if not path.exists():
            names = ", ".join(modules.ours()) or "none"
            raise Stop(f"{target} is neither an add-on ({names}) nor a path.")
    plan = Plan()
    for kind, addon, folder in rows:
        if name:
            for found in _functions(kind, addon, folder):
                if _matches(found, name) and (not path or _within(found.path, path)):
                    plan.add(found)
        elif _within(folder, path):
            _whole(plan, kind, addon, folder)
        elif _within(path, folder):
            _part(plan, kind, addon, path)
    return plan


def _within(inner, outer):
    inner, outer = inner.resolve(), outer.resolve()
    return inner == outer or outer in inner.parents


def _part(plan, kind, addon, path):
    if kind == "odoo":
        tag = "/" + path.resolve().relative_to(settings.ROOT).as_posix()
        plan.odoo.setdefault(addon, []).append(tag)
    elif kind == "plain":
        plan.plain.setdefault(addon, []).append(str(path))
    else:
        plan.outside.append(str(path))


def _matches(found, name):
    return name.lower() in f"{found.cls}.{found.name}".lower()


def _functions(kind, addon, folder):
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef):
                for item in node.body:
                    if _is_test(item):
                        yield Found(kind, addon, path, node.name, item.name)
            elif _is_test(node) and kind != "odoo":
                yield Found(kind, addon, path, "", node.name)


def _is_test(node):
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test")

"""Checks of our own: sizes, well-formed XML, tests that nobody would run."""

import ast
import subprocess
import xml.etree.ElementTree as ElementTree

from . import modules, settings, system

FILE_LINES = 400
FUNCTION_LINES = 60


def tracked(*patterns):
    """Files of the repository, new ones included, ignored ones not."""
    _code, out, _err = system.output(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=settings.ROOT,
    )
    names = sorted(set(out.splitlines()))
    return [settings.ROOT / name for name in names if (settings.ROOT / name).exists()]


def _relative(path):
    return path.relative_to(settings.ROOT)


def python_files():
    commands = [
        path
        for path in tracked("script")
        if not path.suffix and path.read_text().startswith("#!/usr/bin/env python3")
    ]
    return tracked("*.py") + commands


def sizes():
    """Files up to 400 lines, functions up to 60."""
    for path in python_files() + tracked("*.js", "*.scss"):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > FILE_LINES:
            yield f"{_relative(path)}: {lines} lines, {FILE_LINES} at most"
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = node.end_lineno - node.lineno + 1
                if size > FUNCTION_LINES:
                    where = f"{_relative(path)}:{node.lineno}"
                    yield f"{where}: {node.name} has {size} lines"


def xml():
    """Every XML file parses."""
    for path in tracked("*.xml", "*.svg"):
        try:
            ElementTree.parse(path)
        except ElementTree.ParseError as error:
            yield f"{_relative(path)}: {error}"


def xml_ids():
    """No external id is given twice in one add-on."""
    for addon in modules.ours():
        seen = {}
        for path in tracked(f"{addon}/*.xml"):
            tags = ElementTree.parse(path).iter()
            ids = [t.get("id") for t in tags if t.tag in ("record", "template")]
            for name in filter(None, ids):
                if name in seen:
                    yield f"{_relative(path)}: id {name} stands in {seen[name]} too"
                seen[name] = _relative(path)


def manifest_files():
    """Every data file a manifest names is there, and every XML file is named."""
    for addon in modules.ours():
        base = settings.ROOT / addon
        manifest = ast.literal_eval((base / "__manifest__.py").read_text())
        named = set(manifest.get("data", [])) | set(manifest.get("demo", []))
        for name in sorted(named):
            if not (base / name).is_file():
                yield f"{addon}/__manifest__.py names {name}, which is not there"
        for path in tracked(f"{addon}/*.xml"):
            name = path.relative_to(base).as_posix()
            if name not in named and not name.startswith(("static/", "tests")):
                yield f"{addon}/{name} stands in no manifest"


def tests_registered():
    """Odoo runs only the test files that tests/__init__.py imports."""
    for addon in modules.ours():
        folder = settings.ROOT / addon / "tests"
        init = folder / "__init__.py"
        imported = set()
        if init.exists():
            for node in ast.walk(ast.parse(init.read_text())):
                if isinstance(node, ast.ImportFrom):
                    imported |= {alias.name for alias in node.names}
        for path in sorted(folder.rglob("test_*.py")):
            if path.parent == folder and path.stem not in imported:
                yield f"{_relative(path)} is not imported in tests/__init__.py"
        plain = settings.ROOT / addon / "tests_plain" / "__init__.py"
        if plain.exists():
            yield f"{_relative(plain)}: tests_plain must not be a package"


def shell():
    """Shell scripts parse."""
    for path in tracked("script", ".ci", "docker"):
        if path.is_file() and path.read_bytes()[:15].startswith(b"#!/usr/bin/env b"):
            done = subprocess.run(["bash", "-n", path], capture_output=True, text=True)
            if done.returncode:
                yield f"{_relative(path)}: {done.stderr.strip()}"


OWN = {
    "file and function length": sizes,
    "XML is well-formed": xml,
    "external ids are unique": xml_ids,
    "manifests and files agree": manifest_files,
    "test files are registered": tests_registered,
    "shell syntax": shell,
}

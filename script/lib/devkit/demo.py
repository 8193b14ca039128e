"""The demonstration database of script/server: made once, kept, brought up to date."""

import csv
import json

from . import modules, odoo, postgres, settings, templates
from .say import note, timed

DATABASE = "dlxh_demo"


def ensure(fresh=False):
    """Make the database, or upgrade the add-ons whose files changed since."""
    names = modules.ours()
    now = {name: modules.content_key(name, demo=True) for name in names}
    mark = settings.cache_root() / "used" / f"{DATABASE}.json"
    if fresh or not mark.exists() or not templates.exists(DATABASE):
        templates.copy(templates.layer(names, demo=True), DATABASE)
    else:
        before = json.loads(mark.read_text())
        changed = [name for name in names if before.get(name) != now[name]]
        if changed:
            _upgrade(before, changed)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(json.dumps(now))
    return DATABASE


def _upgrade(before, changed):
    with timed(f"Bringing {', '.join(changed)} up to date in {DATABASE}"):
        log = settings.cache_root() / "log" / f"{DATABASE}-upgrade.log"
        old = [name for name in changed if name in before]
        new = [name for name in changed if name not in before]
        arguments = ["--stop-after-init", "--no-http", "--with-demo"]
        arguments += ["-u", ",".join(old)] if old else []
        arguments += ["-i", ",".join(new)] if new else []
        hint = "Upgrading (script/server --fresh makes the database anew)"
        odoo.call(templates.conf(), DATABASE, *arguments, log=log, what=hint)


def logins():
    """Rows of demo logins that the add-ons ship: login, password, chair, unit."""
    rows = []
    for path in sorted(settings.ROOT.glob("dlxh_*/demo/logins.csv")):
        with open(path, newline="", encoding="utf-8") as handle:
            rows += list(csv.DictReader(handle))
    return rows


def print_logins():
    rows = logins()
    note(f"{'login':<26} {'password':<14} chair, unit")
    note(f"{'admin':<26} {'admin':<14} administrator of Odoo")
    for row in rows:
        unit = f", {row['unit']}" if row.get("unit") else ""
        note(f"{row['login']:<26} {row['password']:<14} {row['chair']}{unit}")


def connection_note():
    place = postgres.connection().get("PGHOST")
    return f"database {DATABASE} on {place}"

"""Template databases: copied in half a second instead of installed in a minute.

The first layer holds Odoo and the add-ons of others. Each of our add-ons is one
more layer, keyed by its files and by the layer below, so that a change makes only
the layers above it anew.
"""

import contextlib
import functools
import os
import shutil
import subprocess
import time

from . import lanes, modules, odoo, odoosrc, postgres, settings
from .say import Stop, lock, note, timed

KEEP_DAYS = 3
KEEP_MOST = 24
PREFIX = "dlxh_t_"
RUN = "dlxh_run_"
PREPARE = settings.SCRIPT / "lib" / "inside" / "prepare_base.py"


def filestores():
    """Odoo's data_dir; one folder for all private databases."""
    return settings.cache_root() / "filestore"


def conf(name="odoo.conf", **options):
    """Write odoo.conf for this checkout; several may share the cache."""
    folder = settings.cache_root() / "conf" / settings.digest(settings.ROOT)
    return odoo.write_conf(folder / name, filestores(), **options)


def store(database):
    return filestores() / "filestore" / database


def exists(database):
    return database in postgres.databases()


def copy(source, target):
    """Copy a database and its files; the files are hard links."""
    drop(target)
    postgres.client("createdb", "-T", source, target)
    if store(source).is_dir():
        subprocess.run(["cp", "-al", store(source), store(target)], check=True)
    # A copy is a database of its own, not the same one seen twice.
    postgres.sql(
        "UPDATE ir_config_parameter SET value = gen_random_uuid()::text"
        " WHERE key IN ('database.uuid', 'database.secret')",
        target,
    )
    return target


def drop(database):
    postgres.client("dropdb", "--if-exists", "--force", database)
    shutil.rmtree(store(database), ignore_errors=True)


def base():
    """The first layer: Odoo with the add-ons ours build on, Vietnamese and English."""
    source = odoosrc.python_path() / "odoo" / "release.py"
    locks = [path.read_bytes() for path in (settings.RUNTIME_LOCK, settings.OCA_LOCK)]
    parts = (source.parent, source.read_text(), *settings.BASE_MODULES, *locks)
    parts += (PREPARE.read_text(),)
    name = f"{PREFIX}base_{settings.digest(*parts)}"
    with lock(settings.cache_root() / "locks" / name, f"building {name}"):
        if not exists(name):
            _build_base(name)
    _touch(name)
    return name


def _build_base(name):
    with timed("Template database: Odoo and what our add-ons build on (a minute)"):
        work = f"{RUN}{os.getpid()}_base"
        drop(work)
        log = settings.cache_root() / "log" / f"{name}.log"
        arguments = ["-i", ",".join(settings.BASE_MODULES), "--stop-after-init"]
        arguments += ["--load-language=vi_VN,en_US"]
        arguments.append("--no-http")
        odoo.call(conf(), work, *arguments, log=log, what="Installing Odoo")
        if run_inside(work, PREPARE):
            raise Stop("Preparing the template database failed; see above.")
        rename(work, name)


def run_inside(database, script, *arguments, log=None):
    """Run a Python file in an Odoo shell: `env` is there, and commits are its own."""
    env = odoo.environment({"DLXH_ARGS": "\n".join(map(str, arguments))})
    command = odoo.command(
        "shell", "-c", conf(), "-d", database, "--no-http", "--log-level=warn"
    )
    place = open(log, "w") if log else contextlib.nullcontext()
    errors = subprocess.STDOUT if log else None
    with open(script) as handle, place as out:
        return subprocess.run(
            command, env=env, stdin=handle, stdout=out, stderr=errors
        ).returncode


def rename(old, new):
    drop(new)
    postgres.sql(f'ALTER DATABASE "{old}" RENAME TO "{new}"')
    if store(old).is_dir():
        store(old).rename(store(new))


def layer_names(names, demo=False):
    """[(add-on, database)] for add-ons in order of dependence."""
    key = base()
    rows = []
    for name in names:
        key = settings.digest(key, name, modules.content_key(name, demo))
        rows.append((name, f"{PREFIX}{'demo_' if demo else ''}{key}"))
    return rows


def layer(names, demo=False):
    """The template with these add-ons installed, built as far as it is missing."""
    below = base()
    rows = layer_names(names, demo)
    for name, database in rows:
        with lock(settings.cache_root() / "locks" / database, f"installing {name}"):
            if exists(database):
                below = database
            else:
                below = _install(name, below, database, names, demo)
        _touch(below)
    forget_old()
    return below


def make_all():
    """Every template that the tests copy: with demo data and without, side by side."""
    base()
    names = modules.ours()
    jobs = [
        ("Templates with demo data", functools.partial(layer, names, demo=True)),
        ("Templates", functools.partial(layer, names)),
    ]
    for _label, found in lanes.run(jobs):
        if isinstance(found, Stop):
            raise found


def _install(name, below, database, names, demo):
    with timed(f"Template database: installing {name}{' with demo' * demo}"):
        work = copy(below, f"{RUN}{os.getpid()}_new{'_demo' * demo}_{name}")
        log = settings.cache_root() / "log" / f"{database}.log"
        arguments = ["-i", name, "--stop-after-init", "--no-http"]
        if demo:
            # Our demo data alone: without this mark Odoo would refuse to load it
            # on a base that has none, and with Odoo's own it drowns in sales leads.
            postgres.sql("UPDATE ir_module_module SET demo = (state='installed')", work)
            arguments.append("--with-demo")
        odoo.call(conf(), work, *arguments, log=log, what=f"Installing {name}")
        if dict(layer_names(names, demo))[name] != database:
            note(f"{name} changed meanwhile; this template serves this run only")
            database = f"{RUN}{os.getpid()}_{name}_mixed"
        rename(work, database)
    return database


def _touch(database):
    if database.startswith(PREFIX):
        mark = settings.cache_root() / "used" / database
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()


def forget_old():
    """Drop templates long unused, and the databases of runs that have ended."""
    marks = {}
    for database in postgres.databases():
        mark = settings.cache_root() / "used" / database
        if database.startswith(PREFIX) and mark.exists():
            marks[database] = mark.stat().st_mtime
        elif database.startswith(RUN):
            pid = database.split("_")[2]
            if not os.path.exists(f"/proc/{pid}"):
                drop(database)
    limit = time.time() - KEEP_DAYS * 86400
    newest = sorted(marks, key=marks.get, reverse=True)
    for rank, database in enumerate(newest):
        if rank >= KEEP_MOST or marks[database] < limit:
            drop(database)
            (settings.cache_root() / "used" / database).unlink(missing_ok=True)


def run_copy(source, label):
    """A copy of a template for this run alone; the name tells whose it is."""
    return copy(source, f"{RUN}{os.getpid()}_{label}")

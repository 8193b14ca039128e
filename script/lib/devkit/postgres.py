"""The database server: the one PGHOST names, or a private cluster on a socket."""

import fcntl
import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path

from . import settings, system
from .say import Stop, lock, note, step

# Speed before durability: this cluster holds only tests and the demonstration.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "512MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "100",
    "jit": "off",
    "listen_addresses": "''",
    "autovacuum_naptime": "20s",
}
_users = []  # the handle of the lock that says this process uses the server

SOCKET_LIMIT = 90  # a unix socket's path may have 107 characters in all


def external():
    return bool(os.environ.get("PGHOST"))


def home():
    """Folder of the private cluster, reachable by the account that runs it."""
    if os.environ.get("DLXH_PGDATA"):
        return Path(os.environ["DLXH_PGDATA"]).resolve()
    cache = settings.cache_root()
    if not settings.is_root():
        if len(str(cache)) < SOCKET_LIMIT - 20:
            return cache / "postgres"
        return Path("/tmp") / f"dlxh-pg-{settings.digest(cache)}"
    # PostgreSQL refuses to run as root, and root's home is closed to others.
    return Path("/var/lib/dlxh") / settings.digest(cache) / "postgres"


def account():
    """uid and gid that the server runs under: ours, or an unprivileged one."""
    if not settings.is_root():
        return os.geteuid(), os.getegid()
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    return 65534, 65534


def connection():
    """libpq variables of the server in use."""
    names = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD")
    if external():
        return {name: os.environ[name] for name in names if os.environ.get(name)}
    return {"PGHOST": str(home()), "PGPORT": "5432", "PGUSER": "dlxh"}


def odoo_options():
    """The same as keys of odoo.conf."""
    keys = {
        "PGHOST": "db_host",
        "PGPORT": "db_port",
        "PGUSER": "db_user",
        "PGPASSWORD": "db_password",
    }
    return {keys[name]: value for name, value in connection().items()}


def client(program, *arguments, check=True):
    """Run psql, createdb, ... against the server; returns what it printed."""
    folder = system.pg_bin()
    path = folder / program if folder else None
    if not path or not path.exists():
        path = shutil.which(program) or program
    env = system.environment(connection())
    code, out, err = system.output([path, *arguments], env=env)
    if code and check:
        raise Stop(f"{program} {' '.join(map(str, arguments))} failed: {err}")
    return out if not code else None


def sql(statement, database="postgres"):
    return client(
        "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement
    )


def running():
    return client("psql", "-XAtqc", "SELECT 1", "postgres", check=False) == "1"


def _share():
    """Hold a lock for as long as this process lives: the server is in use.

    A program that takes this process's place (exec) keeps it.
    """
    if not _users:
        path = settings.cache_root() / "postgres.users"
        handle = os.open(path, os.O_RDWR | os.O_CREAT)
        os.set_inheritable(handle, True)
        fcntl.flock(handle, fcntl.LOCK_SH)
        _users.append(handle)


def _alone():
    """Whether no other command uses the server; if so none may begin meanwhile."""
    try:
        fcntl.flock(_users[0], fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def ensure():
    """Start the server unless it runs; True when this call started it."""
    if external():
        if not running():
            raise Stop(
                f"No answer from the PostgreSQL that PGHOST={os.environ['PGHOST']}"
                " names (PGPORT, PGUSER, PGPASSWORD count as well)."
            )
        return False
    _share()
    with lock(settings.cache_root() / "postgres.lock", "starting PostgreSQL"):
        if running():
            return False
        data = home() / "data"
        if not (data / "PG_VERSION").exists():
            _create(data)
        _check_version(data)
        step("PostgreSQL (private, on a unix socket)")
        _server(
            "pg_ctl",
            "-D",
            data,
            "-w",
            "-t",
            "60",
            "-s",
            "-l",
            home() / "server.log",
            "start",
        )
        return True


def _create(data):
    step("A private PostgreSQL cluster")
    uid, gid = account()
    base = home()
    base.mkdir(parents=True, exist_ok=True)
    if settings.is_root():
        base.parent.chmod(0o755)
        os.chown(base, uid, gid)
    base.chmod(0o700)
    shutil.rmtree(data, ignore_errors=True)
    _server(
        "initdb",
        "-D",
        data,
        "-U",
        "dlxh",
        "--auth=trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    )
    rows = [f"{key} = {value}" for key, value in OPTIONS.items()]
    rows.append(f"unix_socket_directories = '{base}'")
    with open(data / "postgresql.conf", "a") as handle:
        handle.write("\n".join(rows) + "\n")


def _check_version(data):
    major = (data / "PG_VERSION").read_text().strip()
    folder = system.pg_bin()
    if folder and folder.parent.name != major:
        raise Stop(
            f"{data} was made by PostgreSQL {major}, this machine has"
            f" {folder.parent.name}. It holds only tests and the demonstration:"
            f" delete {data} and run this again."
        )


def _server(program, *arguments):
    """Run one of the server's programs under the account that may run it."""
    folder = system.pg_bin()
    if not folder:
        raise Stop("PostgreSQL is missing. Type: sudo apt-get install postgresql")
    command = [str(word) for word in (folder / program, *arguments)]
    if settings.is_root():
        uid, gid = account()
        command = [
            "setpriv",
            f"--reuid={uid}",
            f"--regid={gid}",
            "--clear-groups",
            *command,
        ]
    # Its output goes to a file: a server that inherits a pipe keeps it open.
    log = home() / "setup.log"
    with open(log, "w") as handle:
        code = subprocess.run(
            command,
            stdout=handle,
            stderr=handle,
            cwd="/",
            env=system.environment(),
            start_new_session=True,
        )
    if code.returncode:
        tail = "\n".join(log.read_text().splitlines()[-10:])
        server = home() / "server.log"
        raise Stop(f"{program} failed: {tail}\n(the server's own log: {server})")


def stop():
    """Stop the private server unless somebody else is connected to it."""
    if external() or not running():
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE backend_type ="
    others += " 'client backend' AND pid <> pg_backend_pid()"
    for _attempt in range(10):
        if _alone() and sql(others) == "0":
            break
        time.sleep(0.3)
    else:
        note("PostgreSQL stays up: another program uses it")
        return
    _server("pg_ctl", "-D", home() / "data", "-m", "fast", "-w", "-s", "stop")
    note("PostgreSQL stopped")


def databases():
    return sql("SELECT datname FROM pg_database WHERE NOT datistemplate").split()

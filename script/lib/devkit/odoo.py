"""Starting Odoo: its configuration file, its command line, its process."""

import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request

from . import odoosrc, postgres, pyenv, settings, system
from .say import Stop

# `web` is server-wide by default; `rpc` serves the JSON-2 API, `queue_job` its runner.
SERVER_WIDE = "base,rpc,web,queue_job"
PROGRAM = settings.SCRIPT / "lib" / "inside" / "odoo_program.py"


def addons_path():
    ours = [settings.ROOT] if settings.ROOT.glob("*/__manifest__.py") else []
    return [*odoosrc.addons_paths(), pyenv.oca_addons(), *ours]


def write_conf(path, data_dir, **options):
    """Write an odoo.conf for the private set-up; returns its path."""
    values = {
        "addons_path": ",".join(str(item) for item in addons_path()),
        "data_dir": str(data_dir),
        "server_wide_modules": SERVER_WIDE,
        "unaccent": "True",
        "list_db": "False",
        "http_interface": "127.0.0.1",
        "max_cron_threads": "0",
        "db_maxconn": "32",
        **postgres.odoo_options(),
        **options,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [f"{key} = {value}" for key, value in values.items()]
    # whole at any moment: another lane may be reading it
    draft = path.with_suffix(f".{threading.get_ident()}")
    draft.write_text("\n".join(["[options]", *rows]) + "\n")
    draft.chmod(0o600)
    draft.replace(path)
    return path


def environment(extra=None):
    env = system.environment({"PYTHONPATH": str(odoosrc.python_path())})
    env.update({**system.bytecode(), **(extra or {})})
    return env


def check_port(port):
    """Stop with a sentence when the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Stop(
                f"Port {port} cannot be used ({error.strerror}). Choose another:"
                f" PORT={port + 1} script/server"
            ) from error


def command(*arguments):
    return [str(pyenv.python()), "-m", "odoo", *map(str, arguments)]


def call(conf, database, *arguments, log, what, subcommand=()):
    """Run Odoo until it stops; its log goes to a file that is shown on failure."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w") as handle:
        done = subprocess.run(
            command(*subcommand, "-c", conf, "-d", database, *arguments),
            env=environment(),
            stdout=handle,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=settings.cache_root(),
        )
    text = log.read_text(errors="replace")
    if done.returncode or " CRITICAL " in text:
        tail = "\n".join(text.splitlines()[-40:])
        raise Stop(f"{what} failed. The end of {log}:\n{tail}")
    return text


class Server:
    """A running Odoo web server on one database.

    :param workers: processes that answer; 0 for one process with threads
    """

    def __init__(self, conf, database, port, log, workers=0):
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        arguments = ["-c", conf, "-d", database, "--http-port", port]
        started = command(*arguments)
        if workers:
            # the master starts the program of its own command line once more
            arguments += ["--workers", workers, "--gevent-port", system.free_port()]
            started = [str(pyenv.python()), str(PROGRAM), *map(str, arguments)]
        with open(log, "w") as handle:
            self.process = subprocess.Popen(
                started,
                env=environment(),
                stdout=handle,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=settings.cache_root(),
                # Ctrl-C reaches Odoo once, from us, not from the terminal too.
                start_new_session=True,
            )

    def wait_ready(self, seconds=120):
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.url}/web/health", timeout=5).close()
                return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-40:])
        self.stop()
        raise Stop(f"Odoo did not start. The end of {self.log}:\n{tail}")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

"""Words to the person at the terminal, and running other programs."""

import contextlib
import fcntl
import shlex
import subprocess
import sys
import time


class Stop(Exception):
    """The command cannot go on; the message says why and what to do."""


def step(text):
    print(f"==> {text}", flush=True)


def note(text):
    print(f"    {text}", flush=True)


def run(command, *, what, env=None, cwd=None, quiet=False, hint=""):
    """Run a program; on failure stop with what was being done and its last words."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        env=env,
        cwd=cwd,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )
    if done.returncode:
        said = "\n".join((done.stdout or "").splitlines()[-15:])
        parts = [f"{what} failed ({shlex.join(words)[:300]})", said, hint]
        raise Stop("\n".join(part for part in parts if part))
    return done.stdout or ""


@contextlib.contextmanager
def lock(path, doing):
    """Let one process at a time do this; the others wait and are told so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note(f"waiting: another run is {doing}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def timed(text):
    step(text)
    start = time.monotonic()
    yield
    note(f"done in {time.monotonic() - start:.1f} s")


def main(function):
    """Run a command's function with errors as sentences, not tracebacks."""
    try:
        sys.exit(function(sys.argv[1:]) or 0)
    except Stop as stop:
        print(f"\n{sys.argv[0]}: {stop}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print(f"\n{sys.argv[0]}: interrupted", file=sys.stderr)
        sys.exit(130)

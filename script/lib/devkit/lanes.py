"""Several parts of a run at the same time, and a word about each as it ends."""

import concurrent.futures
import os
import threading
import time

from .say import Stop, note, step

MOST = 5  # each holds an Odoo, some a Chromium too: about half a gigabyte
SIGN_OF_LIFE = 60  # seconds


def lanes():
    """One more than the machine has cores: programs, database and browser wait for
    one another, and what waits leaves its core to the others."""
    return min(MOST, len(os.sched_getaffinity(0)) + 1)


def run(jobs, number=None):
    """Run [(label, function)] in this order, as many at a time as there are lanes.

    Yields (label, result) as each ends; the result is what the function returned,
    or the `Stop` that it raised.
    """
    began = {}
    with concurrent.futures.ThreadPoolExecutor(number or lanes()) as pool:
        ends = {pool.submit(_one, began, *job): job[0] for job in jobs}
        open_ = set(ends)
        while open_:
            done, open_ = concurrent.futures.wait(
                open_, SIGN_OF_LIFE, concurrent.futures.FIRST_COMPLETED
            )
            if not done:
                _tell(began, {ends[end] for end in open_})
            for end in done:
                yield ends[end], end.result()


def _one(began, label, function):
    step(label)
    began[label] = time.monotonic()
    try:
        result = function()
    except Stop as stop:
        result = stop
    note(f"{label}: ended after {time.monotonic() - began[label]:.0f} s")
    return result


def _tell(began, labels):
    now = time.monotonic()
    words = [f"{one} ({now - began[one]:.0f} s)" for one in began if one in labels]
    note(f"running: {', '.join(words)}")


class Once:
    """What several lanes need and the first of them makes: `Once(make)()`."""

    def __init__(self, make):
        self.make = make
        self.lock = threading.Lock()
        self.made = []

    def __call__(self):
        with self.lock:
            if not self.made:
                self.made.append(self.make())
        return self.made[0]

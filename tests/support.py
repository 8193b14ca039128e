"""What whole-system tests share: the running server and its JSON-2 client."""

import json
import os
import re
import urllib.error
import urllib.request
from pathlib import Path

from devkit import odoo, settings, system, tally, templates

# Sizes that every screen must be usable at.
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}

BROWSER_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class RunningOdoo:
    """Odoo on a copy of the demonstration database, and keys to its API."""

    def __init__(self):
        # script/test has built the template and names it
        self.database = templates.run_copy(os.environ["DLXH_TEMPLATE"], "outside")
        self.keys = self._make_keys()
        log = settings.artifacts() / "log" / "outside.log"
        port = system.free_port()
        self.server = odoo.Server(templates.conf(), self.database, port, log)
        self.server.wait_ready()
        self.url = self.server.url
        self.log = log

    def _make_keys(self):
        path = settings.cache_root() / "conf" / f"{self.database}.keys.json"
        script = settings.SCRIPT / "lib" / "inside" / "api_keys.py"
        code = templates.run_inside(self.database, script, path)
        assert code == 0, "API keys could not be made"
        keys = json.loads(path.read_text())
        path.unlink()
        return keys

    def stop(self):
        self.server.stop()
        templates.drop(self.database)

    def errors(self):
        """Errors in Odoo's log; refused requests are warnings and do not count."""
        found = tally.dirty_lines(self.log.read_text(errors="replace"))
        return [line for line in found if not line.startswith("WARNING")]


class Refused(Exception):
    """The API answered with an error; `status` and `body` say which."""

    def __init__(self, status, body):
        super().__init__(f"HTTP {status}: {body}")
        self.status = status
        self.body = body


class Json2:
    """A client of Odoo's JSON-2 API in one user's name.

    `Json2(url, key).call("dlxh.unit", "search_read", domain=[], fields=["name"])`
    """

    def __init__(self, url, key):
        self.url = url
        self.key = key

    def call(self, model, method, **arguments):
        request = urllib.request.Request(
            f"{self.url}/json/2/{model}/{method}",
            data=json.dumps(arguments).encode(),
            headers={
                "Authorization": f"bearer {self.key}",
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(error.code, error.read().decode(errors="replace")) from error


def picture_path(name):
    """Where a screenshot goes: a readable name in the artefacts folder."""
    folder = settings.artifacts() / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return Path(folder) / (re.sub(r"[^\w.-]+", "-", name) + ".png")

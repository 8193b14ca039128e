"""What whole-system tests share: the running server and its JSON-2 client."""

import base64
import json
import os
import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from weakref import WeakKeyDictionary

from devkit import odoo, settings, system, tally, templates

# Sizes that every screen must be usable at.
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# Of the accounts that tests make.
PASSWORD = "demo"

# {page: its connection to Chromium}
_debuggers = WeakKeyDictionary()

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
        log = Path(os.environ.get("DLXH_SERVER_LOG", log))
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


class Session:
    """What the web client of somebody who has signed in calls, without the screen.

    `Session(url, database, "canbo.xa", "demo").call("dlxh.report", "action_sign", [7])`
    """

    def __init__(self, url, database, name, password):
        self.url = url
        self.jar = CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        self.opener = urllib.request.build_opener(cookies)
        found = self._ask(
            "/web/session/authenticate", db=database, login=name, password=password
        )
        self.user_id = found["uid"]

    def call(self, model, method, *arguments, **named):
        named.setdefault("context", {"lang": "vi_VN"})
        return self._ask(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=arguments,
            kwargs=named,
        )

    def cookies(self):
        """By what a browser goes on in this session."""
        return [
            {"name": one.name, "value": one.value, "url": self.url} for one in self.jar
        ]

    def _ask(self, path, **params):
        request = urllib.request.Request(
            self.url + path,
            data=json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with self.opener.open(request, timeout=60) as answer:
            found = json.load(answer)
        if "error" in found:
            raise Refused(200, found["error"]["data"]["message"])
        return found["result"]


def picture_path(name):
    """Where a screenshot goes: a readable name in the artefacts folder."""
    folder = settings.artifacts() / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return Path(folder) / (re.sub(r"[^\w.-]+", "-", name) + ".png")


def take_picture(page, path):
    """Save what the page shows. Chromium is asked itself: for each picture Playwright
    waits and packs as small as can be, which takes longer than many a test."""
    chromium = _debuggers.get(page)
    if not chromium:
        chromium = _debuggers[page] = page.context.new_cdp_session(page)
    answer = chromium.send(
        "Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True}
    )
    path.write_bytes(base64.b64decode(answer["data"]))

"""The respondent's own small page: `/opinion/<wave>`.

Nothing of Odoo's session, user or assets is used: no cookie is set, no address is
kept, and Odoo's log leaves these requests out (see `quiet_log.py`).
"""

import json
from string import Template

from werkzeug.exceptions import NotFound

from odoo import SUPERUSER_ID, http
from odoo.http import Response, request
from odoo.tools import config
from odoo.tools.misc import file_open

from ..intake import BITS, Pace
from ..models.dlxh_survey_intake import Refused

#: largest body of one form, in bytes: 300 questions with open answers fit
BODY = 262_144
#: what each refusal is in HTTP; the page shows a sentence for each
STATUS = {
    "closed": 410,
    "full": 410,
    "code": 403,
    "proof": 403,
    "invalid": 422,
    "unreadable": 400,
    "busy": 429,
}
FILES = {
    "icon.svg": "image/svg+xml",
    "page.css": "text/css",
    "page.esm.js": "text/javascript",
    "check.esm.js": "text/javascript",
    "conditions.esm.js": "text/javascript",
    "proof.esm.js": "text/javascript",
    "queue.esm.js": "text/javascript",
    "widgets.esm.js": "text/javascript",
}
PUBLIC = {"auth": "none", "save_session": False, "readonly": False}
READ = {**PUBLIC, "readonly": True}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
pace = Pace()


def _answer(values, status=200):
    headers = {"Cache-Control": "no-store", **HEADERS}
    body = json.dumps(values, ensure_ascii=False)
    return Response(body, status, headers, content_type="application/json")


def _file(name, kind, **headers):
    with file_open(f"dlxh_survey/static/src/opinion/{name}", "rb") as handle:
        body = handle.read()
    headers = {"Cache-Control": "no-cache", **HEADERS, **headers}
    return Response(body, 200, headers, content_type=f"{kind}; charset=utf-8")


class OpinionPage(http.Controller):
    def _env(self):
        # as superuser: who answers has no account; page and intake check all themselves
        return request.env(user=SUPERUSER_ID)

    @http.route("/opinion/<int:wave_id>", type="http", methods=["GET"], **READ)
    def page(self, wave_id):
        values = self._env()["dlxh.survey.page"]._shell(wave_id)
        with file_open("dlxh_survey/static/src/opinion/page.html") as handle:
            page = Template(handle.read()).substitute(values)
        headers = {"Cache-Control": "no-cache", **HEADERS}
        return Response(page, 200, headers, content_type="text/html; charset=utf-8")

    @http.route("/opinion/file/<string:name>", type="http", methods=["GET"], **READ)
    def file(self, name):
        if name not in FILES:
            raise NotFound()
        return _file(name, FILES[name])

    @http.route("/opinion/worker.js", type="http", methods=["GET"], **READ)
    def worker(self):
        allowed = {"Service-Worker-Allowed": "/opinion/"}
        return _file("worker.js", "text/javascript", **allowed)

    @http.route(
        "/opinion/<int:wave_id>/app.webmanifest",
        type="http",
        methods=["GET"],
        **READ,
    )
    def manifest(self, wave_id):
        """Lets a phone keep the form among its applications."""
        return _answer(self._env()["dlxh.survey.page"]._web_manifest(wave_id))

    @http.route("/opinion/<int:wave_id>/form", type="http", methods=["GET"], **READ)
    def form(self, wave_id, lang=None):
        """What the page asks, and the words of its buttons."""
        values = self._env()["dlxh.survey.page"]._values(wave_id, lang)
        return _answer({"bits": BITS, **values})

    @http.route(
        "/opinion/<int:wave_id>/answer",
        type="http",
        methods=["POST"],
        csrf=False,
        max_content_length=BODY,
        **PUBLIC,
    )
    def answer(self, wave_id):
        """Take one form; the answer says whether it was received, or what is wrong."""
        if not self._is_in_pace():
            return self._refusal("busy")
        try:
            sent = request.get_json_data()
        except ValueError:
            return self._refusal("unreadable")
        if not isinstance(sent, dict):
            return self._refusal("unreadable")
        try:
            state = self._env()["dlxh.survey.intake"]._receive(wave_id, sent)
        except Refused as refused:
            return self._refusal(refused.state, refused.problems, sent.get("lang"))
        return _answer({"state": state})

    def _is_in_pace(self):
        """Whether the address may send now; a proxy that keeps the addresses of
        respondents to itself (docker/nginx.conf) sees to the pace itself."""
        headers = request.httprequest.headers
        if config["proxy_mode"] and headers.get("X-Forwarded-Host"):
            if not headers.get("X-Forwarded-For"):
                return True
        return pace.allows(request.httprequest.remote_addr)

    def _refusal(self, state, problems=(), lang=None):
        page = self._env()["dlxh.survey.page"]
        told = page._sentences(problems, lang) if problems else []
        return _answer({"state": state, "problems": told}, STATUS[state])

"""How files leave by a link of ours: named, never kept in between, never guessed."""

from functools import wraps

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import content_disposition, request

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


def taken_once(path):
    """Make a method the way to a file that is handed out once."""

    def decorate(method):
        # not readonly: the request is closed and a line of the access log written
        @http.route(path, type="http", auth="user", methods=["GET"], readonly=False)
        @wraps(method)
        def take(*arguments, **named):
            if request.httprequest.method == "HEAD":  # a look takes nothing
                return request.make_response("", status=405)
            return method(*arguments, **named)

        return take

    return decorate


def send_file(content, name, content_type):
    """Return the answer that hands the file out; the caller has checked the right."""
    return request.make_response(content, _headers(name, content_type, len(content)))


def send_open_file(file, size, name, content_type):
    """As `send_file`, piece by piece: the file may be larger than the memory."""
    return http.Response(
        wrap_file(request.httprequest.environ, file),
        headers=_headers(name, content_type, size),
        direct_passthrough=True,
    )


def _headers(name, content_type, size):
    return [
        ("Content-Type", content_type),
        ("Content-Length", size),
        ("Content-Disposition", content_disposition(name)),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]

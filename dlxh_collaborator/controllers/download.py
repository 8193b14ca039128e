"""How files leave by a link of ours: named, never kept in between, never guessed."""

from odoo.http import content_disposition, request

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


def send_file(content, name, content_type):
    """Return the answer that hands the file out; the caller has checked the right."""
    return request.make_response(
        content,
        [
            ("Content-Type", content_type),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(name)),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ],
    )

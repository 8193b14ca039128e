from odoo import http
from odoo.http import request

from .download import ZIP, send_file


class DlxhOwnData(http.Controller):
    # not readonly: each download is a line of the access log
    @http.route(
        "/dlxh/own-data/<int:person_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def own_data(self, person_id, **kwargs):
        """Send a person what is held about him, or whoever handles his request."""
        wanted = str(kwargs.get("request") or "")
        requests = request.env["dlxh.data.request"]
        about = requests.browse(int(wanted)) if wanted.isdecimal() else None
        person = request.env["dlxh.collaborator"].browse(person_id)
        content = person._own_data_zip(about)
        return send_file(content, "data.zip", ZIP)

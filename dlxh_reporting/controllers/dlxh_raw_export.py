from odoo import http
from odoo.http import request

from odoo.addons.dlxh_collaborator.controllers.download import XLSX, send_file


class DlxhRawExport(http.Controller):
    # not readonly: the request is closed and a line of the access log written
    @http.route(
        "/dlxh/raw-export/<int:export_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def raw_export(self, export_id):
        """Send the file of a released request to the officer who asked, once."""
        if request.httprequest.method == "HEAD":  # a look at the link takes nothing
            return request.make_response("", status=405)
        name, content = request.env["dlxh.raw.export"].browse(export_id)._take()
        return send_file(content, name, XLSX)

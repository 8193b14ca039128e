from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.dlxh_collaborator.controllers.download import ZIP


class DlxhSurveyAnalystFile(http.Controller):
    # not readonly: the request is closed and a line of the access log written
    @http.route(
        "/dlxh/analyst-file/<int:file_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def analyst_file(self, file_id):
        """Send the file of a released request to the analyst who asked, once."""
        if request.httprequest.method == "HEAD":  # a look at the link takes nothing
            return request.make_response("", status=405)
        files = request.env["dlxh.survey.analyst.file"]
        name, content, size = files.browse(file_id)._take()
        # handed on piece by piece: the file may be larger than the memory
        return http.Response(
            wrap_file(request.httprequest.environ, content),
            headers=[
                ("Content-Type", ZIP),
                ("Content-Length", size),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
            direct_passthrough=True,
        )

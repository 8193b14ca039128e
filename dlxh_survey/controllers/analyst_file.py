from odoo import http
from odoo.http import request

from odoo.addons.dlxh_collaborator.controllers.download import (
    ZIP,
    send_open_file,
    taken_once,
)


class DlxhSurveyAnalystFile(http.Controller):
    @taken_once("/dlxh/analyst-file/<int:file_id>")
    def analyst_file(self, file_id):
        """Send the file of a released request to the analyst who asked."""
        files = request.env["dlxh.survey.analyst.file"]
        name, content, size = files.browse(file_id)._take()
        return send_open_file(content, size, name, ZIP)

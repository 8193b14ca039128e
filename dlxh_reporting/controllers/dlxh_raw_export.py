from odoo import http
from odoo.http import request

from odoo.addons.dlxh_collaborator.controllers.download import (
    XLSX,
    send_file,
    taken_once,
)


class DlxhRawExport(http.Controller):
    @taken_once("/dlxh/raw-export/<int:export_id>")
    def raw_export(self, export_id):
        """Send the file of a released request to the officer who asked."""
        name, content = request.env["dlxh.raw.export"].browse(export_id)._take()
        return send_file(content, name, XLSX)

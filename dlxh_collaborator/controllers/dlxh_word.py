from odoo import fields, http
from odoo.exceptions import AccessError
from odoo.http import request

from ..document import word
from .download import DOCX, send_file


class DlxhWord(http.Controller):
    # not readonly: each download is a line of the access log
    @http.route(
        "/dlxh/word/<string:model>/<int:record_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def document(self, model, record_id):
        """Send a document to somebody who may read it."""
        if model not in request.env or not hasattr(request.env[model], "_word_file"):
            raise request.not_found()
        document = request.env[model].browse(record_id)
        content = document._word_file()
        return send_file(content, f"{document._document_filename()}.docx", DOCX)

    @http.route(
        "/dlxh/word-standard/<string:family>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def standard(self, family):
        """Send the standard template of a format to an administrator."""
        self._check_administrator()
        profile = request.env["dlxh.format.profile"].search(
            [("family", "=", family)], limit=1
        )
        if not profile:
            raise request.not_found()
        profile = profile._on(fields.Date.context_today(profile))
        content = request.env["dlxh.word.template"]._standard(profile)
        return send_file(content, f"{profile.code}.docx", DOCX)

    @http.route(
        "/dlxh/word-template/<int:template_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def example(self, template_id):
        """Send a template filled in with examples."""
        self._check_administrator()
        template = request.env["dlxh.word.template"].browse(template_id)
        template.check_access("read")
        content = template._fill_in(
            template._content(), word.example_values(), "<p>A</p>"
        )
        return send_file(content, f"{template.name}.docx", DOCX)

    def _check_administrator(self):
        if not request.env.user.has_group("dlxh_collaborator.group_dlxh_administrator"):
            raise AccessError(
                request.env._("Templates are looked after by administrators.")
            )

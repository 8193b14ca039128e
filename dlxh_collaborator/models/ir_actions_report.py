from collections import OrderedDict
from io import BytesIO

from odoo import fields, models
from odoo.exceptions import UserError

from ..document import pdf


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    pdf_engine = fields.Selection(
        [
            ("wkhtmltopdf", "wkhtmltopdf (Odoo)"),
            ("weasyprint", "WeasyPrint"),
        ],
        string="PDF made by",
        required=True,
        default="wkhtmltopdf",
        help="Official documents need WeasyPrint: exact margins, page numbers and "
        "text that can be searched in Vietnamese.",
    )

    def _get_readable_fields(self):
        return super()._get_readable_fields() | {"pdf_engine"}

    def report_action(self, docids, data=None, config=True):
        action = super().report_action(docids, data=data, config=config)
        if self.pdf_engine == "weasyprint":
            # told to the browser, which otherwise asks for wkhtmltopdf first
            action["pdf_engine"] = self.pdf_engine
        return action

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        report = self._get_report(report_ref)
        if report.pdf_engine != "weasyprint" or not res_ids:
            return super()._render_qweb_pdf_prepare_streams(
                report_ref, data, res_ids=res_ids
            )
        streams = OrderedDict()
        for record in self.env[report.model].browse(dict.fromkeys(res_ids)):
            attachment = report.attachment and report.retrieve_attachment(record)
            if attachment and report.attachment_use:
                content = attachment.raw
            else:
                content = self._render_weasyprint(report_ref, record, data)
            streams[record.id] = {
                "stream": BytesIO(content),
                "attachment": attachment or None,
            }
        return streams

    def _render_weasyprint(self, report_ref, record, data):
        """Return the PDF file of one record as bytes."""
        source = self._render_qweb_html(report_ref, record.ids, data=data)[0]
        try:
            return pdf.html_to_pdf(source.decode())
        except pdf.PdfEngineMissing as error:
            raise UserError(
                self.env._(
                    "PDF files of documents cannot be made on this server: the "
                    "Python library WeasyPrint or the Pango library is missing "
                    "(%(detail)s). Ask the administrator to install them, for "
                    "example “pip install weasyprint” and Debian's package "
                    "libpangoft2-1.0-0. Until then use “Preview” and print from "
                    "the browser.",
                    detail=str(error).splitlines()[0][:120] if str(error) else "-",
                )
            ) from error

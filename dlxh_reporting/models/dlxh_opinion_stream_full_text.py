from odoo import models

from .. import full_text

TEXT = full_text.Text("statement")


class DlxhOpinionStream(models.Model):
    """What people say is found with its sheet."""

    _name = "dlxh.opinion.stream"
    _inherit = ["dlxh.opinion.stream", "dlxh.full.text.mixin"]

    _full_text = TEXT

    _words_idx = models.Index(TEXT.index())

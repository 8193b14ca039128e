from odoo import fields, models
from odoo.fields import Command

from .. import sentences
from .dlxh_report_comment import PARTS
from .report_states import TEXT_CHAIRS


class DlxhReportEntry(models.Model):
    """Remarks beside the sentences of an entry."""

    _inherit = "dlxh.report.entry"

    comment_ids = fields.One2many(
        "dlxh.report.comment",
        "entry_id",
        string="Remarks",
        domain=[("parent_id", "=", False)],
        groups=TEXT_CHAIRS,
    )

    def _sentences(self):
        """Return the sentences of the entry, in order, each once."""
        self.ensure_one()
        found = []
        for part in PARTS:
            found += sentences.split(self[part])
        return list(dict.fromkeys(found))

    def action_open_comment(self):
        """Choose a sentence and remark on it."""
        self.ensure_one()
        wizard = self.env["dlxh.report.comment.wizard"].create(
            {
                "entry_id": self.id,
                "sentence_ids": [
                    Command.create({"name": sentence}) for sentence in self._sentences()
                ],
            }
        )
        return wizard._open(self.env._("Remark on a sentence"))

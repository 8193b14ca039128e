from odoo import models

from .report_states import STANDING_STATES


class DlxhOpinion(models.Model):
    _inherit = "dlxh.opinion"

    def _mark_unused(self):
        """Keep as used what another standing report of the unit rests on.

        A thematic and a situation report may use the same sheet.
        """
        # sudo: whether a report of the same unit rests on the sheets; called inside
        # the flow of a report, which has left its standing state already
        sheets = self.sudo()
        standing = [("report_id.state", "in", STANDING_STATES)]
        entries = self.env["dlxh.report.entry"].sudo()
        entries = entries.search([("opinion_ids", "in", sheets.ids), *standing])
        nil = self.env["dlxh.report"].sudo()
        nil = nil.search(
            [("nil_opinion_ids", "in", sheets.ids), ("state", "in", STANDING_STATES)]
        )
        held = entries.opinion_ids | nil.nil_opinion_ids
        return super(DlxhOpinion, self - held.sudo(False))._mark_unused()

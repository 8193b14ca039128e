from odoo import models
from odoo.fields import Domain

from .report_counting import counting


class DlxhOpinion(models.Model):
    """What goes with a sheet when its time of storage is over.

    Streams go with their sheet. Entries of reports keep their words and counts
    and say that the source was destroyed; the wording that was proposed from the
    sheets, before anybody edited it, goes as well. Files, messages and activities
    cannot hang on a sheet; what stands there all the same goes too.
    """

    _inherit = "dlxh.opinion"

    def _retention_domain(self, rule, cutoff):
        return Domain("observed_week", "<", cutoff)

    def _retention_purge(self, rule):
        entries = self.env["dlxh.report.entry"].search(
            [("opinion_ids", "in", self.ids)]
        )
        counting(entries).write({"drafted_text": False})
        for records in (self.stream_ids, self):
            self.env["dlxh.collaborator"]._retention_strip(records)
        self._retention_unlink()

    def _retention_unlink(self):
        # the flow of a sheet lets nothing be deleted that was handed in
        self._apply({"state": "draft"})
        self.unlink()

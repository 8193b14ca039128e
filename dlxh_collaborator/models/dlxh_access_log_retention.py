from odoo import models
from odoo.tools import SQL


class DlxhAccessLog(models.Model):
    _inherit = "dlxh.access.log"

    def _retention_purge(self, rule):
        """Lines older than the law lets us keep go; the ORM still refuses it to
        everybody else. What was purged is a line of the log again."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL("DELETE FROM dlxh_access_log WHERE id IN %s", tuple(self.ids))
        )
        self.invalidate_recordset()

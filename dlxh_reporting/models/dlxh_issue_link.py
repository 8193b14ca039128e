from odoo import models
from odoo.tools import SQL


class DlxhIssue(models.Model):
    """Links issues of the units below to those of the unit that consolidates."""

    _inherit = "dlxh.issue"

    def _put_under(self, parents):
        """Make issues part of issues of a level above, all by one statement.

        A province's draft links two thousand; written one by one they would cost
        more than the rest of it.

        :param dict parents: {issue: issue of the level above}, as superuser; whoever
            calls has checked the right to them
        """
        for issue, parent in parents.items():
            issue._check_below(parent.unit_id)
        issues = self.browse(issue.id for issue in parents)
        if not issues:
            return
        self.flush_model(["parent_issue_id", "write_uid", "write_date"])
        self.env.cr.execute(
            SQL(
                "UPDATE dlxh_issue i SET parent_issue_id = link.parent,"
                " write_uid = %(uid)s, write_date = %(now)s"
                " FROM unnest(%(ids)s, %(parents)s) AS link (id, parent)"
                " WHERE i.id = link.id",
                uid=self.env.uid,
                now=self.env.cr.now(),
                ids=issues.ids,
                parents=[parent.id for parent in parents.values()],
            )
        )
        issues.invalidate_recordset(["parent_issue_id", "write_uid", "write_date"])
        issues.modified(["parent_issue_id"])

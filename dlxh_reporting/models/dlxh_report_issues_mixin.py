from collections import defaultdict

from odoo import models

from .. import similarity


def reasons_of(records):
    """The reasons for naming persons that the sources gave, each once."""
    found = (record.personal_data_reason for record in records)
    return "; ".join(dict.fromkeys(filter(None, found))) or False


class DlxhReportIssuesMixin(models.AbstractModel):
    """Issues of the units below become issues of the unit that consolidates."""

    _name = "dlxh.report.issues.mixin"
    _description = "Issues of a Report"

    def _link_issues(self, own_issues, sources):
        """Give each source entry an issue of this unit: {entry id: issue}.

        The issue of a unit below is linked to one of this unit: the one an officer
        chose before, one of the same name and topic, or a new one.
        """
        # sudo: an issue below is reached only through an entry that was sent up;
        # only its name, topic and link upward are used
        entries = sources.filtered("issue_id").sudo()
        mine = self.env["dlxh.issue"].sudo()
        waiting, linked = defaultdict(list), {}
        path = self.unit_id.sudo().parent_path
        for entry in entries:
            issue = entry.issue_id
            if path.startswith(issue.unit_id.parent_path):
                linked[entry.id] = issue  # of this unit, or published from above
            elif issue.parent_issue_id.unit_id == self.unit_id:
                linked[entry.id] = issue.parent_issue_id
            else:
                key = (issue.topic_id.id, similarity.fold(issue.name))
                waiting[key].append(entry)
        if waiting:
            found = self._issues_for(waiting, mine)
            for key, rows in waiting.items():
                for entry in rows:
                    linked[entry.id] = found[key]
            mine._put_under(
                {
                    entry.issue_id: found[key]
                    for key, rows in waiting.items()
                    for entry in rows
                }
            )
        return {entry_id: issue.sudo(False) for entry_id, issue in linked.items()}

    def _issues_for(self, waiting, issues):
        """Own issues by (topic, folded name); those that lack are created."""
        open_ones = issues.search(
            [("unit_id", "=", self.unit_id.id), ("state", "!=", "closed")]
        )
        found = {}
        for issue in open_ones:
            key = (issue.topic_id.id, similarity.fold(issue.name))
            found.setdefault(key, issue)
        lacking = [key for key in waiting if key not in found]
        created = issues.create(
            [
                {
                    "unit_id": self.unit_id.id,
                    "name": waiting[key][0].issue_id.name,
                    "topic_id": key[0],
                    "place": waiting[key][0].issue_id.place,
                    "personal_data_reason": reasons_of(
                        entry.issue_id for entry in waiting[key]
                    ),
                }
                for key in lacking
            ]
        )
        found.update(zip(lacking, created, strict=True))
        return found

from collections import Counter, defaultdict

from odoo import api, models

from .. import similarity, trend

ENTRY_FIELDS = [
    "title",
    "topic_id",
    "issue_id",
    "unit_id",
    "date_to",
    "unit_count",
    "sheet_count",
]


class DlxhDashboardChangesMixin(models.AbstractModel):
    """Which issues are new, growing or fading since the last period.

    Like is compared with like: where the unit's own report stands for both periods,
    the two reports; else the reports of those units below that reported for both.
    """

    _name = "dlxh.dashboard.changes.mixin"
    _description = "Overview: Changes"

    @api.model
    def _told(self, view, whole=False):
        """Read the entries of both periods and count them by issue.

        :param whole: count the reports of all units below, also of those that
            reported for one of the periods only
        :return: {"now" and "before": {key: trend.Told}, "entries": {key: entries},
            "names": {key: name}, "topics": {key: name}, "units": the units below
            compared, or None, "is_own": whether own reports are compared, "issues"
            and "tellers": how many issues and units of the period}
        """
        periods = (view["period"], view["before"])
        reports = self.env["dlxh.report"].search_fetch(
            self._own_domain(view, *periods), ["date_from"]
        )
        children = self.env["dlxh.report"].search_fetch(
            self._children_domain(view, *periods), ["date_from", "unit_id"]
        )
        now, _before = (first for first, _last in periods)
        is_own = len(set(reports.mapped("date_from"))) == 2
        own_now = reports.filtered(lambda report: report.date_from == now)
        sent_now = children.filtered(lambda report: report.date_from == now)
        sent_before = children - sent_now
        both = sent_now.unit_id & sent_before.unit_id
        below = children.unit_id if whole else both
        entries = self._entries(reports | children)
        keys = self._issue_keys(view["unit"], entries)
        compared = entries.filtered(
            lambda entry: (
                entry.unit_id == view["unit"] if is_own else entry.unit_id in below
            )
        )
        of_now = (own_now or sent_now).ids
        in_period = entries.filtered(lambda entry: entry.report_id.id in of_now)
        sent_ids = set(sent_now.ids)
        return {
            **self._counted_by_key(view, compared, keys, is_own),
            "is_own": is_own,
            "units": both,
            "issues": len({keys[entry][0] for entry in in_period}),
            "tellers": len(
                {e.unit_id.id for e in entries if e.report_id.id in sent_ids}
            ),
        }

    @api.model
    def _entries(self, reports):
        """The kept entries of the reports, in the reader's own right."""
        return self.env["dlxh.report.entry"].search_fetch(
            [("report_id", "in", reports.ids), ("state", "=", "kept")],
            [*ENTRY_FIELDS, "report_id"],
        )

    @api.model
    def _issue_keys(self, unit, entries):
        """Return {entry: (key, name)}; the same issue has the same key in all units.

        The issue of a unit below counts as the own issue it was joined to, else as
        the one of the same topic and name.
        """
        # sudo: the name and topic of the issue that an entry, which the reader may
        # read, stands for in his own unit or was published from above
        path = unit.parent_path
        found = {}
        for entry in entries.sudo():
            issue = entry.issue_id
            if issue and not path.startswith(issue.unit_id.parent_path):
                above = issue.parent_issue_id
                issue = above if above.unit_id == unit else issue.browse()
            topic = issue.topic_id or entry.topic_id
            name = issue.name or entry.title
            key = f"{topic.id or 0}:{similarity.fold(name)}"
            found[entry.sudo(False)] = (key, name)
        return found

    @api.model
    def _counted_by_key(self, view, entries, keys, is_own):
        by_period = {"now": defaultdict(entries.browse)}
        by_period["before"] = defaultdict(entries.browse)
        grouped, names = defaultdict(entries.browse), defaultdict(Counter)
        last = view["period"][1]
        for entry in entries:
            key, name = keys[entry]
            when = "now" if entry.date_to == last else "before"
            by_period[when][key] |= entry
            grouped[key] |= entry
            names[key][name.strip()] += 1
        told = {
            when: {
                key: trend.Told(
                    max(group.mapped("unit_count"))
                    if is_own
                    else len(group.unit_id.ids),
                    sum(group.mapped("sheet_count")),
                )
                for key, group in by_key.items()
            }
            for when, by_key in by_period.items()
        }
        # sudo: names of topics are a public catalogue
        topics = {k: group.sudo().topic_id[:1].name for k, group in grouped.items()}
        # the commonest way to write it; of equals the first by letter
        best = {
            key: min(found, key=lambda name, n=found: (-n[name], name))
            for key, found in names.items()
        }
        return {**told, "entries": grouped, "names": best, "topics": topics}

    @api.model
    def _change_lines(self, told):
        """The five largest changes, as the page shows them."""
        labels = {
            "new": self.env._("New"),
            "growing": self.env._("Growing"),
            "fading": self.env._("Fading"),
        }
        return [
            {
                "key": change.key,
                "name": told["names"][change.key],
                "topic": told["topics"][change.key] or "",
                "kind": change.kind,
                "label": labels[change.kind],
                "text": self.env._(
                    "Units: %(units)s (before: %(units_before)s); "
                    "sheets: %(sheets)s (before: %(sheets_before)s)",
                    units=change.now.units,
                    units_before=change.before.units,
                    sheets=change.now.sheets,
                    sheets_before=change.before.sheets,
                ),
            }
            for change in trend.changes(told["before"], told["now"])
        ]

    @api.model
    def _basis_text(self, told):
        """What is compared, or why nothing is."""
        if told["is_own"]:
            return self.env._(
                "The unit's own report compared with that of the last period."
            )
        if told["units"]:
            return self.env._(
                "Compared for the %(count)s units below whose reports of both periods "
                "came in.",
                count=len(told["units"]),
            )
        return self.env._(
            "Nothing to compare yet: reports of this and of the last period are needed."
        )

    @api.model
    def _change_opener(self, view, key):
        """(name, model, domain) of the entries behind a change."""
        if not key or not view["regime"]:
            entries, name = self.env["dlxh.report.entry"], ""
        else:
            told = self._told(view)
            entries = told["entries"].get(key, self.env["dlxh.report.entry"])
            name = told["names"].get(key, "")
        return (
            self.env._("“%(issue)s” in reports", issue=name),
            "dlxh.report.entry",
            [("id", "in", entries.ids)],
        )

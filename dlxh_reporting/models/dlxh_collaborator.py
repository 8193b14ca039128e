from odoo import models

from odoo.addons.dlxh_collaborator import own_data

SHEET_FIELDS = (
    "team_unit_id",
    "observed_week",
    "title",
    "event",
    "topic_id",
    "channel_id",
    "area_unit_id",
    "urgency",
    "is_nil",
    "assessment",
    "forecast",
    "proposal",
    "public_link",
    "state",
    "submitted_at",
    "return_reason",
)
STREAM_FIELDS = (
    "opinion_id",
    "statement",
    "tendency",
    "breadth",
    "intensity",
    "group_ids",
)


class DlxhCollaborator(models.Model):
    _inherit = "dlxh.collaborator"

    def _own_data(self, by_self):
        """Add the sheets, for their author alone; others are told how many."""
        sections = super()._own_data(by_self)
        sheets = self.env["dlxh.opinion"].search(
            [("collaborator_id", "=", self.id)], order="id"
        )
        if not by_self:
            title = self.env._("Opinion sheets")
            label = self.env._("Sheets written; their author takes them out himself")
            columns, rows = [("count", label)], [[len(sheets)]]
            return [*sections, own_data.Section("opinion", title, columns, rows)]
        return [
            *sections,
            self._own_data_section("opinion", sheets, SHEET_FIELDS),
            self._own_data_section("opinion_stream", sheets.stream_ids, STREAM_FIELDS),
        ]

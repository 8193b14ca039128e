from odoo import api, fields, models
from odoo.fields import Domain


class DlxhMeetingWatch(models.Model):
    """What a unit asks those below it, and its team, to watch next period.

    Made when the minutes of a meeting are approved, and taken back with the
    approval; the meeting itself stays with those who were there.
    """

    _name = "dlxh.meeting.watch"
    _inherit = ["dlxh.scope.base", "dlxh.private.name.mixin"]
    _description = "What to Watch Next Period"
    _order = "date desc, id desc"
    _rec_names_search = ["unit_id"]

    meeting_id = fields.Many2one(
        "dlxh.meeting",
        string="Meeting",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    unit_id = fields.Many2one(
        "dlxh.unit",
        string="From",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Date(string="Date of the meeting", required=True, readonly=True)
    kind = fields.Selection(related="meeting_id.kind", string="Kind of meeting")
    text = fields.Html(string="What to watch", required=True, readonly=True)
    is_for_me = fields.Boolean(
        string="Meant for me",
        compute="_compute_is_for_me",
        search="_search_is_for_me",
        export_string_translation=False,
    )

    _unit_date_idx = models.Index("(unit_id, date, id)")

    @api.depends("unit_id", "date")
    def _compute_display_name(self):
        for watch in self:
            # sudo: which unit speaks, on what may be read; it may lie above
            parts = [watch.sudo().unit_id.name, watch.date and f"{watch.date:%d/%m/%Y}"]
            watch.display_name = " – ".join(filter(None, parts))
        self._hide_private_names()

    @api.depends_context("uid")
    @api.depends("unit_id", "meeting_id.attendance_ids.partner_id")
    def _compute_is_for_me(self):
        above = self._units_above()
        for watch in self:
            # sudo: the unit that speaks and who was invited decide who may read
            own = watch.sudo()
            watch.is_for_me = own.unit_id.id in above or own._was_invited()

    def _was_invited(self):
        return self.env.user.partner_id in self.meeting_id.attendance_ids.partner_id

    def _search_is_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: the lines of the user himself
        mine = (
            self.env["dlxh.meeting.attendance"]
            .sudo()
            ._search([("partner_id", "=", self.env.user.partner_id.id)])
        )
        return Domain("unit_id", "in", self._units_above()) | Domain(
            "meeting_id", "in", mine.subselect("meeting_id")
        )

    @api.model
    def _units_above(self):
        """Return the ids of the user's units and of all units above them."""
        ids = set()
        for unit in self.env.user._dlxh_units():
            ids.update(int(one) for one in unit.parent_path.strip("/").split("/"))
        return list(ids)

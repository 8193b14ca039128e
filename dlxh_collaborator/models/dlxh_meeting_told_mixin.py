from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class DlxhMeetingToldMixin(models.AbstractModel):
    """What a unit below is told of a meeting it takes part in.

    It may not read the meeting of the unit above; it sees its title, time and
    place on the record that concerns it.
    """

    _name = "dlxh.meeting.told.mixin"
    _description = "Told of a Meeting"

    meeting_id = fields.Many2one(
        "dlxh.meeting", string="Meeting", required=True, index=True, ondelete="cascade"
    )
    host_unit_id = fields.Many2one(
        "dlxh.unit",
        string="Held by",
        related="meeting_id.unit_id",
        store=True,
        index=True,
    )
    host_name = fields.Char(string="Held by unit", compute="_compute_meeting_title")
    meeting_title = fields.Char(
        string="Class or conference", compute="_compute_meeting_title"
    )
    meeting_start = fields.Datetime(
        string="Begins", related="meeting_id.start", store=True
    )
    meeting_location = fields.Char(string="Venue", related="meeting_id.location")
    meeting_state = fields.Selection(
        string="Meeting is", related="meeting_id.state", store=True
    )
    is_host = fields.Boolean(
        string="My unit holds it", compute="_compute_is_host", search="_search_is_host"
    )

    @api.depends("meeting_id.subject", "meeting_id.kind")
    @api.depends_context("lang")
    def _compute_meeting_title(self):
        for record in self:
            # sudo: what the unit is told; nothing else of the meeting is shown
            meeting = record.sudo().meeting_id
            record.meeting_title = meeting.subject or meeting._kind_label()
            record.host_name = meeting.unit_id.name

    @api.depends_context("uid")
    @api.depends("host_unit_id")
    def _compute_is_host(self):
        own = self.env.user._dlxh_units()
        for record in self:
            record.is_host = record.sudo().host_unit_id in own  # compared only

    def _search_is_host(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        return Domain("host_unit_id", "in", self.env.user._dlxh_units().ids)

    def _check_host(self):
        """Refuse whoever is not an officer of the unit that holds the meeting."""
        self.check_access("read")
        self._check_host_officer()

    def _check_host_officer(self):
        officer = self.env.user.has_group("dlxh_collaborator.group_dlxh_officer")
        if self.env.su or (officer and all(record.is_host for record in self)):
            return
        raise AccessError(
            self.env._("This is decided by the officer of the unit that holds it.")
        )

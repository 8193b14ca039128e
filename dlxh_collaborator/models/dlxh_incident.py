from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .. import deadline


class DlxhIncident(models.Model):
    """Breach of personal data, with 72 hours from discovery to notify.

    Data officers of the territory keep it; leaders and inspectors read it. Each
    clock step (24, 48, 72 hours) raises it higher: to the data officers, to the
    leaders of the unit, to the data officers above (guardrail G29).
    """

    _name = "dlxh.incident"
    _inherit = [
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Data Incident"
    _order = "discovered_at desc, id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, default="")
    unit_id = fields.Many2one(
        default=lambda self: self.env.user._dlxh_units().sudo(False)[:1]
    )
    title = fields.Char(string="In short", required=True, tracking=True)
    happened_at = fields.Datetime(string="Happened", help="If it is known.")
    discovered_at = fields.Datetime(
        string="Discovered",
        required=True,
        default=fields.Datetime.now,
        tracking=True,
        index=True,
    )
    notify_by = fields.Datetime(
        string="Notify by", compute="_compute_notify_by", store=True
    )
    what_happened = fields.Text(
        string="Course of events",
        help="How, where and by whose doing, as far as known.",
    )
    data_kinds = fields.Char(
        string="Kinds of data", help="Names, telephone numbers, raw sheets..."
    )
    has_sensitive = fields.Boolean(string="Sensitive data among them", tracking=True)
    affected_count = fields.Integer(string="Persons affected", tracking=True)
    affected_estimated = fields.Boolean(string="Number is an estimate")
    consequences = fields.Text(string="What it may lead to")
    measures = fields.Text(string="What was and is being done", tracking=True)
    contact = fields.Char(string="Contact for questions")
    authority = fields.Char(
        string="Authority",
        default=lambda self: self.env._("The authority for personal-data protection"),
    )
    notified_at = fields.Datetime(
        string="Notified", readonly=True, copy=False, tracking=True
    )
    reference = fields.Char(
        string="Reference of the notification",
        copy=False,
        help="Number and symbol of the letter, or the receipt of the portal.",
    )
    late_reason = fields.Text(
        string="Why it is late", help="Needed when more than 72 hours have passed."
    )
    lessons = fields.Text(string="What changes so that it does not happen again")
    state = fields.Selection(
        [("open", "Open"), ("notified", "Notified"), ("closed", "Case closed")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    closed_on = fields.Date(
        string="Closed on", readonly=True, copy=False, index="btree_not_null"
    )
    step_reached = fields.Integer(
        string="Raised at (hours)", readonly=True, copy=False, aggregator=False
    )
    notified_late = fields.Boolean(compute="_compute_notified_late", store=True)
    hours_left = fields.Float(string="Hours left", compute="_compute_hours_left")
    is_late = fields.Boolean(
        string="Late", compute="_compute_hours_left", search="_search_is_late"
    )

    _count_positive = models.Constraint(
        "CHECK(affected_count >= 0)", "The number of persons cannot be negative."
    )
    _unit_found_idx = models.Index("(unit_id, discovered_at DESC, id DESC)")

    @api.depends("discovered_at")
    def _compute_notify_by(self):
        last = timedelta(hours=deadline.INCIDENT_STEPS[-1])
        for incident in self:
            found = incident.discovered_at
            incident.notify_by = found + last if found else False

    @api.depends("notify_by", "notified_at")
    def _compute_notified_late(self):
        for incident in self:
            sent, end = incident.notified_at, incident.notify_by
            incident.notified_late = bool(sent and end and sent > end)

    @api.depends("notify_by", "notified_at")
    def _compute_hours_left(self):
        now = fields.Datetime.now()
        for incident in self:
            end = incident.notified_at or now
            left = incident.notify_by - end if incident.notify_by else timedelta()
            incident.is_late = left < timedelta()
            hours = left.total_seconds() / 3600
            incident.hours_left = 0 if incident.notified_at else hours

    def _search_is_late(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        waiting = Domain("notified_at", "=", False) & Domain(
            "notify_by", "<", fields.Datetime.now()
        )
        return waiting | Domain("notified_late", "=", True)

    @api.depends("name", "title")
    def _compute_display_name(self):
        for incident in self:
            incident.display_name = incident.name or incident.title
        self._hide_private_names()

    @api.constrains("happened_at", "discovered_at")
    def _check_moments(self):
        for incident in self:
            if incident.discovered_at > fields.Datetime.now():
                raise ValidationError(
                    self.env._("An incident cannot be discovered in the future.")
                )
            happened = incident.happened_at
            if happened and happened > incident.discovered_at:
                raise ValidationError(
                    self.env._("An incident happens before it is discovered.")
                )

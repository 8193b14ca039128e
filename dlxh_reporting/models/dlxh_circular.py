from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import is_html_empty

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow
from odoo.addons.dlxh_collaborator.models.dlxh_unit import ORG_TYPES

from .circular_states import (
    CHAIRS,
    DATE_FIELDS,
    DOCUMENT_TYPES,
    KINDS,
    ORIENTATION_KINDS,
    STATES,
    STEP_FIELDS,
)


class DlxhCircular(models.Model):
    """What a unit sends down the tree: letter, guidance, bulletin, material.

    Whom it is for, how it is sent and printed, and who reads it are in mixins
    of its own, a file each. What became of it is in `dlxh.circular.delivery`.
    """

    _name = "dlxh.circular"
    _inherit = [
        "dlxh.circular.audience.mixin",
        "dlxh.circular.reader.mixin",
        "dlxh.circular.flow.mixin",
        "dlxh.circular.sending.mixin",
        "dlxh.circular.figures.mixin",
        "dlxh.circular.page.mixin",
        "dlxh.scope.mixin",
        "dlxh.private.name.mixin",
        "dlxh.screened.mixin",
        "dlxh.document.mixin",
        "dlxh.approval.mixin",
    ]
    _description = "Circular"
    _order = "sent_at desc nulls first, id desc"
    _rec_names_search = ["abstract", "document_code"]
    _screened_fields = ("abstract", "body")
    #: not printed; a date that is over by the time of sending can be put off
    _approval_free_fields = ["deadline", "report_due"]

    state = fields.Selection(
        STATES, string="Status", required=True, default="draft", copy=False, index=True
    )
    kind = fields.Selection(KINDS, required=True, default="dispatch")
    document_type_id = fields.Many2one(
        compute="_compute_document_type_id", store=True, readonly=False, precompute=True
    )
    body = fields.Html(string="Text", sanitize_overridable=False)
    is_orientation = fields.Boolean(
        string="Guides opinion",
        compute="_compute_is_orientation",
        store=True,
        readonly=False,
        precompute=True,
        help="Bulletins and reference material always do. What guides opinion cites "
        "an official public source.",
    )
    deadline = fields.Datetime(
        string="Acknowledge by",
        copy=False,
        help="Until when the addressed units acknowledge it; empty: no deadline.",
    )
    must_relay = fields.Boolean(
        string="To be passed on",
        help="Each addressed unit passes it on to all units directly below it.",
    )
    report_due = fields.Date(
        string="Report by",
        copy=False,
        help="The addressed units owe a report by this day.",
    )
    report_type = fields.Selection(
        [("thematic", "Thematic report"), ("force", "Report on the force")],
        string="Report wanted",
        default="thematic",
    )
    audience = fields.Selection(
        [
            ("below", "Units directly below"),
            ("tree", "All units below"),
            ("level", "Units of chosen levels"),
            ("list", "Chosen units"),
        ],
        string="Audience",
        required=True,
        default="below",
    )
    audience_unit_ids = fields.Many2many(
        "dlxh.unit", "dlxh_circular_audience_rel", string="Units addressed"
    )
    audience_level_ids = fields.Many2many(
        "dlxh.level", "dlxh_circular_level_rel", string="Levels addressed"
    )
    audience_org_type = fields.Selection(
        ORG_TYPES,
        string="Only organisations of this kind",
        default="party",
        help="Also decides which units below are to be reached by passing it on; "
        "empty: all.",
    )
    to_teams = fields.Boolean(
        string="Also to their teams",
        help="The members of the teams of the addressed units read it on their "
        "phones, under “Orientation information”.",
    )
    sender_name = fields.Char(string="Sender", compute="_compute_sender_name")
    source_ids = fields.One2many(
        "dlxh.circular.source", "circular_id", string="Official sources"
    )
    file_ids = fields.One2many("dlxh.circular.file", "circular_id", string="Files")
    recipient_ids = fields.One2many(
        "dlxh.circular.recipient", "circular_id", string="Recipients", groups=CHAIRS
    )
    delivery_ids = fields.One2many(
        "dlxh.circular.delivery",
        "circular_id",
        string="Deliveries",
        copy=False,
        groups=CHAIRS,
    )
    sent_at = fields.Datetime(string="Sent on", readonly=True, copy=False)
    sent_by_id = fields.Many2one(
        "res.users", string="Sent by", readonly=True, copy=False
    )
    delivered_at = fields.Datetime(
        string="Reached all units on", readonly=True, copy=False
    )
    closed_at = fields.Datetime(string="Closed on", readonly=True, copy=False)
    withdrawn_at = fields.Datetime(string="Withdrawn on", readonly=True, copy=False)
    withdraw_reason = fields.Text(
        string="Why it was withdrawn", readonly=True, copy=False
    )

    _unit_sent_idx = models.Index("(unit_id, sent_at, id)")
    _kind_orientation = models.Constraint(
        "CHECK(is_orientation OR kind NOT IN ('bulletin', 'material'))",
        "Bulletins and reference material always guide opinion.",
    )

    @api.depends("kind")
    def _compute_document_type_id(self):
        for circular in self:
            xmlid = DOCUMENT_TYPES.get(circular.kind)
            circular.document_type_id = xmlid and self.env.ref(
                xmlid, raise_if_not_found=False
            )

    @api.depends("kind")
    def _compute_is_orientation(self):
        for circular in self:
            if circular.kind in ORIENTATION_KINDS:
                circular.is_orientation = True

    @api.depends("body_id", "unit_id")
    def _compute_sender_name(self):
        for circular in self:
            # sudo: who sends it, printed on a circular that may be read
            mine = circular.sudo()
            circular.sender_name = mine.body_id.name or mine.unit_id.name

    @api.depends("abstract", "document_code", "unit_id")
    def _compute_display_name(self):
        for circular in self:
            name = circular.abstract or self.env._("New circular")
            code = circular.document_code
            circular.display_name = f"{code} – {name}" if code else name
        self._hide_private_names()

    @api.constrains("report_due", "report_type")
    def _check_report_type(self):
        for circular in self.filtered("report_due"):
            if not circular.report_type:
                raise ValidationError(
                    self.env._(
                        "“%(circular)s” wants a report by %(date)s: choose which kind "
                        "of report.",
                        circular=circular.display_name,
                        date=circular._date_text(circular.report_due),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        circulars = super().create(vals_list)
        recipients = []
        for circular, vals in zip(circulars, vals_list, strict=True):
            if not vals.get("recipient_ids"):  # forms send empty lists
                recipients += circular._default_recipients()
        self.env["dlxh.circular.recipient"].create(recipients)
        return circulars

    def write(self, vals):
        if "unit_id" in vals and any(c.unit_id.id != vals["unit_id"] for c in self):
            raise UserError(
                self.env._(
                    "A circular stays with the unit that began it. Delete this draft "
                    "and begin one in the other unit."
                )
            )
        if DATE_FIELDS & vals.keys() and not in_flow(self.env):
            self._refuse_dates()
        return super().write(vals)

    def _refuse_dates(self):
        """Units were told the dates; a leader decides on those he was shown."""
        for circular in self:
            if circular.state not in ("draft", "approved", "signed"):
                raise UserError(
                    self.env._(
                        "“%(circular)s” is in the state “%(state)s”: its dates no "
                        "longer change.",
                        circular=circular.display_name,
                        state=circular._approval_state_label(),
                    )
                )

    @api.model
    def _step_fields(self):
        return super()._step_fields() | STEP_FIELDS

    @api.model
    def _new_step_fields(self):
        return super()._new_step_fields() | {"delivery_ids"}

    def _step_sentence(self):
        return self.env._(
            "When a circular was sent, closed or withdrawn, and to whom, follows from "
            "its buttons; it is not typed in."
        )

    def _secret_checked_fields(self):
        return super()._secret_checked_fields() | {"body", "kind"}

    def _has_text(self):
        self.ensure_one()
        return not is_html_empty(self.body)

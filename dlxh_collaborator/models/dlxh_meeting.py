from odoo import api, fields, models
from odoo.fields import Domain

from .meeting_states import HELD_STATES, KINDS, STATES, TEXT_CHAIRS

#: written by the steps of a meeting only, never by hand
STEP_FIELDS = frozenset(("event_id", "series_id", "series_slot", "sequence_number"))


class DlxhMeeting(models.Model):
    """One briefing, class, review, dialogue or trip of a unit.

    What is ours (agenda, roll, minutes, conclusions) is kept here, one record
    an occurrence; Odoo's calendar only says when and where it takes place.
    """

    _name = "dlxh.meeting"
    _inherit = [
        "dlxh.scope.large.mixin",
        "dlxh.private.name.mixin",
        "dlxh.document.mixin",
        "dlxh.approval.mixin",
    ]
    _description = "Meeting"
    _order = "start desc, id desc"
    _rec_names_search = ["subject", "unit_id", "document_code"]
    _approval_draft_states = ["planned", "invited", "held"]
    _approval_returned_state = "held"

    kind = fields.Selection(KINDS, required=True, default="briefing", index=True)
    subject = fields.Char(
        help="What a thematic conference or a class is about. It is not written in "
        "e-mails."
    )
    start = fields.Datetime(string="Begins", required=True)
    stop = fields.Datetime(
        string="Ends", compute="_compute_stop", store=True, readonly=False
    )
    location = fields.Char(string="Place")
    joint_with_rapporteurs = fields.Boolean(
        string="Joint with the rapporteurs' conference",
        help="Rapporteurs of the unit are invited too, and counted apart.",
    )
    state = fields.Selection(
        STATES, string="Status", required=True, default="planned", copy=False
    )
    is_held = fields.Boolean(string="Was held", compute="_compute_is_held", store=True)
    event_id = fields.Many2one(
        "calendar.event",
        string="In the calendar",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    agenda_ids = fields.One2many(
        "dlxh.meeting.agenda",
        "meeting_id",
        string="Agenda",
        copy=True,
        groups=TEXT_CHAIRS,
    )
    attendance_ids = fields.One2many(
        "dlxh.meeting.attendance", "meeting_id", string="Roll"
    )
    conclusion_ids = fields.One2many(
        "dlxh.meeting.conclusion",
        "meeting_id",
        string="Conclusions",
        groups=TEXT_CHAIRS,
    )
    minutes = fields.Html(
        copy=False,
        groups=TEXT_CHAIRS,
        help="What was added and answered, without the names of who said it.",
    )
    watch_next = fields.Html(
        string="What to watch next period",
        copy=False,
        groups=TEXT_CHAIRS,
        help="Sent to the units below and to the team when the minutes are approved.",
    )
    is_invited = fields.Boolean(
        string="I am invited",
        compute="_compute_is_invited",
        search="_search_is_invited",
        export_string_translation=False,
    )

    _ends_after_begin = models.Constraint(
        "CHECK(stop IS NULL OR stop >= start)", "A meeting cannot end before it begins."
    )
    _scope_direct_date_idx = models.Index("(direct_unit_id, start, id)")
    _scope_above_date_idx = models.Index("(above_unit_id, start, id)")
    _unit_date_idx = models.Index("(unit_id, start, id)")
    _date_idx = models.Index("(start, id)")

    @api.depends("start")
    def _compute_stop(self):
        for meeting in self:
            start = meeting.start
            if start and (not meeting.stop or meeting.stop < start):
                meeting.stop = fields.Datetime.add(start, hours=2)

    @api.depends("state")
    def _compute_is_held(self):
        for meeting in self:
            meeting.is_held = meeting.state in HELD_STATES

    @api.depends("attendance_ids.partner_id")
    @api.depends_context("uid")
    def _compute_is_invited(self):
        # sudo: the lines of the user himself
        lines = self.env["dlxh.meeting.attendance"].sudo()
        found = lines.search_fetch(
            [
                ("meeting_id", "in", self._origin.ids),
                ("partner_id", "=", self.env.user.partner_id.id),
            ],
            ["meeting_id"],
        )
        mine = set(found.meeting_id.ids)
        for meeting in self:
            meeting.is_invited = meeting._origin.id in mine

    def _search_is_invited(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in", self._invited_query())

    def _invited_query(self):
        # sudo: the lines of the user himself
        return (
            self.env["dlxh.meeting.attendance"]
            .sudo()
            ._search([("partner_id", "=", self.env.user.partner_id.id)])
            .subselect("meeting_id")
        )

    @api.depends("kind", "subject", "unit_id", "start")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for meeting in self:
            start = meeting.start and fields.Datetime.context_timestamp(
                meeting, meeting.start
            )
            parts = [
                meeting.subject or kinds.get(meeting.kind, ""),
                meeting.sudo().unit_id.name,  # on a meeting already readable
                start and start.strftime("%d/%m/%Y"),
            ]
            meeting.display_name = " – ".join(filter(None, parts))
        self._hide_private_names()

    # hooks

    def _agenda_lines(self):
        """Return what the agenda may hold: dicts of sequence, name and note.

        Hook: other add-ons add what their unit has to say.
        """
        self.ensure_one()
        return []

    def _on_held(self):
        """Follow up the roll call; called once in the flow when it is held."""
        return None

    @api.model
    def _kinds_inviting(self):
        """Return the kinds to which the whole team is invited."""
        return [
            "briefing",
            "review_quarter",
            "review_interim",
            "review_final",
            "review_multi_year",
            "thematic",
        ]

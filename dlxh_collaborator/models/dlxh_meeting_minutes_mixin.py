from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import is_html_empty

from .meeting_states import TEXT_CHAIRS


class DlxhMeetingMinutesMixin(models.AbstractModel):
    """Agenda, minutes and conclusions: the meeting as an official document."""

    _name = "dlxh.meeting.minutes.mixin"
    _inherit = ["dlxh.issuer.mixin"]
    _description = "Minutes of a Meeting"
    _document_report = "dlxh_collaborator.dlxh_meeting_action_report_minutes"

    chaired_by = fields.Char(string="Chaired by")
    minuted_by = fields.Char(string="Minutes by", default=lambda s: s.env.user.name)
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
    signed_copy = fields.Binary(groups=TEXT_CHAIRS)
    watch_ids = fields.One2many(
        "dlxh.meeting.watch", "meeting_id", readonly=True, groups=TEXT_CHAIRS
    )
    conclusion_open_count = fields.Integer(
        string="Conclusions to do", compute="_compute_conclusion_open_count"
    )

    @api.depends("conclusion_ids.state")
    def _compute_conclusion_open_count(self):
        # sudo: a number, on meetings that may be read
        lines = self.env["dlxh.meeting.conclusion"].sudo()
        counts = dict(
            lines._read_group(
                [("meeting_id", "in", self._origin.ids), ("state", "=", "open")],
                ["meeting_id"],
                ["__count"],
            )
        )
        for meeting in self:
            meeting.conclusion_open_count = counts.get(meeting.sudo()._origin, 0)

    # agenda

    def action_fill_agenda(self):
        """Add to the agenda what the unit has to put on it; twice adds nothing."""
        self.check_access("write")
        for meeting in self:
            known = set(meeting.agenda_ids.mapped("name"))
            self.env["dlxh.meeting.agenda"].create(
                [
                    {"meeting_id": meeting.id, **line}
                    for line in meeting._agenda_lines()
                    if line["name"] not in known
                ]
            )
        return True

    # minutes

    def action_draft_minutes(self):
        """Write the minutes from agenda and roll; what was written is replaced."""
        self.check_access("write")
        for meeting in self:
            if meeting.state != "held":
                raise UserError(
                    self.env._(
                        "Minutes are written after the roll call. The state of "
                        "“%(meeting)s” is “%(state)s”.",
                        meeting=meeting.display_name,
                        state=meeting._approval_state_label(),
                    )
                )
            meeting.minutes = meeting._minutes_html()
        return True

    def _minutes_html(self):
        parts = [_heading(self.env._("Time, place and those present"))]
        parts += [_paragraph(text) for text in self._presence_sentences()]
        parts.append(_heading(self.env._("Agenda")))
        lines = self.agenda_ids.sorted(lambda line: (line.sequence, line.id))
        names = Markup("").join(_tag("li", line.name) for line in lines)
        parts.append(Markup("<ol>%s</ol>") % names if names else _paragraph("…"))
        for title in (
            self.env._("The synthesis of public opinion that was read"),
            self.env._("What collaborators added"),
            self.env._("What the leader answered"),
        ):
            parts += [_heading(title), _paragraph("…")]
        return Markup("").join(parts)

    def _presence_sentences(self):
        """Return who was there, in numbers only."""
        start, stop = self._local(self.start), self._local(self.stop)
        sentences = [
            self.env._(
                "From %(from)s to %(to)s on %(date)s, %(place)s.",
                **{"from": f"{start:%H:%M}", "to": f"{stop:%H:%M}"},
                date=f"{start:%d/%m/%Y}",
                place=self.location or self.unit_id.name,
            )
        ]
        if self.chaired_by:
            sentences.append(self.env._("Chair: %(name)s.", name=self.chaired_by))
        if self.minuted_by:
            sentences.append(self.env._("Minutes: %(name)s.", name=self.minuted_by))
        sentences.append(
            self.env._(
                "Collaborators present: %(present)s of %(all)s; excused %(excused)s; "
                "absent %(absent)s.",
                present=self.present_count,
                all=self.invited_count,
                excused=self.excused_count,
                absent=self.absent_count,
            )
        )
        if self.substitute_count:
            sentences.append(
                self.env._(
                    "Came as substitutes: %(count)s.", count=self.substitute_count
                )
            )
        if self.rapporteur_count:
            sentences.append(
                self.env._(
                    "Rapporteurs present: %(present)s of %(all)s.",
                    present=self.rapporteur_present_count,
                    all=self.rapporteur_count,
                )
            )
        return sentences

    # approval

    def _compute_approval_rights(self):
        result = super()._compute_approval_rights()
        for meeting in self:
            meeting.can_submit = meeting.can_submit and meeting.state == "held"
        return result

    def _approval_submit_blocker(self):
        if self.state != "held":
            return self.env._(
                "“%(meeting)s” was not held yet: close the roll call first.",
                meeting=self.display_name,
            )
        if is_html_empty(self.minutes):
            return self.env._(
                "“%(meeting)s” has no minutes yet. Draft them from agenda and roll, "
                "then complete them.",
                meeting=self.display_name,
            )
        if not self.body_id:
            return self._document_missing_sentence("body_id")
        return super()._approval_submit_blocker()

    def _approval_undo_blocker(self):
        if self.number:
            return self.env._(
                "The minutes of “%(meeting)s” have the number %(code)s and stay as "
                "they are.",
                meeting=self.display_name,
                code=self.document_code,
            )
        return super()._approval_undo_blocker()

    def _approval_on_approved(self):
        """Send down what to watch, and give the conclusions to whoever does them."""
        result = super()._approval_on_approved()
        if not is_html_empty(self.watch_next):
            self.env["dlxh.meeting.watch"].create(
                {
                    "meeting_id": self.id,
                    "unit_id": self.unit_id.id,
                    "date": self._local(self.start).date(),
                    "text": self.watch_next,
                }
            )
        self.conclusion_ids._hand_out()
        return result

    def _approval_on_undone(self, reason):
        self.watch_ids.unlink()
        self.conclusion_ids._take_back()
        return super()._approval_on_undone(reason)

    # the document

    def _secret_checked_fields(self):
        return super()._secret_checked_fields() | {"minutes", "watch_next"}

    def _document_number_blocker(self):
        blocker = super()._document_number_blocker()
        if not blocker and self.state != "approved":
            blocker = self.env._(
                "The minutes of “%(meeting)s” are not approved yet. They get their "
                "number after the leader approved them.",
                meeting=self.display_name,
            )
        return blocker

    def _document_page(self):
        """Lay out the page; whoever gets it, by button or address, is logged."""
        self.check_access("read")
        if not (self.env.su or self.env.user.has_groups(TEXT_CHAIRS)):
            raise AccessError(
                self.env._("Inspectors see that a meeting was held, not what it says.")
            )
        self.env["dlxh.access.log"]._log(
            "print",
            self._name,
            domain=[("id", "=", self.id)],
            count=1,
            unit=self.unit_id.sudo(),  # only which unit it was
        )
        return super()._document_page()

    def _default_abstract(self):
        """Return what the minutes are of, as printed below their title."""
        if self.subject:
            return self.subject
        return self.env._(
            "%(kind)s of public-opinion work, %(period)s",
            kind=self._kind_label(),
            period=self._period_label(),
        )

    def _document_recipients(self):
        """The committee of the unit, for report; those who were there."""
        # sudo: the name of the unit, on minutes that may be read
        return [
            (self.sudo().unit_id.name, "report"),
            (self.env._("Those who attended"), "implement"),
        ]

    def _document_body_html(self):
        self.ensure_one()
        # sudo: the printed minutes are whole for everybody who may read them
        meeting = self.sudo()
        parts = [Markup(meeting.minutes or "")]
        if meeting.conclusion_ids:
            parts.append(_heading(self.env._("Conclusions")))
            lines = [_tag("li", line._sentence()) for line in meeting.conclusion_ids]
            parts.append(Markup("<ol>%s</ol>") % Markup("").join(lines))
        if not is_html_empty(meeting.watch_next):
            parts.append(_heading(self.env._("What to watch next period")))
            parts.append(Markup(meeting.watch_next))
        return Markup("").join(parts)


def _heading(text):
    return _tag("h2", text)


def _paragraph(text):
    return _tag("p", text)


def _tag(name, text):
    return Markup("<%s>%s</%s>") % (Markup(name), escape(text), Markup(name))

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.orm.models import NO_ACCESS
from odoo.tools import format_datetime

OFFICER = "dlxh_collaborator.group_dlxh_officer"
#: in these the text may be read
OPEN_STATES = ("waiting", "checked", "passed")


class DlxhAlert(models.Model):
    """Urgent alert: a unit is told that an urgent sheet has come in (việc nóng).

    The unit that receives the sheet has one, the next level another, and so on
    upward: one record for each unit, so that each sees its own only. Before the
    text has come to a unit it knows the unit, the topic and the commune. The text
    is never copied: it is shown from the sheet, so it goes when the sheet goes.
    """

    _name = "dlxh.alert"
    _inherit = ["dlxh.raw.mixin", "dlxh.scope.mixin", "dlxh.private.name.mixin"]
    _description = "Urgent Alert"
    _order = "id desc"
    _log_access = False
    _text_fields = frozenset(("title", "text"))

    unit_id = fields.Many2one(string="Unit told", readonly=True, ondelete="cascade")
    origin_unit_id = fields.Many2one(
        "dlxh.unit",
        string="From the unit",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="The unit that received the sheet.",
    )
    opinion_id = fields.Many2one(
        "dlxh.opinion",
        string="Opinion sheet",
        index=True,
        ondelete="set null",
        groups=NO_ACCESS,
    )
    below_id = fields.Many2one(
        "dlxh.alert",
        string="Alert of the level below",
        index=True,
        ondelete="cascade",
        groups=NO_ACCESS,
    )
    topic_id = fields.Many2one("dlxh.topic", readonly=True, ondelete="restrict")
    area_unit_id = fields.Many2one(
        "dlxh.unit", string="Where", readonly=True, ondelete="restrict"
    )
    addressed_above = fields.Boolean(
        string="Addressed to this level",
        readonly=True,
        help="Written for this unit and not for the collaborator's own one, which "
        "is told nothing of it.",
    )
    state = fields.Selection(
        [
            ("told", "Text not here yet"),
            ("waiting", "To be checked"),
            ("checked", "Checked"),
            ("passed", "Passed on"),
            ("withdrawn", "Sheet returned"),
        ],
        required=True,
        readonly=True,
    )
    is_first = fields.Boolean(
        string="Sheet of my unit", compute="_compute_is_first", compute_sudo=True
    )
    # To the second it could be held against times of login: for officers only.
    raised_at = fields.Datetime(string="Raised at", readonly=True, groups=OFFICER)
    text_since = fields.Datetime(
        string="Text here since", readonly=True, groups=OFFICER
    )
    pass_due_at = fields.Datetime(
        string="Goes on unchecked at", readonly=True, groups=OFFICER
    )
    checked_at = fields.Datetime(string="Checked at", readonly=True, groups=OFFICER)
    passed_at = fields.Datetime(string="Passed on at", readonly=True, groups=OFFICER)
    by_time = fields.Boolean(
        string="Went on unchecked",
        readonly=True,
        help="Nobody checked it in time, so the next level received the text.",
    )
    has_text = fields.Boolean(string="Text may be read", compute="_compute_text")
    title = fields.Char(string="What people talk about", compute="_compute_text")
    text = fields.Html(string="What is said", compute="_compute_text")
    text_note = fields.Char(string="Why there is no text", compute="_compute_text")
    passage = fields.Html(
        string="The way it went", compute="_compute_passage", groups=OFFICER
    )
    event_ids = fields.One2many(
        "dlxh.alert.event", "alert_id", string="Steps", readonly=True, groups=OFFICER
    )
    issue_id = fields.Many2one(
        "dlxh.issue", readonly=True, index="btree_not_null", ondelete="set null"
    )
    report_id = fields.Many2one(
        "dlxh.report",
        string="Quick report",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    report_due_at = fields.Datetime(string="Quick report due", readonly=True)
    report_sent_at = fields.Datetime(string="Quick report sent", readonly=True)
    is_report_late = fields.Boolean(
        string="Quick report late",
        compute="_compute_is_report_late",
        search="_search_is_report_late",
    )

    _unit_state_idx = models.Index("(unit_id, state, id)")
    _pass_due_idx = models.Index("(pass_due_at) WHERE passed_at IS NULL")
    _one_per_unit = models.UniqueIndex(
        "(opinion_id, unit_id, origin_unit_id) WHERE opinion_id IS NOT NULL",
        "The unit was told of the sheet already.",
    )

    def _is_author(self):
        # sudo: only compared with the user himself
        sheet = self.sudo().opinion_id
        return bool(sheet) and sheet.is_mine

    def _log_reading(self, field_names):
        """Only the text is worth a line of the log, and only where it is shown."""
        told = self._text_fields & set(field_names) and not self.env.su
        shown = self.filtered("has_text") if told else self.browse()
        return super(DlxhAlert, shown)._log_reading(field_names)

    @api.depends("below_id")
    def _compute_is_first(self):
        for alert in self:
            alert.is_first = not alert.below_id

    @api.depends("origin_unit_id", "topic_id", "area_unit_id")
    def _compute_display_name(self):
        for alert in self:
            # sudo: names of units and a topic are public
            parts = alert._told_words()
            alert.display_name = " – ".join(parts)
        self._hide_private_names()

    def _told_words(self):
        """All that may be told of an urgent sheet: unit, topic, commune."""
        alert = self.sudo()  # public names
        words = (
            alert.origin_unit_id.name,
            alert.topic_id.name,
            alert.area_unit_id.name,
        )
        return list(dict.fromkeys(filter(None, words)))

    @api.depends("state")
    @api.depends_context("uid", "lang")
    def _compute_text(self):
        for alert in self:
            # sudo: the text travels to whom the alert came, without its author;
            # who reads the alert was decided by the rules
            sheet = alert.sudo().opinion_id
            shown = bool(sheet) and alert.state in OPEN_STATES
            alert.has_text = shown
            alert.title = sheet.title if shown else False
            alert.text = alert._sheet_text(sheet) if shown else False
            alert.text_note = False if shown else alert._no_text_note(sheet)

    def _sheet_text(self, sheet):
        """What the sheet says, as a page; nothing of who wrote it."""
        streams = self.env["dlxh.opinion.stream"]
        labels = {
            name: dict(streams._fields[name]._description_selection(self.env))
            for name in ("tendency", "breadth", "intensity")
        }
        parts = []
        for stream in sheet.stream_ids:
            marks = [labels[name].get(stream[name]) for name in labels]
            groups = ", ".join(stream.group_ids.mapped("name"))
            line = Markup('<p>%s<br/><span class="text-muted">%s</span></p>')
            words = " · ".join(filter(None, [groups, *marks]))
            parts.append(line % (stream.statement, words))
        for name in ("event", "assessment", "forecast", "proposal"):
            if sheet[name]:
                label = sheet._screen_label(sheet._fields[name])
                parts.append(Markup("<p><b>%s:</b> %s</p>") % (label, sheet[name]))
        if sheet.public_link:
            parts.append(Markup("<p>%s</p>") % sheet.public_link)
        return Markup("").join(parts)

    def _no_text_note(self, sheet):
        if self.state == "withdrawn":
            return self.env._(
                "The sheet went back to be corrected. You are told when it comes again."
            )
        if not sheet:
            return self.env._("The sheet was destroyed after its time of storage.")
        first = self.sudo()._first()  # the hour at which it goes on, for who was told
        if not first.pass_due_at:
            return self.env._(
                "The text comes when the officer of %(unit)s has checked it.",
                unit=first.unit_id.name,
            )
        return self.env._(
            "The text comes when the officer of %(unit)s has checked it, at the latest "
            "at %(time)s.",
            unit=first.unit_id.name,
            time=format_datetime(self.env, first.pass_due_at, dt_format="short"),
        )

    @api.depends("event_ids")
    @api.depends_context("lang", "tz")
    def _compute_passage(self):
        kinds = dict(
            self.env["dlxh.alert.event"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        for alert in self:
            # sudo: units and times of the whole way, to each unit on it
            lines = [
                Markup("<li>%s – %s: %s</li>")
                % (
                    format_datetime(self.env, event.at, dt_format="short"),
                    event.unit_id.name,
                    kinds[event.kind],
                )
                for event in alert.sudo()._chain().event_ids.sorted("id")
            ]
            alert.passage = Markup("<ul>%s</ul>") % Markup("").join(lines)

    @api.depends("report_due_at", "report_sent_at")
    def _compute_is_report_late(self):
        now = fields.Datetime.now()
        for alert in self:
            due = alert.report_due_at
            alert.is_report_late = bool(due) and due < (alert.report_sent_at or now)

    def _search_is_report_late(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        now = fields.Datetime.now()
        return Domain("report_due_at", "<", now) & Domain("report_sent_at", "=", False)

    # The way upward
    # --------------

    def _upper(self):
        """Return the alerts of the next level; called as superuser."""
        return self.search([("below_id", "in", self.ids)])

    def _first(self):
        """Return the alert of the unit that received the sheet, as superuser."""
        alert = self
        while alert.below_id:
            alert = alert.below_id
        return alert

    def _chain(self):
        """Return the alerts of all units that were told, the lowest first."""
        chain = alert = self._first()
        while alert := alert._upper():
            chain |= alert
        return chain

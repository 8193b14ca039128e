from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import is_html_empty

from .meeting_states import TEXT_CHAIRS

REVIEWS = ("review_quarter", "review_interim", "review_final", "review_multi_year")
#: months that a review looks back on
REVIEW_MONTHS = {
    "review_quarter": 3,
    "review_interim": 6,
    "review_final": 12,
    "review_multi_year": 36,
}


class DlxhMeeting(models.Model):
    """What is reported of a field trip, and the figures a review begins with.

    Both are written into the minutes, which are the document that is approved.
    """

    _inherit = "dlxh.meeting"

    trip_destination = fields.Char(string="Where to")
    trip_purpose = fields.Text(string="What for")
    trip_participants = fields.Text(string="Who took part", groups=TEXT_CHAIRS)
    trip_findings = fields.Html(
        string="What the trip showed",
        groups=TEXT_CHAIRS,
        help="About places and matters, never about what a single person said.",
    )
    trip_proposals = fields.Html(string="What is proposed", groups=TEXT_CHAIRS)
    review_from = fields.Date(
        string="Period from",
        compute="_compute_review_period",
        store=True,
        readonly=False,
    )
    review_to = fields.Date(
        string="Period to",
        compute="_compute_review_period",
        store=True,
        readonly=False,
    )
    paper_ids = fields.One2many("dlxh.meeting.paper", "meeting_id", string="Papers")
    paper_count = fields.Integer(
        string="Number of papers", compute="_compute_paper_count"
    )
    paper_missing_count = fields.Integer(
        string="Papers still missing", compute="_compute_paper_count"
    )

    @api.depends("kind", "start")
    def _compute_review_period(self):
        """The period that ends with the month of the review."""
        for meeting in self:
            months = REVIEW_MONTHS.get(meeting.kind)
            start = meeting._local(meeting.start)
            if not (months and start):
                meeting.review_from = meeting.review_to = False
                continue
            last = fields.Date.end_of(start.date(), "month")
            if meeting.kind == "review_interim":
                last = last.replace(month=6, day=30)
            elif meeting.kind != "review_quarter":
                last = last.replace(month=12, day=31)
            first = fields.Date.start_of(last, "month")
            meeting.review_from = fields.Date.subtract(first, months=months - 1)
            meeting.review_to = last

    @api.depends("paper_ids.state")
    def _compute_paper_count(self):
        # sudo: numbers of a meeting that may be read
        papers = self.env["dlxh.meeting.paper"].sudo()
        counts = {
            (meeting.id, state in ("handed_in", "accepted")): 0
            for meeting in self._origin
            for state in ("asked", "accepted")
        }
        for meeting, state, number in papers._read_group(
            [("meeting_id", "in", self._origin.ids)],
            ["meeting_id", "state"],
            ["__count"],
        ):
            counts[meeting.id, state in ("handed_in", "accepted")] += number
        for meeting in self:
            key = meeting._origin.id
            meeting.paper_count = counts.get((key, True), 0)
            meeting.paper_missing_count = counts.get((key, False), 0)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        trip = self.env.context.get("default_kind") == "field_trip"
        if trip and "document_type_id" in fields_list:
            report = self.env.ref(
                "dlxh_collaborator.document_type_bc", raise_if_not_found=False
            )
            values["document_type_id"] = report.id if report else False
        return values

    def action_open_papers(self):
        """Open the papers of the conference."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_meeting_paper_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": [("meeting_id", "=", self.id)],
            "context": {"default_meeting_id": self.id},
        }

    # what the minutes begin with

    def _minutes_html(self):
        if self.kind == "field_trip":
            return self._trip_html()
        if self.kind in REVIEWS:
            return self._review_html()
        return super()._minutes_html()

    def _trip_html(self):
        """Return the report of the trip, from what was filled in."""
        parts = []
        for name in (
            "trip_destination",
            "trip_purpose",
            "trip_participants",
            "trip_findings",
            "trip_proposals",
        ):
            field, value = self._fields[name], self[name]
            parts.append(_tag("h2", field._description_string(self.env)))
            if field.type == "html" and not is_html_empty(value):
                parts.append(Markup(value))  # cleaned when it was saved
            else:
                lines = [] if field.type == "html" else (value or "").splitlines()
                parts += [_tag("p", line) for line in lines or ["…"]]
        return Markup("").join(parts)

    def _review_html(self):
        """Return the skeleton of a review, with the figures of its period."""
        parts = [_tag("h2", self.env._("Time, place and those present"))]
        parts += [_tag("p", text) for text in self._presence_sentences()]
        parts.append(_tag("h2", self.env._("The force and its work, in figures")))
        rows = [
            Markup("<tr>%s%s</tr>") % (_tag("td", label), _tag("td", value))
            for label, value in self._review_figures()
        ]
        parts.append(Markup("<table><tbody>%s</tbody></table>") % Markup("").join(rows))
        for title in (
            self.env._("What was achieved"),
            self.env._("What is lacking, and why"),
            self.env._("Tasks of the next period"),
            self.env._("Proposals"),
        ):
            parts += [_tag("h2", title), _tag("p", "…")]
        return Markup("").join(parts)

    def _review_figures(self):
        """Return pairs (what is counted, the figure) for the period of a review.

        Hook: add-ons add what they count. Figures only, never a person.
        """
        self.ensure_one()
        return [*self._force_figures(), *self._meeting_figures()]

    def _force_figures(self):
        # sudo: numbers of the own unit, whose review is being written
        members = self.env["dlxh.team.member"].sudo()
        day = min(self.review_to, fields.Date.context_today(self))
        now = members.search(
            Domain("unit_id", "=", self.unit_id.id) & members._current_domain(day)
        )
        people = now.collaborator_id
        trained = people.filtered("trained_on")
        newly = trained.filtered(
            lambda person: self.review_from <= person.trained_on <= self.review_to
        )
        share = 100 * len(trained) / len(people) if people else 0
        return [
            (self.env._("Members of the team"), len(people)),
            (
                self.env._("Trained members"),
                self.env._(
                    "%(count)s (%(share)s %%)",
                    count=len(trained),
                    share=f"{share:.1f}".replace(".", ","),
                ),
            ),
            (self.env._("Trained in the period"), len(newly)),
        ]

    def _meeting_figures(self):
        """Return meetings held against due, for each kind that the level owes."""
        # sudo: as in _force_figures; how many are due is public data
        due = (
            self.env["dlxh.meeting.cadence"]
            .sudo()
            ._due(self.unit_id.level_id, self.review_to.year)
        )
        held = dict(
            self.sudo()._read_group(
                [
                    ("unit_id", "=", self.unit_id.id),
                    ("is_held", "=", True),
                    ("start", ">=", fields.Datetime.to_datetime(self.review_from)),
                    ("start", "<", fields.Date.add(self.review_to, days=1)),
                ],
                ["kind"],
                ["__count"],
            )
        )
        months = REVIEW_MONTHS[self.kind]
        kinds = self._fields["kind"]._description_selection(self.env)
        figures = []
        for kind, label in kinds:
            owed = due.get(kind, 0) * months // 12
            if owed or held.get(kind):
                done = held.get(kind, 0)
                text = self.env._("%(held)s of %(due)s", held=done, due=owed)
                figures.append((label, text if owed else done))
        return figures


def _tag(name, text):
    return Markup("<%s>%s</%s>") % (Markup(name), escape(text), Markup(name))

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .approval_flow import with_flow
from .meeting_states import OPEN_STATES

#: chairs that see whom the units nominate
NOMINATION_CHAIRS = (
    "dlxh_collaborator.group_dlxh_officer,"
    "dlxh_collaborator.group_dlxh_leader,"
    "dlxh_collaborator.group_dlxh_inspector"
)


class DlxhMeeting(models.Model):
    """A class: topics, trainers, places for units, and who was trained.

    Whoever is present at a class of the kind training is trained on its day and
    gets a certificate; a roll call taken back takes both back (guardrail G19:
    presence, nothing else).
    """

    _inherit = "dlxh.meeting"

    topic_ids = fields.Many2many("dlxh.training.topic", string="Topics")
    hours = fields.Float(string="Hours of teaching")
    trainer_ids = fields.One2many(
        "dlxh.training.trainer", "meeting_id", string="Trainers"
    )
    place_limit = fields.Integer(
        string="Places in all", help="How many people the class takes; 0: no limit."
    )
    nominate_by = fields.Date(string="Nominate by")
    place_ids = fields.One2many(
        "dlxh.training.place",
        "meeting_id",
        string="Places by unit",
        groups=NOMINATION_CHAIRS,
    )
    nomination_ids = fields.One2many(
        "dlxh.training.nomination",
        "meeting_id",
        string="Nominations",
        groups=NOMINATION_CHAIRS,
    )
    certificate_ids = fields.One2many(
        "dlxh.training.certificate", "meeting_id", string="Certificates"
    )
    nominated_count = fields.Integer(
        string="Nominated", compute="_compute_training_counts"
    )
    accepted_count = fields.Integer(
        string="Accepted", compute="_compute_training_counts"
    )
    offered_count = fields.Integer(
        string="Places offered", compute="_compute_training_counts"
    )
    certificate_count = fields.Integer(
        string="Trained", compute="_compute_training_counts"
    )

    _training_numbers = models.Constraint(
        "CHECK(hours >= 0 AND place_limit >= 0)",
        "Hours and places cannot be negative.",
    )

    @api.depends("place_ids.places", "nomination_ids.state", "certificate_ids")
    def _compute_training_counts(self):
        # sudo: numbers of a meeting that may be read
        def counts(model, groupby, aggregate):
            rows = (
                self.env[model]
                .sudo()
                ._read_group(
                    [("meeting_id", "in", self._origin.ids)], groupby, [aggregate]
                )
            )
            return {
                (row[0].id, *row[1:-1]): row[-1] for row in rows
            }  # ids of meetings, then the other groups

        places = counts("dlxh.training.place", ["meeting_id"], "places:sum")
        trained = counts("dlxh.training.certificate", ["meeting_id"], "__count")
        people = counts("dlxh.training.nomination", ["meeting_id", "state"], "__count")
        for meeting in self:
            key = meeting._origin.id
            meeting.offered_count = places.get((key,), 0)
            meeting.certificate_count = trained.get((key,), 0)
            meeting.accepted_count = people.get((key, "accepted"), 0)
            meeting.nominated_count = meeting.accepted_count + sum(
                people.get((key, state), 0) for state in ("nominated", "waitlisted")
            )

    @api.constrains("nominate_by", "start")
    def _check_nominate_by(self):
        for meeting in self.filtered("nominate_by"):
            if meeting.nominate_by > meeting._local(meeting.start).date():
                raise ValidationError(
                    self.env._(
                        "Nominations close on the day of the class at the latest. "
                        "Correct “Nominate by” of “%(title)s”.",
                        title=meeting.display_name,
                    )
                )

    # places and nominations

    def action_offer_places(self):
        """Show the places to the units and tell their officers."""
        self.check_access("write")
        for meeting in self:
            meeting._refuse_unless_open()
            if not meeting.place_ids:
                raise UserError(
                    self.env._(
                        "Enter first how many places each unit has in “%(title)s”.",
                        title=meeting.display_name,
                    )
                )
            meeting.place_ids._offer()
        return True

    def action_offer_to_all_below(self):
        """Give each unit directly below, and the own unit, one place to begin with."""
        self.check_access("write")
        for meeting in self:
            meeting._refuse_unless_open()
            unit = meeting.unit_id
            day = meeting._local(meeting.start).date()
            below = self.env["dlxh.unit"].search([("parent_id", "=", unit.id)])
            open_ = (unit | below).filtered(lambda u, day=day: u._is_open_on(day))
            self.env["dlxh.training.place"].create(
                [
                    {"meeting_id": meeting.id, "unit_id": new.id, "places": 1}
                    for new in open_ - meeting.place_ids.unit_id
                ]
            )
        return True

    def action_open_training_nominations(self):
        """Open who was nominated, to accept or decline."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_training_nomination_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": [("meeting_id", "=", self.id)],
            "context": {"search_default_group_unit": 1},
        }

    def action_open_certificates(self):
        """Open the certificates of the class."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_training_certificate_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": [("meeting_id", "=", self.id)],
            "context": {},
        }

    def action_training_list(self):
        """Download the list of the class as a workbook."""
        self.check_access("read")
        # sudo: only the name of the report is read
        report = self.env.ref("dlxh_collaborator.action_dlxh_training_list_xlsx").sudo()
        return report.report_action(self, config=False)

    def _training_roll_changed(self):
        """Bring the roll up to date with who is accepted.

        Called by nominations after they checked who decides.
        """
        for meeting in self.sudo():  # as above
            if meeting.state in OPEN_STATES:
                meeting._prepare_list()
            if meeting.state == "invited":
                meeting._invite_listed()

    def _people_to_invite(self):
        people = super()._people_to_invite()
        if self.kind == "training":
            people |= self._accepted_to_invite()
        return people

    def _accepted_to_invite(self):
        # sudo: who is accepted to a class whose list is being written
        nominations = self.env["dlxh.training.nomination"].sudo()
        accepted = nominations.search(nominations._accepted_domain(self))
        return {
            nomination.collaborator_id.partner_id.id: {
                "role": "collaborator",
                "collaborator_id": nomination.collaborator_id.id,
                "represented_unit_id": nomination.unit_id.id,
                "sequence": 10,
            }
            for nomination in accepted
        }

    # the roll call trains people

    def _on_held(self):
        result = super()._on_held()
        for meeting in self.filtered(lambda meeting: meeting.kind == "training"):
            meeting._certify()
        return result

    def _on_held_undone(self):
        result = super()._on_held_undone()
        for meeting in self.filtered("certificate_ids"):
            meeting._take_certificates_back()
        return result

    def _trained_people(self):
        """Return the collaborators who came themselves."""
        came = self.attendance_ids.filtered(
            lambda line: (
                line.presence == "present"
                and line.collaborator_id
                and not line.substitute_name
            )
        )
        return came.collaborator_id

    def _certify(self):
        """Note the day on the file of each who came, and number certificates."""
        # sudo: follows from the roll call, in its flow
        people = self.sudo()._trained_people().sorted(lambda p: (p.name or "", p.id))
        day = self._local(self.start).date()
        certificates = with_flow(self.env["dlxh.training.certificate"].sudo())
        certificates.create(
            [
                {
                    "meeting_id": self.id,
                    "collaborator_id": person.id,
                    "number": number,
                    "title": self.subject or self._kind_label(),
                    "topics": "\n".join(self.topic_ids.mapped("name")),
                    "hours": self.hours,
                    "date": day,
                    "previous_trained_on": person.trained_on,
                }
                for number, person in enumerate(people, start=1)
            ]
        )
        older = people.filtered(lambda p: not p.trained_on or p.trained_on < day)
        older.write({"trained_on": day})

    def _take_certificates_back(self):
        """Undo `_certify`: the day before holds again, or a later class."""
        # sudo: as in _certify
        gone = with_flow(self.sudo().certificate_ids)
        before = {line.collaborator_id: line.previous_trained_on for line in gone}
        day = gone[:1].date
        gone.unlink()
        kept = self.env["dlxh.training.certificate"].sudo()
        latest = dict(
            kept._read_group(
                [("collaborator_id", "in", [p.id for p in before])],
                ["collaborator_id"],
                ["date:max"],
            )
        )
        for person, previous in before.items():
            if person.trained_on == day:  # not if a later day was noted since
                days = [d for d in (previous, latest.get(person)) if d]
                person.trained_on = max(days, default=False)

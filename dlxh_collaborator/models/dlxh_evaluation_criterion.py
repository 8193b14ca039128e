from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class DlxhEvaluationCriterion(models.Model):
    """What a collaborator is evaluated by, and how much it weighs.

    The list of codes is closed: duties done of duties due. Nothing that depends on
    what somebody reported, thinks or names can become a criterion (guardrail G19).
    """

    _name = "dlxh.evaluation.criterion"
    _description = "Criterion of Evaluation"
    _order = "sequence, id"

    name = fields.Char(required=True)
    code = fields.Selection(
        [
            ("attendance", "Attendance at briefings"),
            ("training", "Training"),
            ("timeliness", "Timeliness of returns"),
            ("completeness", "Completeness of returns"),
        ],
        string="What it counts",
        required=True,
    )
    weight = fields.Integer(
        required=True, default=25, help="Against the weights of the other criteria."
    )
    note = fields.Text(string="How it is counted")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_once = models.UniqueIndex(
        "(code)", "This is measured by a criterion already."
    )
    _weight_range = models.Constraint(
        "CHECK(weight BETWEEN 0 AND 100)", "A weight lies between 0 and 100."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.env["dlxh.evaluation.line"].search_count(
            [("criterion_id", "in", self.ids)], limit=1
        ):
            raise UserError(
                self.env._("Evaluations were made by it. Archive the criterion.")
            )

    @api.model
    def _measure(self, code, collaborators, date_from, date_to):
        """Count the duties of collaborators in a period.

        Add-ons fill the codes whose records they keep. In the context
        `dlxh_evaluation_unit_id` is the unit that evaluates.

        :return: {collaborator id: (done, due)}; who is missing had nothing due
        """
        if code == "attendance":
            return self._measure_attendance(collaborators, date_from, date_to)
        if code == "training":
            return self._measure_training(collaborators, date_from, date_to)
        return {}

    @api.model
    def _measure_attendance(self, collaborators, date_from, date_to):
        """Meetings held, other than classes, to which he was invited. Being there
        counts, and so does an excuse with a substitute; a person whom the roll
        call left open is left out."""
        roll = self._roll(collaborators, date_from, date_to)
        roll &= Domain("meeting_id.kind", "!=", "training")
        return self._count_roll(roll)

    @api.model
    def _measure_training(self, collaborators, date_from, date_to):
        """Classes held to which he was invited; where there was none, a training
        that his file bears in the period."""
        roll = self._roll(collaborators, date_from, date_to)
        found = self._count_roll(roll & Domain("meeting_id.kind", "=", "training"))
        for person in collaborators:
            day = person.trained_on
            if person.id not in found and day and date_from <= day <= date_to:
                found[person.id] = (1, 1)
        return found

    @api.model
    def _roll(self, collaborators, date_from, date_to):
        return (
            Domain("collaborator_id", "in", collaborators.ids)
            & Domain("presence", "!=", False)
            & Domain("meeting_id.is_held", "=", True)
            & Domain("meeting_id.start", ">=", date_from)
            & Domain("meeting_id.start", "<=", date_to)
        )

    @api.model
    def _count_roll(self, domain):
        # sudo: the caller may evaluate these collaborators; meetings of units
        # above, to which they were invited, count as well, only as numbers
        rows = (
            self.env["dlxh.meeting.attendance"]
            .sudo()
            ._read_group(
                domain,
                ["collaborator_id", "presence"],
                ["__count", "substitute_name:count"],
            )
        )
        found = {}
        for person, presence, count, substitutes in rows:
            done, due = found.get(person.id, (0, 0))
            came = {"present": count, "excused": substitutes}.get(presence, 0)
            found[person.id] = (done + came, due + count)
        return found

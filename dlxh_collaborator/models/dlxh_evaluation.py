from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ..evaluation import grade_of, total
from .approval_flow import in_flow, with_flow

#: what a leader writes by hand, while the evaluation waits for his grade
GRADE_FIELDS = frozenset(("leader_grade", "grade_reason"))
OPEN_STATES = ("draft", "answered")


class DlxhEvaluation(models.Model):
    """Evaluation of a collaborator for a half-year or a year.

    Computed from duties done of duties due, never from what anybody said (G19).
    The leader's grade differs only with a reason, which the collaborator reads and
    may answer until the evaluation is closed (G35).
    """

    _name = "dlxh.evaluation"
    _inherit = ["dlxh.person.record.mixin"]
    _description = "Evaluation"
    _order = "date_to desc, unit_id, id"
    _rec_name = "collaborator_id"

    period = fields.Selection(
        [("half", "Half-year"), ("year", "Year")], required=True, default="half"
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    line_ids = fields.One2many("dlxh.evaluation.line", "evaluation_id", "Criteria")
    has_score = fields.Boolean(string="Could be measured", readonly=True)
    score = fields.Float(digits=(5, 2), readonly=True, aggregator="avg")
    computed_grade = fields.Many2one(
        "dlxh.evaluation.grade",
        string="Computed grade",
        readonly=True,
        ondelete="restrict",
    )
    leader_grade = fields.Many2one(
        "dlxh.evaluation.grade", string="Grade", ondelete="restrict"
    )
    grade_reason = fields.Text(
        string="Why it differs",
        help="Needed when the grade is not the computed one. The collaborator reads "
        "it and may answer.",
    )
    differs = fields.Boolean(
        string="Differs from the computed grade", compute="_compute_differs"
    )
    graded_by_id = fields.Many2one("res.users", string="Graded by", readonly=True)
    graded_at = fields.Datetime(string="Graded on", readonly=True)
    answer_ids = fields.One2many("dlxh.evaluation.answer", "evaluation_id", "Answers")
    answer = fields.Text(compute="_compute_answer", string="Last answer")
    state = fields.Selection(
        [
            ("draft", "To be graded"),
            ("graded", "Graded"),
            ("answered", "Answered"),
            ("closed", "Finished"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    can_grade = fields.Boolean(compute="_compute_can", string="May be graded")
    can_answer = fields.Boolean(compute="_compute_can", string="May be answered")

    _once = models.UniqueIndex(
        "(unit_id, collaborator_id, date_from, date_to)",
        "This collaborator is evaluated for this period already.",
    )
    _dates_ordered = models.Constraint(
        "CHECK(date_to >= date_from)", "A period cannot end before it begins."
    )
    _unit_date_idx = models.Index("(unit_id, date_to, id)")

    @api.depends("leader_grade", "computed_grade")
    def _compute_differs(self):
        for evaluation in self:
            evaluation.differs = evaluation._grade_differs()

    def _grade_differs(self):
        return bool(self.leader_grade) and self.leader_grade != self.computed_grade

    @api.depends("answer_ids.text")
    def _compute_answer(self):
        for evaluation in self:
            evaluation.answer = evaluation.answer_ids[:1].text

    @api.depends("state", "is_mine", "is_own_unit")
    @api.depends_context("uid")
    def _compute_can(self):
        leader = self.env.user.has_group("dlxh_collaborator.group_dlxh_leader")
        for evaluation in self:
            evaluation.can_grade = leader and evaluation.is_own_unit
            evaluation.can_answer = evaluation.is_mine and evaluation.state in (
                "graded",
                "answered",
            )

    @api.depends("collaborator_id.name", "date_from", "date_to")
    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        for evaluation in self:
            evaluation.display_name = self.env._(
                "%(name)s, %(begin)s – %(end)s",
                name=evaluation.collaborator_id.name or "",
                begin=format_date(self.env, evaluation.date_from) or "",
                end=format_date(self.env, evaluation.date_to) or "",
            )
        self._hide_private_names()

    # Guards
    # ------

    @api.model_create_multi
    def create(self, vals_list):
        if not in_flow(self.env):
            raise UserError(
                self.env._("Evaluations are made by “Prepare evaluations”.")
            )
        return super().create(vals_list)

    def write(self, vals):
        if not in_flow(self.env):
            self._check_grading(vals)
        return super().write(vals)

    def _check_grading(self, vals):
        """A leader of the unit writes the grade and its reason, nobody the rest."""
        if set(vals) - GRADE_FIELDS:
            raise UserError(
                self.env._("Only the grade and its reason are written by hand.")
            )
        for evaluation in self:
            if not evaluation.can_grade and not self.env.su:
                raise AccessError(
                    self.env._("Only a leader of the unit gives the grade.")
                )
            if evaluation.state not in OPEN_STATES:
                raise UserError(
                    self.env._(
                        "The grade was told to the collaborator. It changes only "
                        "after an answer of his."
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_graded(self):
        if not in_flow(self.env) and any(e.state != "draft" for e in self):
            raise UserError(
                self.env._("An evaluation the collaborator was told of is kept.")
            )

    # Preparing
    # ---------

    @api.model
    def _prepare(self, unit, period, date_from, date_to):
        """Make or renew the evaluations of a unit's members in a period.

        What was graded already stays as it is. The caller has checked that the
        user prepares evaluations of this unit.
        """
        people = self._people(unit, date_from, date_to)
        # sudo: the caller checked the chair; the flow alone writes evaluations
        flow = with_flow(self.sudo())
        found = flow.search(
            [
                ("unit_id", "=", unit.id),
                ("date_from", "=", date_from),
                ("date_to", "=", date_to),
                ("collaborator_id", "in", people.ids),
            ]
        )
        new = flow.create(
            [
                {
                    "unit_id": unit.id,
                    "collaborator_id": person.id,
                    "period": period,
                    "date_from": date_from,
                    "date_to": date_to,
                }
                for person in people - found.collaborator_id
            ]
        )
        todo = new | found.filtered(lambda evaluation: evaluation.state == "draft")
        todo._measure_all(unit, date_from, date_to)
        return (found | new).with_env(self.env)

    @api.model
    def _units_to_evaluate(self, units):
        """Return those of the units whose team served in the half-year that ended
        within the last two months and was not evaluated for it."""
        today = fields.Date.context_today(self)
        if today.month not in (1, 2, 7, 8):
            return units.browse()
        end = (
            date(today.year, 6, 30) if today.month > 6 else date(today.year - 1, 12, 31)
        )
        begin = end.replace(month=end.month - 5, day=1)
        # sudo: only whether own units have members and evaluations
        done = self.sudo().search([("unit_id", "in", units.ids), ("date_to", "=", end)])
        return (
            units.filtered(lambda unit: self._people(unit, begin, end)) - done.unit_id
        )

    @api.model
    def _people(self, unit, date_from, date_to):
        # sudo: who was in the team of the unit is known in the unit
        members = (
            self.env["dlxh.team.member"]
            .sudo()
            .search(
                [
                    ("unit_id", "=", unit.id),
                    ("date_from", "<=", date_to),
                    "|",
                    ("date_to", "=", False),
                    ("date_to", ">=", date_from),
                ]
            )
        )
        return members.collaborator_id

    def _measure_all(self, unit, date_from, date_to):
        """Count every criterion once for all evaluations; called in the flow."""
        people = self.collaborator_id
        criteria = self.env["dlxh.evaluation.criterion"].search([("weight", ">", 0)])
        hook = criteria.with_context(dlxh_evaluation_unit_id=unit.id)
        counts = {
            criterion: hook._measure(criterion.code, people, date_from, date_to)
            for criterion in criteria
        }
        thresholds = self.env["dlxh.evaluation.grade"]._thresholds()
        self.line_ids.unlink()
        values = []
        for evaluation in self:
            person = evaluation.collaborator_id.id
            found = [(c, *counts[c].get(person, (0, 0))) for c in criteria]
            score = total([(c.weight, done, due) for c, done, due in found])
            grade = grade_of(score, thresholds) or False
            values += evaluation._line_values(found)
            evaluation.write(
                {
                    "has_score": score is not None,
                    "score": score or 0,
                    "computed_grade": grade,
                    # a grade that a leader already argued for stays
                    "leader_grade": evaluation.leader_grade.id
                    if evaluation.grade_reason
                    else grade,
                }
            )
        self.env["dlxh.evaluation.line"].create(values)

    def _line_values(self, found):
        """:param found: triples (criterion, done, due)"""
        return [
            {
                "evaluation_id": self.id,
                "criterion_id": criterion.id,
                "sequence": criterion.sequence,
                "weight": criterion.weight,
                "done": done,
                "due": due,
            }
            for criterion, done, due in found
        ]

    # Buttons
    # -------

    def action_grade(self):
        """Tell the collaborators their grade; open ones only."""
        self.check_access("read")
        for evaluation in self.filtered(lambda e: e.state in OPEN_STATES):
            evaluation._check_may_grade()
            # sudo: chair, unit and state were checked
            with_flow(evaluation.sudo()).write(
                {
                    "state": "graded",
                    "graded_by_id": self.env.uid,
                    "graded_at": fields.Datetime.now(),
                }
            )
        return True

    def _check_may_grade(self):
        if not self.can_grade:
            raise AccessError(self.env._("Only a leader of the unit gives the grade."))
        if not self.leader_grade:
            raise ValidationError(
                self.env._("Choose the grade of %(name)s.", name=self.display_name)
            )
        if self._grade_differs():
            if self.is_mine:
                raise ValidationError(
                    self.env._("Nobody departs from the computed grade for himself.")
                )
            if not (self.grade_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "The grade of %(name)s differs from the computed one. Write "
                        "the reason; the collaborator reads it and may answer.",
                        name=self.display_name,
                    )
                )

    def action_close(self):
        """Close what was graded; it can be answered no more."""
        self.check_access("read")
        todo = self.filtered(lambda e: e.state in ("graded", "answered"))
        for evaluation in todo:
            if not evaluation.can_grade:
                raise AccessError(
                    self.env._("Only a leader of the unit closes an evaluation.")
                )
        # sudo: chair, unit and state were checked
        with_flow(todo.sudo()).write({"state": "closed"})
        return True

    def action_answer(self, text=None):
        """Keep the collaborator's answer; without a text, ask for it."""
        self.ensure_one()
        self.check_access("read")
        if text is None:
            return self.env["dlxh.answer.wizard"]._open(self)
        if not self.can_answer:
            raise UserError(
                self.env._(
                    "Only the collaborator himself answers, until the evaluation is "
                    "closed."
                )
            )
        if not text.strip():
            raise UserError(self.env._("Write your answer first."))
        # sudo: it is about himself and open, as checked above
        evaluation = with_flow(self.sudo())
        evaluation.env["dlxh.evaluation.answer"].create(
            {
                "evaluation_id": evaluation.id,
                "date": fields.Datetime.now(),
                "grade_id": evaluation.leader_grade.id,
                "text": text.strip(),
            }
        )
        evaluation.write({"state": "answered"})
        return True

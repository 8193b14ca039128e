from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

#: typed by the unit that does the work: final outcomes after AAPOR, as counts
COUNT_FIELDS = (
    "complete_n",
    "partial_n",
    "refusal_n",
    "non_contact_n",
    "other_n",
    "unknown_household_n",
    "unknown_other_n",
)
COUNT_STATES = ("fieldwork", "closed")
LOCKED_STATES = ("published", "cancelled")
#: lines in one reminder
LINES = 20


class DlxhSurveyAllocation(models.Model):
    """How many people a unit asks for a wave, by when, and how far it is.

    The unit's officer types how many cases ended in which way: numbers only, never
    who. Answers bear the stratum, not the unit or the collaborator (G34), so these
    counts and the answers cannot be brought together.
    """

    _name = "dlxh.survey.allocation"
    _inherit = ["dlxh.scope.mixin", "dlxh.digest.mixin"]
    _description = "Survey Fieldwork of a Unit"
    _order = "deadline, unit_id, id"
    _rec_name = "name"
    _scope_link_fields = ("wave_id", "stratum_id", "collaborator_id")
    _digest_type = "dlxh_survey.mail_activity_type_fieldwork"
    _digest_date = "deadline"

    wave_id = fields.Many2one(
        "dlxh.survey.wave", required=True, index=True, ondelete="cascade"
    )
    owner_unit_id = fields.Many2one(
        related="wave_id.unit_id", store=True, index=True, string="Survey of"
    )
    wave_state = fields.Selection(
        related="wave_id.state", store=True, string="Survey status"
    )
    name = fields.Char(string="Survey", compute="_compute_name", compute_sudo=True)
    is_owner = fields.Boolean(
        compute="_compute_is_owner", export_string_translation=False
    )
    can_count = fields.Boolean(
        compute="_compute_is_owner", export_string_translation=False
    )
    unit_id = fields.Many2one(string="Unit that asks")
    stratum_id = fields.Many2one(
        "dlxh.survey.stratum",
        string="Stratum",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('wave_id', '=', wave_id)]",
    )
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        string="Collaborator",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('unit_id', 'child_of', unit_id)]",
        help="Who hands out or keys in; answers never tell who it was.",
    )
    target_n = fields.Integer(string="To be asked", required=True)
    deadline = fields.Date(required=True)
    complete_n = fields.Integer(string="Answered (I)", help="Complete answers.")
    partial_n = fields.Integer(
        string="Partly (P)", help="Broken off, but enough was answered to count."
    )
    refusal_n = fields.Integer(string="Refused (R)", help="Refused or broke off early.")
    non_contact_n = fields.Integer(
        string="Not reached (NC)", help="Belongs to the sample, was never met."
    )
    other_n = fields.Integer(
        string="Other (O)", help="Belongs to the sample; ill, away, other language."
    )
    unknown_household_n = fields.Integer(
        string="Unknown if there (UH)", help="Not known whether anybody lives there."
    )
    unknown_other_n = fields.Integer(
        string="Unknown otherwise (UO)",
        help="Not known whether the person belongs to the sample.",
    )
    done_n = fields.Integer(string="Done", compute="_compute_done", store=True)
    progress = fields.Float(
        string="Progress (%)", compute="_compute_done", store=True, aggregator="avg"
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")

    _target_positive = models.Constraint(
        "CHECK (target_n > 0)", "At least one person is asked."
    )
    _counts_positive = models.Constraint(
        "CHECK (COALESCE(complete_n, 0) >= 0 AND COALESCE(partial_n, 0) >= 0"
        " AND COALESCE(refusal_n, 0) >= 0 AND COALESCE(non_contact_n, 0) >= 0"
        " AND COALESCE(other_n, 0) >= 0 AND COALESCE(unknown_household_n, 0) >= 0"
        " AND COALESCE(unknown_other_n, 0) >= 0)",
        "Numbers of people cannot be below zero.",
    )
    _unit_deadline_idx = models.Index("(unit_id, deadline, id)")
    _due_idx = models.Index("(deadline, id) WHERE wave_state = 'fieldwork'")

    # -- computes ------------------------------------------------------------------

    @api.depends("wave_id.name", "wave_id.survey_id.title")
    @api.depends_context("lang")
    def _compute_name(self):
        for line in self:
            wave = line.wave_id
            parts = [wave.survey_id.title, wave.name]
            line.name = " – ".join(part for part in parts if part)

    @api.depends_context("uid")
    @api.depends("wave_id", "unit_id", "wave_state")
    def _compute_is_owner(self):
        officer = self.env.user.has_group("dlxh_collaborator.group_dlxh_officer")
        units = self.env.user._dlxh_units()
        for line in self:
            secret = line.sudo()  # sudo: compares units
            line.is_owner = officer and secret.wave_id.unit_id in units
            near = line.is_owner or (officer and secret.unit_id in units)
            line.can_count = near and secret.wave_id.state in COUNT_STATES

    @api.depends("complete_n", "partial_n", "target_n")
    def _compute_done(self):
        for line in self:
            line.done_n = line.complete_n + line.partial_n
            line.progress = line.target_n and 100 * line.done_n / line.target_n

    @api.depends("deadline", "done_n", "target_n", "wave_state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for line in self:
            short = line.done_n < line.target_n and line.wave_state == "fieldwork"
            line.is_late = bool(short and line.deadline and line.deadline < today)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return [
            ("wave_state", "=", "fieldwork"),
            ("deadline", "<", today),
            ("progress", "<", 100),
        ]

    # -- what fits together ------------------------------------------------------------

    @api.constrains("wave_id", "unit_id", "stratum_id", "collaborator_id", "deadline")
    def _check_belongs(self):
        for line in self:
            wave = line.wave_id
            if not line.unit_id.parent_path.startswith(wave.unit_id.parent_path):
                raise ValidationError(
                    self.env._(
                        "“%(unit)s” does not lie below “%(owner)s”, which carries the "
                        "survey out.",
                        unit=line.unit_id.name,
                        owner=wave.unit_id.name,
                    )
                )
            if line.stratum_id and line.stratum_id.wave_id != wave:
                raise ValidationError(
                    self.env._("The stratum belongs to another wave. Choose again.")
                )
            person = line.collaborator_id
            if person and not person.unit_id.parent_path.startswith(
                line.unit_id.parent_path
            ):
                raise ValidationError(
                    self.env._(
                        "The collaborator does not work in “%(unit)s”.",
                        unit=line.unit_id.name,
                    )
                )
            if not line.deadline or line.deadline > wave.date_close:
                raise ValidationError(
                    self.env._("The work is due before the wave closes.")
                )

    # -- who writes what -----------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._refuse_when_locked()
        if any(line[name] for line in lines for name in COUNT_FIELDS):
            lines._refuse_counts()
        return lines

    def write(self, vals):
        """The carrier plans; the unit that asks types counts, and nothing else."""
        self._refuse_when_locked()
        if not vals.keys().isdisjoint(COUNT_FIELDS):
            self._refuse_counts()
        planned = vals.keys() - set(COUNT_FIELDS) - set(models.MAGIC_COLUMNS)
        if planned and not self.env.su and not all(self.mapped("is_owner")):
            raise UserError(
                self.env._(
                    "The unit that carries the survey out sets targets and deadlines; "
                    "your unit fills in how many were asked."
                )
            )
        if "wave_id" in vals and any(one.wave_id.id != vals["wave_id"] for one in self):
            raise UserError(self.env._("Fieldwork stays with its wave."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        self._refuse_when_locked()
        if any(line[name] for line in self for name in COUNT_FIELDS):
            raise UserError(
                self.env._(
                    "People were asked already. Set the numbers to zero first, if this "
                    "was a mistake."
                )
            )

    def _refuse_when_locked(self):
        # sudo: the state of the wave, of lines that may be read
        if any(line.sudo().wave_id.state in LOCKED_STATES for line in self):
            raise UserError(
                self.env._("The survey is over; its numbers stay as they are.")
            )

    def _refuse_counts(self):
        # sudo: the state of the wave, of lines that may be read
        if any(line.sudo().wave_id.state not in COUNT_STATES for line in self):
            raise UserError(
                self.env._("Numbers are filled in once the wave is in the field.")
            )

    # -- reminders -----------------------------------------------------------------

    def _digest_domain(self):
        return [("wave_state", "=", "fieldwork"), ("progress", "<", 100)]

    def _digest_people(self):
        """The officers of the unit that asks, and who hands out for it."""
        officers = self._officers_of(self.unit_id)
        # sudo: the accounts of people, to remind them; called by the cron only
        accounts = {line: line.sudo().collaborator_id.user_id for line in self}
        return {
            line: officers[line.unit_id] | accounts[line].filtered("active")
            for line in self
        }

    def _digest_summary(self, due, late):
        if late:
            return self.env._(
                "Survey fieldwork: %(due)s due soon, %(late)s late", due=due, late=late
            )
        return self.env._("Survey fieldwork: %(due)s due soon", due=due)

    def _digest_note(self):
        """Deadlines and numbers; what is asked about stays inside."""
        lines = [
            Markup("<li>%s</li>")
            % self.env._(
                "%(day)s: %(done)s of %(target)s",
                day=format_date(self.env, line.deadline),
                done=line.done_n,
                target=line.target_n,
            )
            for line in self[:LINES]
        ]
        return Markup("<ul>%s</ul>") % Markup("").join(lines)

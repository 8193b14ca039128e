from odoo import api, fields, models
from odoo.tools import format_date

from .wave_states import SMALLEST_POPULATION

CHAIR = "dlxh_collaborator.group_dlxh_%s"


class DlxhSurveyWaveFlowMixin(models.AbstractModel):
    """Steps of a wave: approve, open, close, publish, cancel; and their hooks.

    What hangs on a wave extends the blockers (`_open_blocker`, `_close_blocker`,
    `_publish_blocker`: a sentence or False) and the hooks (`_on_open`, `_on_close`,
    `_on_publish`, `_on_cancel`), each for a single wave; hooks run in the flow, as
    superuser, after the state has changed.
    """

    _name = "dlxh.survey.wave.flow.mixin"
    _description = "Steps of a Survey Wave"
    _numbered_states = ("approved", "fieldwork", "closed", "published")

    opened_on = fields.Date(readonly=True, copy=False)
    closed_on = fields.Date(readonly=True, copy=False)
    published_on = fields.Date(readonly=True, copy=False)
    cancel_reason = fields.Text(
        string="Why it was cancelled", readonly=True, copy=False
    )
    can_open = fields.Boolean(
        compute="_compute_wave_rights", export_string_translation=False
    )
    can_close = fields.Boolean(
        compute="_compute_wave_rights", export_string_translation=False
    )
    can_publish = fields.Boolean(
        compute="_compute_wave_rights", export_string_translation=False
    )
    can_cancel = fields.Boolean(
        compute="_compute_wave_rights", export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("state", "unit_id")
    def _compute_wave_rights(self):
        user = self.env.user
        units = user._dlxh_units()
        leader = user.has_group(CHAIR % "leader")
        works = leader or user.has_group(CHAIR % "officer")
        for wave in self:
            own = wave.sudo().unit_id in units  # sudo: compares units
            wave.can_open = own and works and wave.state == "approved"
            wave.can_close = own and works and wave.state == "fieldwork"
            wave.can_publish = own and leader and wave.state == "closed"
            wave.can_cancel = own and leader and wave.state in ("approved", "fieldwork")

    # ------------------------------------------------------------------
    # Hooks of the approval and of the document
    # ------------------------------------------------------------------

    def _approval_submit_blocker(self):
        return self._plan_blocker() or super()._approval_submit_blocker()

    def _approval_approve_blocker(self):
        return self._plan_blocker() or super()._approval_approve_blocker()

    def _plan_blocker(self):
        """Return why the plan is not ready to be decided on, or False."""
        self.ensure_one()
        for name in ("body_id", "survey_id", "population", "population_n", "target_n"):
            if not self[name]:
                return self._document_missing_sentence(name)
        # sudo: the words of the questionnaire, for a leader who decides on the plan
        survey = self.sudo().survey_id
        if survey.dlxh_problem_text:
            return self.env._(
                "“%(survey)s” is not ready: %(problem)s",
                survey=survey.title,
                problem=survey.dlxh_problem_text.splitlines()[0],
            )
        if not survey.question_ids:
            return self.env._("“%(survey)s” has no question.", survey=survey.title)
        return (
            self._population_blocker()
            or self._notice_blocker()
            or self._questionnaire_blocker()
        )

    def _population_blocker(self):
        if self.population_n < SMALLEST_POPULATION:
            return self.env._(
                "A group of fewer than %(least)s people is not surveyed: its answers "
                "could not be kept confidential. Ask a larger group.",
                least=SMALLEST_POPULATION,
            )
        if self.target_n > self.population_n:
            return self.env._(
                "The sample (%(sample)s) is larger than the population "
                "(%(population)s). Correct one of them.",
                sample=self.target_n,
                population=self.population_n,
            )
        today = fields.Date.context_today(self)
        if self.date_close < today:
            return self.env._(
                "The wave was to end on %(date)s. Set later dates.",
                date=format_date(self.env, self.date_close),
            )
        return False

    def _notice_blocker(self):
        """Return what the notice to respondents lacks, or False."""
        for name in ("notice_id", "purpose", "contact"):
            value = self[name]
            if not (value.strip() if isinstance(value, str) else value):
                return self._document_missing_sentence(name)
        if self.includes_minors and not (self.guardian_text or "").strip():
            return self._document_missing_sentence("guardian_text")
        # sudo: the state of the notice, whose words are public
        if self.sudo().notice_id.state == "draft":
            return self.env._(
                "The notice “%(notice)s” is a draft. Choose one that is in force.",
                notice=self.sudo().notice_id.name,
            )
        return False

    def _questionnaire_blocker(self):
        # sudo: whose questionnaire it is, and whether it is a block
        survey = self.sudo().survey_id
        if survey.is_block or survey.dlxh_unit_id != self.unit_id:
            return self.env._(
                "“%(survey)s” is not a questionnaire of %(unit)s. Choose one of its "
                "own.",
                survey=survey.title,
                unit=self.sudo().unit_id.name,
            )
        return False

    def _approval_undo_blocker(self):
        if self.number:
            return self.env._(
                "“%(wave)s” has the number %(code)s and was issued. Cancel it, with "
                "a reason.",
                wave=self.display_name,
                code=self.document_code,
            )
        return super()._approval_undo_blocker()

    def _secret_checked_fields(self):
        return super()._secret_checked_fields() | {
            "intro",
            "method",
            "organisation",
            "purpose",
            "survey_id",
            "legal_basis_ids",
        }

    # ------------------------------------------------------------------
    # Hooks for what hangs on a wave
    # ------------------------------------------------------------------

    def _open_blocker(self):
        """Return why an approved wave cannot be opened yet, or False."""
        return self._plan_blocker()

    def _close_blocker(self):
        """Return why a wave in the field cannot be closed, or False."""
        return False

    def _publish_blocker(self):
        """Return why a closed wave cannot be published yet, or False."""
        return self._disclosure_blocker()

    def _on_open(self):
        """Follow up the opening: the definition is frozen."""
        return None

    def _on_close(self):
        """Follow up the close: no answer comes in any more."""
        return None

    def _on_publish(self):
        """Follow up the publication."""
        return None

    def _on_cancel(self):
        """Follow up the cancellation."""
        return None

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_open(self):
        """Open approved waves: questionnaire and notice are frozen."""
        for wave in self:
            wave._need(
                "can_open",
                self.env._("An officer or leader of the unit opens an approved wave."),
            )
            wave._approval_refuse(wave._open_blocker())
            flow = wave._in_flow()
            flow.write(
                {
                    "state": "fieldwork",
                    "opened_on": fields.Date.context_today(wave),
                    **flow._frozen_values(),
                }
            )
            flow._mark_fielded()
            flow._on_open()
        return True

    def action_close(self):
        """Close waves by hand, before their date or target."""
        for wave in self:
            wave._need(
                "can_close",
                self.env._("An officer or leader of the unit closes a wave."),
            )
            wave._in_flow()._close("hand")
        return True

    def action_publish(self):
        """Publish the results of closed waves."""
        for wave in self:
            wave._need(
                "can_publish",
                self.env._("A leader of the unit publishes a closed wave."),
            )
            wave._approval_refuse(wave._publish_blocker())
            flow = wave._in_flow()
            today = fields.Date.context_today(wave)
            flow.write({"state": "published", "published_on": today})
            flow._on_publish()
        return True

    def action_cancel(self, reason=None):
        """Cancel a wave that was approved, with a reason that stays."""
        reason = self._approval_need_reason(reason)
        for wave in self:
            wave._need(
                "can_cancel",
                self.env._("A leader of the unit cancels an approved or open wave."),
            )
            flow = wave._in_flow()
            today = fields.Date.context_today(wave)
            flow.write(
                {"state": "cancelled", "closed_on": today, "cancel_reason": reason}
            )
            flow._on_cancel()
        return True

    def action_open_cancel(self):
        """Ask for the reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cancel the wave"),
            "res_model": "dlxh.survey.wave.cancel",
            "view_mode": "form",
            "target": "new",
            "context": {"default_wave_id": self.id},
        }

    # ------------------------------------------------------------------
    # Inside
    # ------------------------------------------------------------------

    def _close(self, reason):
        """Close one wave of the flow; `reason` is a key of `close_reason`."""
        self.ensure_one()
        self._approval_refuse(self._close_blocker())
        today = fields.Date.context_today(self)
        self.write({"state": "closed", "closed_on": today, "close_reason": reason})
        self._on_close()

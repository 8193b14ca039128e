from odoo import api, fields, models
from odoo.tools import format_date


class DlxhSurveyWave(models.Model):
    """What is to be done next, and what is missing before it."""

    _inherit = "dlxh.survey.wave"

    next_step = fields.Char(string="Next", compute="_compute_next_step")
    is_held_up = fields.Boolean(
        compute="_compute_next_step", export_string_translation=False
    )

    @api.depends_context("uid", "lang")
    @api.depends(
        *("state", "unit_id", "survey_id", "date_open", "date_close", "target_n"),
        *("population", "population_n", "purpose", "contact", "notice_id", "body_id"),
        *("includes_minors", "guardian_text", "access"),
    )
    def _compute_next_step(self):
        user = self.env.user
        works = user.has_group("dlxh_collaborator.group_dlxh_officer")
        works = works or user.has_group("dlxh_collaborator.group_dlxh_leader")
        units = user._dlxh_units()
        for wave in self:
            # sudo: compares units
            own = works and wave._origin and wave.sudo().unit_id in units
            told = getattr(wave, f"_next_in_{wave.state}", None) if own else None
            wave.is_held_up, wave.next_step = told() if told else (False, False)

    def _next_in_draft(self):
        if blocker := self._plan_blocker():
            return True, self.env._(
                "Before the plan is submitted: %(what)s", what=blocker
            )
        return False, self.env._(
            "The plan is complete. Give out targets, quotas and strata where you want "
            "them, then submit it for approval."
        )

    def _next_in_in_approval(self):
        if self.can_approve:
            return False, self.env._("Read the plan; approve it, or return it.")
        return False, self.env._("A leader reads the plan and approves it.")

    def _next_in_approved(self):
        if blocker := self._open_blocker():
            return True, self.env._("Before the wave opens: %(what)s", what=blocker)
        # sudo: only whether codes were printed
        tickets = self.env["dlxh.survey.ticket"].sudo()
        asks_codes = self.access == "ticket"
        if asks_codes and not tickets.search_count([("wave_id", "=", self.id)], 1):
            return False, self.env._(
                "Print the participation codes (page “Strata”), then open the wave on "
                "%(day)s.",
                day=format_date(self.env, self.date_open),
            )
        return False, self.env._(
            "Everything is ready. Open the wave on %(day)s.",
            day=format_date(self.env, self.date_open),
        )

    def _next_in_fieldwork(self):
        values = {
            "count": self.response_count,
            "target": self.target_n,
            "day": format_date(self.env, self.date_close),
        }
        if self.access == "ticket":
            return False, self.env._(
                "%(count)s of %(target)s answered; until %(day)s. Hand out the slips "
                "with the codes, shuffled.",
                **values,
            )
        return False, self.env._(
            "%(count)s of %(target)s answered; until %(day)s. The address of the form "
            "stands on the page “Fieldwork”.",
            **values,
        )

    def _next_in_closed(self):
        if blocker := self._publish_blocker():
            return True, self.env._(
                "Before the results are published: %(what)s", what=blocker
            )
        return False, self.env._("A leader of the unit publishes the results.")

    def action_open_form(self):
        """Show the form as respondents see it, in a page of its own."""
        self.ensure_one()
        self.check_access("read")
        return {"type": "ir.actions.act_url", "url": self.answer_url, "target": "new"}

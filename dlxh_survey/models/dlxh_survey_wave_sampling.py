from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .. import sampling
from .dlxh_survey_wave_answering import QUOTA_CHAIRS
from .wave_states import FROZEN_STATES, SMALLEST_POPULATION

#: states in which codes are given out
CODE_STATES = ("approved", "fieldwork")
NAME_LIMIT = 200


class DlxhSurveyWave(models.Model):
    """Whom a wave asks: strata, what was drawn by lot, and the codes given out."""

    _inherit = "dlxh.survey.wave"

    stratum_ids = fields.One2many(
        "dlxh.survey.stratum", "wave_id", string="Strata", groups=QUOTA_CHAIRS
    )
    strata_text = fields.Char(compute="_compute_strata_text")
    has_small_strata = fields.Boolean(
        compute="_compute_strata_text", export_string_translation=False
    )
    can_sample = fields.Boolean(
        compute="_compute_can_sample", export_string_translation=False
    )
    can_give_codes = fields.Boolean(
        compute="_compute_can_sample", export_string_translation=False
    )
    draw_result = fields.Json(
        string="What was drawn",
        readonly=True,
        copy=False,
        prefetch=False,
        groups=QUOTA_CHAIRS,
    )

    draw_text = fields.Char(string="By lot", compute="_compute_draw_text")

    @api.depends_context("uid", "lang")
    @api.depends("state", "stratum_ids.population_n", "stratum_ids.sample_n")
    def _compute_strata_text(self):
        for wave in self:
            # sudo: sums of the strata of a wave that may be read
            strata = wave.sudo().stratum_ids
            wave.strata_text = bool(strata) and self.env._(
                "%(strata)s strata: %(people)s people, %(sample)s of them to be asked",
                strata=len(strata),
                people=sum(strata.mapped("population_n")),
                sample=sum(strata.mapped("sample_n")),
            )
            small = bool(wave._small_strata())
            wave.has_small_strata = small and wave.state not in FROZEN_STATES

    @api.depends_context("uid")
    @api.depends("state", "unit_id", "access")
    def _compute_can_sample(self):
        officer = self.env.user.has_group("dlxh_collaborator.group_dlxh_officer")
        units = self.env.user._dlxh_units()
        for wave in self:
            # sudo: compares units
            works = bool(wave._origin) and officer and wave.sudo().unit_id in units
            wave.can_sample = works and wave.state not in FROZEN_STATES
            wave.can_give_codes = (
                works and wave.state in CODE_STATES and wave.access == "ticket"
            )

    # -- strata that are too small ---------------------------------------------------

    def _small_strata(self):
        """The strata of which too few people are invited, where there are several.

        A single stratum is everybody; merging could not make it larger.
        """
        self.ensure_one()
        # sudo: numbers of people, of a wave that may be read
        strata = self.sudo().stratum_ids
        if len(strata) < 2:
            return strata.browse()
        return strata.filtered(lambda one: one.invited_n < SMALLEST_POPULATION)

    def _open_blocker(self):
        return super()._open_blocker() or self._strata_blocker()

    def _strata_blocker(self):
        small = self._small_strata()
        if not small:
            return False
        return self.env._(
            "In the stratum “%(stratum)s” %(invited)s people are invited; with fewer "
            "than %(least)s an answer could be traced. Merge small strata (page "
            "“Strata”) or allocate more.",
            stratum=small[0].name,
            invited=small[0].invited_n,
            least=SMALLEST_POPULATION,
        )

    def action_merge_strata(self):
        """Join strata of few invited people with a neighbour (G34)."""
        self.ensure_one()
        self._need_officer("can_sample")
        strata = self.stratum_ids
        invited = {one.id: one.invited_n for one in strata}
        # sudo: which units lie beside each other
        regions = {one.id: one.sudo().unit_ids[:1].parent_id.id for one in strata}
        groups = sampling.merge_strata(
            [
                sampling.Stratum(one.id, one.population_n, regions[one.id])
                for one in strata
            ],
            invited,
            SMALLEST_POPULATION,
        )
        for ids in groups:
            if len(ids) > 1:
                strata.browse(ids)._merge()
        return True

    # -- the lot -----------------------------------------------------------------------

    def _keep_draw(self, frame, **numbers):
        """Draw and keep what came out, with the seeds of all draws before it."""
        self._need_officer("can_sample")
        before = self.draw_result or {}
        plan = sampling.draw_plan(frame, **numbers)
        plan["date"] = fields.Date.to_string(fields.Date.context_today(self))
        plan["before"] = list(before.get("before", []))
        if before:
            plan["before"].append({name: before[name] for name in ("seed", "date")})
        self._in_flow().draw_result = plan

    @api.depends_context("lang")
    @api.depends("draw_result")
    def _compute_draw_text(self):
        for wave in self:
            # sudo: numbers of units, of a wave that may be read
            plan = wave.sudo().draw_result
            wave.draw_text = plan and self._draw_text(plan)

    def _draw_text(self, plan):
        day = format_date(self.env, plan["date"])
        units = len([one for one in plan["drawn"] if not one["replaces"]])
        people = sum(len(one["asked"]) for one in plan["drawn"] if not one["replaces"])
        return self.env._(
            "Drawn on %(day)s by the seed %(seed)s: %(units)s units of %(all)s, "
            "%(people)s line numbers, %(spare)s replacement units. Draws before it: "
            "%(before)s.",
            day=day,
            seed=plan["seed"],
            units=units,
            all=len(plan["frame"]),
            people=people,
            spare=len(plan["drawn"]) - units,
            before=len(plan["before"]),
        )

    def action_print_draw(self):
        """Print the line numbers for the units, as a workbook."""
        self.ensure_one()
        self.check_access("read")
        report = self.env.ref("dlxh_survey.dlxh_survey_draw_action_report_xlsx")
        return report.report_action(self, config=False)

    def _code_counts(self):
        """Return {stratum id or False: codes given out}."""
        self.ensure_one()
        # sudo: numbers of codes; callers have checked the officer's right
        groups = (
            self.env["dlxh.survey.ticket"]
            .sudo()
            ._read_group([("wave_id", "=", self.id)], ["stratum_id"], ["__count"])
        )
        return {stratum.id: count for stratum, count in groups}

    # -- dialogs ---------------------------------------------------------------------

    def _need_officer(self, right):
        """Refuse unless an officer of the unit acts and the state allows it."""
        self.ensure_one()
        self.check_access("write")
        if not self[right]:
            raise UserError(
                self.env._(
                    "“%(wave)s” is in the state “%(state)s”: this is done by an "
                    "officer of its unit, the sample before the wave opens, codes "
                    "once it is approved and asks for codes.",
                    wave=self.display_name,
                    state=self._approval_state_label(),
                )
            )

    def _sampling_dialog(self, model, name, right="can_sample", **values):
        self._need_officer(right)
        defaults = {f"default_{key}": value for key, value in values.items()}
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_wave_id": self.id, **defaults},
        }

    def action_open_sample_size(self):
        """Work out how many must be asked."""
        return self._sampling_dialog("dlxh.survey.size", self.env._("Sample size"))

    def action_open_strata(self):
        """Make strata from the units below."""
        return self._sampling_dialog(
            "dlxh.survey.frame", self.env._("Strata from units"), purpose="strata"
        )

    def action_open_draw(self):
        """Draw units and line numbers by lot."""
        return self._sampling_dialog(
            "dlxh.survey.frame", self.env._("Draw by lot"), purpose="draw"
        )

    def action_open_share(self):
        """Share the sample out over the strata."""
        return self._sampling_dialog(
            "dlxh.survey.share", self.env._("Share out the sample")
        )

    def action_open_codes(self):
        """Draw participation codes and print their slips."""
        return self._sampling_dialog(
            "dlxh.survey.slip",
            self.env._("Participation codes"),
            right="can_give_codes",
        )

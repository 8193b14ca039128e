from odoo import api, fields, models
from odoo.exceptions import UserError

from ..statistics import Outcomes, outcome_rates
from .dlxh_survey_allocation import COUNT_FIELDS
from .dlxh_survey_wave_answering import QUOTA_CHAIRS

DIGITS = (6, 1)


class DlxhSurveyWave(models.Model):
    """Who asks for a wave, how far they are, and how many could be won."""

    _inherit = "dlxh.survey.wave"

    allocation_ids = fields.One2many(
        "dlxh.survey.allocation", "wave_id", string="Fieldwork", groups=QUOTA_CHAIRS
    )
    asked_n = fields.Integer(string="Cases closed", compute="_compute_rates")
    rr1 = fields.Float(
        string="Response rate RR1 (%)",
        compute="_compute_rates",
        digits=DIGITS,
        help="Complete answers of all cases, unknown ones included (AAPOR).",
    )
    rr2 = fields.Float(
        string="Response rate RR2 (%)",
        compute="_compute_rates",
        digits=DIGITS,
        help="Complete and partial answers of all cases (AAPOR).",
    )
    coop1 = fields.Float(
        string="Cooperation rate COOP1 (%)",
        compute="_compute_rates",
        digits=DIGITS,
        help="Complete answers of those who were reached (AAPOR).",
    )
    participation = fields.Float(
        string="Participation (%)",
        compute="_compute_rates",
        digits=DIGITS,
        help="Who answered, of those invited. Without a probability sample it is no "
        "response rate.",
    )

    @api.depends("is_probability", *(f"allocation_ids.{name}" for name in COUNT_FIELDS))
    def _compute_rates(self):
        sums = self._outcome_sums()
        for wave in self:
            counts = sums.get(wave._origin.id, [0] * len(COUNT_FIELDS))
            rates = outcome_rates(Outcomes(*counts), wave.is_probability)
            wave.asked_n = sum(counts)
            for name in ("rr1", "rr2", "coop1", "participation"):
                wave[name] = 100 * (getattr(rates, name) or 0)

    def _outcome_sums(self):
        # sudo: sums over the units, of waves that may be read
        groups = (
            self.env["dlxh.survey.allocation"]
            .sudo()
            ._read_group(
                [("wave_id", "in", self.ids)],
                ["wave_id"],
                [f"{name}:sum" for name in COUNT_FIELDS],
            )
        )
        return {wave.id: [one or 0 for one in counts] for wave, *counts in groups}

    # -- who asks --------------------------------------------------------------------

    def action_allocate(self):
        """Give each unit that was drawn, or that is a stratum, its target."""
        self.ensure_one()
        self.check_access("write")
        if not self.env.user.has_group("dlxh_collaborator.group_dlxh_officer"):
            raise UserError(self.env._("An officer of the unit gives out targets."))
        targets = self._drawn_targets() or self._stratum_targets()
        known = {(one.unit_id.id, one.stratum_id.id) for one in self.allocation_ids}
        lines = [
            {
                "wave_id": self.id,
                "unit_id": unit,
                "stratum_id": stratum,
                "target_n": target,
                "deadline": self.date_close,
            }
            for unit, stratum, target in targets
            if target and (unit, stratum) not in known
        ]
        if not lines:
            raise UserError(
                self.env._(
                    "There is nothing to give out: draw units by lot, or make strata "
                    "from units and share out the sample; then every unit that has no "
                    "target yet is given one."
                )
            )
        self.env["dlxh.survey.allocation"].create(lines)
        return True

    def _drawn_targets(self):
        """Return [(unit id, stratum id, target)] of the units drawn by lot."""
        strata = self._stratum_by_unit()
        return [
            (one["unit"], strata.get(one["unit"], False), len(one["asked"]))
            for one in (self.draw_result or {}).get("drawn", [])
            if not one["replaces"]
        ]

    def _stratum_by_unit(self):
        """Return {unit id: stratum id} of the units named and of all below them."""
        found = {}
        for stratum in self.stratum_ids:
            below = self.env["dlxh.unit"].search(
                [("id", "child_of", stratum.unit_ids.ids)]
            )
            found |= dict.fromkeys(below.ids, stratum.id)
        return found

    def _stratum_targets(self):
        """The same of the units that strata are made of, in equal parts."""
        found = []
        for stratum in self.stratum_ids:
            units = stratum.unit_ids.ids
            for place, unit in enumerate(units):
                part, rest = divmod(stratum.sample_n, len(units))
                found.append((unit, stratum.id, part + (place < rest)))
        return found

    def action_open_fieldwork(self):
        """Show how far the units are."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_survey.dlxh_survey_allocation_action"
        )
        # sudo: whether the units are told apart by stratum
        grouped = bool(self.sudo().allocation_ids.stratum_id)
        return {
            **action,
            "domain": [("wave_id", "=", self.id)],
            "context": {"search_default_by_stratum": int(grouped)},
        }

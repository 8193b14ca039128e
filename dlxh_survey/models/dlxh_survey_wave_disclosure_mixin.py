from odoo import api, fields, models

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .dlxh_survey_disclosure import ITEMS


class DlxhSurveyWaveDisclosureMixin(models.AbstractModel):
    """The eleven items that a survey discloses; needed before it is published."""

    _name = "dlxh.survey.wave.disclosure.mixin"
    _description = "Disclosure of a Wave"

    disclosure_ids = fields.One2many(
        "dlxh.survey.disclosure", "wave_id", string="Disclosure", copy=False
    )
    disclosure_missing = fields.Integer(
        string="Items not filled in", compute="_compute_disclosure_missing"
    )

    @api.depends("disclosure_ids.is_filled")
    def _compute_disclosure_missing(self):
        for wave in self:
            # sudo: a number of items of a wave that may be read
            lines = wave.sudo().disclosure_ids
            wave.disclosure_missing = len(lines.filtered(lambda one: not one.is_filled))

    @api.model_create_multi
    def create(self, vals_list):
        waves = super().create(vals_list)
        # sudo: the lines come with the wave and are nobody's to make
        with_flow(self.env["dlxh.survey.disclosure"].sudo()).create(
            [
                {"wave_id": wave.id, "item": item, "sequence": index}
                for wave in waves
                for index, (item, _label) in enumerate(ITEMS, start=1)
            ]
        )
        return waves

    def _disclosure_blocker(self):
        """Return what is still to be disclosed, or False."""
        self.ensure_one()
        # sudo: which items are filled in, on a wave that may be read
        lines = self.sudo().disclosure_ids.filtered(lambda one: not one.is_filled)
        if not lines:
            return False
        labels = dict(lines._fields["item"]._description_selection(self.env))
        return self.env._(
            "“%(wave)s” cannot be published yet. Fill in, or mark as not applicable "
            "with a reason: %(items)s.",
            wave=self.display_name,
            items=", ".join(labels[line.item] for line in lines),
        )

    def action_propose_disclosure(self):
        """Fill in the items that follow from the plan and are still empty."""
        for wave in self:
            wave.check_access("write")
            texts = wave._in_vietnamese()._disclosure_proposals()
            for line in wave.disclosure_ids:
                if not line.is_filled and texts.get(line.item):
                    line.text = texts[line.item]
        return True

    def _disclosure_proposals(self):
        """Return {item: text} that follow from the wave, in the language of self."""
        self.ensure_one()
        wave = self.sudo()  # sudo: names of body, unit and questionnaire, to be told
        labels = {
            name: dict(wave._fields[name]._description_selection(self.env))
            for name in ("design", "close_reason")
        }
        values = {
            "unit": wave.unit_id.name,
            "body": wave.body_id.name or wave.unit_id.name,
            "survey": wave.survey_id.title,
            "version": wave.survey_id.dlxh_version,
            "questions": wave.survey_id.question_count,
            "population": wave.population or "…",
            "population_n": wave.population_n,
            "design": labels["design"][wave.design],
            "target": wave.target_n,
            "answers": wave.response_count,
            "date_from": self._date_text(wave.opened_on or wave.date_open),
            "date_to": self._date_text(wave.closed_on or wave.date_close),
            "least": wave.min_cell,
        }
        return self._disclosure_texts(values)

    def _disclosure_texts(self, values):
        precision = (
            self.env._("Margins of error are stated with the tables.")
            if self.is_probability
            else self.env._(
                "Not a probability sample: no margin of error is stated, and the "
                "answers speak for those who gave them."
            )
        )
        size = self.env._(
            "Sample of %(target)s, %(answers)s answers.",
            **{name: values[name] for name in ("target", "answers")},
        )
        return {
            "strategy": self.env._("Survey by questionnaire; %(design)s.", **values),
            "sponsor": self.env._(
                "Commissioned and carried out by %(body)s (%(unit)s).", **values
            ),
            "instrument": self.env._(
                "Questionnaire “%(survey)s”, version %(version)s, %(questions)s "
                "questions; the exact wording is annexed.",
                **values,
            ),
            "population": self.env._("%(population)s: %(population_n)s.", **values),
            "sample": values["design"],
            "dates": self.env._("From %(date_from)s to %(date_to)s.", **values),
            "size": f"{size} {precision}",
            "quality": self.env._(
                "Answers are checked when they come in; groups of fewer than "
                "%(least)s people are not shown.",
                **values,
            ),
        }

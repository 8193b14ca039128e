from odoo import fields, models

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

#: what the notice page shows, in its order
NOTICE_PARTS = ("voluntary", "confidential", "retention", "rights")


class DlxhSurveyWaveFreezeMixin(models.AbstractModel):
    """What a wave keeps of its questionnaire and its notice when it is opened."""

    _name = "dlxh.survey.wave.freeze.mixin"
    _description = "Frozen Questionnaire of a Wave"

    definition = fields.Json(
        string="Questionnaire as fielded", readonly=True, copy=False, prefetch=False
    )
    notice = fields.Json(
        string="Notice as fielded", readonly=True, copy=False, prefetch=False
    )

    def _frozen_values(self):
        """Return what is frozen: every language of the questionnaire."""
        self.ensure_one()
        definition = self.survey_id._definition()
        return {
            "definition": definition,
            "notice": self._notice_values(definition["langs"]),
        }

    def _notice_values(self, langs):
        """Return the notice as plain texts: {"version", "title", "purpose",
        "voluntary", "confidential", "retention", "rights", "contact", "guardian"}.

        Each text is {language: text}; "guardian" is empty unless people under 18
        are asked.
        """
        self.ensure_one()
        notice = self.sudo().notice_id  # sudo: its words are public
        texts = {part: self._texts_of(notice, part, langs) for part in NOTICE_PARTS}
        return {
            "version": notice.version,
            "title": self._texts_of(notice, "name", langs),
            "purpose": self._texts_of(self, "purpose", langs),
            **texts,
            "contact": self._texts_of(self, "contact", langs),
            "guardian": self._texts_of(self, "guardian_text", langs)
            if self.includes_minors
            else {},
        }

    def _texts_of(self, record, name, langs):
        return {lang: record.with_context(lang=lang)[name] or "" for lang in langs}

    def _mark_fielded(self):
        """From now on the words of the questionnaire stay; called in the flow."""
        with_flow(self.survey_id).dlxh_is_fielded = True

    def _fielded_definition(self):
        """Return the frozen questionnaire; before the opening, as it is now."""
        self.ensure_one()
        return self.definition or self.survey_id._definition()

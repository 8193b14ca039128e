from odoo import api, models

#: code of the footnote, for whoever reads tables as data
WEIGHTED = "weighted"


class DlxhSurveyResults(models.AbstractModel):
    """Results with the weights that are in force; what is hidden counts people."""

    _inherit = "dlxh.survey.results"

    def _tables(self, wave, column=None, codes=None, only=None, weighting=None):
        laid_out = super()._tables(wave, column, codes, only, weighting)
        if wave.destroyed_on:  # kept with their notes
            return laid_out
        note = self._weighting_note(wave, weighting)
        for laid in laid_out if note else ():
            laid["notes"] = [*laid["notes"], WEIGHTED]
            laid["weighting"] = note
        return laid_out

    def _weighting_note(self, wave, weighting=None):
        """Return what is said below the tables of how they are weighted.

        :param weighting: as in `dlxh.survey.aggregate._used_weighting`
        """
        used = self.env["dlxh.survey.aggregate"]._used_weighting(wave, weighting)
        if used:
            return used.sudo()._note()  # sudo: names of questions and a figure
        # sudo: whether a weighting is in force, of a wave whose results may be seen
        if weighting is None and wave.sudo().weighting_id:
            return self.env._(
                "Not weighted: answers came in after the weights were computed. "
                "Compute them again."
            )
        return ""

    @api.model
    def _note_texts(self, laid):
        texts = super()._note_texts(laid)
        return [*texts, laid["weighting"]] if laid.get("weighting") else texts

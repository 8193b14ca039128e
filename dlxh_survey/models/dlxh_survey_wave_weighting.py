from odoo import fields, models

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow

from .survey_survey import CHAIR

#: chairs that see how results are weighted
WEIGHTING_CHAIRS = ",".join(
    CHAIR % chair for chair in ("officer", "leader", "inspector")
)


class DlxhSurveyWave(models.Model):
    """How the answers of a wave are weighted."""

    _inherit = "dlxh.survey.wave"

    weighting_ids = fields.One2many(
        "dlxh.survey.weighting",
        "wave_id",
        string="Weightings",
        groups=WEIGHTING_CHAIRS,
    )
    weighting_id = fields.Many2one(
        "dlxh.survey.weighting",
        string="Weighting in force",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=WEIGHTING_CHAIRS,
    )

    def action_open_weightings(self):
        """Show the weightings of the wave."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_survey.dlxh_survey_weighting_action_wave"
        )
        return action | {
            "domain": [("wave_id", "=", self.id)],
            "context": {"default_wave_id": self.id},
        }

    # ------------------------------------------------------------------
    # Putting one in force
    # ------------------------------------------------------------------

    def _use_weighting(self, weighting):
        """Put a weighting in force, or none; called after the check of the right.

        What the survey discloses about it is told anew, unless it was worded by
        hand.
        """
        self.ensure_one()
        proposed = self._weighting_disclosure()
        with_flow(self).write({"weighting_id": weighting.id})
        line = self.disclosure_ids.filtered(lambda one: one.item == "weighting")
        told = (line.text or "").strip()
        if line.is_not_applicable or told and told != proposed.strip():
            return
        with_flow(line).text = self._weighting_disclosure()

    def _weighting_disclosure(self):
        """Return what the survey discloses of its weights, in Vietnamese."""
        self.ensure_one()
        wave = self._in_vietnamese()
        # sudo: which weighting is in force, of a wave that may be read
        weighting = wave.sudo().weighting_id
        if weighting:
            return weighting._disclosed()
        if self.env["dlxh.survey.aggregate"]._is_weighted(self):
            return wave.env._("Answers have the weights that they were imported with.")
        return wave.env._("The answers are not weighted.")

    def _disclosure_texts(self, values):
        texts = super()._disclosure_texts(values)
        if self.state != "closed":
            return texts
        return {**texts, "weighting": self._weighting_disclosure()}

    def _publish_blocker(self):
        return self._weighting_blocker() or super()._publish_blocker()

    def _weighting_blocker(self):
        """Return why the results cannot be published as they are weighted."""
        # sudo: which weighting is in force, and one item of the disclosure
        wave = self.sudo()
        if not wave.weighting_id:
            return False
        if wave.weighting_id.is_stale:
            return self.env._(
                "Answers came in after the weights of “%(wave)s” were computed. Put "
                "“%(weighting)s” out of force, compute it and put it in force again.",
                wave=self.display_name,
                weighting=wave.weighting_id.name,
            )
        line = wave.disclosure_ids.filtered(lambda one: one.item == "weighting")
        if line.is_not_applicable:
            return self.env._(
                "The results of “%(wave)s” are weighted: say so in the disclosure, "
                "where weighting is marked as not applicable.",
                wave=self.display_name,
            )
        return False

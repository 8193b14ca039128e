from datetime import timedelta

from odoo import fields, models

from odoo.addons.dlxh_collaborator.deadline import local_date


class DlxhOpinion(models.Model):
    """A sheet or nil return fulfils what its author owes for the period.

    It is taken whenever it comes; after the due date it only counts late.
    """

    _inherit = "dlxh.opinion"

    def _on_handed_in(self):
        result = super()._on_handed_in()
        self.env["dlxh.obligation"]._follow_sheets(self)
        return result

    def _on_accepted(self):
        result = super()._on_accepted()
        self.env["dlxh.obligation"]._follow_sheets(self)
        self.filtered(lambda sheet: sheet.urgency == "urgent")._owe_quick_reports()
        return result

    def _on_given_back(self):
        result = super()._on_given_back()
        self.env["dlxh.obligation"]._follow_sheets(self)
        self.filtered(lambda sheet: sheet.urgency == "urgent")._forgive_quick_reports()
        return result

    # Quick reports: an urgent sheet that was accepted calls for one
    # ---------------------------------------------------------------

    def _owe_quick_reports(self):
        regimes = self.env["dlxh.regime"]
        for sheet in self:
            # sudo: when the sheet came in, for the officer who accepted it
            moment = sheet.sudo().submitted_at or fields.Datetime.now()
            found = regimes._quick_regimes(sheet.unit_id, local_date(moment))
            found._owe_quick(sheet.unit_id, moment)

    def _forgive_quick_reports(self):
        """Nothing is owed for an urgent sheet that was given back, unless another
        came on the same day."""
        for sheet in self.filtered("submitted_at"):
            day = local_date(sheet.submitted_at)
            # sudo: days of urgent sheets of the unit whose officer gave this back
            others = self.sudo().search_fetch(
                [
                    ("unit_id", "=", sheet.unit_id.id),
                    ("urgency", "=", "urgent"),
                    ("state", "in", ("accepted", "used")),
                    ("submitted_at", ">=", sheet.submitted_at - timedelta(days=1)),
                    ("submitted_at", "<=", sheet.submitted_at + timedelta(days=1)),
                ],
                ["submitted_at"],
            )
            if any(local_date(other.submitted_at) == day for other in others):
                continue
            # sudo: what the unit owes follows from its sheets
            obligations = self.env["dlxh.obligation"].sudo()
            obligations.search(
                [
                    ("regime_id.report_type", "=", "quick"),
                    ("unit_id", "=", sheet.unit_id.id),
                    ("date_from", "=", day),
                    ("state", "=", "owed"),
                ]
            ).state = "cancelled"

from odoo import api, models


class DlxhWorkItem(models.TransientModel):
    """Cards of analyst files: what waits for my release."""

    _inherit = "dlxh.work.item"

    @api.model
    def _survey_leader_cards(self):
        return super()._survey_leader_cards() + [
            self._survey_card(
                "dlxh.survey.analyst.file",
                [("can_decide", "=", True)],
                self.env._("Requests for single answers waiting for my release"),
                self.env._("Release, or refuse with a reason."),
                23,
            )
        ]

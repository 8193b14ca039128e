from odoo import api, models


class DlxhWorkItem(models.TransientModel):
    """A card of circulars that units without an account have to take note of."""

    _inherit = "dlxh.work.item"

    @api.model
    def _circular_cards(self):
        cards = super()._circular_cards()
        user = self.env.user
        officer = user.has_group("dlxh_collaborator.group_dlxh_officer")
        if not officer or not user._dlxh_units():
            return cards
        card = self._circular_card(
            "dlxh.circular.delivery",
            "dlxh_circular_delivery_action",
            self.env["dlxh.circular.delivery"]._to_record_domain(),
            self.env._("Acknowledgements to record"),
            self.env._("Of units below where nobody has an account."),
            28,
        )
        return [*cards, card]

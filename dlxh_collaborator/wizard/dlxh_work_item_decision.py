from odoo import api, models

CHAIR = "dlxh_collaborator.group_dlxh_%s"


class DlxhWorkItem(models.TransientModel):
    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        return super()._items() + self._decision_items()

    @api.model
    def _decision_items(self):
        """Decisions and proposals that wait for the user."""
        user = self.env.user
        office = any(
            user.has_group(CHAIR % chair) for chair in ("officer", "leader", "clerk")
        )
        cards = [
            (
                user.has_group(CHAIR % "leader"),
                "dlxh.decision",
                [("can_approve", "=", True)],
                self.env._("Decisions that wait for my approval"),
                14,
            ),
            (
                office,
                "dlxh.decision",
                [("is_issuer", "=", True), ("state", "=", "approved")],
                self.env._("Approved decisions to number and issue"),
                16,
            ),
            (
                user.has_group(CHAIR % "officer"),
                "dlxh.member.proposal",
                [("can_decide", "=", True)],
                self.env._("Proposals for our team"),
                18,
            ),
        ]
        items = []
        for mine, model, domain, name, sequence in cards:
            count = self.env[model].search_count(domain) if mine else 0
            if count:
                items.append(
                    {
                        "name": name,
                        "count": count,
                        "sequence": sequence,
                        "action": self._decision_action(model, domain, name),
                    }
                )
        return items

    @api.model
    def _decision_action(self, model, domain, name):
        xmlid = f"dlxh_collaborator.{model.replace('.', '_')}_action"
        return self._card_action(xmlid, domain, name=name, display_name=name)

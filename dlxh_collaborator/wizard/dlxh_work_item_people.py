from odoo import api, fields, models
from odoo.fields import Domain

ADDON = "dlxh_collaborator."


class DlxhWorkItem(models.TransientModel):
    """Cards about the files of collaborators: consent, evaluation, pay list."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        user = self.env.user
        items += self._people_items_of_oneself()
        if user._dlxh_units():
            if user.has_group("dlxh_collaborator.group_dlxh_officer"):
                items += self._people_items_of_officer()
            if user.has_group("dlxh_collaborator.group_dlxh_leader"):
                items += self._people_items_of_leader()
        return items

    @api.model
    def _people_card(self, model, domain, action, name, hint, sequence, **values):
        """Return one card in a list, or none when nothing waits there."""
        count = self.env[model].search_count(domain)
        if not count:
            return []
        card = {
            "name": name,
            "count": count,
            "hint": hint,
            "sequence": sequence,
            "action": self._card_action(ADDON + action, domain, name=name),
        }
        return [card | values]

    @api.model
    def _people_items_of_oneself(self):
        mine = self.env["dlxh.collaborator"].search(
            [("is_me", "=", True), ("state", "!=", "ended")]
        )
        items = []
        if any(mine.mapped("can_consent")):
            items.append(
                {
                    "name": self.env._("The privacy notice waits for you"),
                    "hint": self.env._(
                        "Read what is kept about you, then agree or not."
                    ),
                    "button": self.env._("Read"),
                    "sequence": 3,
                    "action": ADDON + "dlxh_collaborator_action_my_file",
                }
            )
        about_me = Domain("is_mine", "=", True)
        items += self._people_card(
            "dlxh.evaluation",
            about_me & Domain("state", "=", "graded"),
            "dlxh_evaluation_action_mine",
            self.env._("Evaluations of you"),
            self.env._("Read the grade and its reason; you may answer."),
            32,
        )
        items += self._people_card(
            "dlxh.discipline",
            about_me & Domain("state", "=", "told") & Domain("answer", "=", False),
            "dlxh_discipline_action",
            self.env._("You are asked to answer"),
            self.env._("Read what is held against you and answer it."),
            4,
            urgent=True,
        )
        soon = fields.Date.add(fields.Date.context_today(self), days=7)
        due = Domain("date_due", "<=", soon) | Domain("is_overdue", "=", True)
        items += self._people_card(
            "dlxh.supply",
            about_me & Domain("is_outstanding", "=", True) & due,
            "dlxh_supply_action",
            self.env._("Things to give back"),
            self.env._("Give them back to the officer of your unit."),
            34,
        )
        return items

    @api.model
    def _people_items_of_officer(self):
        own = Domain("is_own_unit", "=", True)
        units = self.env.user._dlxh_units()
        managed = Domain("unit_id", "in", units.ids) | Domain(
            "membership_ids", "any!", [("unit_id", "in", units.ids)]
        )
        items = self._people_card(
            "dlxh.collaborator",
            managed
            & Domain("consent_state", "=", "withdrawn")
            & Domain("state", "!=", "ended"),
            "dlxh_collaborator_action",
            self.env._("Consents withdrawn"),
            self.env._(
                "Talk to the person and propose the end of the membership; what was "
                "done until then stays lawful."
            ),
            14,
            urgent=True,
        )
        items += self._people_card(
            "dlxh.supply",
            own & Domain("is_overdue", "=", True),
            "dlxh_supply_action",
            self.env._("Equipment to ask back"),
            self.env._("Past its day, or with people who left."),
            36,
        )
        if unpaid := self.env["dlxh.allowance.list"]._units_without_list(units):
            items.append(
                {
                    "name": self.env._("Pay lists to prepare"),
                    "count": len(unpaid),
                    "hint": self.env._("A quarter has ended without a list."),
                    "sequence": 38,
                    "action": ADDON + "dlxh_allowance_list_action",
                }
            )
        if unmade := self.env["dlxh.evaluation"]._units_to_evaluate(units):
            items.append(
                {
                    "name": self.env._("Evaluations to prepare"),
                    "count": len(unmade),
                    "hint": self.env._("A half-year has ended."),
                    "sequence": 37,
                    "button": self.env._("Prepare"),
                    "action": ADDON + "dlxh_evaluation_prepare_action",
                }
            )
        return items

    @api.model
    def _people_items_of_leader(self):
        own = Domain("is_own_unit", "=", True)
        items = self._people_card(
            "dlxh.allowance.list",
            Domain("can_approve", "=", True),
            "dlxh_allowance_list_action",
            self.env._("Pay lists to approve"),
            self.env._("Look at the lines, then approve or return."),
            18,
            urgent=True,
        )
        items += self._people_card(
            "dlxh.evaluation",
            own & Domain("state", "=", "answered"),
            "dlxh_evaluation_action",
            self.env._("Answers to evaluations"),
            self.env._("Read what the collaborator says, then close or grade anew."),
            19,
        )
        items += self._people_card(
            "dlxh.evaluation",
            own & Domain("state", "=", "draft"),
            "dlxh_evaluation_action",
            self.env._("Evaluations to grade"),
            self.env._("The computed grade is proposed; say why if yours differs."),
            33,
        )
        items += self._people_card(
            "dlxh.discipline",
            own & Domain("state", "=", "told"),
            "dlxh_discipline_action",
            self.env._("Discipline to decide"),
            self.env._("Read the answer of the collaborator first."),
            35,
        )
        return items

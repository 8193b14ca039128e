from odoo import api, models


class DlxhWorkItem(models.TransientModel):
    """Cards of plans and inspections: what I do, approve, answer or check."""

    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        if not self.env.user._dlxh_units():
            return items
        return items + [card for card in self._programme_cards() if card]

    @api.model
    def _programme_cards(self):
        user = self.env.user
        chairs = {
            chair
            for chair in ("collaborator", "officer", "leader", "inspector")
            if user.has_group(f"dlxh_collaborator.group_dlxh_{chair}")
        }
        cards = []
        if chairs:
            cards += self._task_cards("officer" in chairs)
        if "leader" in chairs:
            cards += self._approval_cards()
        if chairs & {"officer", "leader", "inspector"}:
            cards += self._finding_cards()
        return cards

    @api.model
    def _plan_card(self, model, domain, action, name, hint, sequence, urgent=False):
        """One card, or nothing when no record waits there."""
        count = self.env[model].search_count(domain)
        if not count:
            return None
        return {
            "name": name,
            "count": count,
            "hint": hint,
            "urgent": urgent,
            "sequence": sequence,
            "action": self._card_action(
                f"dlxh_collaborator.{action}", domain, name=name
            ),
        }

    @api.model
    def _task_cards(self, officer):
        """Tasks in my name; for an officer, those of his unit in nobody's name."""
        mine = [("responsible_user_id", "=", self.env.uid)]
        if officer:
            mine = [
                "|",
                *mine,
                "&",
                ("responsible_user_id", "=", False),
                ("is_addressed_own", "=", True),
            ]
        model, action = "dlxh.programme.task", "dlxh_programme_task_action"
        soon = self.env[model]._due_soon_domain()
        return [
            self._plan_card(
                model,
                [*mine, ("is_late", "=", True)],
                action,
                self.env._("Tasks of plans that are late"),
                self.env._("Report how far they are, or link what fulfils them."),
                14,
                urgent=True,
            ),
            self._plan_card(
                model,
                [*mine, *soon],
                action,
                self.env._("Tasks of plans due soon"),
                self.env._("Due within the days of notice."),
                24,
            ),
        ]

    @api.model
    def _approval_cards(self):
        waits = [("can_approve", "=", True)]
        hint = self.env._("Read, then approve or return with a reason.")
        return [
            self._plan_card(
                "dlxh.programme",
                waits,
                "dlxh_programme_action",
                self.env._("Plans and estimates to approve"),
                hint,
                11,
                urgent=True,
            ),
            self._plan_card(
                "dlxh.inspection",
                waits,
                "dlxh_inspection_action",
                self.env._("Inspection reports to approve"),
                hint,
                12,
                urgent=True,
            ),
        ]

    @api.model
    def _finding_cards(self):
        model, action = "dlxh.inspection.finding", "dlxh_inspection_finding_action"
        return [
            self._plan_card(
                model,
                [("can_answer", "=", True)],
                action,
                self.env._("Findings to answer"),
                self.env._("An inspection of your unit asks for an answer."),
                16,
                urgent=True,
            ),
            self._plan_card(
                model,
                [("can_accept", "=", True)],
                action,
                self.env._("Answers to findings to check"),
                self.env._("Accept them, or ask again."),
                26,
            ),
        ]

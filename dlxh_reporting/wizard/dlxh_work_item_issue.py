from odoo import api, models

CHAIR = "dlxh_collaborator.group_dlxh_%s"


class DlxhWorkItem(models.TransientModel):
    _inherit = "dlxh.work.item"

    @api.model
    def _items(self):
        items = super()._items()
        user = self.env.user
        officer, leader = (user.has_group(CHAIR % c) for c in ("officer", "leader"))
        found = []
        if officer or leader:
            found += self._alert_items(officer)
            found += self._recommendation_items()
            found.append(self._handled_issue_item())
        if officer:
            found.append(self._late_issue_item())
        if officer or user.has_group(CHAIR % "collaborator"):
            found.append(self._answer_item())
        found = [item for item in found if item]
        if any(item.get("key") == "alert" for item in found):
            # the same sheets, by their alerts
            same = "dlxh_reporting.dlxh_opinion_action_urgent"
            items = [item for item in items if item["action"] != same]
        return found + items

    @api.model
    def _issue_card(self, model, domain, xmlid, **values):
        """One card, or nothing where nothing waits."""
        count = self.env[model].search_count(domain)
        if not count:
            return None
        opened = self._card_action(xmlid, domain, name=values["name"])
        return {"count": count, "action": opened, **values}

    @api.model
    def _alert_items(self, officer):
        own = ("is_own_unit", "=", True)
        action = "dlxh_reporting.dlxh_alert_action"
        hint = self.env._("One tap: accepted, and the next level reads it.")
        if not officer:
            hint = self.env._("Your officer has not checked them yet.")
        return [
            self._issue_card(
                "dlxh.alert",
                [own, ("state", "=", "waiting")],
                action,
                key="alert",
                name=self.env._("Urgent sheets to check"),
                hint=hint,
                urgent=True,
                sequence=1,
            ),
            self._issue_card(
                "dlxh.alert",
                [own, ("is_report_late", "=", True)],
                action,
                name=self.env._("Quick reports past their hour"),
                hint=self.env._("Finish the report and send it."),
                urgent=True,
                sequence=3,
            ),
        ]

    @api.model
    def _recommendation_items(self):
        return [
            self._issue_card(
                "dlxh.recommendation",
                [("can_answer", "=", True)],
                "dlxh_reporting.dlxh_recommendation_action_received",
                name=self.env._("Recommendations to answer"),
                hint=self.env._("The units that raised them read the answer."),
                sequence=18,
            ),
        ]

    @api.model
    def _handled_issue_item(self):
        return self._issue_card(
            "dlxh.issue",
            [
                ("is_handled_by_me", "=", True),
                ("is_own_unit", "=", False),
                ("state", "!=", "closed"),
                ("handler_reported_on", "=", False),
            ],
            "dlxh_reporting.dlxh_issue_action",
            name=self.env._("Issues given to your unit to handle"),
            hint=self.env._("Do it, then report on the handling."),
            sequence=17,
        )

    @api.model
    def _late_issue_item(self):
        return self._issue_card(
            "dlxh.issue",
            [
                ("is_late", "=", True),
                "|",
                ("is_handled_by_me", "=", True),
                ("is_own_unit", "=", True),
            ],
            "dlxh_reporting.dlxh_issue_action_late",
            name=self.env._("Issues past their deadline"),
            urgent=True,
            sequence=16,
        )

    @api.model
    def _answer_item(self):
        return self._issue_card(
            "dlxh.issue",
            self.env["dlxh.issue"]._new_answers_domain(),
            "dlxh_reporting.dlxh_issue_action_collaborator",
            name=self.env._("Answers to what was raised"),
            hint=self.env._("What came of issues of your unit, in the last month."),
            sequence=24,
        )

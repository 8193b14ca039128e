from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import is_html_empty

CHAIR = "dlxh_collaborator.group_dlxh_%s"


class DlxhRegulationFlowMixin(models.AbstractModel):
    """From the draft of a regulation to the day a later version ends it."""

    _name = "dlxh.regulation.flow.mixin"
    _description = "Steps of a Regulation"
    _numbered_states = ("approved",)

    can_number = fields.Boolean(compute="_compute_flow_rights")
    can_issue = fields.Boolean(compute="_compute_flow_rights")
    can_renew = fields.Boolean(compute="_compute_flow_rights")

    @api.depends_context("uid")
    @api.depends("state", "number", "unit_id")
    def _compute_flow_rights(self):
        user = self.env.user
        units = user._dlxh_units()
        office = any(
            user.has_group(CHAIR % chair) for chair in ("officer", "leader", "clerk")
        )
        officer = user.has_group(CHAIR % "officer")
        for regulation in self:
            own = regulation.sudo().unit_id in units  # sudo: compares units
            approved = own and office and regulation.state == "approved"
            regulation.can_number = approved and not regulation.number
            regulation.can_issue = approved
            regulation.can_renew = own and officer and regulation.state == "issued"

    # hooks of the approval

    def _approval_submit_blocker(self):
        if not self.body_id:
            return self._document_missing_sentence("body_id")
        if is_html_empty(self.text):
            return self._document_missing_sentence("text")
        return False

    def _approval_undo_blocker(self):
        if self.number:
            return self.env._(
                "The regulation already has a number. Issue it, then write a new "
                "version."
            )
        return False

    # buttons

    def action_issue(self):
        """Put approved regulations in force; the version before ends."""
        for regulation in self.filtered(lambda one: one.state != "issued"):
            regulation._need(
                "can_issue",
                self.env._("An officer, clerk or leader of the unit issues it."),
            )
            if not regulation.number:
                regulation.action_take_number()
            regulation._put_in_force()
        return True

    def _put_in_force(self):
        # sudo: the right to issue was checked; versions and teams follow
        flow = self.sudo()._approval_flow()
        date = flow.date_from or flow.document_date
        before = flow.search(
            [("unit_id", "=", flow.unit_id.id), ("state", "=", "issued")]
        )
        for previous in before:
            if previous.date_from >= date:
                raise UserError(self._later_sentence(previous))
        flow.write(
            {
                "state": "issued",
                "date_from": date,
                "issued_at": fields.Datetime.now(),
                "previous_id": flow.previous_id.id or before[:1].id,
            }
        )
        before.write({"state": "superseded", "date_to": date - timedelta(days=1)})
        teams = flow.env["dlxh.team"].search(
            [
                ("unit_id", "=", flow.unit_id.id),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", date),
            ]
        )
        teams.regulation_id = flow

    def action_new_version(self):
        """Begin the next version with the text of this one."""
        self.ensure_one()
        self._need(
            "can_renew", self.env._("An officer of the unit renews what is in force.")
        )
        draft = self.search(
            [("unit_id", "=", self.unit_id.id), ("state", "=", "draft")], limit=1
        ) or self.create(
            {
                "unit_id": self.unit_id.id,
                "body_id": self.body_id.id,
                "text": self.text,
                "abstract": self.abstract,
                "legal_basis_ids": [Command.set(self.legal_basis_ids.ids)],
                "recipient_ids": [
                    Command.create({"name": line.name, "purpose": line.purpose})
                    for line in self.recipient_ids
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "view_mode": "form",
        }

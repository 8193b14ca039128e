from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty


class DlxhInspectionFlowMixin(models.AbstractModel):
    """The steps of an inspection: begin, conclude by approval, follow up, close."""

    _name = "dlxh.inspection.flow.mixin"
    _description = "Steps of an Inspection"
    _numbered_states = ("concluded", "following", "closed")

    can_lead = fields.Boolean(
        compute="_compute_can_lead", export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("unit_id")
    def _compute_can_lead(self):
        """Officers and inspectors of the inspecting unit lead it."""
        user = self.env.user
        chair = user.has_group("dlxh_collaborator.group_dlxh_officer") or (
            user.has_group("dlxh_collaborator.group_dlxh_inspector")
        )
        for inspection in self:
            inspection.can_lead = chair and inspection.is_own_unit

    def _need_lead(self, states, sentence):
        """Refuse unless the user leads the inspection and it is in such a state."""
        self.ensure_one()
        self.check_access("read")
        if not self.can_lead or self.state not in states:
            self._refuse_step(sentence)

    # hooks of the approval and of the document

    def _approval_submit_blocker(self):
        if self.state != "in_progress":
            return self.env._(
                "“%(inspection)s” has not begun. Press “Begin”, write what was found, "
                "then submit the report.",
                inspection=self.display_name,
            )
        if not self.finding_ids and is_html_empty(self.result):
            return self.env._(
                "“%(inspection)s” has no result yet. Write what was found, or add "
                "findings.",
                inspection=self.display_name,
            )
        return super()._approval_submit_blocker()

    def _approval_undo_blocker(self):
        if self.number:
            return self.env._("The report already has a number.")
        # sudo: whether the inspected unit has answered
        if self.sudo().finding_ids.filtered(lambda finding: finding.state != "open"):
            return self.env._("The inspected unit has answered already.")
        return super()._approval_undo_blocker()

    def _secret_checked_fields(self):
        return super()._secret_checked_fields() | {"purpose", "result", "name"}

    # buttons

    def action_start(self):
        """The inspection begins."""
        for inspection in self:
            inspection._need_lead(
                ("planned",),
                self.env._(
                    "An officer or inspector of the unit begins what is planned."
                ),
            )
            # sudo: chair, unit and state were checked just above
            inspection.sudo()._approval_flow().write({"state": "in_progress"})
        return True

    def action_close(self):
        """End the follow-up once everything has been put right."""
        for inspection in self:
            inspection._need_lead(
                ("concluded", "following"),
                self.env._("An officer or inspector of the unit closes the follow-up."),
            )
            if left := inspection.open_finding_count:
                raise UserError(
                    self.env._(
                        "%(count)s findings are not put right yet. Accept the answers "
                        "of %(unit)s first, or ask again.",
                        count=left,
                        unit=inspection.inspected_unit_id.name,
                    )
                )
            # sudo: chair, unit and state were checked just above
            inspection.sudo()._approval_flow().write({"state": "closed"})
        return True

    def action_open_findings(self):
        """Open the findings as a list of their own."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_inspection_finding_action"
        )
        domain = [("inspection_id", "=", self.id)]
        return {**action, "domain": domain, "context": {}}

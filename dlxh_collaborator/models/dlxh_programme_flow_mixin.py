from odoo import api, fields, models


class DlxhProgrammeFlowMixin(models.AbstractModel):
    """The steps of a plan: approval, number, closing, and the next year's plan."""

    _name = "dlxh.programme.flow.mixin"
    _description = "Steps of a Plan"
    _numbered_states = ("approved", "closed")

    can_close = fields.Boolean(
        compute="_compute_plan_rights", export_string_translation=False
    )
    can_reopen = fields.Boolean(
        compute="_compute_plan_rights", export_string_translation=False
    )
    can_continue = fields.Boolean(
        compute="_compute_plan_rights", export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("state", "unit_id", "plan_type")
    def _compute_plan_rights(self):
        user = self.env.user
        officer = user.has_group("dlxh_collaborator.group_dlxh_officer")
        leader = user.has_group("dlxh_collaborator.group_dlxh_leader")
        for plan in self:
            own = plan.is_own_unit
            plan.can_close = own and (officer or leader) and plan.state == "approved"
            plan.can_reopen = own and leader and plan.state == "closed"
            kept = plan.state in ("approved", "closed") and plan.plan_type == "annual"
            plan.can_continue = own and officer and kept

    # hooks of the approval and of the document

    def _approval_submit_blocker(self):
        if not self.task_ids:
            return self.env._(
                "“%(plan)s” has no task yet. Write at least one, with who does it "
                "and until when.",
                plan=self.display_name,
            )
        if not self.body_id:
            return self._document_missing_sentence("body_id")
        if empty := self.budget_line_ids.filtered(lambda line: not line.amount):
            return self.env._(
                "“%(line)s” of the estimate has no amount. Enter quantity and unit "
                "price, or delete the line.",
                line=empty[0].name,
            )
        return super()._approval_submit_blocker()

    def _approval_undo_blocker(self):
        if self.number:
            return self.env._(
                "“%(plan)s” has the number %(code)s and was issued; close it, or add "
                "tasks by the conclusions of a meeting.",
                plan=self.display_name,
                code=self.document_code,
            )
        # sudo: whether money was spent, for a leader who may take the approval back
        if self.sudo().budget_line_ids.expense_ids:
            return self.env._(
                "Money was already spent by “%(plan)s”. What was approved stays.",
                plan=self.display_name,
            )
        return super()._approval_undo_blocker()

    def _secret_checked_fields(self):
        return super()._secret_checked_fields() | {
            "intro",
            "goals",
            "organisation",
            "legal_basis_ids",
        }

    # buttons

    def action_close(self):
        """End the plan: nothing is reported or spent on it any more."""
        for plan in self:
            plan._need(
                "can_close",
                self.env._("An officer or leader of the unit closes an approved plan."),
            )
            plan._in_flow().write({"state": "closed"})
        return True

    def action_reopen(self):
        """Let the work on a closed plan go on."""
        for plan in self:
            plan._need(
                "can_reopen", self.env._("A leader of the unit opens a closed plan.")
            )
            plan._in_flow().write({"state": "approved"})
        return True

    def action_open_copy(self):
        """Ask what goes over into the next year's plan."""
        self._need(
            "can_continue",
            self.env._("An officer of the unit carries an approved plan of a year on."),
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Plan of another year"),
            "res_model": "dlxh.programme.copy",
            "view_mode": "form",
            "target": "new",
            "context": {"default_programme_id": self.id},
        }

    def action_open_tasks(self):
        """Open the tasks as a list of their own."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_programme_task_action"
        )
        domain = [("programme_id", "=", self.id)]
        context = {"default_programme_id": self.id}
        return {**action, "domain": domain, "context": context}

    def action_open_budget(self):
        """Open the lines of the estimate with what was spent."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_programme_budget_line_action"
        )
        domain = [("programme_id", "=", self.id)]
        context = {"default_programme_id": self.id}
        return {**action, "domain": domain, "context": context}

from odoo import models


class DlxhProgrammeTaskDigestMixin(models.AbstractModel):
    """Whom to remind of tasks that are due, and with what words."""

    _name = "dlxh.programme.task.digest.mixin"
    _inherit = ["dlxh.digest.mixin"]
    _description = "Reminder of Tasks"
    _digest_type = "dlxh_collaborator.mail_activity_type_tasks_due"

    def _digest_domain(self):
        return [("plan_state", "=", "approved"), ("state", "in", ("todo", "doing"))]

    def _digest_people(self):
        """The person in charge, else the officers of the unit that does it."""
        open_to = self.filtered(lambda task: not task.responsible_user_id)
        officers = self._officers_of(open_to.responsible_unit_id)
        return {
            task: task.responsible_user_id or officers[task.responsible_unit_id]
            for task in self
        }

    def _digest_summary(self, due, late):
        if late:
            return self.env._(
                "Tasks of plans: %(due)s due soon, %(late)s late", due=due, late=late
            )
        return self.env._("Tasks of plans: %(due)s due soon", due=due)

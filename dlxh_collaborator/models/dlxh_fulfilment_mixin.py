from odoo import models


class DlxhFulfilmentMixin(models.AbstractModel):
    """What can fulfil a task of a plan: once it is done, the task is done.

    A model joins by inheriting this, saying when a record is done, and by naming
    itself in `dlxh.programme.task._fulfilment_models`.
    """

    _name = "dlxh.fulfilment.mixin"
    _description = "Fulfils a Task"

    #: a write on one of these may change whether the record is done
    _fulfilment_fields = ("state",)

    def _is_fulfilled(self):
        """Return whether the record is done, so that its task is done too."""
        self.ensure_one()
        return False

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._fulfilment_fields):
            self._refresh_fulfilled_tasks()
        return result

    def _refresh_fulfilled_tasks(self):
        """Bring the tasks that point here in step."""
        # sudo: who may change this record need not see the plan; only whether the
        # task is done follows from it
        tasks = self.env["dlxh.programme.task"].sudo()
        links = [f"{self._name},{record_id}" for record_id in self.ids]
        tasks.search(
            [("fulfilled_by", "in", links), ("plan_state", "=", "approved")]
        )._refresh_fulfilment()

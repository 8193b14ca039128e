from odoo import api, fields, models
from odoo.exceptions import UserError

from .approval_flow import with_flow


class DlxhProgrammeTaskFulfilmentMixin(models.AbstractModel):
    """A task is done when what it is linked to is done: a meeting held, say."""

    _name = "dlxh.programme.task.fulfilment.mixin"
    _description = "What Fulfils a Task"

    fulfilled_by = fields.Reference(
        selection="_selection_fulfilled_by",
        string="Fulfilled by",
        copy=False,
        index="btree_not_null",
        help="What does the task; once that is done, the task is done.",
    )
    done_by_link = fields.Boolean(
        string="Done by what fulfils it", readonly=True, copy=False
    )

    @api.model
    def _fulfilment_models(self):
        """Return the names of the models that can fulfil a task.

        Hook: each of them inherits `dlxh.fulfilment.mixin`.
        """
        return ["dlxh.inspection"]

    @api.model
    def _selection_fulfilled_by(self):
        names = self._fulfilment_models()
        return [(name, self.env["ir.model"]._get(name).name) for name in names]

    def _check_fulfilment_link(self):
        """Only what the one who writes may read is linked."""
        if self.env.su:  # the flow links what it has checked
            return
        for task in self:
            record = task.fulfilled_by
            if record and not record.exists().has_access("read"):
                raise UserError(
                    self.env._(
                        "“%(task)s” cannot be linked to that record: you may not "
                        "read it. Choose one of your own unit.",
                        task=task.name,
                    )
                )

    def _refresh_fulfilment(self):
        """Bring the status in step with what fulfils each task.

        A task that somebody reported as done stays done; one that was done by its
        link goes on when that is taken back.
        """
        for task in self:
            # sudo: whether the linked record is done, nothing else of it is told;
            # the link itself was checked when it was written
            record = task.sudo().fulfilled_by
            fulfilled = bool(record and record.exists() and record._is_fulfilled())
            if fulfilled and task.state in ("todo", "doing"):
                values = {
                    "state": "done",
                    "progress": 100,
                    "done_on": fields.Date.context_today(self),
                    "done_by_link": True,
                }
            elif task.done_by_link and not fulfilled:
                values = {
                    "state": "doing",
                    "progress": 90,
                    "done_on": False,
                    "done_by_link": False,
                }
            else:
                continue
            # sudo: follows from the link, which was checked
            with_flow(task.sudo()).write(values)

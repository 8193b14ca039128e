from odoo import api, models


class DlxhProgrammeTask(models.Model):
    """A task of a plan can be fulfilled by a report."""

    _inherit = "dlxh.programme.task"

    @api.model
    def _fulfilment_models(self):
        return [*super()._fulfilment_models(), "dlxh.report"]


class DlxhReport(models.Model):
    """A task “report on the quarter” is done once the report was sent up."""

    _name = "dlxh.report"
    _inherit = ["dlxh.report", "dlxh.fulfilment.mixin"]

    def _is_fulfilled(self):
        self.ensure_one()
        return self.is_sent and self.state != "returned"

from odoo import api, models


class DlxhProgrammeTask(models.Model):
    """A task of a plan can be fulfilled by a survey."""

    _inherit = "dlxh.programme.task"

    @api.model
    def _fulfilment_models(self):
        return [*super()._fulfilment_models(), "dlxh.survey.wave"]

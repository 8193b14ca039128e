from odoo import fields, models


class DlxhSurveySlipLine(models.TransientModel):
    """How many slips are printed for a stratum."""

    _name = "dlxh.survey.slip.line"
    _description = "Slips of a Stratum"
    _order = "id"

    slip_id = fields.Many2one(
        "dlxh.survey.slip", required=True, index=True, ondelete="cascade"
    )
    stratum_id = fields.Many2one(
        "dlxh.survey.stratum", string="Stratum", ondelete="cascade"
    )
    given = fields.Integer("Printed before", readonly=True)
    number = fields.Integer("Slips to print")

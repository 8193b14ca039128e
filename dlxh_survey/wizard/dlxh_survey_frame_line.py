from odoo import fields, models


class DlxhSurveyFrameLine(models.TransientModel):
    """A unit on the list, and how many people there are in it."""

    _name = "dlxh.survey.frame.line"
    _description = "Unit to Choose from"
    _order = "id"

    frame_id = fields.Many2one(
        "dlxh.survey.frame", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        "dlxh.unit", string="Unit", required=True, ondelete="cascade"
    )
    code = fields.Char(related="unit_id.code")
    population_n = fields.Integer("People")

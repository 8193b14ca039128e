from odoo import fields, models


class DlxhSurveyFileProblem(models.TransientModel):
    """What is wrong with one place of a file: where, what stands there, why."""

    _name = "dlxh.survey.file.problem"
    _description = "Problem in a Survey File"
    _order = "id"

    form_import_id = fields.Many2one("dlxh.survey.form.import", ondelete="cascade")
    dataset_import_id = fields.Many2one(
        "dlxh.survey.dataset.import", ondelete="cascade"
    )
    sheet = fields.Char()
    row = fields.Integer(
        aggregator=False, help="As numbered in the file; 0 for the whole file."
    )
    column = fields.Char()
    value = fields.Char(string="What stands there")
    reason = fields.Char(string="What to do")
    level = fields.Selection(
        [("error", "To be mended"), ("warning", "Left out")],
        string="Kind",
        default="error",
    )

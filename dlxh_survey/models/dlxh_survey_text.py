from odoo import fields, models


class DlxhSurveyText(models.Model):
    """What was written in one's own words, apart from all other answers.

    Rows are made by the release of `dlxh.survey.store`, in random order; nothing
    tells which answers belong to the same person (G14).
    """

    _name = "dlxh.survey.text"
    _description = "Open answer"
    # who wrote or coded it, and when, would lead back to the respondent
    _log_access = False
    _order = "id"

    wave_id = fields.Many2one(
        "dlxh.survey.wave", required=True, readonly=True, index=True, ondelete="cascade"
    )
    question = fields.Char(
        required=True,
        readonly=True,
        help="Code of the question; with “.” and the code of the option where text "
        "was added to an option.",
    )
    body = fields.Text(required=True, readonly=True)

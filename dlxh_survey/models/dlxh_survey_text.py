from odoo import fields, models


class DlxhSurveyText(models.Model):
    """What was written in one's own words, apart from all other answers.

    Rows are made by the release of `dlxh.survey.store`, in random order; nothing
    tells which answers belong to the same person (G14). Nobody has a right to them:
    coders see them one by one through `dlxh.survey.coding`.
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
        help="Code of the question; with “.other.” and the code of the option where "
        "text was added to an option.",
    )
    body = fields.Text(required=True, readonly=True)
    # empty: nobody has coded it yet
    state = fields.Selection(
        [("coded", "Coded"), ("unclear", "Unclear")], readonly=True
    )
    theme_ids = fields.Many2many(
        "dlxh.survey.theme",
        relation="dlxh_survey_text_theme",
        column1="text_id",
        column2="theme_id",
        string="Themes",
        readonly=True,
    )
    # empty: not in the sample that a second person codes
    second_state = fields.Selection(
        [("waiting", "Waiting"), ("coded", "Coded"), ("unclear", "Unclear")],
        string="Second coding",
        readonly=True,
    )
    second_theme_ids = fields.Many2many(
        "dlxh.survey.theme",
        relation="dlxh_survey_text_second_theme",
        column1="text_id",
        column2="theme_id",
        string="Themes of the second coding",
        readonly=True,
    )
    is_screened = fields.Boolean(
        string="Personal data blacked out",
        readonly=True,
        help="Once, before anybody reads it; what was blacked out is kept nowhere.",
    )
    is_destroyed = fields.Boolean(string="Words destroyed", readonly=True)
    is_quotable = fields.Boolean(
        string="May be quoted",
        readonly=True,
        help="A coder found nothing in it by which somebody could be known.",
    )

    _wave_question_idx = models.Index("(wave_id, question, state)")
    _second_idx = models.Index("(wave_id, question) WHERE second_state IS NOT NULL")

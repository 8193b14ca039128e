from odoo import api, fields, models


class DlxhSurveyBlockInsert(models.TransientModel):
    """Put the questions of a block at the end of a questionnaire."""

    _name = "dlxh.survey.block.insert"
    _description = "Insert a Block"

    survey_id = fields.Many2one(
        "survey.survey", string="Into", required=True, ondelete="cascade"
    )
    block_id = fields.Many2one(
        "survey.survey",
        string="Block",
        required=True,
        ondelete="cascade",
        domain="[('survey_type', '=', 'opinion'), ('is_block', '=', True),"
        " ('id', '!=', survey_id)]",
    )
    question_text = fields.Text(string="Questions", compute="_compute_question_text")

    @api.depends("block_id")
    def _compute_question_text(self):
        for wizard in self:
            titles = wizard.block_id.question_ids.sorted().mapped("title")
            wizard.question_text = "\n".join(f"– {title}" for title in titles)

    def action_insert(self):
        """Copy the questions; both questionnaires are checked."""
        self.ensure_one()
        self.survey_id.check_access("write")
        self.block_id.check_access("read")
        self.survey_id._dlxh_insert_block(self.block_id)
        return {"type": "ir.actions.act_window_close"}

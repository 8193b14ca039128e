from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: as many as a question may have answers to choose from
MOST_THEMES = 30


class DlxhSurveyTheme(models.Model):
    """What several people say in their own words: a heading, and what belongs to it."""

    _name = "dlxh.survey.theme"
    _inherit = ["dlxh.scope.base", "dlxh.private.name.mixin"]
    _description = "Theme of Open Answers"
    _order = "coding_id, sequence, id"

    coding_id = fields.Many2one(
        "dlxh.survey.coding",
        string="Question",
        required=True,
        index=True,
        ondelete="cascade",
    )
    unit_id = fields.Many2one(
        related="coding_id.unit_id", store=True, index=True, string="Unit"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Theme", required=True)
    definition = fields.Text(
        string="What belongs to it",
        help="With an example, so that two people code alike.",
    )
    text_count = fields.Integer(
        string="Texts",
        compute="_compute_text_count",
        groups="dlxh_survey.group_dlxh_coder",
    )

    _coding_idx = models.Index("(coding_id, sequence, id)")
    _name_unique = models.UniqueIndex(
        "(coding_id, lower(name))", "The question has a theme of this name already."
    )

    def _compute_text_count(self):
        # sudo: how many texts have the theme, no text; shown to coders only
        found = self.env["dlxh.survey.text"].sudo()
        counts = dict(
            found._read_group(
                [("theme_ids", "in", self.ids)], ["theme_ids"], ["__count"]
            )
        )
        by_id = {theme.id: number for theme, number in counts.items()}
        for theme in self:
            theme.text_count = by_id.get(theme._origin.id, 0)

    @api.constrains("coding_id")
    def _check_number(self):
        for coding in self.coding_id:
            if len(coding.theme_ids) > MOST_THEMES:
                raise ValidationError(
                    self.env._(
                        "A question has at most %(most)s themes. Put some together.",
                        most=MOST_THEMES,
                    )
                )

    # Guarded writes
    # --------------

    @api.model_create_multi
    def create(self, vals_list):
        themes = super().create(vals_list)
        themes.coding_id._refuse_unless_open()
        return themes

    def write(self, vals):
        self.check_access("write")
        self.coding_id._refuse_unless_open()
        if "coding_id" in vals and any(
            theme.coding_id.id != vals["coding_id"] for theme in self
        ):
            raise UserError(
                self.env._("A theme stays with its question. Begin another one.")
            )
        return super().write(vals)

    def unlink(self):
        # not by @api.ondelete, which a client can switch off in its context
        self.check_access("unlink")
        self.coding_id._refuse_unless_open()
        self._refuse_used()
        self._leave_sample()
        return super().unlink()

    def _refuse_used(self):
        # sudo: whether texts have the theme, no text
        used = (
            self.env["dlxh.survey.text"]
            .sudo()
            .search([("theme_ids", "in", self.ids)], limit=1)
        )
        if used:
            raise UserError(
                self.env._(
                    "Texts have this theme. Give them another one first: open the "
                    "theme on the page of texts."
                )
            )

    def _leave_sample(self):
        """Take texts out of the sample to which the second coder gave the theme."""
        # sudo: no text is read; `unlink` checked the right and who asks
        texts = self.env["dlxh.survey.text"].sudo()
        texts = texts.search([("second_theme_ids", "in", self.ids)])
        texts.write({"second_state": False, "second_theme_ids": [(5,)]})

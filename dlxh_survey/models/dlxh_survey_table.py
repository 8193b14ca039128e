from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .. import result_tables

#: questions across one saved table
MOST_COLUMNS = 6


class DlxhSurveyTable(models.Model):
    """A banner that is kept: which questions, by the answers to which others.

    It holds no figures. They are counted, and hidden where they are too small,
    whenever the table is opened.
    """

    _name = "dlxh.survey.table"
    _inherit = ["dlxh.scope.base"]
    _description = "Saved Table of a Survey"
    _order = "wave_id, sequence, id"

    wave_id = fields.Many2one(
        "dlxh.survey.wave", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="wave_id.unit_id", store=True, index=True, string="Unit"
    )
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    column_codes = fields.Char(
        string="Questions across",
        required=True,
        help="Codes of the questions whose answers are the columns, with commas; a "
        "row of a matrix is written q3.r1.",
    )
    row_codes = fields.Char(
        string="Questions down",
        help="Codes with commas; all questions if empty.",
    )
    filter_code = fields.Char(
        string="Only those who answered",
        help="Code of a question with one answer. Shown only if no number is too "
        "small, here or in what is left out.",
    )
    filter_option = fields.Char(string="With the answer", help="Code of that answer.")
    in_report = fields.Boolean(
        string="In the report",
        help="Printed with its charts in the annex of the survey report.",
    )
    told = fields.Text(string="In words", compute="_compute_told")

    _wave_sequence_idx = models.Index("(wave_id, sequence, id)")

    # ------------------------------------------------------------------
    # What the codes mean
    # ------------------------------------------------------------------

    def _codes(self, name):
        """Return the codes in a field, in their order, each once."""
        self.ensure_one()
        codes = (code.strip() for code in (self[name] or "").split(","))
        return list(dict.fromkeys(filter(None, codes)))

    def _asked(self):
        """Return {code: question} of the wave's questionnaire."""
        self.ensure_one()
        # sudo: the words of the questionnaire, of a wave whose table this is
        definition = self.sudo().wave_id._fielded_definition()
        return {one["code"]: one for one in definition["questions"]}

    @api.constrains(
        "wave_id", "column_codes", "row_codes", "filter_code", "filter_option"
    )
    def _check_codes(self):
        for table in self:
            asked = table._asked()
            table._check_columns(asked)
            for code in table._codes("row_codes"):
                if code not in asked:
                    raise ValidationError(
                        self.env._(
                            "Table “%(table)s”: the questionnaire has no question "
                            "“%(code)s”. Correct “Questions down”.",
                            table=table.name,
                            code=code,
                        )
                    )
            if table.filter_code or table.filter_option:
                table._check_filter(asked)

    def _check_columns(self, asked):
        known = dict(result_tables.column_choices(asked.values(), self.env.lang))
        columns = self._codes("column_codes")
        if not columns or len(columns) > MOST_COLUMNS:
            raise ValidationError(
                self.env._(
                    "Table “%(table)s”: name one to %(most)s questions across.",
                    table=self.name,
                    most=MOST_COLUMNS,
                )
            )
        for code in columns:
            if code not in known:
                raise ValidationError(
                    self.env._(
                        "Table “%(table)s” cannot be crossed by “%(code)s”. Name a "
                        "question with answers to choose from, or a scale.",
                        table=self.name,
                        code=code,
                    )
                )

    def _check_filter(self, asked):
        question = asked.get(self.filter_code)
        options = question["options"] if question else []
        if self.filter_option not in {option["code"] for option in options}:
            raise ValidationError(
                self.env._(
                    "Table “%(table)s”: question “%(code)s” has no answer "
                    "“%(option)s”. Name the code of a question with one answer, and "
                    "that of an answer.",
                    table=self.name,
                    code=self.filter_code or "",
                    option=self.filter_option or "",
                )
            )

    @api.depends("wave_id", "column_codes", "row_codes", "filter_code", "filter_option")
    @api.depends_context("lang")
    def _compute_told(self):
        for table in self:
            table.told = table.wave_id and table._told()

    def _told(self):
        """Return the questions named by the codes, a line each."""
        asked = self._asked()
        lang = self.env.lang
        columns = dict(result_tables.column_choices(asked.values(), lang))
        titles = {
            code: question["title"].get(lang)
            or next(iter(question["title"].values()), "")
            for code, question in asked.items()
        }
        across = [columns.get(code, code) for code in self._codes("column_codes")]
        down = [titles.get(code, code) for code in self._codes("row_codes")]
        lines = [self.env._("Across: %(questions)s", questions="; ".join(across))]
        if down:
            lines.append(self.env._("Down: %(questions)s", questions="; ".join(down)))
        if self.filter_code in asked:
            labels = result_tables.answer_labels(asked[self.filter_code], lang)
            lines.append(
                self.env._(
                    "Only: %(question)s = %(answer)s",
                    question=titles[self.filter_code],
                    answer=labels.get(self._filter_value(asked), ""),
                )
            )
        return "\n".join(lines)

    def _filter_value(self, asked):
        options = asked[self.filter_code]["options"]
        return next(
            (one["value"] for one in options if one["code"] == self.filter_option), None
        )

    @api.model
    def _unsaved(self, wave, banner):
        """Return a banner that is looked at before it is saved, or not at all."""
        names = ("column_codes", "row_codes", "filter_code", "filter_option")
        values = {name: str(banner.get(name) or "") for name in names}
        table = self.new({"wave_id": wave.id, "name": self.env._("Table"), **values})
        table._check_codes()
        return table

    # ------------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------------

    def _results(self):
        """Return the published tables, a list per column; the caller has checked
        that the reader may see the results of the wave."""
        self.ensure_one()
        only = None
        if self.filter_code:
            value = self._filter_value(self._asked())
            only = {"code": self.filter_code, "value": value}
        return [
            self.env["dlxh.survey.results"]._tables(
                self.wave_id, column, self._codes("row_codes") or None, only
            )
            for column in self._codes("column_codes")
        ]

    def action_open_results(self):
        """Open the results page with this table."""
        self.ensure_one()
        self.check_access("read")
        action = self.wave_id.action_open_results()
        return {**action, "params": {"table_id": self.id}}

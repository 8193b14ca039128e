from odoo import api, fields, models
from odoo.exceptions import UserError


class DlxhOpinionStream(models.Model):
    """One stream of opinion in a sheet: what is said, by which groups, how
    widely and how strongly (luồng ý kiến)."""

    _name = "dlxh.opinion.stream"
    _inherit = ["dlxh.raw.mixin", "dlxh.private.name.mixin", "dlxh.screened.mixin"]
    _description = "Stream of Opinion"
    _order = "opinion_id, id"
    _log_access = False
    _rec_name = "statement"
    _screened_fields = ("statement",)
    _plain_fields = frozenset(
        "id opinion_id tendency breadth intensity group_ids".split()
    )

    opinion_id = fields.Many2one(
        "dlxh.opinion", string="Sheet", required=True, index=True, ondelete="cascade"
    )
    statement = fields.Text(
        string="What is said", required=True, help="In plain words, without names."
    )
    tendency = fields.Selection(
        [
            ("approve", "Agree"),
            ("oppose", "Oppose"),
            ("hesitant", "Hesitant"),
            ("unclear", "Not clear"),
        ],
        required=True,
        default="unclear",
    )
    breadth = fields.Selection(
        [
            ("vast_majority", "Vast majority"),
            ("majority", "Majority"),
            ("many", "Many"),
            ("some", "Some"),
        ],
        string="How widely",
        required=True,
        default="some",
    )
    intensity = fields.Selection(
        [
            ("1", "Very weak"),
            ("2", "Weak"),
            ("3", "Medium"),
            ("4", "Strong"),
            ("5", "Very strong"),
        ],
        string="How strongly",
        required=True,
        default="3",
    )
    group_ids = fields.Many2many(
        "dlxh.population.group",
        "dlxh_opinion_stream_group_rel",
        "stream_id",
        "group_id",
        string="Who says it",
        domain=[("state", "=", "active")],
        help="Groups of people, never a person.",
    )
    unit_id = fields.Many2one(related="opinion_id.unit_id", string="Receiving unit")
    # One reason stands for the whole sheet.
    personal_data_reason = fields.Char(
        related="opinion_id.personal_data_reason", readonly=True
    )

    def _is_author(self):
        return self.opinion_id.is_mine

    @api.model_create_multi
    def create(self, vals_list):
        streams = super().create(vals_list)
        if not self.env.su:  # a sheet is made whole, whatever its state
            streams._check_sheet_open()
        return streams

    def write(self, vals):
        self._check_sheet_open()
        result = super().write(vals)
        self._check_sheet_open()  # the sheet it was moved to
        return result

    def unlink(self):
        self._check_sheet_open()
        return super().unlink()

    def _check_sheet_open(self):
        """What a collaborator wrote is never rewritten once handed in (G26)."""
        self.check_access("read")  # the refusal below names the sheet
        for sheet in self.opinion_id:
            if sheet.state not in ("draft", "returned"):
                raise UserError(
                    self.env._(
                        "“%(sheet)s” was handed in: what people say cannot be changed "
                        "any more. Return the sheet with a reason instead.",
                        sheet=sheet.display_name,
                    )
                )

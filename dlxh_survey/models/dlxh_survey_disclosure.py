from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow

#: what every survey tells about itself, in the order of the report
ITEMS = [
    ("strategy", "How data were collected"),
    ("sponsor", "Who commissioned and who carried it out"),
    ("instrument", "Instrument with the exact wording"),
    ("population", "Population under study"),
    ("sample", "How the sample was drawn or recruited"),
    ("modes", "Ways of answering"),
    ("dates", "Dates of the fieldwork"),
    ("size", "Sample size and precision"),
    ("weighting", "Weighting"),
    ("quality", "Processing and quality checks"),
    ("limitations", "Limitations"),
]


class DlxhSurveyDisclosure(models.Model):
    """One of the eleven items that a survey discloses about itself.

    The lines come with the wave. Each is filled in, or marked as not applicable
    with a reason, before the wave is published; then it stays.
    """

    _name = "dlxh.survey.disclosure"
    _inherit = ["dlxh.scope.base"]
    _description = "Disclosure Item"
    _order = "wave_id, sequence"
    _rec_name = "item"

    wave_id = fields.Many2one(
        "dlxh.survey.wave", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="wave_id.unit_id", store=True, index=True, string="Unit"
    )
    wave_state = fields.Selection(related="wave_id.state", string="Status of the wave")
    sequence = fields.Integer()
    item = fields.Selection(ITEMS, required=True)
    text = fields.Text(string="What is told")
    is_not_applicable = fields.Boolean(string="Not applicable")
    reason = fields.Char(string="Why not applicable")
    is_filled = fields.Boolean(
        string="Filled in", compute="_compute_is_filled", store=True
    )

    _item_once = models.UniqueIndex(
        "(wave_id, item)", "The item is already in the list."
    )

    @api.depends("text", "is_not_applicable", "reason")
    def _compute_is_filled(self):
        for line in self:
            told = line.reason if line.is_not_applicable else line.text
            line.is_filled = bool((told or "").strip())

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        if not in_flow(self.env):
            if vals.keys() & {"wave_id", "item", "unit_id", "sequence"}:
                self._refuse_by_hand()
            # sudo: only the state of the wave is looked at
            if any(w.state in ("published", "cancelled") for w in self.sudo().wave_id):
                raise UserError(
                    self.env._(
                        "The wave is published or cancelled; what it discloses stays."
                    )
                )
        return super().write(vals)

    def unlink(self):
        self._refuse_by_hand()
        return super().unlink()

    def _refuse_by_hand(self):
        if not in_flow(self.env):
            raise UserError(
                self.env._(
                    "The eleven items come with the wave. Mark one as not applicable "
                    "instead, with a reason."
                )
            )

    def _told(self):
        """Return what the report prints for the item."""
        self.ensure_one()
        if self.is_not_applicable:
            return self.env._("Not applicable: %(reason)s", reason=self.reason or "…")
        return self.text or "…"

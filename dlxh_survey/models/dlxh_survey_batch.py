from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow


class DlxhSurveyBatch(models.Model):
    """Answers that came in together by a hand of the unit: who, when, how many.

    It is the finest record of who brought answers in. Nothing leads from it to an
    answer; of a file only its fingerprint is kept (G10, S11).
    """

    _name = "dlxh.survey.batch"
    _inherit = ["dlxh.scope.base"]
    _description = "Batch of Answers"
    _order = "wave_id, date desc, id desc"

    wave_id = fields.Many2one(
        "dlxh.survey.wave", required=True, readonly=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="wave_id.unit_id", store=True, index=True, string="Unit"
    )
    kind = fields.Selection(
        [("import", "Data set from a file")],
        required=True,
        readonly=True,
        default="import",
    )
    entered_by_id = fields.Many2one(
        "res.users",
        string="Brought in by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    date = fields.Datetime(
        string="Date", required=True, readonly=True, default=fields.Datetime.now
    )
    row_count = fields.Integer(string="Answers", readonly=True)
    text_count = fields.Integer(string="Open answers", readonly=True)
    file_hash = fields.Char(
        string="Fingerprint of the file",
        readonly=True,
        help="SHA-256: tells whether a file that somebody holds is this one.",
    )

    _wave_idx = models.Index("(wave_id, date DESC, id DESC)")
    _file_unique = models.UniqueIndex(
        "(wave_id, file_hash) WHERE file_hash IS NOT NULL",
        "This file was already imported into the wave.",
    )

    @api.depends("kind", "date", "row_count")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for batch in self:
            day = fields.Datetime.context_timestamp(batch, batch.date)
            batch.display_name = f"{kinds.get(batch.kind)}, {day:%d/%m/%Y %H:%M}"

    def write(self, vals):
        if not in_flow(self.env):
            raise UserError(self.env._("What came in with a file stays noted so."))
        return super().write(vals)

from odoo import fields, models


class DlxhTeam(models.Model):
    """The decisions that formed, changed and dissolved a team."""

    _inherit = "dlxh.team"

    decision_id = fields.Many2one(
        "dlxh.decision",
        string="Decision",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The decision that formed it.",
    )
    dissolved_by_id = fields.Many2one(
        "dlxh.decision",
        string="Dissolved by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    decision_ids = fields.One2many("dlxh.decision", "team_id", string="Decisions")

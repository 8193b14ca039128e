from odoo import api, fields, models
from odoo.exceptions import UserError


class DlxhRetentionRun(models.Model):
    """How many records a rule destroyed, and when. Lines are only ever added."""

    _name = "dlxh.retention.run"
    _description = "Retention Run"
    _order = "id desc"
    _log_access = False
    _rec_name = "date"

    rule_id = fields.Many2one(
        "dlxh.retention.rule",
        string="Rule",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    model = fields.Char(string="Technical name", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)
    cutoff = fields.Date(string="Older than", required=True, readonly=True)
    months = fields.Integer(
        string="Stored for (months)", readonly=True, aggregator=False
    )
    count = fields.Integer(string="Destroyed", readonly=True)
    failed_count = fields.Integer(
        string="Kept",
        readonly=True,
        help="Records that something else still rests on. They are tried again.",
    )

    @api.model
    def _record(self, rule, count, failed_count):
        # sudo: lines are written by the retention job only
        return self.sudo().create(
            {
                "rule_id": rule.id,
                "model": rule.model,
                # given, so that no default of the user dates a line back
                "date": fields.Datetime.now(),
                "cutoff": rule._cutoff(),
                "months": rule.months,
                "count": count,
                "failed_count": failed_count,
            }
        )

    # pylint: disable=method-required-super,no-raise-unlink
    # Nobody, superuser included, gets through to the table.

    def write(self, vals):
        raise UserError(self.env._("The log of retention runs cannot be changed."))

    def unlink(self):
        raise UserError(self.env._("The log of retention runs cannot be deleted."))

from odoo import fields, models
from odoo.exceptions import UserError


class DlxhAlertEvent(models.Model):
    """One step of an urgent alert, with its time. Lines are only ever added.

    It names the officer who acted, never who wrote the sheet.
    """

    _name = "dlxh.alert.event"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Step of an Urgent Alert"
    _order = "id"
    _log_access = False

    alert_id = fields.Many2one(
        "dlxh.alert", required=True, index=True, readonly=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(readonly=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("raised", "Urgent sheet handed in"),
            ("told", "Told that there is an urgent sheet"),
            ("checked", "Checked"),
            ("passed", "Passed on to the next level"),
            ("by_time", "Passed on because the time to check it was over"),
            ("text", "Text received"),
            ("returned", "Sheet returned to be corrected"),
            ("again", "Sheet handed in again"),
            ("report_begun", "Quick report begun"),
            ("report_sent", "Quick report sent"),
            ("followed", "Followed as an issue"),
        ],
        string="Step",
        required=True,
        readonly=True,
    )
    at = fields.Datetime(
        string="Time", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one("res.users", string="Officer", readonly=True)

    # pylint: disable=method-required-super,no-raise-unlink
    # Nobody, superuser included: how an alert went is not rewritten.

    def write(self, vals):
        raise UserError(self._kept_message())

    def unlink(self):
        raise UserError(self._kept_message())

    def _kept_message(self):
        return self.env._("The steps of an alert are kept as they were.")

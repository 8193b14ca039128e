from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.dlxh_notice import TEXTS


class DlxhConsentWizard(models.TransientModel):
    """Show the notice and take a consent or its withdrawal.

    The box is never ticked beforehand, whatever the context or a default says.
    """

    _name = "dlxh.consent.wizard"
    _description = "Give or Withdraw Consent"

    collaborator_id = fields.Many2one("dlxh.collaborator", required=True, readonly=True)
    how = fields.Selection(
        [("screen", "On the screen"), ("paper", "On paper")],
        required=True,
        readonly=True,
    )
    what = fields.Selection(
        [("give", "Give"), ("withdraw", "Withdraw")], required=True, readonly=True
    )
    notice_id = fields.Many2one("dlxh.notice", compute="_compute_notice")
    purpose = fields.Text(string="What for", compute="_compute_notice")
    data_types = fields.Text(string="Which data", compute="_compute_notice")
    sensitive = fields.Text(string="What of it is sensitive", compute="_compute_notice")
    controller = fields.Text(string="Who is responsible", compute="_compute_notice")
    retention = fields.Text(string="How long they are kept", compute="_compute_notice")
    rights = fields.Text(string="Your rights", compute="_compute_notice")
    contact = fields.Text(string="Whom to ask", compute="_compute_notice")
    agreed = fields.Boolean(string="I have read the notice and I agree")
    given_on = fields.Date(
        string="Signed on", default=fields.Date.context_today, required=True
    )
    scan = fields.Binary(string="Scan of the paper")
    scan_name = fields.Char(string="File name")

    @api.depends("collaborator_id")
    def _compute_notice(self):
        for wizard in self:
            # sudo: the words of a notice are public; the workplace decides which
            unit = wizard.sudo().collaborator_id.unit_id
            notice = self.env["dlxh.notice"]._in_force_for(unit).sudo()
            wizard.notice_id = notice
            for name in TEXTS:
                wizard[name] = notice[name]

    @api.model
    def default_get(self, fields_list):
        return {**super().default_get(fields_list), "agreed": False}

    @api.model
    def _open(self, collaborator, how, what):
        collaborator.ensure_one()
        self.env["dlxh.consent"]._check_who(collaborator, how)
        wizard = self.create(
            {
                "collaborator_id": collaborator.id,
                "how": how,
                "what": what,
                "agreed": False,
            }
        )
        title = self.env._("Consent") if what == "give" else self.env._("Withdrawal")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_confirm(self):
        """Record what was decided; who may do it is checked where it is kept."""
        self.ensure_one()
        consents = self.env["dlxh.consent"]
        if self.what == "withdraw":
            consents._withdraw(self.collaborator_id, self.how)
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        values = {}
        if self.how == "screen":
            if not self.agreed:
                raise UserError(
                    self.env._(
                        "Tick the box if you agree. If you do not, close the window: "
                        "nothing is recorded."
                    )
                )
        else:
            if self.given_on > fields.Date.context_today(self):
                raise UserError(
                    self.env._("The day on which it was signed lies in the future.")
                )
            values = {
                "given_at": fields.Datetime.to_datetime(self.given_on),
                "scan": self.scan,
                "name": self.scan_name,
            }
        notice = self.notice_id.sudo(False)
        consents._record(self.collaborator_id, notice, self.how, **values)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

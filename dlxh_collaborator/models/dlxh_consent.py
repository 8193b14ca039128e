from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .approval_flow import in_flow, with_flow


class DlxhConsent(models.Model):
    """A collaborator agreed to a version of the notice, and perhaps took it back.

    Proof for five years: rows are only added, and a withdrawal is noted on its
    row once. Nobody writes them by hand, the superuser included.
    """

    _name = "dlxh.consent"
    _inherit = ["dlxh.scope.base", "dlxh.private.name.mixin"]
    _description = "Consent"
    _order = "given_at desc, id desc"
    _rec_name = "notice_id"

    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    unit_id = fields.Many2one(
        related="collaborator_id.unit_id", store=True, index=True, string="Workplace"
    )
    notice_id = fields.Many2one(
        "dlxh.notice",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    version = fields.Integer(related="notice_id.version")
    given_at = fields.Datetime(string="Given on", required=True, readonly=True)
    how = fields.Selection(
        [("screen", "By himself on the screen"), ("paper", "On paper")],
        required=True,
        readonly=True,
    )
    recorded_by_id = fields.Many2one(
        "res.users", string="Entered by", required=True, readonly=True
    )
    scan = fields.Binary(string="Scan of the paper", readonly=True, attachment=True)
    scan_name = fields.Char(string="File name", readonly=True)
    withdrawn_at = fields.Datetime(string="Withdrawn on", readonly=True)
    withdrawn_how = fields.Selection(
        [("screen", "By himself on the screen"), ("paper", "On paper")],
        string="Withdrawn how",
        readonly=True,
    )
    state = fields.Selection(
        [("given", "Holds"), ("withdrawn", "Withdrawn")],
        compute="_compute_state",
        store=True,
    )

    @api.depends("withdrawn_at")
    def _compute_state(self):
        for consent in self:
            consent.state = "withdrawn" if consent.withdrawn_at else "given"

    def _check_flow(self):
        if not in_flow(self.env):
            raise UserError(
                self.env._(
                    "Consents are proof and are not written by hand. Give or withdraw "
                    "them by the buttons of the file."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_flow()
        return super().create(vals_list)

    def write(self, vals):
        self._check_flow()
        return super().write(vals)

    def unlink(self):
        self._check_flow()  # what is past its term is purged by the flow
        return super().unlink()

    @api.model
    def _record(self, collaborator, notice, how, given_at=None, scan=None, name=None):
        """Add a consent; whoever may enter it is checked here.

        :param str how: "screen" only by the collaborator himself, "paper" only by
            an officer who may write the file
        """
        self._check_who(collaborator, how)
        if not notice or notice.state != "published":
            raise UserError(
                self.env._(
                    "No privacy notice is in force. Ask the administrator to publish "
                    "one before consents are given."
                )
            )
        # sudo: who enters it was checked above; nobody has the right to create
        consent = with_flow(self.sudo()).create(
            {
                "collaborator_id": collaborator.id,
                "notice_id": notice.id,
                "given_at": given_at or fields.Datetime.now(),
                "how": how,
                "recorded_by_id": self.env.uid,
                "scan": scan,
                "scan_name": name,
            }
        )
        return consent.with_env(self.env)

    @api.model
    def _check_who(self, collaborator, how):
        if how == "screen":
            if collaborator.sudo().user_id != self.env.user:  # compared only
                raise AccessError(
                    self.env._("Only the collaborator himself decides on his consent.")
                )
        else:
            collaborator.check_access("write")

    @api.model
    def _withdraw(self, collaborator, how):
        """Note the withdrawal on every consent that still holds."""
        self._check_who(collaborator, how)
        # sudo: who withdraws was checked above; nobody has the right to write
        held = self.sudo().search(
            [("collaborator_id", "=", collaborator.id), ("state", "=", "given")]
        )
        if not held:
            raise UserError(self.env._("There is no consent that could be withdrawn."))
        with_flow(held).write(
            {"withdrawn_at": fields.Datetime.now(), "withdrawn_how": how}
        )
        return held.with_env(self.env)

    @api.model
    def _retention_domain(self, rule, cutoff):
        """Withdrawn before the cut-off, or of people who ended before it."""
        return Domain("withdrawn_at", "<", cutoff) | Domain(
            "collaborator_id.ended_on", "<", cutoff
        )

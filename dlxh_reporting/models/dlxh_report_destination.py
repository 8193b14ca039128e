from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow

CHAIR = "dlxh_collaborator.group_dlxh_%s"
#: written by the steps of the report only
STEP_FIELDS = frozenset(("state", "sent_at", "received_at", "received_by_id"))


class DlxhReportDestination(models.Model):
    """Where a report goes: to the level above, and to the committee of its level.

    Others to whom it is given are recipients: lines on paper, nobody logs in for
    them.
    """

    _name = "dlxh.report.destination"
    _inherit = ["dlxh.report.line.mixin"]
    _description = "Destination of a Report"
    _order = "report_id, kind, id"
    _rec_name = "name"

    kind = fields.Selection(
        [
            ("above", "Level above"),
            ("committee", "Committee of the same level"),
        ],
        required=True,
        default="committee",
    )
    name = fields.Char(string="Goes to", required=True)
    state = fields.Selection(
        [
            ("waiting", "Not sent yet"),
            ("sent", "Sent out"),
            ("received", "Received"),
            ("returned", "Returned"),
        ],
        string="Status",
        required=True,
        default="waiting",
        readonly=True,
        copy=False,
    )
    sent_at = fields.Datetime(string="Sent on", readonly=True, copy=False)
    received_at = fields.Datetime(string="Received on", readonly=True, copy=False)
    received_by_id = fields.Many2one(
        "res.users",
        string="Receipt noted by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    can_confirm = fields.Boolean(compute="_compute_can_confirm")

    _kind_uniq = models.Constraint(
        "UNIQUE(report_id, kind)",
        "The report already goes there.",
    )

    @api.depends_context("uid")
    @api.depends("state", "kind", "unit_id")
    def _compute_can_confirm(self):
        user = self.env.user
        sits = any(user.has_group(CHAIR % c) for c in ("officer", "leader", "clerk"))
        units = user._dlxh_units()
        for line in self:
            # sudo: compares units
            own = line.sudo().unit_id in units
            line.can_confirm = (
                own and sits and line.kind == "committee" and line.state == "sent"
            )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        # checked on the result: a default may come from the context
        if not in_flow(self.env) and any(
            line.state != "waiting" or line.sent_at or line.received_at
            for line in lines
        ):
            lines._raise_step_by_hand()
        return lines

    def write(self, vals):
        if STEP_FIELDS & set(vals) and not in_flow(self.env):
            self._raise_step_by_hand()
        return super().write(vals)

    def _raise_step_by_hand(self):
        raise UserError(
            self.env._(
                "Whether a report was sent and received follows from its buttons; it "
                "is not typed in."
            )
        )

    def action_confirm_receipt(self):
        """Note that the committee of the own level has received the report."""
        for line in self:
            line.check_access("read")
            if not line.can_confirm:
                raise AccessError(
                    self.env._(
                        "The receipt by the committee is noted in the unit that wrote "
                        "the report, once it was sent."
                    )
                )
            # sudo: the right was checked above; the report is locked
            flow = line.sudo().report_id._approval_flow()
            flow._note_committee_receipt(line.with_env(flow.env))
        return True

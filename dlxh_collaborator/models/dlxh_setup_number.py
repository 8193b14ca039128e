from odoo import api, fields, models
from odoo.exceptions import UserError

TYPES = ("QD", "BC", "KH", "TB", "CV", "HD")


class DlxhSetupNumber(models.Model):
    """Where the numbers of a body stand when work begins in the middle of a term."""

    _name = "dlxh.setup.number"
    _description = "First Number of a Set-up"
    _order = "body_id, document_type_id, id"

    setup_id = fields.Many2one(
        "dlxh.setup.wizard", required=True, index=True, ondelete="cascade"
    )
    body_id = fields.Many2one("dlxh.body", required=True, ondelete="cascade")
    document_type_id = fields.Many2one(
        "dlxh.document.type", string="Type", required=True, ondelete="cascade"
    )
    next_number = fields.Integer(
        string="Next number",
        default=1,
        aggregator=False,
        help="The number after the last one in the paper book.",
    )

    @api.model
    def _propose(self, setup):
        """One line for each usual type of the bodies of the province, once."""
        bodies = self.env["dlxh.body"].search([("unit_id", "=", setup.province_id.id)])
        types = self.env["dlxh.document.type"].search([("code", "in", TYPES)])
        present = {(line.body_id, line.document_type_id) for line in setup.number_ids}
        self.create(
            [
                {
                    "setup_id": setup.id,
                    "body_id": body.id,
                    "document_type_id": one.id,
                }
                for body in bodies
                for one in types
                if (body, one) not in present
            ]
        )

    def _store(self):
        """Set the counters of the lines that do not begin with 1."""
        for line in self:
            if line.next_number < 1:
                raise UserError(self.env._("The next number is 1 or more."))
            wizard = self.env["dlxh.document.counter.wizard"].create(
                {
                    "body_id": line.body_id.id,
                    "document_type_id": line.document_type_id.id,
                    "next_number": line.next_number,
                    "reason": self.env._("Set-up in the middle of the term"),
                }
            )
            if line.next_number != wizard.current_next:
                wizard.action_set()

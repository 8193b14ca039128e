from odoo import fields, models


class DlxhStandard(models.Model):
    """What is asked of a collaborator before he is proposed (tiêu chuẩn)."""

    _name = "dlxh.standard"
    _description = "Standard for Collaborators"
    _order = "sequence, id"

    name = fields.Char(string="Standard", required=True)
    note = fields.Text(string="How to judge it")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

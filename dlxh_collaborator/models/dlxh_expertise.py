from odoo import fields, models


class DlxhExpertise(models.Model):
    """Field a collaborator knows: sociology, law, economy and so on."""

    _name = "dlxh.expertise"
    _description = "Expertise"
    _order = "sequence, name"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint("UNIQUE(name)", "This expertise exists already.")

from odoo import fields, models


class DlxhTrainingTopic(models.Model):
    """What collaborators are trained in; a closed list that administrators keep."""

    _name = "dlxh.training.topic"
    _description = "Training Topic"
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    description = fields.Text()
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(name)", "This topic is already in the list.")

from odoo import api, fields, models


class DlxhTopic(models.Model):
    """Field of social life that an opinion is about (lĩnh vực)."""

    _name = "dlxh.topic"
    _inherit = ["dlxh.catalogue.mixin"]
    _description = "Topic"
    _parent_store = True
    _rec_names_search = ["name", "code"]

    parent_id = fields.Many2one(
        "dlxh.topic", string="Part of", index=True, ondelete="restrict"
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("dlxh.topic", "parent_id", string="Parts")

    _code_uniq = models.Constraint("UNIQUE(code)", "Codes of topics must be unique.")

    @api.depends("name", "parent_id.name")
    def _compute_display_name(self):
        for topic in self:
            parent = topic.parent_id.name
            topic.display_name = f"{parent} / {topic.name}" if parent else topic.name

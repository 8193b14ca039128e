from odoo import fields, models

#: what people are told, in the order of the page
TEXTS = (
    "purpose",
    "data_types",
    "sensitive",
    "controller",
    "retention",
    "rights",
    "contact",
)


class DlxhNotice(models.Model):
    """What a collaborator is told about his personal data, version by version.

    Consents refer to exactly the words of a published version.
    """

    _name = "dlxh.notice"
    _inherit = ["dlxh.notice.version.mixin"]
    _description = "Privacy Notice"
    _order = "version desc, id desc"
    _rec_name = "name"
    _notice_texts = TEXTS

    name = fields.Char(string="Title", required=True)
    state = fields.Selection(
        [("draft", "Draft"), ("published", "In force"), ("superseded", "Replaced")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    purpose = fields.Text(string="What for")
    data_types = fields.Text(string="Which data")
    sensitive = fields.Text(
        string="What of it is sensitive",
        help="The law asks to say so when sensitive data are processed.",
    )
    controller = fields.Text(string="Who is responsible")
    retention = fields.Text(string="How long they are kept")
    rights = fields.Text(string="Your rights")
    contact = fields.Text(string="Whom to ask")

    _published_once = models.UniqueIndex(
        "(COALESCE(unit_id, 0)) WHERE state = 'published'",
        "Another version of this notice is in force already.",
    )

    def _say_it_stays(self):
        return self.env._(
            "A published notice stays as people read it. Make a copy, change "
            "that, and publish it as the next version."
        )

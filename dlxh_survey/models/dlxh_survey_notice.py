from odoo import fields, models

#: what every notice tells; the purpose comes from the wave
TEXTS = ("voluntary", "confidential", "retention", "rights")


class DlxhSurveyNotice(models.Model):
    """What respondents read before they begin, version by version."""

    _name = "dlxh.survey.notice"
    _inherit = ["dlxh.notice.version.mixin"]
    _description = "Survey Notice"
    _order = "version desc, id desc"
    _notice_texts = TEXTS

    name = fields.Char(string="Title", required=True, translate=True)
    state = fields.Selection(
        [("draft", "Draft"), ("published", "In force"), ("superseded", "Replaced")],
        string="Status",
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    voluntary = fields.Text(string="Free to answer", translate=True)
    confidential = fields.Text(string="Kept confidential", translate=True)
    retention = fields.Text(string="How long answers are kept", translate=True)
    rights = fields.Text(string="Rights of respondents", translate=True)
    contact = fields.Text(
        string="Whom to ask", translate=True, help="Proposed for each wave."
    )

    _published_once = models.UniqueIndex(
        "(COALESCE(unit_id, 0)) WHERE state = 'published'",
        "Another version of this notice is in force already.",
    )

    def _say_it_stays(self):
        return self.env._(
            "A notice that is in force stays as respondents read it. Begin "
            "the next version, change that, and publish it."
        )

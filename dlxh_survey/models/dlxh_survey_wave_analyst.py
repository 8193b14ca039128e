from odoo import fields, models

#: chairs that see what a survey tells of itself and whom its plan is sent to
READERS = ",".join(
    f"dlxh_collaborator.group_dlxh_{chair}"
    for chair in ("officer", "leader", "clerk", "inspector")
)


class DlxhSurveyWave(models.Model):
    """What analysts, who choose a closed wave and read nothing else of it, do not see:
    lines that they have no right to."""

    _inherit = "dlxh.survey.wave"

    disclosure_ids = fields.One2many(groups=READERS)
    recipient_ids = fields.One2many(groups=READERS)

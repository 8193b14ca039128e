from odoo import api, fields, models
from odoo.fields import Domain


class DlxhSurveyTarget(models.Model):
    """How many surveys a year units of a level carry out, for a span of time."""

    _name = "dlxh.survey.target"
    _description = "Yearly Target of Surveys"
    _order = "level_id, date_from desc, id desc"
    _rec_name = "level_id"

    level_id = fields.Many2one(
        "dlxh.level", required=True, index=True, ondelete="cascade"
    )
    least = fields.Integer(string="At least", required=True, default=1)
    most = fields.Integer(string="At most", required=True, default=2)
    date_from = fields.Date(string="In force from", required=True)
    date_to = fields.Date(string="In force until")
    basis = fields.Char(help="The document that sets the target.")
    active = fields.Boolean(default=True)

    _range = models.Constraint(
        "CHECK(least >= 0 AND most >= least)",
        "The larger number of surveys comes second; none is below zero.",
    )
    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A target cannot end before it begins.",
    )

    @api.model
    def _in_force(self, level, date):
        """Return the target of a level on a day, or none."""
        if not level or not date:
            return self.browse()
        # sudo: targets are public within the system
        return self.sudo().search(
            Domain("level_id", "=", level.id)
            & Domain("date_from", "<=", date)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", date)),
            limit=1,
        )

    def _told(self, done, year):
        """Return how many were done, against the target if there is one."""
        if not self:
            return self.env._("%(done)s in %(year)s", done=done, year=str(year))
        return self.env._(
            "%(done)s in %(year)s (target %(least)s–%(most)s)",
            done=done,
            year=str(year),
            least=self.least,
            most=self.most,
        )

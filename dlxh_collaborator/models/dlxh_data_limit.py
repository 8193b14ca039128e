from odoo import api, fields, models

REQUEST_KINDS = [
    ("access", "See one's data"),
    ("correct", "Correct data"),
    ("delete", "Delete data"),
    ("restrict", "Restrict processing"),
    ("object", "Object to processing"),
    ("withdraw", "Withdraw consent"),
]


class DlxhDataLimit(models.Model):
    """Time limits for one kind of request about personal data.

    They stand in the law and change with it, so they are data. A request keeps
    the limits that held when it came in.
    """

    _name = "dlxh.data.limit"
    _description = "Time Limit of Data Requests"
    _order = "id"
    _rec_name = "kind"

    kind = fields.Selection(REQUEST_KINDS, string="Request to", required=True)
    reply_days = fields.Integer(
        string="Reply within (working days)", required=True, default=2
    )
    days = fields.Integer(string="Done within (days)", required=True, default=15)
    third_party_days = fields.Integer(
        string="Done within, third party involved (days)", required=True, default=20
    )
    extension_days = fields.Integer(
        string="Longest extension (days)", required=True, default=15
    )

    _kind_uniq = models.UniqueIndex("(kind)", "Each kind has one line of limits.")
    _days_positive = models.Constraint(
        "CHECK(reply_days > 0 AND days > 0 AND third_party_days >= days"
        " AND extension_days >= 0)",
        "Days are positive, and a third party does not make the time shorter.",
    )

    @api.model
    def _all(self):
        return self.search([("kind", "!=", False)])

from odoo import fields, models


class DlxhCommendation(models.Model):
    """Praise of a collaborator by decision (khen thưởng).

    It is given for what he did; nothing here counts sheets (guardrail G35).
    """

    _name = "dlxh.commendation"
    _inherit = ["dlxh.person.record.mixin"]
    _description = "Commendation"
    _order = "date desc, id desc"
    _rec_name = "form"

    form = fields.Selection(
        [
            ("praise", "Praise"),
            ("certificate", "Certificate of merit"),
            ("diploma", "Diploma of merit"),
            ("other", "Other form"),
        ],
        required=True,
        default="certificate",
    )
    decision_ref = fields.Char(
        string="Decision", required=True, help="Number, symbol and issuing body."
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Text(string="What for", required=True)
    note = fields.Char()

    _unit_date_idx = models.Index("(unit_id, date, id)")

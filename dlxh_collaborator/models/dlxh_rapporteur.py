from odoo import fields, models


class DlxhRapporteur(models.Model):
    """A rapporteur of a unit who is no collaborator of it.

    Collaborators who are rapporteurs besides are marked so on their own file.
    """

    _name = "dlxh.rapporteur"
    _inherit = ["dlxh.scope.mixin", "dlxh.private.name.mixin"]
    _description = "Rapporteur"
    _order = "unit_id, name, id"

    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(related="partner_id.name", store=True, index="trigram")
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email", string="E-mail")
    position = fields.Char()
    date_from = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="To")

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A rapporteur cannot end before he begins.",
    )
    _once = models.UniqueIndex(
        "(partner_id, unit_id) WHERE date_to IS NULL",
        "This person is already a rapporteur of the unit.",
    )
    _unit_name_idx = models.Index("(unit_id, name, id)")

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DlxhBodySigner(models.Model):
    """Person who signs documents of a body, between dates."""

    _name = "dlxh.body.signer"
    _description = "Signer of an Issuing Body"
    _order = "body_id, sequence, id"

    body_id = fields.Many2one(
        "dlxh.body", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, help="Printed below the signature.")
    position = fields.Char(required=True)
    form = fields.Selection(
        [
            ("tm", "In the name of the collective"),
            ("direct", "As the head, directly"),
            ("kt", "As a deputy, for the head"),
            ("tl", "By order"),
        ],
        string="Signs",
        required=True,
        default="direct",
    )
    authority = fields.Char(
        string="By order of", help="Empty: the name in the signature of the body."
    )
    user_id = fields.Many2one("res.users", index="btree_not_null", ondelete="restrict")
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")
    active = fields.Boolean(default=True)

    _dates_ordered = models.Constraint(
        "CHECK(date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A signer cannot stop before he begins.",
    )

    @api.depends("name", "position")
    def _compute_display_name(self):
        for signer in self:
            signer.display_name = f"{signer.name} – {signer.position}"

    @api.constrains("form", "authority", "body_id")
    def _check_form_is_complete(self):
        for signer in self:
            body = signer.body_id
            if signer.form == "tm" and not body.signing_name:
                raise ValidationError(
                    self.env._(
                        "%(signer)s signs in the name of a collective: first fill "
                        "in “Name in the signature” of %(body)s.",
                        signer=signer.name,
                        body=body.name,
                    )
                )
            if signer.form == "kt" and not body.head_position:
                raise ValidationError(
                    self.env._(
                        "%(signer)s signs for the head: first fill in “Position of "
                        "the head” of %(body)s.",
                        signer=signer.name,
                        body=body.name,
                    )
                )
            if signer.form == "tl" and not (signer.authority or body.signing_name):
                raise ValidationError(
                    self.env._(
                        "%(signer)s signs by order: fill in by whose order.",
                        signer=signer.name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if "body_id" in vals:
            self.check_access("write")  # the rules, of the body it was moved to
        return result

    def _may_sign_on(self, date):
        self.ensure_one()
        begun = not self.date_from or self.date_from <= date
        return begun and (not self.date_to or self.date_to >= date)

    def _signature_values(self):
        """Return the keyword arguments of `signature.signature_lines`."""
        self.ensure_one()
        body = self.body_id
        collective = body.signing_name if body.signing_form == "tm" else ""
        if self.form == "tm":
            collective = body.signing_name
        return {
            "position": self.position,
            "collective": collective or "",
            "head": body.head_position or "",
            "authority": self.authority or body.signing_name or "",
        }

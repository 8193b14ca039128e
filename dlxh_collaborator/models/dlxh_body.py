from odoo import api, fields, models
from odoo.fields import Domain


class DlxhBody(models.Model):
    """Body that issues documents: a committee, its standing committee, a
    commission, an office, a front. Header, numbers and signatures hang on the
    body; who sees what hangs on its unit."""

    _name = "dlxh.body"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Issuing Body"
    _order = "unit_id, sequence, id"
    _rec_names_search = ["name", "symbol"]

    name = fields.Char(
        string="Name in the header", required=True, help="Printed in capitals."
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("committee", "Committee"),
            ("standing_committee", "Standing committee"),
            ("commission", "Commission"),
            ("office", "Office"),
            ("front", "Front or mass organisation"),
        ],
        required=True,
        default="commission",
    )
    superior_name = fields.Char(
        string="Superior body", help="First line of the header, when there is one."
    )
    symbol = fields.Char(
        required=True, help="Part of the number, such as BTGTU in 12-BC/BTGTU."
    )
    place = fields.Char(help="Before the date of a document.")
    format_profile_id = fields.Many2one(
        "dlxh.format.profile",
        string="Format",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_format_profile(),
    )
    signing_form = fields.Selection(
        [
            ("tm", "In the name of the collective"),
            ("direct", "The head directly"),
            ("tl", "By order"),
        ],
        string="Documents are signed",
        required=True,
        default="direct",
    )
    signing_name = fields.Char(
        string="Name in the signature",
        help="The collective in whose name, or the body by whose order, documents "
        "are signed.",
    )
    head_position = fields.Char(
        string="Position of the head", help="For whom a deputy signs."
    )
    archive = fields.Char(
        string="Original kept at", help="Last line of the recipients."
    )
    signer_ids = fields.One2many("dlxh.body.signer", "body_id", string="Signers")
    secret_checker_ids = fields.Many2many(
        "res.users",
        "dlxh_body_secret_checker_rel",
        "body_id",
        "user_id",
        string="May do the secret check",
        help="Officers or leaders authorised to confirm that a document holds no "
        "state secret.",
    )
    may_administer = fields.Boolean(
        string="Administered by me",
        compute="_compute_may_administer",
        search="_search_may_administer",
        export_string_translation=False,
    )
    active = fields.Boolean(default=True)

    _symbol_uniq = models.UniqueIndex(
        "(unit_id, symbol) WHERE active IS TRUE",
        "The unit already has a body with this symbol.",
    )

    def _default_format_profile(self):
        domain = Domain("family", "=", "party")
        return self.env["dlxh.format.profile"].search(domain, limit=1)

    @api.depends_context("uid")
    @api.depends(lambda self: self._scope_depends())
    def _compute_may_administer(self):
        everything = not self.env.user._dlxh_units()
        for body in self:
            body.may_administer = everything or body.is_in_scope

    def _search_may_administer(self, operator, value):
        """An administrator without units administers the whole tree."""
        if operator != "in":
            return NotImplemented
        if not self.env.user._dlxh_units():
            return Domain.TRUE
        return Domain("is_in_scope", "=", True)

    def _profile_on(self, date):
        """Return the format profile that holds for this body on `date`."""
        self.ensure_one()
        return self.format_profile_id._on(date)

    def _signer_on(self, date):
        """Return the first signer who may sign on `date`."""
        self.ensure_one()
        return self.signer_ids.filtered(lambda signer: signer._may_sign_on(date))[:1]

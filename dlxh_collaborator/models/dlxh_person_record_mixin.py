from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain


class DlxhPersonRecordMixin(models.AbstractModel):
    """What a unit records of one of its collaborators: a page of his file.

    The unit is the one that manages him: he works there, or is or was in its
    team. He reads the page himself, and so do the officers and leaders of
    exactly that unit. Nothing here is about anybody but a collaborator (G24).
    """

    _name = "dlxh.person.record.mixin"
    _inherit = ["dlxh.scope.mixin", "dlxh.private.name.mixin"]
    _description = "Page of a Collaborator's File"
    _scope_link_fields = ("collaborator_id",)

    unit_id = fields.Many2one(
        string="Managing unit",
        default=lambda self: self.env.user.dlxh_unit_ids[:1],
    )
    collaborator_id = fields.Many2one(
        "dlxh.collaborator",
        required=True,
        index=True,
        ondelete="restrict",
    )
    is_mine = fields.Boolean(
        string="About me",
        compute="_compute_is_mine",
        search="_search_is_mine",
        export_string_translation=False,
    )

    @api.depends("collaborator_id.user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for record in self:
            # sudo: only compared with the user himself
            record.is_mine = record.sudo().collaborator_id.user_id == self.env.user

    def _search_is_mine(self, operator, value):
        if operator != "in":  # the ORM asks for "in" and inverts by itself
            return NotImplemented
        return Domain("collaborator_id.user_id", "=", self.env.uid)

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_managed_here()
        return records

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"collaborator_id", "unit_id"}:
            self._check_managed_here()
        return result

    def _check_managed_here(self):
        """Refuse pages about somebody whom the unit does not manage.

        Not a constraint: when two records of a person are merged, pages of his
        former workplace move along.
        """
        if self.env.su:
            return
        for record in self:
            # sudo: only where the collaborator serves
            person = record.sudo().collaborator_id
            if not person._is_managed_by(record.unit_id):
                raise ValidationError(
                    self.env._(
                        "%(name)s neither works in %(unit)s nor was in its team. "
                        "Choose a collaborator of this unit.",
                        name=person.name,
                        unit=record.unit_id.name,
                    )
                )

    def _check_chair_here(self, *chairs):
        """Refuse who does not sit in one of the chairs in exactly this unit."""
        self.check_access("read")
        user = self.env.user
        seated = any(
            user.has_group(f"dlxh_collaborator.group_dlxh_{c}") for c in chairs
        )
        here = all(record.is_own_unit for record in self)
        if self.env.su or (seated and here):
            return
        raise AccessError(self._refusal_of_chair())

    def _refusal_of_chair(self):
        return self.env._(
            "Only an officer or a leader of the unit that keeps this record does "
            "that. Ask yours."
        )

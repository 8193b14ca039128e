from odoo import api, fields, models
from odoo.fields import Command
from odoo.orm.models import NO_ACCESS

from .dlxh_unit import ORG_TYPES


class ResUsers(models.Model):
    _inherit = "res.users"

    dlxh_unit_ids = fields.Many2many(
        "dlxh.unit",
        "dlxh_unit_res_users_rel",
        "user_id",
        "unit_id",
        string="Works for",
        context={"active_test": False},
        help="The user works on these units and on what lies below them.",
    )
    dlxh_org_type = fields.Selection(
        ORG_TYPES,
        string="Only organisations of this kind",
        help="For a vertical system: all Fatherland Front units below, for example.",
    )
    # asked for again and again within one page, so it is kept by the cache; nobody
    # reads it, whose files they are is told by `dlxh.collaborator._of_user`
    dlxh_file_ids = fields.One2many(
        "dlxh.collaborator",
        "user_id",
        string="Files as a collaborator",
        context={"active_test": False},
        groups=NO_ACCESS,
        copy=False,
        export_string_translation=False,
    )
    # the access of a review depends on its document, so it is checked after the
    # join and only on the reviews of the user
    review_ids = fields.Many2many(bypass_search_access=True)

    # The privilege on the access page holds one chair; in a small unit one person
    # often sits in two, so the chairs can also be ticked one by one.
    dlxh_chair_ids = fields.Many2many(
        "res.groups",
        string="Chairs",
        compute="_compute_dlxh_chair_ids",
        inverse="_inverse_dlxh_chair_ids",
        domain=lambda self: [("privilege_id", "=", self._dlxh_chair_privilege().id)],
    )

    @api.model
    def _dlxh_chair_privilege(self):
        return self.env.ref("dlxh_collaborator.privilege_dlxh_chair")

    @api.depends("group_ids")
    def _compute_dlxh_chair_ids(self):
        privilege = self._dlxh_chair_privilege()
        for user in self:
            user.dlxh_chair_ids = user.group_ids.filtered(
                lambda group: group.privilege_id == privilege
            )

    def _inverse_dlxh_chair_ids(self):
        privilege = self._dlxh_chair_privilege()
        for user in self:
            other = user.group_ids.filtered(
                lambda group: group.privilege_id != privilege
            )
            user.group_ids = other | user.dlxh_chair_ids

    @api.model
    def review_user_count(self):
        # the menu at the top names our documents in the user's language
        groups = super().review_user_count()
        for group in groups:
            if self.env["tier.definition"]._is_approval_model(group["model"]):
                group["name"] = self.env["ir.model"]._get(group["model"]).name
        return groups

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users.filtered("dlxh_unit_ids")._sync_dlxh_level_groups()
        users._refresh_dlxh_reviews()
        return users

    def write(self, vals):
        # who decides on waiting documents, where the users were and where they are
        decides = bool(vals.keys() & {"dlxh_unit_ids", "group_ids", "active"})
        units = self._all_dlxh_units() if decides else None
        result = super().write(vals)
        if decides:
            self._refresh_dlxh_reviews(units)
        if "dlxh_unit_ids" in vals:
            self._sync_dlxh_level_groups()
        if vals.keys() & {"dlxh_unit_ids", "dlxh_org_type"}:
            self.env.invalidate_all()  # what lies in the territory is cached
        return result

    def _refresh_dlxh_reviews(self, units=None):
        units = self._all_dlxh_units() | (units or self.env["dlxh.unit"].sudo())
        if units:
            self.env["tier.review"]._refresh_reviewers(units)

    def _all_dlxh_units(self):
        # sudo: only which units are concerned
        return self.sudo().with_context(active_test=False).dlxh_unit_ids

    def _dlxh_units(self):
        """Return the units of one user as superuser, closed ones included.

        Rules are built from it, so it must not itself pass through rules.
        """
        self.ensure_one()
        return self.sudo().with_context(active_test=False).dlxh_unit_ids

    def _dlxh_org_type(self):
        self.ensure_one()
        return self.sudo().dlxh_org_type  # one's own setting

    def _sync_dlxh_level_groups(self):
        """Give each user the groups of the levels of his units, and no other."""
        # sudo: follows from a write on users or units that was allowed
        all_groups = (
            self.env["dlxh.level"]
            .sudo()
            .with_context(active_test=False)
            .search([("group_id", "!=", False)])
            .group_id
        )
        for user in self.sudo():
            wanted = user._dlxh_units().level_id.group_id
            present = user.group_ids & all_groups
            if wanted == present:
                continue
            user.write(
                {
                    "group_ids": [Command.unlink(g.id) for g in present - wanted]
                    + [Command.link(g.id) for g in wanted - present]
                }
            )

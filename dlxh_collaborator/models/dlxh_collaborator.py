from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class DlxhCollaborator(models.Model):
    """Person appointed by a published decision to reflect public opinion.

    The role is open (guardrail G18): no alias, no hidden membership, and no
    more personal data than name, position, unit, contact and training.
    """

    _name = "dlxh.collaborator"
    _inherit = ["dlxh.scope.mixin", "dlxh.private.name.mixin", "mail.thread"]
    _description = "Collaborator"
    _order = "name, id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users", string="Account", index="btree_not_null", ondelete="restrict"
    )
    name = fields.Char(related="partner_id.name", store=True, index="trigram")
    phone = fields.Char(related="partner_id.phone", readonly=False)
    email = fields.Char(related="partner_id.email", readonly=False)
    unit_id = fields.Many2one(string="Workplace", tracking=True)
    kind = fields.Selection(
        [("regular", "Collaborator"), ("direct", "Directly reporting collaborator")],
        required=True,
        default="regular",
    )
    position = fields.Char()
    expertise_ids = fields.Many2many("dlxh.expertise", string="Expertise")
    is_rapporteur = fields.Boolean(string="Also a rapporteur")
    state = fields.Selection(
        [("proposed", "Proposed"), ("active", "Serving"), ("ended", "Ended")],
        required=True,
        default="proposed",
        tracking=True,
        index=True,
    )
    trained_on = fields.Date(string="Last trained on", tracking=True)
    membership_ids = fields.One2many(
        "dlxh.team.member", "collaborator_id", string="Memberships"
    )
    team_ids = fields.Many2many(
        "dlxh.team", string="Teams now", compute="_compute_team_ids"
    )
    active = fields.Boolean(default=True)

    _person_unit_uniq = models.UniqueIndex(
        "(partner_id, unit_id) WHERE active",
        "This person is already a collaborator of the unit.",
    )
    _unit_name_idx = models.Index("(unit_id, name, id)")

    @api.depends("membership_ids.date_from", "membership_ids.date_to")
    def _compute_team_ids(self):
        today = fields.Date.context_today(self)
        for collaborator in self:
            current = collaborator.membership_ids.filtered(
                lambda member: member._is_current(today)
            )
            collaborator.team_ids = current.team_id

    @api.model
    def _of_user(self, user=None):
        """Return the collaborator records of a user, ended ones left out."""
        user = user or self.env.user
        # sudo: a user may always know of which teams he is a member
        files = user.sudo().dlxh_file_ids
        return files.filtered(lambda file: file.active and file.state != "ended")

    @api.model
    def _ever_of_user(self):
        """Return all files of the user as superuser, ended and archived ones too."""
        # sudo: the user's own files; what is about him stays his
        return self.env.user.sudo().dlxh_file_ids

    @api.model
    def _domain_of_user(self, field):
        """Return the domain of the records whose column names the user himself.

        Plain SQL, because a domain on a column hidden from him would be refused.

        :param field: the field of the other model that holds a collaborator
        """
        ids = tuple(self._ever_of_user().ids) or (0,)

        def to_sql(_model, alias, _query):
            column = SQL.identifier(alias, field.name, to_flush=field)
            return SQL("%s IN %s", column, ids)

        return Domain.custom(to_sql=to_sql)

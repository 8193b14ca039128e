from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..roster_file import Person, duplicate_groups


class DlxhCollaboratorDuplicate(models.TransientModel):
    """Records that are probably about one person, offered for merging.

    The list is made anew each time it is opened, from the records that the user may
    write.
    """

    _name = "dlxh.collaborator.duplicate"
    _description = "Possible Duplicate"
    _order = "name, id"

    name = fields.Char(string="Person", readonly=True)
    reason = fields.Selection(
        [
            ("person", "The same contact"),
            ("contact", "The same name with the same telephone or e-mail"),
            ("name", "The same name in the same unit"),
        ],
        string="Why",
        readonly=True,
    )
    collaborator_ids = fields.Many2many(
        "dlxh.collaborator", string="Records", readonly=True
    )
    places = fields.Char(string="Workplaces", readonly=True)
    target_id = fields.Many2one(
        "dlxh.collaborator",
        string="Record to keep",
        domain="[('id', 'in', collaborator_ids)]",
        help="Memberships, consents, attendance and all else move to this record; the "
        "others are archived.",
    )

    @api.model
    def action_find(self):
        """Look for duplicates in the territory and show them."""
        self._check_officer()
        # sudo: the user's own lines only
        own = self.sudo()
        own.search([("create_uid", "=", self.env.uid)]).unlink()
        own.create(self._groups())
        return self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_collaborator_duplicate_action"
        )

    @api.model
    def _groups(self):
        Collaborator = self.env["dlxh.collaborator"]
        people = Collaborator.search([("is_in_scope", "=", True)])
        people.fetch(["name", "unit_id", "partner_id", "user_id"])
        partners = people.partner_id
        partners.fetch(["phone", "email"])
        groups = duplicate_groups(
            [
                (
                    Person(
                        one.id,
                        one.name or "",
                        one.unit_id.id,
                        one.partner_id.phone or "",
                        one.partner_id.email or "",
                    ),
                    one.partner_id.id,
                )
                for one in people
            ]
        )
        values = []
        for reason, ids in groups:
            records = Collaborator.browse(ids).with_prefetch(people.ids)
            best = records._best_to_keep()
            values.append(
                {
                    "name": best.name,
                    "reason": reason,
                    "collaborator_ids": [Command.set(ids)],
                    "places": ", ".join(dict.fromkeys(records.unit_id.mapped("name"))),
                    "target_id": best.id,
                }
            )
        return values

    def action_merge(self):
        """Merge the records of this line into the one to keep."""
        self.ensure_one()
        self._check_officer()
        people, target = self.collaborator_ids, self.target_id
        if len(people) < 2 or target not in people:
            raise UserError(self.env._("Choose which of the records is to be kept."))
        people.check_access("write")
        (people - target)._merge_into(target)
        name = target.name
        # sudo: the user's own line, whose work is done
        self.sudo().unlink()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The records of %(name)s are one now.", name=name
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    @api.model
    def _check_officer(self):
        group = "dlxh_collaborator.group_dlxh_officer"
        if not self.env.su and not self.env.user.has_group(group):
            raise AccessError(self.env._("Only officers merge collaborators."))

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .approval_flow import in_flow, with_flow

#: what people are told, in the order of the page
TEXTS = (
    "purpose",
    "data_types",
    "sensitive",
    "controller",
    "retention",
    "rights",
    "contact",
)


class DlxhNotice(models.Model):
    """What a collaborator is told about his personal data, version by version.

    A published version never changes, the superuser included: consents refer to
    exactly these words. A new version takes the place of the old one.
    """

    _name = "dlxh.notice"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Privacy Notice"
    _order = "version desc, id desc"
    _rec_name = "name"

    name = fields.Char(string="Title", required=True)
    unit_id = fields.Many2one(
        required=False,
        help="The unit and those below it. Empty: all units that have no notice of "
        "their own.",
    )
    version = fields.Integer(readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("published", "In force"), ("superseded", "Replaced")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    published_on = fields.Date(string="In force since", readonly=True, copy=False)
    purpose = fields.Text(string="What for")
    data_types = fields.Text(string="Which data")
    sensitive = fields.Text(
        string="What of it is sensitive",
        help="The law asks to say so when sensitive data are processed.",
    )
    controller = fields.Text(string="Who is responsible")
    retention = fields.Text(string="How long they are kept")
    rights = fields.Text(string="Your rights")
    contact = fields.Text(string="Whom to ask")

    _published_once = models.UniqueIndex(
        "(COALESCE(unit_id, 0)) WHERE state = 'published'",
        "Another version of this notice is in force already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        notices = super().create(
            [
                {**vals, "state": "draft", "published_on": False, "version": 0}
                for vals in vals_list
            ]
        )
        return notices

    def write(self, vals):
        if not in_flow(self.env):
            self._refuse_published()
            if vals.keys() & {"state", "version", "published_on"}:
                raise UserError(self.env._("Use the button Publish."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._refuse_published()

    def _refuse_published(self):
        if any(notice.state != "draft" for notice in self):
            raise UserError(
                self.env._(
                    "A published notice stays as people read it. Make a copy, change "
                    "that, and publish it as the next version."
                )
            )

    def copy_data(self, default=None):
        return [
            {**values, "name": notice.name}
            for notice, values in zip(self, super().copy_data(default), strict=True)
        ]

    def action_publish(self):
        """Put the draft in force; the version before it is replaced."""
        for notice in self:
            notice.check_access("write")
            if notice.state != "draft":
                raise UserError(self.env._("Only a draft is published."))
            notice._check_complete()
            same = Domain("unit_id", "=", notice.unit_id.id)
            old = self.search(same & Domain("state", "!=", "draft"))
            with_flow(old.filtered(lambda n: n.state == "published")).write(
                {"state": "superseded"}
            )
            old.flush_recordset()
            with_flow(notice).write(
                {
                    "state": "published",
                    "version": max(old.mapped("version"), default=0) + 1,
                    "published_on": fields.Date.context_today(notice),
                }
            )
        return True

    def action_new_version(self):
        """Open a draft with the words of this version."""
        self.ensure_one()
        self.check_access("read")
        draft = self.copy()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "res_id": draft.id,
        }

    def _check_complete(self):
        lacking = [
            self._fields[name]._description_string(self.env)
            for name in TEXTS
            if not (self[name] or "").strip()
        ]
        if lacking:
            raise ValidationError(
                self.env._(
                    "The notice cannot be published yet. Fill in: %(fields)s.",
                    fields=", ".join(lacking),
                )
            )

    @api.model
    def _in_force_for(self, unit):
        """Return the notice people of that unit read: of the nearest unit that
        has one, else the one for all."""
        # sudo: the words are public; they may be those of a unit above
        published = self.sudo().search([("state", "=", "published")])
        by_unit = {notice.unit_id.id: notice for notice in published}
        for key in reversed((unit.sudo().parent_path or "").split("/")):
            if key and int(key) in by_unit:
                return by_unit[int(key)].sudo(self.env.su)
        return by_unit.get(False, self.browse()).sudo(self.env.su)

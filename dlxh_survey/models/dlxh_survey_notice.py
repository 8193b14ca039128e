from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.dlxh_collaborator.models.approval_flow import in_flow, with_flow

#: what every notice tells; the purpose comes from the wave
TEXTS = ("voluntary", "confidential", "retention", "rights")


class DlxhSurveyNotice(models.Model):
    """What respondents read before they begin, version by version.

    A published version never changes, the superuser included: people answered
    after reading exactly these words. A new version takes its place.
    """

    _name = "dlxh.survey.notice"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Survey Notice"
    _order = "version desc, id desc"

    name = fields.Char(string="Title", required=True, translate=True)
    unit_id = fields.Many2one(
        required=False,
        help="The unit and those below it. Empty: all units that have no notice of "
        "their own.",
    )
    version = fields.Integer(readonly=True, copy=False, aggregator=False)
    state = fields.Selection(
        [("draft", "Draft"), ("published", "In force"), ("superseded", "Replaced")],
        string="Status",
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    published_on = fields.Date(string="In force since", readonly=True, copy=False)
    voluntary = fields.Text(string="Free to answer", translate=True)
    confidential = fields.Text(string="Kept confidential", translate=True)
    retention = fields.Text(string="How long answers are kept", translate=True)
    rights = fields.Text(string="Rights of respondents", translate=True)
    contact = fields.Text(
        string="Whom to ask", translate=True, help="Proposed for each wave."
    )

    _published_once = models.UniqueIndex(
        "(COALESCE(unit_id, 0)) WHERE state = 'published'",
        "Another version of this notice is in force already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if in_flow(self.env):
            return super().create(vals_list)
        start = {"state": "draft", "published_on": False, "version": 0}
        return super().create([{**vals, **start} for vals in vals_list])

    def write(self, vals):
        if not in_flow(self.env):
            self._refuse_published()
            if vals.keys() & {"state", "version", "published_on"}:
                raise UserError(self.env._("Use the button Publish."))
        return super().write(vals)

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        if not in_flow(self.env):  # translations do not pass through write()
            self._refuse_published()
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )

    def unlink(self):
        if not in_flow(self.env):
            self._refuse_published()
        return super().unlink()

    def _refuse_published(self):
        if any(notice.state != "draft" for notice in self):
            raise UserError(
                self.env._(
                    "A notice that is in force stays as respondents read it. Begin "
                    "the next version, change that, and publish it."
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
            notice._put_in_force()
        return True

    def _put_in_force(self):
        same = Domain("unit_id", "=", self.unit_id.id)
        old = self.search(same & Domain("state", "!=", "draft"))
        with_flow(old.filtered(lambda one: one.state == "published")).write(
            {"state": "superseded"}
        )
        old.flush_recordset()
        with_flow(self).write(
            {
                "state": "published",
                "version": max(old.mapped("version"), default=0) + 1,
                "published_on": fields.Date.context_today(self),
            }
        )

    def action_new_version(self):
        """Open a draft with the words of this version."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "res_id": self.copy().id,
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
        """Return the notice for a unit: of the nearest unit that has one, else the
        one for all."""
        # sudo: the words are public; they may be those of a unit above
        published = self.sudo().search([("state", "=", "published")])
        by_unit = {notice.unit_id.id: notice for notice in published}
        for key in reversed((unit.sudo().parent_path or "").split("/")):
            if key and int(key) in by_unit:
                return by_unit[int(key)].sudo(self.env.su)
        return by_unit.get(False, self.browse()).sudo(self.env.su)

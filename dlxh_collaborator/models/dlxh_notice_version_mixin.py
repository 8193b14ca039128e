from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .approval_flow import in_flow, with_flow


class DlxhNoticeVersionMixin(models.AbstractModel):
    """Words that people read before they agree or answer, version by version.

    A published version never changes, the superuser included: people decided after
    reading exactly these words. A new version takes the place of the old one. A
    model brings its `state` (draft, published, superseded), its texts, and an index
    that lets one version of a unit be published; choices and indexes belong to the
    add-on that declares them.
    """

    _name = "dlxh.notice.version.mixin"
    _inherit = ["dlxh.scope.mixin"]
    _description = "Notice in Versions"

    #: fields of the texts without which a notice is not published
    _notice_texts = ()

    unit_id = fields.Many2one(
        required=False,
        help="The unit and those below it. Empty: all units that have no notice of "
        "their own.",
    )
    version = fields.Integer(readonly=True, copy=False, aggregator=False)
    published_on = fields.Date(string="In force since", readonly=True, copy=False)

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
        # not by @api.ondelete, which a client can switch off in its context
        if not in_flow(self.env):
            self._refuse_published()
        return super().unlink()

    def _refuse_published(self):
        if any(notice.state != "draft" for notice in self):
            raise UserError(self._say_it_stays())

    def _say_it_stays(self):
        """Return the sentence for whoever wants to change a published notice."""
        raise NotImplementedError

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
            for name in self._notice_texts
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

from odoo import SUPERUSER_ID, api, models


class DlxhPrivateNameMixin(models.AbstractModel):
    """Keep the name of a record from users who may not read the record.

    Odoo reads the name behind a link as superuser, and repeats names in the
    refusals of its developer mode. Whoever typed in an id would so read what
    stands in a record of another unit.
    """

    _name = "dlxh.private.name.mixin"
    _description = "Name Only for Readers"

    @api.depends_context("uid")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        self._hide_private_names()
        return result

    def _hide_private_names(self):
        """Blank the names that the user himself may not read.

        Models with a `_compute_display_name` of their own call it at the end.
        """
        if not self.env.su or self.env.uid == SUPERUSER_ID:
            return
        # the rights of the user, although the name is read as superuser
        stored = self._origin.sudo(False)
        known = set(stored._filtered_access("read")._ids)
        for record in self:
            if record._origin and record._origin.id not in known:
                record.display_name = self.env._("(of another unit)")

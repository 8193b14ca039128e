from odoo import models
from odoo.tools import SQL

OBLIGATION_FIELDS = (
    "regime_id",
    "unit_id",
    "date_from",
    "date_to",
    "due_at",
    "state",
    "submitted_at",
)


class DlxhCollaborator(models.Model):
    """What a person owes goes with the person's file."""

    _inherit = "dlxh.collaborator"

    def _own_data(self, by_self):
        """Add what was owed, for the person alone: it never leaves the unit."""
        sections = super()._own_data(by_self)
        if not by_self:
            return sections
        # sudo: the person's own, whatever chairs the account has
        owed = self.env["dlxh.obligation"].sudo()
        owed = owed.search([("collaborator_id", "=", self.id)], order="id")
        return [
            *sections,
            self._own_data_section("obligation", owed, OBLIGATION_FIELDS),
        ]

    def _move_links(self, target, model, field):
        """Two records of one person may owe the same sheet: one of them stays."""
        if model._name != "dlxh.obligation":
            return super()._move_links(target, model, field)
        # sudo: whoever merges was checked by the caller
        owed = model.sudo().search([("collaborator_id", "in", (self | target).ids)])
        for same in owed.grouped(
            lambda one: (one.regime_id, one.unit_id, one.date_from)
        ).values():
            best = same.sorted(lambda one: (not one.is_submitted, one.id))[:1]
            rest = tuple((same - best).ids)
            if rest:
                self.env.flush_all()
                self.env.cr.execute(
                    SQL("DELETE FROM dlxh_obligation WHERE id IN %s", rest)
                )
                self.env.invalidate_all()
        return super()._move_links(target, model, field)

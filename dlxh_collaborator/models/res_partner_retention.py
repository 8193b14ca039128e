from odoo import models

from .dlxh_collaborator_retention import CONTACT_FIELDS


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _retention_in_use(self):
        """Return the persons who are in the system for something else as well:
        an account in use, a company, another file that is still kept."""
        people = self.env["dlxh.collaborator"].with_context(active_test=False)
        kept = people.search(
            [("partner_id", "in", self.ids), ("purged_on", "=", False)]
        ).partner_id
        users = self.filtered(lambda person: any(person.user_ids.mapped("active")))
        return kept | users | self.filtered("is_company")

    def _retention_blank_contact(self):
        """Forget how to reach a person; the name stays on published decisions.

        Called by the retention job, on persons it decided on.
        """
        for person in self - self._retention_in_use():
            person.write({n: False for n in CONTACT_FIELDS if n in self._fields})
            self.env["dlxh.collaborator"]._retention_strip(person)

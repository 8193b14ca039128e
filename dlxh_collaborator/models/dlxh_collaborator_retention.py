from odoo import api, fields, models
from odoo.fields import Domain

from .approval_flow import with_flow
from .house_time import house_today

#: how to reach a person; a published decision names none of it
CONTACT_FIELDS = (
    "phone",
    "email",
    "street",
    "street2",
    "city",
    "zip",
    "state_id",
    "website",
    "function",
    "comment",
    "vat",
    "image_1920",
)


class DlxhCollaborator(models.Model):
    """What is left of a collaborator's file when its time of storage is over.

    The name, the unit and the memberships stay: they stand on decisions that
    were published and are archived, and the numbers of past years rest on them.
    So do the roll of past meetings and certificates. Everything else of the file
    goes: contact, position, expertise, account, messages, files, and the records
    named by `_retention_file_models`. Consents and requests have a longer time of
    their own; pay lists are kept as accounts are.
    """

    _inherit = "dlxh.collaborator"

    ended_on = fields.Date(
        string="Ended on", copy=False, readonly=True, index="btree_not_null"
    )
    purged_on = fields.Date(string="File destroyed on", copy=False, readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        people = super().create(vals_list)
        people.filtered(lambda person: person.state == "ended")._note_end()
        return people

    def write(self, vals):
        before = self.filtered(lambda person: person.state == "ended")
        result = super().write(vals)
        if "state" in vals:
            ended = self.filtered(lambda person: person.state == "ended")
            (ended - before)._note_end()
            (before - ended)._note_end(False)
        return result

    def _note_end(self, ended=True):
        """Remember since when the person no longer serves."""
        today = house_today() if ended else False
        # sudo: follows from a change of state that was allowed
        self.sudo().ended_on = today

    @api.model
    def _retention_file_models(self):
        """Return pairs (model, link to the collaborator) of what is his file.

        Hook: add-ons add theirs.
        """
        return [
            (f"dlxh.{page}", "collaborator_id")
            for page in (
                "standard.check",
                "evaluation",
                "supply",
                "commendation",
                "discipline",
                "training.nomination",
            )
        ]

    @api.model
    def _retention_domain(self, rule, cutoff):
        """Those who ended, and whose last mandate ended, before the cut-off."""
        lasting = Domain("date_to", "=", False) | Domain("date_to", ">=", cutoff)
        ended = Domain("ended_on", "<", cutoff) | (
            # those who had ended before the system noted since when
            Domain("ended_on", "=", False) & Domain("write_date", "<", cutoff)
        )
        return (
            Domain("state", "=", "ended")
            & Domain("purged_on", "=", False)
            & ended
            & Domain("membership_ids", "not any", lasting)
        )

    def _retention_purge(self, rule):
        for model, link in self._retention_file_models():
            pages = with_flow(self.env[model].sudo())  # as the job does
            pages.search([(link, "in", self.ids)]).unlink()
        self._retention_strip(self)
        partners = self.partner_id
        self.write(
            {
                "position": False,
                "expertise_ids": [fields.Command.clear()],
                "user_id": False,
                "active": False,
                "purged_on": house_today(),
            }
        )
        partners._retention_blank_contact()

    @api.model
    def _retention_strip(self, records):
        """Delete the messages, activities, followers and files of records."""
        where = [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        env = self.env(su=True)  # in the retention job, which decided on the records
        env["mail.activity"].with_context(active_test=False).search(where).unlink()
        env["mail.followers"].search(where).unlink()
        env["mail.message"].search(
            [("model", "=", records._name), ("res_id", "in", records.ids)]
        ).unlink()
        env["ir.attachment"].search(
            [*where, "|", ("res_field", "=", False), ("res_field", "!=", False)]
        ).unlink()

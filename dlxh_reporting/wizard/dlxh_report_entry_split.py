from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class DlxhReportEntrySplit(models.TransientModel):
    """Divide an entry that holds two issues: which sources go to the new one."""

    _name = "dlxh.report.entry.split"
    _description = "Split an Entry"

    entry_id = fields.Many2one(
        "dlxh.report.entry", required=True, readonly=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(related="entry_id.unit_id")
    title = fields.Char(string="Title of the new entry", required=True)
    issue_id = fields.Many2one(
        "dlxh.issue",
        help="Empty: the new entry stands under its title alone. Drafting again puts "
        "new sources on the same issue to the entry that has it.",
    )
    line_ids = fields.One2many(
        "dlxh.report.entry.split.line", "wizard_id", string="Sources"
    )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        entry = self.env["dlxh.report.entry"].browse(values.get("entry_id")).exists()
        if entry and "line_ids" in fields_list:
            entry.check_access("write")
            values["line_ids"] = [
                *(Command.create({"opinion_id": i}) for i in entry.opinion_ids.ids),
                *(
                    Command.create({"source_entry_id": i})
                    for i in entry.source_entry_ids.ids
                ),
            ]
        return values

    def action_split(self):
        """Give the chosen sources to a new entry after this one."""
        self.ensure_one()
        entry = self.entry_id
        entry.check_access("write")
        # sudo: sheets of the unit's own entry, which the officer may write
        mine = entry.sudo()
        chosen = self.line_ids.filtered("is_moved")
        sheets = chosen.opinion_id & mine.opinion_ids
        sources = chosen.source_entry_id & mine.source_entry_ids
        self._refuse_useless(mine, sheets, sources)
        entry._split_off(self.title, self.issue_id, sheets, sources)
        return {"type": "ir.actions.act_window_close"}

    def _refuse_useless(self, entry, sheets, sources):
        if entry.state != "kept":
            raise UserError(
                self.env._(
                    "“%(title)s” is not kept in the report. Take it back before you "
                    "split it.",
                    title=entry.title,
                )
            )
        if not sheets and not sources:
            raise UserError(
                self.env._("Tick the sources that belong to the new entry.")
            )
        if sheets == entry.opinion_ids and sources == entry.source_entry_ids:
            raise UserError(
                self.env._(
                    "All sources are ticked, so nothing would be left in “%(title)s”. "
                    "Change its title instead.",
                    title=entry.title,
                )
            )

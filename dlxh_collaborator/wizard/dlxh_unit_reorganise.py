from odoo import api, fields, models


class DlxhUnitReorganise(models.AbstractModel):
    """What the four dialogs of reorganisation have in common."""

    _name = "dlxh.unit.reorganise"
    _description = "Reorganisation of Units"

    date = fields.Date(
        string="In force from",
        required=True,
        default=fields.Date.context_today,
        help="The first day of the new structure. A coming day is kept as a plan and "
        "carried out by itself.",
    )
    note = fields.Char(string="Basis", help="The decision that ordered the change.")
    is_later = fields.Boolean(compute="_compute_is_later")

    @api.depends("date")
    def _compute_is_later(self):
        today = fields.Date.context_today(self)
        for dialog in self:
            dialog.is_later = bool(dialog.date) and dialog.date > today

    def _units_from_context(self):
        """The units the dialog was opened on."""
        context = self.env.context
        if context.get("active_model") != "dlxh.unit":
            return self.env["dlxh.unit"]
        return self.env["dlxh.unit"].browse(context.get("active_ids") or [])

    def _show(self, unit):
        """Close the dialog on the form of the unit."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "dlxh.unit",
            "res_id": unit.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

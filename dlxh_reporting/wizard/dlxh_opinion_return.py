from odoo import fields, models


class DlxhOpinionReturn(models.TransientModel):
    """Ask the officer why sheets go back to their collaborators."""

    _name = "dlxh.opinion.return"
    _description = "Return Opinion Sheets"

    opinion_ids = fields.Many2many(
        "dlxh.opinion", "dlxh_opinion_return_rel", string="Sheets", readonly=True
    )
    reason = fields.Text(
        required=True,
        help="The collaborator reads it: what is missing, what to write instead.",
    )

    def action_return(self):
        """Return the sheets with the reason."""
        for wizard in self:
            wizard.opinion_ids._return(wizard.reason)
        return {"type": "ir.actions.act_window_close"}

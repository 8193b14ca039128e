from odoo import api, fields, models
from odoo.exceptions import UserError

#: copied from the report, never written by hand
DERIVED_FIELDS = frozenset(("unit_id", "is_sent", "date_to"))


class DlxhReportLineMixin(models.AbstractModel):
    """A part of a report: seen where the report is seen, locked when it is locked."""

    _name = "dlxh.report.line.mixin"
    _inherit = ["dlxh.scope.mixin", "dlxh.approval.line.mixin"]
    _description = "Part of a Report"
    _approval_parent_field = "report_id"

    report_id = fields.Many2one(
        "dlxh.report", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        related="report_id.unit_id", store=True, precompute=True, index=True
    )
    is_sent = fields.Boolean(
        string="Sent up", related="report_id.is_sent", store=True, precompute=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        # checked on the result: a default may come from the context
        # sudo: compares what the line copied with the report
        for line in lines.sudo():
            if (
                line.unit_id != line.report_id.unit_id
                or line.is_sent != line.report_id.is_sent
            ):
                self._raise_derived()
        return lines

    def write(self, vals):
        moved = "report_id" in vals and self.report_id.ids != [vals["report_id"]]
        if moved or DERIVED_FIELDS & set(vals):
            self._raise_derived()
        return super().write(vals)

    def _word_part(self):
        """Return the name under which Word keeps the text of this line."""
        self.ensure_one()
        return f"dlxh_{self._name.rpartition('.')[2]}_{self.id}"

    def _raise_derived(self):
        raise UserError(
            self.env._(
                "A part of a report stays in it; its unit and period follow from the "
                "report."
            )
        )

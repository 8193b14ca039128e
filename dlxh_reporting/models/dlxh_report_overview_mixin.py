from odoo import api, fields, models

from .report_states import TEXT_CHAIRS


class DlxhReportOverviewMixin(models.AbstractModel):
    """Where a report leads: entries, reports it rests on, the last period."""

    _name = "dlxh.report.overview.mixin"
    _description = "Ways from a Report"

    previous_id = fields.Many2one(
        "dlxh.report", string="Last period", compute="_compute_previous_id"
    )
    previous_forecast = fields.Text(
        string="What was forecast last period",
        compute="_compute_previous_forecast",
        groups=TEXT_CHAIRS,
    )

    @api.depends("regime_id", "unit_id", "date_from", "report_type")
    def _compute_previous_id(self):
        for report in self:
            report.previous_id = report._previous() if report.date_from else False

    @api.depends("previous_id")
    def _compute_previous_forecast(self):
        for report in self:
            lines = [
                f"{entry.title}: {entry.forecast}"
                for entry in report.previous_id.entry_ids
                if entry.state == "kept" and entry.forecast
            ]
            report.previous_forecast = "\n".join(lines)

    def _open(self, name, model, domain, **context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,form,pivot"
            if model == "dlxh.report.entry"
            else "list,form",
            "domain": domain,
            "context": context,
        }

    def action_open_entries(self):
        """Open the entries as a list in which they are ordered, merged or dropped."""
        self.ensure_one()
        own_list = self.env.ref("dlxh_reporting.dlxh_report_entry_view_list_report")
        action = self._open(
            self.env._("Entries of “%(name)s”", name=self.display_name),
            "dlxh.report.entry",
            [("report_id", "=", self.id)],
            default_report_id=self.id,
            search_default_by_section=1,
            create=False,
        )
        views = [(False, kind) for kind in action["view_mode"].split(",")]
        return {**action, "views": [(own_list.id, "list"), *views[1:]]}

    def action_open_sources(self):
        """Open the reports that this one was drafted from."""
        self.ensure_one()
        return self._open(
            self.env._("Reports used in “%(name)s”", name=self.display_name),
            "dlxh.report",
            [("id", "in", self.child_report_ids.ids)],
            create=False,
        )

    def action_open_previous(self):
        """Open the report of the last period."""
        self.ensure_one()
        return self.previous_id._form_action()

    def export_data(self, fields_to_export):
        """Taking reports out is logged: who, which, how many."""
        self.env["dlxh.access.log"]._log(
            "export", self._name, domain=[("id", "in", self.ids)], count=len(self)
        )
        return super().export_data(fields_to_export)

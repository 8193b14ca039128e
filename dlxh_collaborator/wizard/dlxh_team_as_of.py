from odoo import fields, models


class DlxhTeamAsOf(models.TransientModel):
    """Show or print teams as they were on a day."""

    _name = "dlxh.team.as.of"
    _description = "Teams on a Day"

    date = fields.Date(string="On", required=True, default=fields.Date.context_today)
    team_ids = fields.Many2many("dlxh.team", string="Teams", required=True)
    seat_count = fields.Integer(string="Members", compute="_compute_counts")
    person_count = fields.Integer(
        string="Persons",
        compute="_compute_counts",
        help="Who sits in several of the teams is counted once.",
    )

    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env["dlxh.team"]._roster_title(
                wizard.date or fields.Date.context_today(wizard)
            )

    def _compute_counts(self):
        for wizard in self:
            teams = wizard._teams()
            wizard.seat_count = len(teams._members_on(wizard.date)) if teams else 0
            wizard.person_count = teams._head_count(wizard.date) if teams else 0

    def _teams(self):
        """The teams, as far as the user may read them."""
        self.ensure_one()
        return self.team_ids._origin.filtered("id")._filtered_access("read")

    def action_show(self):
        """Open the list of those who were members on that day."""
        self.ensure_one()
        action = self._teams()._members_action(self.date)
        title = self.env["dlxh.team"]._roster_title(self.date)
        return action | {"name": title, "display_name": title, "target": "current"}

    def action_print(self):
        """Print the list of members."""
        return self._report("dlxh_team_action_report_roster")

    def action_export(self):
        """Download the list of members as a workbook."""
        return self._report("dlxh_team_action_report_roster_xlsx")

    def _report(self, name):
        self.ensure_one()
        # sudo: only the name of the report is read
        report = self.env.ref(f"dlxh_collaborator.{name}").sudo()
        return report.report_action(self, config=False)

    def _pages(self):
        """Return [(team, rows)] for the printed list, and note that it goes out."""
        self.ensure_one()
        teams = self._teams()
        roster = teams._roster(self.date)
        for team, rows in roster.items():
            self.env["dlxh.access.log"]._log(
                "export",
                "dlxh.team.member",
                domain=[("team_id", "=", team.id), ("date", "=", str(self.date))],
                count=len(rows),
                unit=team.unit_id,
            )
        return list(roster.items())

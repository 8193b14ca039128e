from odoo.fields import Command

from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart

WEEK = "2026-06-08"


class Dashboard(AccessPart):
    """Counts of sheets, made for the reader: of his own units only.

    A row of another unit is one that the officer there reads.
    """

    TABLE = """
dlxh.dashboard.group         ours     officer        r      -      -      -      -
dlxh.dashboard.group         under    officer,leader r      -      -      -      -
dlxh.dashboard.topic         ours     officer        r      -      -      -      -
dlxh.dashboard.topic         under    officer,leader r      -      -      -      -
"""

    WRITING = {
        "dlxh.dashboard.group": {"sheet_count": 1},
        "dlxh.dashboard.topic": {"sheet_count": 1},
    }

    def prepare(self, case, place, unit):
        """A sheet of the unit itself, and one of each of two units below it."""
        self._told(case, unit)
        for number in range(2):
            cell = case._unit(f"{place} {number}", "cell", unit)
            self._told(case, cell)

    def _told(self, case, unit):
        group = case.env["dlxh.population.group"].search([], limit=1)
        sheet = case.env["dlxh.opinion"].create(
            {
                "team_unit_id": unit.id,
                "collaborator_id": case.collaborator(unit).id,
                "title": "Prices rise",
                "topic_id": case.env["dlxh.topic"].search([], limit=1).id,
                "observed_week": WEEK,
                "stream_ids": [
                    Command.create(
                        {"statement": "Too high", "group_ids": [Command.set(group.ids)]}
                    )
                ],
            }
        )
        sheet._apply({"state": "used"})
        report = case.env["dlxh.report"].create(
            {
                "unit_id": unit.id,
                "date_from": "2026-06-01",
                "date_to": "2026-06-30",
                "entry_ids": [
                    Command.create(
                        {"title": "Prices", "opinion_ids": [Command.set(sheet.ids)]}
                    )
                ],
            }
        )
        report._approval_flow().write({"state": "sent", "is_sent": True})

    def finish(self, case):
        case.env.flush_all()
        for place, unit in case.units.items():
            officer = case.chair("officer", unit)
            for name in ("group", "topic"):
                model = f"dlxh.dashboard.{name}"
                rows = case.env[model].with_user(officer)
                for which, is_own in (("ours", True), ("under", False)):
                    domain = [("week", "=", WEEK), ("is_own", "=", is_own)]
                    row = rows.search(domain, limit=1)
                    case.rows[model, which][place] = row.with_env(case.env)

    def values(self, case, *, unit, **known):
        return {
            model: lambda: {"unit_id": unit}
            for model in ("dlxh.dashboard.group", "dlxh.dashboard.topic")
        }

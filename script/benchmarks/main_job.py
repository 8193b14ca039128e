"""The main job at national scale: lists of 80 rows and a province's draft.

Fills the database once (some minutes), then prints time, number of queries and
the ratio to the bare SQL that returns the same rows.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

import odoo.addons.dlxh_reporting as home

sys.path.insert(0, str(Path(home.__path__[0]).parent / "script" / "benchmarks"))

from national import Meter, fill  # noqa: E402

units = fill(env)  # noqa: F821 - the shell brings `env`
meter = Meter(env)  # noqa: F821
users = units["users"]
commune, province = units["commune"], units["province"]

meter.list(
    users["commune"],
    "dlxh.opinion",
    "unit_id = %s",
    [commune.id],
    "sheets, officer of a commune",
)
PLACES = {
    "commune": ("above_unit_id = %s AND (unit_id = %s OR is_sent)", commune),
    "province": ("direct_unit_id = %s AND (unit_id = %s OR is_sent)", province),
    "centre": ("is_sent", None),
}
for model, what in (("dlxh.report", "reports"), ("dlxh.report.entry", "entries")):
    for place, (where, unit) in PLACES.items():
        params = [unit.id, unit.id] if unit else []
        meter.list(users[place], model, where, params, f"{what}, officer of {place}")

last = date.today().replace(day=1) - timedelta(days=1)


def draft():
    """Make the province's report of last month out of its communes' reports."""
    with env.cr.savepoint() as savepoint:  # noqa: F821
        report = env(user=users["province"])["dlxh.report"].create(  # noqa: F821
            {
                "unit_id": province.id,
                "report_type": "situation",
                "period_type": "month",
                "date_from": last.replace(day=1),
                "date_to": last,
            }
        )
        report.action_draft_from_sources()
        env.flush_all()  # noqa: F821
        savepoint.rollback()


def sources():
    env.cr.execute(  # noqa: F821
        "SELECT e.* FROM dlxh_report_entry e JOIN dlxh_report r ON r.id = e.report_id"
        " WHERE r.parent_unit_id = %s AND r.date_to = %s AND e.state = 'kept'",
        [province.id, last],
    )
    return env.cr.fetchall()  # noqa: F821


meter.line("drafting a province's report", draft, sources, rounds=2)

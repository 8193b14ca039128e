"""The pages of each chair at national scale: overview, “My work”, pivots.

A million sheets, 240,000 reports and 660,000 issues and entries. Everything is asked
for as the client does; beside it stands the bare SQL of its largest part. Nothing is
kept but what the other benchmarks share.
"""

import sys
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from odoo.fields import Command
from odoo.service.model import call_kw

import odoo.addons.dlxh_reporting as home

sys.path.insert(0, str(Path(home.__path__[0]).parent / "script" / "benchmarks"))

from national import Meter, fill  # noqa: E402

units = fill(env)  # noqa: F821 - the shell brings `env`
cr = env.cr  # noqa: F821
month = env["dlxh.regime"].search([("code", "=", "month")], limit=1)  # noqa: F821
month.write({"date_from": date.today() - timedelta(days=400), "start_day": 1})
first, last = month._period_of(date.today().replace(day=1) - timedelta(days=1))
month._generate()
cr.execute("UPDATE dlxh_report SET regime_id = %s WHERE date_to = %s", [month.id, last])
cr.execute("ANALYZE dlxh_obligation, dlxh_report")
env.invalidate_all()  # noqa: F821
WHERE = {
    "commune": ("o.above_unit_id = %s", units["commune"]),
    "province": ("o.direct_unit_id = %s", units["province"]),
    "centre": ("%s IS NOT NULL", units["centre"]),
}


def leader(place):
    users = env["res.users"].with_context(no_reset_password=True)  # noqa: F821
    chair = env.ref("dlxh_collaborator.group_dlxh_leader")  # noqa: F821
    return users.create(
        {
            "name": f"bench leader {place}",
            "login": f"bench_leader_{place}",
            "group_ids": [Command.link(chair.id)],
            "dlxh_unit_ids": [Command.set(units[place].ids)],
        }
    )


def call(user, model, method, *args, **kwargs):
    return call_kw(env(user=user)[model], method, list(args), kwargs)  # noqa: F821


def bare_reports(place):
    """The reports of the period and what their entries rest on."""
    where, unit = WHERE[place]
    cr.execute(
        "SELECT o.state, COUNT(*), SUM((SELECT COUNT(*) FROM dlxh_report_entry e"
        " WHERE e.report_id = o.id)) FROM dlxh_report o"
        f" WHERE o.date_to = %s AND {where} GROUP BY 1",
        [last, unit.id],
    )
    return cr.fetchall()


def bare_sheets(place):
    """The sheets of the last quarter by state, which no page could do without."""
    where, unit = WHERE[place]
    since = date.today() - timedelta(days=91)
    cr.execute(
        "SELECT o.topic_id, COUNT(*), COUNT(DISTINCT o.unit_id) FROM dlxh_opinion o"
        f" WHERE o.observed_week >= %s AND {where} GROUP BY 1",
        [since, unit.id],
    )
    return cr.fetchall()


def bare_owed(place):
    where, unit = WHERE[place]
    cr.execute(
        "SELECT o.unit_id, o.state, COUNT(*) FROM dlxh_obligation o"
        f" WHERE NOT o.is_member AND {where} GROUP BY 1, 2",
        [unit.id],
    )
    return cr.fetchall()


PIVOTS = (
    ("due and late", "dlxh.obligation", ["unit_id", "state"], bare_owed),
    ("topics by week", "dlxh.dashboard.topic", ["topic_id", "week:month"], bare_sheets),
    ("groups", "dlxh.dashboard.group", ["group_id", "tendency"], bare_sheets),
    ("issues by state", "dlxh.issue", ["state", "topic_id"], bare_sheets),
)
meter = Meter(env)  # noqa: F821
for place, officer in units["users"].items():
    chief = leader(place)

    def bare(place=place):
        return bare_reports(place)

    meter.line(
        f"overview of the leader, {place}",
        lambda chief=chief: call(chief, "dlxh.dashboard", "get_page"),
        bare,
        rounds=3,
    )
    for chair, user in (("leader", chief), ("officer", officer)):
        meter.line(
            f"“My work” of the {chair}, {place}",
            lambda user=user: call(user, "dlxh.work.item", "action_open_my_work"),
            bare,
            rounds=3,
        )
    for name, model, groupby, plain in PIVOTS:
        domain = [("is_member", "=", False)] if model == "dlxh.obligation" else []
        counted = "dashboard" in model
        sums = ["sheet_count:sum", "unit_count:sum"] if counted else ["__count"]
        meter.line(
            f"{name}, {place}",
            partial(
                call, officer, model, "formatted_read_group", domain, groupby, sums
            ),
            lambda place=place, plain=plain: plain(place),
            rounds=3,
        )
cr.rollback()

"""A simulated year of the whole country: what is owed, rates by node, mails.

36,356 units, 16,600 members of teams and 3,355 officers. What is owed is made by the
job, comes in as in life (a sample by the calls of the client, the bulk by SQL) and is
told of; then the pages and pivots of rates are asked for as the client does, beside the
bare SQL, with one, three and ten years of it. Nothing is kept but the tree.
BENCH_SMALL=1 lives through two months and grows to twice as much, to see that it works.
"""

import os
import sys
from datetime import date, timedelta
from pathlib import Path

from odoo.service.model import call_kw

import odoo.addons.dlxh_reporting as home

sys.path.insert(0, str(Path(home.__path__[0]).parent / "script" / "benchmarks"))

from national import Meter, fill_network, fill_tree  # noqa: E402
from national.intake import Intake  # noqa: E402
from national.year import Year  # noqa: E402

SMALL = bool(os.environ.get("BENCH_SMALL"))
SIZES = (1, 2) if SMALL else (1, 3, 10)

units = fill_tree(env)  # noqa: F821 - the shell brings `env`
fill_network(env, units)  # noqa: F821
users, cr = units["users"], env.cr  # noqa: F821
year = Year(env, months=2 if SMALL else 12)  # noqa: F821
officers = year.officers(users["commune"])
year.run()
year.report(officers)
nightly = year.again()
print(f"the job once more, with nothing to do: {nightly:.1f} s", flush=True)
month = env["dlxh.regime"].search(  # noqa: F821
    [("code", "=", "month")], limit=1
)
last = month._period_of(date.today())[0] - timedelta(days=1)
Intake(env).run(month, last)  # noqa: F821
SPAN = "{}_{}".format(*month._period_of(last))
SPANS = {"a month": SPAN, "a year": f"{date.today().year}-01-01_{date.today()}"}


def page(place, unit, span):
    """The page by the same call as from a browser."""
    model = env(user=users[place])["dlxh.reporting.rate"]  # noqa: F821
    wishes = {"unit_id": unit.id, "regime_id": month.id, "span": span}
    return call_kw(model, "get_page", [], wishes)


def bare_page(unit, span):
    """The figures of the page by hand."""
    first, until = span.split("_")
    cr.execute(
        """
        SELECT level_id, split_part(split_part('/' || tree_path, %(node)s, 2), '/', 1),
               COUNT(*), COUNT(*) FILTER (WHERE is_submitted),
               COUNT(*) FILTER (WHERE is_submitted AND is_on_time),
               COUNT(*) FILTER (WHERE is_submitted AND is_nil),
               COUNT(*) FILTER (WHERE is_submitted AND is_corrected),
               COUNT(*) FILTER (WHERE is_submitted AND is_on_behalf)
          FROM dlxh_obligation
         WHERE regime_id = %(regime)s AND date_to BETWEEN %(first)s AND %(until)s
           AND date_from BETWEEN %(first)s::date - 366 AND %(until)s
           AND state <> 'cancelled' AND NOT is_member AND tree_path LIKE %(path)s
         GROUP BY 1, 2
        """,
        {
            "node": f"/{unit.id}/",
            "regime": month.id,
            "first": first,
            "until": until,
            "path": f"{unit.parent_path}%",
        },
    )
    return cr.fetchall()


def pivot(place):
    model = env(user=users[place])["dlxh.reporting.rate"]  # noqa: F821
    return call_kw(
        model,
        "formatted_read_group",
        [[("audience", "=", "units")], ["level_id", "date_to:month"]],
        {"aggregates": ["expected:sum", "reporting_rate:avg", "on_time_rate:avg"]},
    )


def bare_pivot(unit):
    cr.execute(
        "SELECT level_id, date_trunc('month', date_to), COUNT(*),"
        " 100.0 * COUNT(*) FILTER (WHERE is_submitted) / COUNT(*),"
        " 100.0 * COUNT(*) FILTER (WHERE is_submitted AND is_on_time) / COUNT(*)"
        " FROM dlxh_obligation WHERE state <> 'cancelled' AND NOT is_member"
        " AND tree_path LIKE %s GROUP BY 1, 2",
        [f"{unit.parent_path}%"],
    )
    return cr.fetchall()


def late(place):
    model = env(user=users[place])["dlxh.obligation"]  # noqa: F821
    domain = [("is_late", "=", True), ("is_own_unit", "=", False)]
    domain += [("parent_unit_id.is_own_unit", "=", True)]
    names = {"display_name": {}, "due_at": {}, "state": {}}
    wishes = {"domain": domain, "specification": names, "limit": 80}
    return call_kw(model, "web_search_read", [], wishes)


def bare_late(unit):
    cr.execute(
        "SELECT * FROM dlxh_obligation WHERE parent_unit_id = %s AND unit_id <> %s"
        " AND state IN ('owed', 'returned') AND due_at < now() AT TIME ZONE 'UTC'"
        " ORDER BY due_at DESC, id DESC LIMIT 80",
        [unit.id, unit.id],
    )
    return cr.dictfetchall()


def measure(title):
    print(f"\n{title}")
    meter = Meter(env)  # noqa: F821
    for place in ("centre", "province", "commune"):
        unit = units[place]
        for label, span in SPANS.items():
            meter.line(
                f"rates page, {place}, {label}",
                lambda place=place, unit=unit, span=span: page(place, unit, span),
                lambda unit=unit, span=span: bare_page(unit, span),
                rounds=3,
            )
        meter.line(
            f"pivot by level and month, {place}",
            lambda place=place: pivot(place),
            lambda unit=unit: bare_pivot(unit),
            rounds=3,
        )
        meter.line(
            f"late below me, {place}",
            lambda place=place: late(place),
            lambda unit=unit: bare_late(unit),
            rounds=3,
        )


before = 0
for size in SIZES:
    if size > 1:
        year.grow(before, size - 1)
    before = size
    cr.execute("SELECT COUNT(*) FROM dlxh_obligation")
    measure(f"{size}×: {cr.fetchone()[0]:,} obligations")
cr.rollback()

"""The network at national scale: coverage of the country, rosters, a decision.

36,356 units and 16,600 collaborators. Prints time, number of queries and the
ratio to the bare SQL that does the same.
"""

import sys
from pathlib import Path

import odoo.addons.dlxh_collaborator as home

sys.path.insert(0, str(Path(home.__path__[0]).parent / "script" / "benchmarks"))

from national import Meter, fill_network, fill_tree  # noqa: E402

from odoo import fields  # noqa: E402

LINES = 35
PAST = "2025-06-30"

units = fill_tree(env)  # noqa: F821 - the shell brings `env`
fill_network(env, units)  # noqa: F821
meter = Meter(env)  # noqa: F821
cr = env.cr  # noqa: F821
users, centre, province = units["users"], units["centre"], units["province"]
today = str(fields.Date.today())


def coverage(user, day):
    return env(user=users[user])["dlxh.coverage"].with_context(  # noqa: F821
        dlxh_date=day
    )


def bare_coverage(day, place):
    """The same figures by hand, in the tree of today."""
    cr.execute(
        """
        SELECT u.level_id, u.direct_unit_id, COUNT(DISTINCT u.id),
               COUNT(DISTINCT t.id), COUNT(m.id), COUNT(DISTINCT c.partner_id),
               COUNT(DISTINCT c.partner_id) FILTER (WHERE c.trained_on <= %(day)s)
          FROM dlxh_unit u
          JOIN dlxh_level l ON l.id = u.level_id AND l.team_max > 0
          LEFT JOIN dlxh_team t ON t.unit_id = u.id AND t.date_from <= %(day)s
               AND (t.date_to IS NULL OR t.date_to >= %(day)s)
          LEFT JOIN dlxh_team_member m ON m.team_id = t.id AND m.date_from <= %(day)s
               AND (m.date_to IS NULL OR m.date_to >= %(day)s)
          LEFT JOIN dlxh_collaborator c ON c.id = m.collaborator_id
         WHERE u.parent_path LIKE %(path)s AND u.date_open <= %(day)s
           AND (u.date_close IS NULL OR u.date_close >= %(day)s)
         GROUP BY GROUPING SETS ((u.level_id), (u.level_id, u.direct_unit_id))
        """,
        {"day": day, "path": f"{place.parent_path}%"},
    )
    return cr.fetchall()


for day, when in ((today, "today"), (PAST, "on a past day")):
    meter.line(
        f"coverage page of the country {when}",
        lambda day=day: coverage("centre", day).get_page(day),
        lambda day=day: bare_coverage(day, centre),
    )
    meter.line(
        f"coverage by level and province {when}",
        lambda day=day: coverage("centre", day).formatted_read_group(
            [],
            ["level_id", "direct_unit_id"],
            ["established_share:avg", "member_count:sum", "trained_share:avg"],
        ),
        lambda day=day: bare_coverage(day, centre),
    )
    meter.line(
        f"coverage page of a province {when}",
        lambda day=day: coverage("province", day).get_page(day),
        lambda day=day: bare_coverage(day, province),
    )

meter.list(
    users["province"],
    "dlxh.collaborator",
    "unit_id IN (SELECT id FROM dlxh_unit WHERE parent_path LIKE %s)",
    [f"{province.parent_path}%"],
    "roster, officer of a province",
)
meter.list(
    users["centre"], "dlxh.collaborator", "TRUE", [], "roster, officer of the centre"
)


def draft_decision():
    """A decision that forms a team of 35 people of the province's communes."""
    people = env["dlxh.collaborator"].search(  # noqa: F821
        [("unit_id", "child_of", province.id), ("unit_id", "!=", province.id)],
        limit=LINES,
    )
    unit = env["dlxh.unit"].search(  # noqa: F821
        [("code", "=like", "BENCH-2-%"), ("id", "not in", people.unit_id.ids)],
        order="id desc",
        limit=1,
    )
    body = env["dlxh.body"].create(  # noqa: F821
        {"unit_id": unit.id, "name": "Bench body", "symbol": "BENCH"}
    )
    return env["dlxh.decision"].create(  # noqa: F821
        {
            "unit_id": unit.id,
            "body_id": body.id,
            "decision_type": "establish",
            "date": today,
            "line_ids": [
                fields.Command.create({"action": "add", "collaborator_id": person.id})
                for person in people
            ],
        }
    )


def apply():
    with cr.savepoint() as savepoint:
        decision._in_flow()._apply()
        env.flush_all()  # noqa: F821
        savepoint.rollback()


def inserts():
    """Thirty-five memberships and nothing else."""
    with cr.savepoint() as savepoint:
        for person in decision.line_ids.collaborator_id.ids:
            cr.execute(
                "INSERT INTO dlxh_team_member (team_id, unit_id, collaborator_id,"
                " role, date_from) VALUES (%s, %s, %s, 'member', %s)",
                [team_id, province.id, person, today],
            )
        savepoint.rollback()


with cr.savepoint() as outer:
    decision = draft_decision()
    env.flush_all()  # noqa: F821
    cr.execute("SELECT MIN(id) FROM dlxh_team")
    team_id = cr.fetchone()[0]
    meter.line(f"applying a decision of {LINES} lines", apply, inserts)
    outer.rollback()

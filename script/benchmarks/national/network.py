"""34 provinces with a roster of 25, 1,050 communes with a team of 15: 16,600 people."""

from .rows import multiply

PROVINCE_SEATS, COMMUNE_SEATS, COMMUNES_WITH_TEAM = 25, 15, 1_050
SINCE = "2024-01-01"


def fill_network(env, units):
    """Make people, teams and memberships unless they are there.

    Each tenth commune with a team has moved to the next province in the past, so
    that a past day has another tree than today.
    """
    commune = units["commune"]
    if env["dlxh.team"].search_count([("unit_id", "=", commune.id)], limit=1):
        return
    team, member = _first(env, commune)
    person = member.collaborator_id
    env.flush_all()
    seats = (
        "dlxh_unit u CROSS JOIN LATERAL generate_series(1, CASE WHEN u.code LIKE"
        f" 'BENCH-1-%%' THEN {PROVINCE_SEATS} ELSE {COMMUNE_SEATS} END) g"
        f" WHERE (u.code LIKE 'BENCH-1-%%' OR {_has_team('u')})"
        f" AND (u.id <> {commune.id} OR g > 1)"
    )
    multiply(
        person.partner_id,
        seats,
        {
            "name": "'Bench person ' || u.id || ' ' || g",
            "complete_name": "'Bench person ' || u.id || ' ' || g",
            "ref": "'bench-' || u.id",
        },
    )
    multiply(
        person,
        "res_partner p JOIN dlxh_unit u ON p.ref = 'bench-' || u.id WHERE TRUE",
        {
            "partner_id": "p.id",
            "unit_id": "u.id",
            "name": "p.name",
            "trained_on": f"CASE WHEN mod(p.id, 3) > 0 THEN DATE '{SINCE}' END",
        },
    )
    _multiply_teams(env, team, member)
    _move_some(env, commune)
    tables = ["res_partner", "dlxh_collaborator", "dlxh_team", "dlxh_team_member"]
    for table in (*tables, "dlxh_unit_change"):
        env.cr.execute(f"ANALYZE {table}")
    env.cr.commit()
    env.invalidate_all()


def _multiply_teams(env, team, member):
    """A team in each unit that has people, and a seat for each of them."""
    commune, person = team.unit_id, member.collaborator_id
    multiply(
        team,
        f"dlxh_unit u WHERE (u.code LIKE 'BENCH-1-%%' OR {_has_team('u')})"
        f" AND u.id <> {commune.id}",
        {"unit_id": "u.id"},
    )
    multiply(
        member,
        "dlxh_collaborator c JOIN dlxh_team t ON t.unit_id = c.unit_id"
        f" WHERE c.id <> {person.id} AND c.name LIKE 'Bench person %%'",
        {"team_id": "t.id", "unit_id": "t.unit_id", "collaborator_id": "c.id"},
    )
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id WHERE ref LIKE 'bench-%'"
    )


def _has_team(alias):
    return (
        f"({alias}.code LIKE 'BENCH-2-%%'"
        f" AND split_part({alias}.code, '-', 3)::int <= {COMMUNES_WITH_TEAM})"
    )


def _first(env, commune):
    """One person, one team and one membership, as the add-on makes them."""
    partner = env["res.partner"].create({"name": "Bench person", "ref": "bench"})
    person = env["dlxh.collaborator"].create(
        {"partner_id": partner.id, "unit_id": commune.id, "state": "active"}
    )
    team = env["dlxh.team"].create({"unit_id": commune.id, "date_from": SINCE})
    member = env["dlxh.team.member"].create(
        {"team_id": team.id, "collaborator_id": person.id, "date_from": SINCE}
    )
    return team, member


def _move_some(env, commune):
    """Write into the history that communes have come from another province."""
    change = env["dlxh.unit.change"].create(
        {
            "unit_id": commune.id,
            "change_type": "reparent",
            "date": "2025-07-01",
            "state": "done",
            "former_parent_id": commune.parent_id.id,
            "other_unit_id": commune.parent_id.id,
        }
    )
    multiply(
        change,
        f"dlxh_unit u JOIN dlxh_unit p ON p.code = 'BENCH-1-' || (1 + mod(u.id, 34))"
        f" WHERE {_has_team('u')} AND mod(split_part(u.code, '-', 3)::int, 10) = 0",
        {
            "unit_id": "u.id",
            "former_parent_id": "p.id",
            "other_unit_id": "u.parent_id",
        },
    )

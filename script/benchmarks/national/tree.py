"""34 provinces, 3,321 communes, 33,000 cells and one user for each height."""

from odoo.fields import Command

from .rows import multiply

PROVINCES, COMMUNES, CELLS = 34, 3_321, 33_000
PASSWORD_LESS = {"tz": "Asia/Ho_Chi_Minh", "lang": "vi_VN"}


def fill_tree(env):
    """Make the tree unless it is there.

    :return: dict with the centre, one province, one commune and its collaborator
    """
    Unit = env["dlxh.unit"].with_context(tracking_disable=True)
    centre = Unit.search([("code", "=", "BENCH")])
    if not centre:
        centre = Unit.create(_values(env, "Bench centre", "BENCH", "central"))
        _children(env, centre, "direct", PROVINCES, "BENCH", 1)
        _children(env, centre, "above_grassroots", COMMUNES, "BENCH-1", PROVINCES)
        _children(env, centre, "cell", CELLS, "BENCH-2", COMMUNES)
        env.cr.execute("ANALYZE dlxh_unit")
        env.cr.commit()
    province = Unit.search([("code", "=", "BENCH-1-1")])
    commune = Unit.search([("code", "=", "BENCH-2-1")])
    return {
        "centre": centre,
        "province": province,
        "commune": commune,
        "users": {
            place: _officer(env, place, unit)
            for place, unit in (
                ("commune", commune),
                ("province", province),
                ("centre", centre),
            )
        },
    }


def _values(env, name, code, level, parent=False):
    return {
        "name": name,
        "code": code,
        "parent_id": parent,
        "level_id": env.ref(f"dlxh_collaborator.level_{level}").id,
        "date_open": "2020-01-01",
    }


def _children(env, centre, level, count, parents, parent_count):
    """Spread `count` units of a level evenly over the units above.

    The first is made by the add-on, the others are copies of it by SQL.
    """
    depth = {"direct": 1, "above_grassroots": 2, "cell": 3}[level]
    prefix = f"BENCH-{depth}"
    Unit = env["dlxh.unit"].with_context(tracking_disable=True)
    above = "BENCH" if depth == 1 else f"{parents}-1"
    parent = Unit.search([("code", "=", above)])
    first = Unit.create(
        _values(env, f"Bench {level} 1", f"{prefix}-1", level, parent.id)
    )
    parent_code = (
        "'BENCH'" if depth == 1 else f"'{parents}-' || (1 + mod(g - 1, {parent_count}))"
    )
    columns = {
        "name": f"'Bench {level} ' || g",
        "code": f"'{prefix}-' || g",
        "parent_id": "p.id",
        "complete_name": f"p.complete_name || ' / Bench {level} ' || g",
        "direct_unit_id": "p.direct_unit_id",
        "above_unit_id": "p.above_unit_id",
    }
    multiply(
        first,
        f"generate_series(2, {count}) g, dlxh_unit p WHERE p.code = {parent_code}",
        columns,
    )
    self_column = {"direct": "direct_unit_id", "above_grassroots": "above_unit_id"}
    if level in self_column:
        column = self_column[level]
        env.cr.execute(
            f"UPDATE dlxh_unit SET {column} = id WHERE code LIKE '{prefix}-%'"
        )
    env.cr.execute(
        "UPDATE dlxh_unit u SET parent_path = p.parent_path || u.id || '/'"
        f" FROM dlxh_unit p WHERE p.id = u.parent_id AND u.code LIKE '{prefix}-%'"
    )
    env.invalidate_all()


def _officer(env, place, unit):
    login = f"bench_{place}"
    user = env["res.users"].search([("login", "=", login)])
    if not user:
        chair = env.ref("dlxh_collaborator.group_dlxh_officer")
        user = (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": login,
                    "login": login,
                    "group_ids": [Command.link(chair.id)],
                    "dlxh_unit_ids": [Command.set(unit.ids)],
                    **PASSWORD_LESS,
                }
            )
        )
        env.cr.commit()
    return user

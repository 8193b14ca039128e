from .access_engine import AccessPart


class Coverage(AccessPart):
    """How far units are covered, and what is aimed at."""

    TABLE = """
# model                 which    chairs                    own    below  beside above  none
dlxh.coverage           any      officer,leader            r      r      -      -      -
dlxh.coverage           any      inspector,administrator   r      r      -      -      -
dlxh.coverage.target    any      *                         r      r      -      -      -
dlxh.coverage.target    any      officer                   rwcu   rwcu   -      -      -
dlxh.coverage.target    any      administrator             rwcu
dlxh.coverage.duty      any      *                         r
dlxh.coverage.duty      any      administrator             rwcu
"""  # noqa: E501

    WRITING = {
        "dlxh.coverage": {"member_count": 1},
        "dlxh.coverage.target": {"percent": 50},
        "dlxh.coverage.duty": {"role": "organ_leader"},
    }

    def prepare(self, case, place, unit):
        unit.level_id.team_max = unit.level_id.team_max or 20  # else it has no row
        case.rows["dlxh.coverage", "any"][place] = case.env["dlxh.coverage"].browse(
            unit.id
        )

    def values(self, case, *, unit, name, number, **known):
        return {
            "dlxh.coverage": lambda: {"unit_id": unit},
            "dlxh.coverage.target": lambda: {"unit_id": unit, "measure": "team"},
            "dlxh.coverage.duty": lambda: {
                "level_id": case.env["dlxh.level"]
                .create({"name": name, "code": f"DUTY-{number}"})
                .id,
                "role": "organ_officer",
            },
        }

from .access_engine import OWN, AccessPart


class DataProtection(AccessPart):
    """Requests, incidents and retention."""

    TABLE = """
# model                      which    chairs         own    below  beside above  none
dlxh.holiday                 any      *              r
dlxh.holiday                 any      administrator  rwcu
dlxh.data.limit              any      *              r
dlxh.data.limit              any      administrator  rwC
dlxh.data.request            any      data_officer   rwc    rwc    -      -      -
dlxh.data.request            mine     data_officer   rwc    -      -      -      -
dlxh.data.request            mine     collaborator   rc     -      -      -      rc
dlxh.data.request.extend     dialog   *              rwcu
dlxh.incident                any      data_officer   rwc    rwc    -      -      -
dlxh.incident                any      leader         r      r      -      -      -
dlxh.incident                any      inspector      r      r      -      -      -
dlxh.retention.rule          any      administrator  rw
dlxh.retention.rule          any      data_officer   rW
dlxh.retention.rule          any      inspector      r
dlxh.retention.run           any      administrator  r
dlxh.retention.run           any      data_officer   r
dlxh.retention.run           any      inspector      r
"""

    WRITING = {
        "dlxh.data.limit": {"days": 14},
        "dlxh.data.request": {"answer": "Other"},
        "dlxh.data.request.extend": {"reason": "Other"},
        "dlxh.holiday": {"name": "Other"},
        "dlxh.incident": {"lessons": "Other"},
        "dlxh.retention.rule": {"note": "Other"},
    }

    def prepare(self, case, place, unit):
        at = case.at[place]
        at["request"] = case.env["dlxh.data.request"].create(
            {"collaborator_id": at["author"].id, "kind": "access"}
        )
        case.rows["dlxh.data.request", "any"][place] = at["request"]

    def finish(self, case):
        request = case.env["dlxh.data.request"].create(
            {"collaborator_id": case.person.id, "kind": "access"}
        )
        case.rows["dlxh.data.request", "mine"][OWN] = request
        limits = case.env["dlxh.data.limit"].search([("kind", "=", "object")])
        case.rows["dlxh.data.limit", "any"][OWN] = limits
        rule = case.env["dlxh.retention.rule"].search([], limit=1)
        case.rows["dlxh.retention.rule", "any"][OWN] = rule
        run = case.env["dlxh.retention.run"]._record(rule, 1, 0)
        case.rows["dlxh.retention.run", "any"][OWN] = run

    def values(self, case, *, at, unit, number, name, which, place, user):
        person = case.person if which == "mine" else at["author"]
        rule = case.env["dlxh.retention.rule"].search([], limit=1)
        return {
            "dlxh.holiday": lambda: {"name": name, "date_from": "2030-01-02"},
            "dlxh.data.limit": lambda: {"kind": "object"},
            "dlxh.data.request": lambda: {
                "collaborator_id": person.id,
                "kind": "access",
            },
            "dlxh.data.request.extend": lambda: {
                "request_id": at["request"].id,
                "reason": name,
            },
            "dlxh.incident": lambda: {"unit_id": unit, "title": name},
            "dlxh.retention.rule": lambda: {
                "name": name,
                "code": name,
                "model": "dlxh.incident",
                "months": 12,
            },
            "dlxh.retention.run": lambda: {"rule_id": rule.id, "model": "x"},
        }

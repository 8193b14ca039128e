from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart

FIRST, LAST = "2026-06-01", "2026-06-28"


class Obligations(AccessPart):
    """What is owed, what happened to it, leave after the lock, reports on paper."""

    TABLE = """
dlxh.obligation              unit     officer,leader r      r      -      -      -
dlxh.obligation              unit     clerk          r      -      -      -      -
dlxh.obligation              unit     inspector      r      r      -      -      -
dlxh.obligation              unit     administrator  r      r      -      -      -
dlxh.obligation              member   officer        r      -      -      -      -
dlxh.obligation.event        unit     officer,leader r      r      -      -      -
dlxh.obligation.event        unit     clerk          r      -      -      -      -
dlxh.obligation.event        unit     inspector      r      r      -      -      -
dlxh.obligation.event        unit     administrator  r      r      -      -      -
dlxh.obligation.event        member   officer        r      -      -      -      -
dlxh.obligation.exception    any      officer        r      rc     -      -      -
dlxh.obligation.exception    any      leader         r      r      -      -      -
dlxh.obligation.exception    any      clerk          r      -      -      -      -
dlxh.obligation.exception    any      inspector      r      r      -      -      -
dlxh.obligation.exception    any      administrator  rc     rc     -      -      -
dlxh.obligation.paper        dialog   officer        rwc
"""

    WRITING = {
        "dlxh.obligation": {"state": "accepted"},
        "dlxh.obligation.event": {"kind": "returned"},
        "dlxh.obligation.exception": {"reason": "Other"},
        "dlxh.obligation.paper": {"paper_code": "Other"},
    }

    def prepare(self, case, place, unit):
        at = case.at[place]
        owed = case.env["dlxh.obligation"]
        for which in ("unit", "member"):
            record = owed.create(self._owed(case, at, unit.id, which))
            case.rows["dlxh.obligation", which][place] = record
            at[f"owed_{which}"] = record

    def _owed(self, case, at, unit, which):
        person = at["author"].id if which == "member" else False
        return {
            "regime_id": case.env.ref("dlxh_reporting.regime_month").id,
            "unit_id": unit,
            "collaborator_id": person,
            "is_member": bool(person),
            "date_from": FIRST,
            "date_to": LAST,
            "period_type": "month",
            "due_at": "2026-07-05 16:59:59",
            "lock_at": "2026-07-15 16:59:59",
        }

    def values(self, case, *, at, unit, number, which, **known):
        owed = at.get(f"owed_{which}") or at["owed_unit"]
        return {
            "dlxh.obligation": lambda: {
                **self._owed(case, at, unit, which),
                "date_from": f"{1000 + number}-01-01",
            },
            "dlxh.obligation.event": lambda: {
                "obligation_id": owed.id,
                "kind": "sent",
                "at": "2026-07-01 08:00:00",
            },
            "dlxh.obligation.exception": lambda: {
                "obligation_id": owed.id,
                "until": "2100-01-01",
                "reason": "Flood",
            },
            "dlxh.obligation.paper": lambda: {
                "obligation_id": owed.id,
                "summary": "<p>Said</p>",
            },
        }

from datetime import timedelta

from ..models.house_time import house_today
from .access_engine import AccessPart


class Delegations(AccessPart):
    """What leaders hand over."""

    TABLE = """
# model                      which    chairs         own    below  beside above  none
dlxh.delegation              any      officer        r      r      -      -      -
dlxh.delegation              any      leader         rWcU   r      -      -      -
dlxh.delegation              any      clerk          r      r      -      -      -
dlxh.delegation              any      inspector      r      r      -      -      -
dlxh.delegation              any      administrator  rwcu
"""

    WRITING = {"dlxh.delegation": {"reason": "Other"}}

    def prepare(self, case, place, unit):
        at = case.at[place]
        at["deputy"] = case.chair("officer", unit, login=f"deputy_{place}")
        at["handing_over"] = case.chair("leader", unit, login=f"leader_{place}")

    def values(self, case, *, at, unit, number, user, **known):
        # each in a week of its own, all of them still to come
        leader = user if user == case.users["leader"] else at["handing_over"]
        begin = house_today() + timedelta(weeks=number)
        return {
            "dlxh.delegation": lambda: {
                "unit_id": unit,
                "leader_id": leader.id,
                "deputy_id": at["deputy"].id,
                "position": "Deputy head",
                "date_from": begin,
                "date_to": begin + timedelta(days=6),
            }
        }

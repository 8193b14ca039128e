"""What became of what a member owes, told from the sheets of the period.

One sheet or one nil return is enough; how many there are is not looked at.
"""

from datetime import datetime
from typing import NamedTuple

STANDING = ("submitted", "accepted", "used")


class Return(NamedTuple):
    """A sheet that was handed in, without a word of it."""

    id: int
    state: str
    submitted_at: datetime
    is_nil: bool = False


class Fulfilment(NamedTuple):
    """The state of the obligation, and the sheet that decides on it."""

    state: str = "owed"
    sheet: int | None = None
    submitted_at: datetime | None = None
    is_nil: bool = False


def fulfilment(returns):
    """Return what the sheets of one person for one period amount to.

    The first sheet that stands decides on the time: one that was given back does
    not make a later one punctual.
    """
    ordered = sorted(returns, key=lambda one: (one.submitted_at, one.id))
    standing = [one for one in ordered if one.state in STANDING]
    if standing:
        first = standing[0]
        accepted = any(one.state != "submitted" for one in standing)
        return Fulfilment(
            state="accepted" if accepted else "submitted",
            sheet=first.id,
            submitted_at=first.submitted_at,
            is_nil=all(one.is_nil for one in standing),
        )
    given_back = [one for one in ordered if one.state == "returned"]
    if given_back:
        first = given_back[0]
        return Fulfilment("returned", first.id, first.submitted_at)
    return Fulfilment()

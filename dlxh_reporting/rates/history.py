"""What became of one obligation, told from the events noted about it."""

from dataclasses import dataclass
from datetime import datetime

KINDS = ("sent", "returned", "received", "withdrawn")
# A cancelled obligation is not owed; no event makes it so, only the calendar does.
STATES = ("owed", "submitted", "returned", "accepted", "cancelled")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to what was owed: sent, returned, received, withdrawn."""

    kind: str
    at: datetime
    is_nil: bool = False
    on_behalf: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an obligation stands.

    `submitted_at` is the first submission and stays through a correction. The flags
    are set only while something stands, so each is a share of what came in.
    """

    state: str = "owed"
    submitted_at: datetime | None = None
    on_time: bool = False
    is_nil: bool = False
    is_corrected: bool = False
    on_behalf: bool = False

    @property
    def is_owed(self):
        """Whether it counts in the denominator."""
        return self.state != "cancelled"

    @property
    def is_actual(self):
        """Whether something stands: sent and not given back."""
        return self.state in ("submitted", "accepted")


def outcome(events, due_at, cancelled=False):
    """Return what became of an obligation.

    :param events: in the order in which they were noted; the day a paper report came
        in may lie before the day it was entered, so the times need not be sorted
    :param due_at: last moment at which it is in time
    :param cancelled: nothing is owed after all, whatever was sent
    """
    if cancelled:
        return Outcome(state="cancelled")
    state, rounds = _walk(events)
    if not rounds:
        return Outcome()
    first_at = rounds[0][0].at
    if state == "returned":
        return Outcome(state=state, submitted_at=first_at)
    standing = rounds[-1]
    return Outcome(
        state=state,
        submitted_at=first_at,
        on_time=first_at <= due_at,
        # Whoever adds something to a nil return no longer has nothing to report.
        is_nil=all(event.is_nil for event in standing),
        is_corrected=len(rounds) > 1,
        on_behalf=standing[0].on_behalf,
    )


def owes(date_from, date_to, opened=None, closed=None):
    """Tell whether a unit open from `opened` to `closed` owes a period.

    A day of the period is enough: merged or closed in the middle, it owes what it
    owed. `closed` is the last day on which it existed.
    """
    return (opened is None or opened <= date_to) and (
        closed is None or closed >= date_from
    )


def _walk(events):
    """Return (state, rounds): the submissions that stand, one round per return."""
    state, rounds = "owed", []
    for event in events:
        if event.kind == "sent":
            if state in ("owed", "returned"):
                rounds.append([])
                state = "submitted"
            # Sent again without a return is a revision: it counts once.
            rounds[-1].append(event)
        elif event.kind == "received" and state == "submitted":
            state = "accepted"
        elif event.kind == "returned" and state in ("submitted", "accepted"):
            state = "returned"
        elif event.kind == "withdrawn" and state == "submitted":
            state = _take_back(rounds)
        elif event.kind not in KINDS:
            raise ValueError(f"unknown kind of event {event.kind!r}")
    return state, rounds


def _take_back(rounds):
    """Forget the last submission and return the state from before it."""
    rounds[-1].pop()
    if rounds[-1]:
        return "submitted"
    rounds.pop()
    return "returned" if rounds else "owed"

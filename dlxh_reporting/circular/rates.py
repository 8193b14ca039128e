"""Rates of acknowledgement and relay (S15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

#: the moments of a delivery, in the order in which they may come
STEPS = ("sent_at", "received_at", "acknowledged_at")


@dataclass(frozen=True)
class Delivery:
    """One unit that a circular was addressed to.

    `due_at` is the deadline that the circular set, also for a unit that it reached
    only after it: who passes a circular on too late takes nobody out of the rate.
    """

    sent_at: datetime
    received_at: datetime | None = None
    acknowledged_at: datetime | None = None
    relayed_at: datetime | None = None
    due_at: datetime | None = None
    must_relay: bool = False
    #: recorded by the level above: that it took note, that it received it
    is_on_behalf: bool = False
    is_received_on_behalf: bool = False

    @property
    def on_time(self) -> bool:
        """Whether it was acknowledged before the deadline, where there is one."""
        return bool(
            self.due_at and self.acknowledged_at and self.acknowledged_at <= self.due_at
        )


@dataclass(frozen=True)
class Rates:
    """Counts of deliveries; a rate is None where nothing is owed."""

    addressed: int = 0
    received: int = 0
    acknowledged: int = 0
    due: int = 0
    on_time: int = 0
    must_relay: int = 0
    relayed: int = 0
    on_behalf: int = 0
    received_on_behalf: int = 0

    @property
    def receipt_rate(self) -> float | None:
        return share(self.received, self.addressed)

    @property
    def acknowledgement_rate(self) -> float | None:
        return share(self.acknowledged, self.addressed)

    @property
    def on_behalf_share(self) -> float | None:
        """What the level above recorded, of what was acknowledged."""
        return share(self.on_behalf, self.acknowledged)

    @property
    def received_on_behalf_share(self) -> float | None:
        """What the level above recorded, of what was received."""
        return share(self.received_on_behalf, self.received)

    @property
    def on_time_rate(self) -> float | None:
        """Acknowledged in time, of the units addressed by circulars with a deadline."""
        return share(self.on_time, self.due)

    @property
    def relay_rate(self) -> float | None:
        """Passed on to every unit below that it concerns, of those that have any."""
        return share(self.relayed, self.must_relay)


def share(part: int, whole: int) -> float | None:
    """Return the percentage, or None where there is no whole."""
    return 100.0 * part / whole if whole else None


def of(deliveries: Iterable[Delivery]) -> Rates:
    """Count what became of deliveries."""
    known = list(deliveries)
    return Rates(
        addressed=len(known),
        received=sum(bool(one.received_at) for one in known),
        acknowledged=sum(bool(one.acknowledged_at) for one in known),
        due=sum(bool(one.due_at) for one in known),
        on_time=sum(one.on_time for one in known),
        must_relay=sum(one.must_relay for one in known),
        relayed=sum(bool(one.must_relay and one.relayed_at) for one in known),
        on_behalf=sum(bool(one.acknowledged_at and one.is_on_behalf) for one in known),
        received_on_behalf=sum(
            bool(one.received_at and one.is_received_on_behalf) for one in known
        ),
    )


def may_record(known: dict[str, object], new: dict[str, object]) -> bool:
    """Tell whether moments may be added to what is recorded.

    A moment once recorded is neither changed nor taken away, and none comes
    before the one it rests on.
    """
    for name, value in new.items():
        if known.get(name) and known[name] != value:
            return False
    after = {**known, **new}
    moments = [after.get(name) for name in STEPS]
    for earlier, later in zip(moments, moments[1:], strict=False):
        if later and not (earlier and earlier <= later):
            return False
    relayed = after.get("relayed_at")
    return not relayed or bool(after.get("sent_at") and after["sent_at"] <= relayed)

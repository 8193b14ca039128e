"""Outcome rates of fieldwork, after AAPOR's Standard Definitions."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Final dispositions: how many cases ended in which way.

    I complete, P partial, R refusal and break-off, NC non-contact, O other
    eligible, UH unknown whether a household or person is there, UO unknown other.
    """

    complete: int = 0
    partial: int = 0
    refusal: int = 0
    non_contact: int = 0
    other: int = 0
    unknown_household: int = 0
    unknown_other: int = 0

    def __post_init__(self):
        for field in fields(self):
            if getattr(self, field.name) < 0:
                raise ValueError(f"The count {field.name} must not be negative.")


@dataclass(frozen=True, slots=True)
class OutcomeRates:
    """Rates between 0 and 1; None where there is no case to divide by."""

    rr1: float | None
    rr2: float | None
    rr5: float | None
    coop1: float | None
    #: complete and partial over all who were invited; no response rate
    participation: float | None


def outcome_rates(outcomes, probability=True):
    """Return the rates of a wave (AAPOR, Standard Definitions).

    RR1 = I / ((I+P) + (R+NC+O) + (UH+UO)); RR2 = (I+P) / the same;
    RR5 = I / ((I+P) + (R+NC+O)); COOP1 = I / ((I+P) + R + O).

    :param probability: False for links that anyone may open and for appointed
        collaborators: these have a participation rate and no response rate
    """
    o = outcomes
    interviews = o.complete + o.partial
    eligible = interviews + o.refusal + o.non_contact + o.other
    everybody = eligible + o.unknown_household + o.unknown_other
    reached = interviews + o.refusal + o.other
    if not probability:
        return OutcomeRates(None, None, None, None, _over(interviews, everybody))
    return OutcomeRates(
        rr1=_over(o.complete, everybody),
        rr2=_over(interviews, everybody),
        rr5=_over(o.complete, eligible),
        coop1=_over(o.complete, reached),
        participation=_over(interviews, everybody),
    )


def _over(top, bottom):
    return top / bottom if bottom else None

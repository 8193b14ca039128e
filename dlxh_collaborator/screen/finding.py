"""One place in a text that gives a person away."""

from typing import NamedTuple

BLOCK = "block"
WARN = "warn"


class Finding(NamedTuple):
    """What was found and where, counted in the characters of the given text."""

    kind: str
    start: int
    end: int
    text: str
    level: str

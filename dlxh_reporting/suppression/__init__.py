"""Which counts may be shown without pointing at a sheet or a unit."""

from .release import MINIMUM, Cell, Mention, release, total

__all__ = ["MINIMUM", "Cell", "Mention", "release", "total"]

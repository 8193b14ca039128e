"""Files that carry a meeting into somebody's own calendar."""

from .ics import Invitation, ics

__all__ = ["Invitation", "ics"]

"""How issues change from one period to the next."""

from .changes import KINDS, Change, Told, changes

__all__ = ["KINDS", "Change", "Told", "changes"]

"""Where units hang: the ancestors of each, as they were on a day."""

from .places import Place, moved_below, place_of

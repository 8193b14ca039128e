"""Names of committees, built from the level and the kind of place."""

from .words import WORDS


def place_only(kind, place):
    """The place without the word for its kind, spaces and apostrophes made even."""
    place = " ".join(place.replace("'", "’").split())
    if place in WORDS["places_that_keep_their_prefix"]:
        return place
    for prefix in WORDS["place_prefixes"].get(kind, ()):
        if place.casefold().startswith(prefix.casefold() + " "):
            return place[len(prefix) + 1 :]
    return place


def unit_name(level_code, kind, place):
    """The committee of a place as it is called at this level.

    A level or kind without a pattern keeps the name of the place.
    """
    pattern = WORDS["committee_names"].get(level_code, {}).get(kind)
    if not pattern:
        return " ".join(place.split())
    return pattern.format(place=place_only(kind, place))


def place_of(name):
    """The place in the name of a committee: what unit_name put there."""
    for patterns in WORDS["committee_names"].values():
        for pattern in patterns.values():
            before = pattern.partition("{place}")[0]
            if name.startswith(before):
                return name[len(before) :]
    return name

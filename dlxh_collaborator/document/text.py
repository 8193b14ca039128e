"""Small helpers shared by the wording modules."""

import string
import unicodedata

#: room left for the pen where a draft has no number or date yet
BLANK = "\N{NO-BREAK SPACE}" * 6


def composed(text):
    """Return `text` stripped and in composed letters, as the standard asks."""
    return unicodedata.normalize("NFC", (text or "").strip())


def capitals(text):
    return composed(text).upper()


def pattern_names(pattern):
    """Return the names a `{name}` pattern uses; raise ValueError if it is bad.

    Attribute access, indexes and conversions are refused: patterns are typed
    in by people.
    """
    names = []
    for _text, name, spec, conversion in string.Formatter().parse(pattern or ""):
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise ValueError(f"not a plain name: {name!r}")
        names.append(name)
    return names


def check_names(pattern, allowed, required):
    """Raise ValueError unless `pattern` uses all `required` names and only
    `allowed` ones."""
    names = set(pattern_names(pattern))
    if unknown := names - set(allowed):
        raise ValueError(f"unknown name: {', '.join(sorted(unknown))}")
    if missing := set(required) - names:
        raise ValueError(f"missing name: {', '.join(sorted(missing))}")

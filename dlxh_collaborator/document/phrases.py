"""Wordings of generated documents: the texts are data, this fills them in."""

import re
from collections.abc import Mapping
from string import Template


def names_in(text: str) -> set[str] | None:
    """Return the names that a text wants filled in; None for a stray dollar."""
    found = [match.groupdict() for match in Template.pattern.finditer(text or "")]
    if any(groups["invalid"] is not None for groups in found):
        return None
    return {groups["named"] or groups["braced"] for groups in found} - {None}


class Phrases:
    """Texts by code, filled with values as plain text."""

    def __init__(self, texts: Mapping[str, str]):
        self._texts = dict(texts)

    def __call__(self, code: str, /, **values) -> str:
        """Fill the phrase; without a text for it, the values one after another."""
        text = self._texts.get(code)
        if text is None:
            text = " ".join(f"${name}" for name in values)
        filled = Template(text).safe_substitute(
            {name: value or "" for name, value in values.items()}
        )
        return re.sub(r"\s+([,;.])", r"\1", " ".join(filled.split()))


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]

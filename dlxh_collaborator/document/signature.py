"""Lines above a signature: in whose name it is given, and the position."""

from dataclasses import dataclass

from .text import capitals

FORMS = ("tm", "kt", "tl", "direct")


@dataclass(frozen=True)
class Prefixes:
    """Abbreviations of a format: for a collective, a deputy, by order."""

    collective: str
    deputy: str
    order: str


def signature_lines(
    form,
    prefixes,
    *,
    position,
    collective="",
    head="",
    authority="",
    deputy_under_collective=False,
):
    """Return the lines above the signature, in capitals.

    :param form: tm (for a collective), kt (deputy for the head), tl (by order)
        or direct (the head)
    :param collective: name of the collective body in whose name is signed
    :param head: position of the head for whom a deputy signs
    :param authority: who gave the order
    :param deputy_under_collective: a deputy of a collective body signs in its
        name without mention of the head (Party format)
    """
    position = _needed("position", position)
    collective = capitals(collective)
    if form == "direct":
        return [position]
    if form == "tm":
        return [f"{prefixes.collective} {_needed('collective', collective)}", position]
    if form == "tl":
        return [f"{prefixes.order} {_needed('authority', authority)}", position]
    if form != "kt":
        raise ValueError(f"unknown signing form: {form}")
    lines = [f"{prefixes.collective} {collective}"] if collective else []
    if not (collective and deputy_under_collective):
        lines.append(f"{prefixes.deputy} {_needed('head', head)}")
    return [*lines, position]


def _needed(name, text):
    text = capitals(text)
    if not text:
        raise ValueError(f"missing: {name}")
    return text

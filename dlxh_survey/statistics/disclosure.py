"""What a report on a survey must say about itself (AAPOR, April 2021)."""

#: the 11 items of the disclosure block, in the order of the printed report
ITEMS = (
    "strategy",
    "sponsor",
    "instruments",
    "population",
    "sample_generation",
    "modes",
    "dates",
    "sample_sizes",
    "weighting",
    "processing",
    "limitations",
)
#: what stands for "does not apply", as the wave stores it
NOT_APPLICABLE = "n/a"


def missing_items(disclosure):
    """Return the codes of the items that are not filled; empty: may be published.

    :param disclosure: {item: text or NOT_APPLICABLE}
    """
    unknown = sorted(set(disclosure) - set(ITEMS))
    if unknown:
        raise ValueError(f"Unknown disclosure items: {', '.join(unknown)}.")
    return [item for item in ITEMS if not (disclosure.get(item) or "").strip()]

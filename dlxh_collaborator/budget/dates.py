"""Dates moved into another year."""


def in_another_year(date, years):
    """Return `date` some years later; the 29th of February becomes the 28th in a
    year that has none, so that a deadline never slips into the next month."""
    if date is None:
        return None
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return date.replace(year=date.year + years, day=28)

"""When two lines are about the same person."""

from .phone import normal_phone
from .words import plain


def person_keys(name, phone="", email=""):
    """What tells a person apart: the name with the phone, with the e-mail."""
    name = plain(name)
    phone = normal_phone(phone) or "".join(str(phone or "").split())
    email = str(email or "").strip().casefold()
    return [(name, contact) for contact in (phone, email) if contact]


def person_key(name):
    """The name as people compare it: without accents and capitals."""
    return plain(name)

"""Tell a published page from what is no public address.

Results of the work are published by the press and by organisations. Pages of
single persons are never kept (guardrails G04, G07).
"""

import re
from urllib.parse import urlsplit

#: sites of people, and what a path of a page that is nobody's begins with
PEOPLE_SITES = {
    "facebook.com": "groups pages watch events hashtag",
    "fb.com": "groups pages watch events hashtag",
    "zalo.me": "g",
    "tiktok.com": "tag discover music",
    "instagram.com": "explore",
    "threads.net": "search",
    "threads.com": "search",
    "x.com": "search hashtag i",
    "twitter.com": "search hashtag i",
    "t.me": "",
    "m.me": "",
    "linkedin.com": "company jobs news pulse",
}
PROFILE_PATH = re.compile(
    r"/(?:profile\.php|(?:profiles?|u|users?|members?)/[^/]|[@~][^/])", re.IGNORECASE
)


def public_link_problem(link):
    """Return why an address may not be kept, or None when it may.

    "not_a_link": not one http(s) address on the public network; "profile": the
    page of a person.
    """
    link = (link or "").strip()
    if not re.fullmatch(r"https?://[^\s<>\"']+", link, re.IGNORECASE):
        return "not_a_link"
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
        numbered = parts.port is not None
    except ValueError:
        return "not_a_link"
    if parts.username is not None or numbered or not _is_public_name(host):
        return "not_a_link"
    return "profile" if _is_profile(host, parts.path) else None


def _is_public_name(host):
    """A name with an ending; neither a bare machine nor an IP address."""
    last = host.rpartition(".")[2]
    return "." in host and last.isalpha() and last not in ("local", "lan", "internal")


def _is_profile(host, path):
    if PROFILE_PATH.search(path):
        return True
    site = next((s for s in PEOPLE_SITES if host == s or host.endswith(f".{s}")), None)
    if site is None:
        return False
    first = path.strip("/").split("/")[0].lower()
    return bool(first) and first not in PEOPLE_SITES[site].split()

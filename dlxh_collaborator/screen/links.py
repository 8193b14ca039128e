"""E-mail addresses, handles and addresses of somebody's profile."""

import re
from urllib.parse import urlsplit

EMAIL = re.compile(
    r"[\w.%+\-]{1,64} ?(?:@|\(at\)|\[at\]|\[a còng\]) ?"
    r"[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63})*\.[a-z]{2,24}\b",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![\w@.])@(?=[\w.]{0,29}[^\W\d_])[\w.]{2,30}")
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{1,2000}"
    r"|(?<![\w@.\-/])(?:[a-z0-9\-]{1,63}\.){1,4}[a-z]{2,24}(?::\d+)?/[^\s<>\"]{0,2000}",
    re.IGNORECASE,
)
# Whose pages are profiles of persons, and the first parts of a path that are not.
PEOPLE_SITES = {
    "facebook.com": "groups pages watch events hashtag",
    "fb.com": "groups pages watch events hashtag",
    "fb.me": "",
    "fb.watch": "*",
    "m.me": "",
    "messenger.com": "",
    "zalo.me": "g",
    "tiktok.com": "tag discover music",
    "instagram.com": "explore",
    "threads.net": "search",
    "threads.com": "search",
    "x.com": "search hashtag i",
    "twitter.com": "search hashtag i",
    "t.me": "",
    "telegram.me": "",
    "linkedin.com": "company jobs news pulse",
    "vk.com": "",
}
PROFILE_PATH = re.compile(
    r"/(?:profile\.php|(?:profiles?|u|users?|members?|channel|c|thanh-vien"
    r"|nguoi-dung)/[^/]|[@~][^/])",
    re.IGNORECASE,
)


def find_links(text):
    """Yield (kind, start, end): e-mails, then profiles, then handles.

    A link to the press or an organisation is yielded as "link": no finding,
    but its digits and names are those of a page, not of a person.
    """
    for match in EMAIL.finditer(text):
        yield "email", *match.span()
    for match in LINK.finditer(text):
        kind = "profile_url" if is_profile(match.group()) else "link"
        yield kind, *match.span()
    for match in HANDLE.finditer(text):
        yield "handle", *match.span()


def is_profile(link):
    """Tell whether a link leads to a person's page rather than to the press."""
    parts = _split(link)
    if parts is None:
        return True
    host, path = parts
    if host == "youtube.com":
        return bool(re.match(r"/(@|channel/|user/|c/)", path, re.IGNORECASE))
    if PROFILE_PATH.search(path):
        return True
    if host not in PEOPLE_SITES:
        return False
    first = path.strip("/").split("/")[0].lower()
    public = PEOPLE_SITES[host].split()
    return bool(first) and "*" not in public and first not in public


def link_problem(link):
    """Return why an address may not be kept, or None when it may.

    "not_a_link": not one http(s) address on the public network; "profile": a
    person's page.
    """
    link = (link or "").strip()
    if not re.fullmatch(r"https?://[^\s<>\"']+", link, re.IGNORECASE):
        return "not_a_link"
    try:
        parts = urlsplit(link)
        numbered = parts.port is not None
    except ValueError:
        return "not_a_link"
    if parts.username is not None or numbered or not _is_public_name(parts.hostname):
        return "not_a_link"
    return "profile" if is_profile(link) else None


def _is_public_name(host):
    """A name with an ending; neither a bare machine nor an IP address."""
    name, _dot, last = (host or "").rpartition(".")
    return bool(name) and last.isalpha() and last not in ("local", "lan", "internal")


def _split(link):
    """Return the bare host and the path with its query, None if unreadable."""
    if "://" not in link:
        link = f"https://{link}"
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.username:
        return None
    if host.endswith(".tiktok.com") and not host.startswith(("www.", "m.")):
        # vm.tiktok.com and vt.tiktok.com shorten the address of one account.
        return "t.me", parts.path
    for site in (*PEOPLE_SITES, "youtube.com"):
        if host == site or host.endswith(f".{site}"):
            host = site
    return host, parts.path + (f"?{parts.query}" if parts.query else "")

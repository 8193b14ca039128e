"""Run the detectors over a text and keep what does not overlap."""

from .canvas import Canvas
from .finding import BLOCK, WARN, Finding
from .handling import find_requests_to_identify
from .links import find_links
from .markup import plain_text
from .names import find_names
from .numbers import find_numbers, find_phones_in_link


def check(text):
    """Return the findings in a plain text, in the order of their places."""
    canvas = Canvas(text or "")
    return _findings(canvas, _hits(canvas))


def blocks(text):
    """Whether a plain text must not be stored, because it gives a person away."""
    return any(finding.level == BLOCK for finding in check(text))


def check_html(html):
    """Return the findings in a rich text; places count in its plain text."""
    return check(plain_text(html))


def check_handling(text):
    """Return the findings in a text on handling: whom it seeks included."""
    canvas = Canvas(text or "")
    return _findings(canvas, [*find_requests_to_identify(canvas.text), *_hits(canvas)])


def _hits(canvas):
    """Return (kind, start, end), the surest detectors first."""
    links = list(find_links(canvas.text))
    hits = [hit for hit in links if hit[0] != "link"]
    for kind, start, end in links:
        if kind == "link":
            hits += find_phones_in_link(canvas.text, start, end)
    rest = canvas.hide([hit[1:] for hit in links])
    return [*hits, *find_numbers(rest), *find_names(rest)]


def _findings(canvas, hits):
    kept = []
    for kind, start, end in hits:
        start, end = canvas.place(start, end)
        if all(end <= other.start or other.end <= start for other in kept):
            level = WARN if kind == "person" else BLOCK
            text = canvas.source[start:end]
            kept.append(Finding(kind, start, end, text, level))
    return sorted(kept, key=lambda finding: finding.start)

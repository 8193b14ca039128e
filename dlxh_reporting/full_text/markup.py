"""Rich text as plain text for a snippet, the way the index sees it."""

import html
import re

TAG = re.compile(r"<[^>]*>")


def plain(text):
    """Return the words of a rich text; a tag parts words as it does in the index."""
    return html.unescape(TAG.sub(" ", text or ""))

"""Rich text as plain text, the addresses of its links included."""

from html.parser import HTMLParser

BLOCKS = frozenset(
    "address blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table"
    " tbody td th thead tr ul".split()
)
LINKS = ("href", "src")


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.links = [], []

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.parts.append("\n")
        self.links += [value for name, value in attrs if name in LINKS and value]

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        self.parts.append(data)


def plain_text(html):
    """Return what a reader sees, one line a paragraph, then its links."""
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    # A picture pasted into the text carries its bytes, which are no words.
    links = [link for link in reader.links if not link.startswith("data:")]
    return "\n".join(["".join(reader.parts).strip(), *links]).strip()

import re
import unicodedata

from lxml import etree, html

#: elements after which a new line begins
BLOCKS = frozenset("p div li tr h1 h2 h3 h4 h5 h6 br td th ul ol table".split())
SPACE = re.compile(r"[^\S\n]+")
#: where a sentence may end: not after one letter ("ông A."), not after "TP."
END = re.compile(r"(?<=[.!?…])(?<!\b\w\.)(?<!\bTP\.) +")


def plain(text):
    """Return the words of plain or rich text, a line for each paragraph.

    Text is taken as rich only when it holds a tag: "a < b" stays as it is.
    """
    text = text or ""
    if re.search(r"</?[a-zA-Z][^<>]*>", text):
        text = _words(text)
    text = unicodedata.normalize("NFC", text.replace("\xa0", " "))
    lines = (SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _words(text):
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return re.sub(r"<[^<>]*>", " ", text)
    for element in root.iter():
        if element.tag in BLOCKS:
            element.tail = "\n" + (element.tail or "")
            element.text = ("\n" if element.tag != "br" else "") + (element.text or "")
    return root.text_content()


def split(text):
    """Return the sentences of a text, in order, each once."""
    found = []
    for line in plain(text).split("\n"):
        begin = 0
        for end in END.finditer(line):
            if _begins_sentence(line[end.end() :]):
                found.append(line[begin : end.start()].strip())
                begin = end.end()
        found.append(line[begin:].strip())
    found = filter(None, found)
    return list(dict.fromkeys(found))


def _begins_sentence(rest):
    """Return whether the first letter of `rest` is a capital."""
    first = next((sign for sign in rest if sign.isalnum()), "")
    return not first.islower()


def contains(text, sentence):
    """Return whether the words of `sentence` still stand in `text`."""
    wanted = " ".join(plain(sentence).split())
    return bool(wanted) and wanted in " ".join(plain(text).split())

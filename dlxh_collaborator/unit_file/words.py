"""Words that stand in files and names; kept as data because they are not English."""

import json
import re
import unicodedata
from pathlib import Path

WORDS = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))


def plain(text):
    """Lower case without accents and punctuation, to compare words typed by people."""
    text = unicodedata.normalize("NFD", str(text).casefold().replace("đ", "d"))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", " ", text).strip()


def lookup(words):
    """Turn {key: [words]} into {plain word: key}; the key itself is a word too."""
    return {plain(word): key for key, many in words.items() for word in (key, *many)}

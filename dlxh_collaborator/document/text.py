"""Small helpers shared by the wording modules."""

import string
import unicodedata

#: a letter with its mark follows the bare one: breve, circumflex, horn
SHAPES = {"\u0306": 1, "\u0302": 2, "\u031b": 3}
#: the tones in the order of Vietnamese dictionaries
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
D_WITH_STROKE = "\u0111"
#: room left for the pen where a draft has no number or date yet
BLANK = "\N{NO-BREAK SPACE}" * 6


def composed(text):
    """Return `text` stripped and in composed letters, as the standard asks."""
    return unicodedata.normalize("NFC", (text or "").strip())


def capitals(text):
    return composed(text).upper()


def without_label(text, label):
    """Return `text` without the label that is printed in front of it.

    People type the label too, since they know it from the paper.
    """
    text, label = composed(text), composed(label)
    if label and text.casefold().startswith(f"{label.casefold()} "):
        return text[len(label) :].lstrip(" :")
    return text


def first_capital(text):
    """Return `text` beginning with a capital letter; the rest stays as it is."""
    text = composed(text)
    return text[:1].upper() + text[1:]


def dictionary_key(text):
    """Key that sorts names as Vietnamese dictionaries do.

    Syllable by syllable: first by letters, then by tone.
    """
    syllables = []
    for syllable in unicodedata.normalize("NFD", (text or "").casefold()).split():
        letters, tones = [], []
        for char in syllable:
            if char in SHAPES and letters:
                letters[-1] = (letters[-1][0], SHAPES[char])
            elif char in TONES:
                tones.append(TONES[char])
            elif char == D_WITH_STROKE:
                letters.append(("d", 1))
            elif not unicodedata.combining(char):
                letters.append((char, 0))
        syllables.append((letters, tones))
    return syllables


def pattern_names(pattern):
    """Return the names a `{name}` pattern uses; raise ValueError if it is bad.

    Attribute access, indexes and conversions are refused: patterns are typed
    in by people.
    """
    names = []
    for _text, name, spec, conversion in string.Formatter().parse(pattern or ""):
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise ValueError(f"not a plain name: {name!r}")
        names.append(name)
    return names


def check_names(pattern, allowed, required):
    """Raise ValueError unless `pattern` uses all `required` names and only
    `allowed` ones."""
    names = set(pattern_names(pattern))
    if unknown := names - set(allowed):
        raise ValueError(f"unknown name: {', '.join(sorted(unknown))}")
    if missing := set(required) - names:
        raise ValueError(f"missing name: {', '.join(sorted(missing))}")

"""Languages of the columns: ``label::Vietnamese (vi)`` and vi_VN of Odoo.

XLSForm names a language and puts its IANA subtag in brackets.
"""

import re

#: the code of Odoo: name in English; the subtag is the code's first part
NAMES = {
    "vi_VN": "Vietnamese",
    "en_US": "English",
    "fr_FR": "French",
    "km_KH": "Khmer",
    "lo_LA": "Lao",
    "zh_CN": "Chinese",
    "th_TH": "Thai",
    "ru_RU": "Russian",
    "ja_JP": "Japanese",
    "ko_KR": "Korean",
}
_BY_TAG = {code.partition("_")[0]: code for code in NAMES}
_BY_NAME = {name.lower(): code for code, name in NAMES.items()}
_TAGGED = re.compile(r".*\((?P<tag>[A-Za-z]{2,3}(?:[-_]\w+)?)\)\s*$", re.DOTALL)


def title_of(lang):
    """How the columns of a language are called."""
    name = NAMES.get(lang)
    tag = lang.partition("_")[0] if name else lang.replace("_", "-")
    return f"{name or lang} ({tag})"


def lang_of(title):
    """The code of a language from what a column says, None when it is unknown."""
    match = _TAGGED.match(title)
    tag = match["tag"] if match else title.strip()
    tag = tag.replace("-", "_")
    language, _, region = tag.partition("_")
    if match and region:
        return f"{language.lower()}_{region}"
    return (
        _BY_TAG.get(tag.lower())
        or _BY_NAME.get(tag.lower())
        or (tag.lower() if match else None)
    )

"""What people type into cells: codes or labels, numbers, dates, no answer."""

import datetime
import re
import unicodedata

from ._shared import codec, model

#: a cell that says the question was skipped; never stored, so no slot may hold it
NOT_ASKED = -2147483648
NO_ANSWER = model.NO_ANSWER
#: the usual codes for no answer; a file may have others
DEFAULT_MISSING = {
    "-99": NO_ANSWER,
    "-98": model.DONT_KNOW,
    "-97": model.REFUSED,
    "-96": NOT_ASKED,
}
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]00:00(?::00)?)?"),
    re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"),
)
SEPARATORS = (";", "|", ",", None)  # None: blanks, as ODK writes several answers
YES, NO = {"1", "x", "true"}, {"0", "false"}


def text_of(value):
    """A cell as text; spreadsheets hold numbers and dates as such."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.datetime):
        value = value.date()
    return str(value).strip()


def folded(text):
    """A label as people compare it."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


class Answers:
    """Finds the option that a cell means, by its code or by its label."""

    def __init__(self, question):
        self.codes = {option.code: option.code for option in question.options}
        labels = {}
        for option in question.options:
            for label in option.label.values():
                labels.setdefault(folded(label), set()).add(option.code)
        # A label that two options share tells nothing.
        self.labels = {
            label: codes.pop() for label, codes in labels.items() if len(codes) == 1
        }

    def find(self, text):
        """The code, None when no option is meant."""
        return self.codes.get(text) or self.labels.get(folded(text))

    def list(self, text):
        """The codes of a cell with several answers."""
        alone = self.find(text)
        if alone:
            return [alone]
        for separator in SEPARATORS:
            parts = [one.strip() for one in text.split(separator)]
            parts = [one for one in parts if one]
            found = [self.find(one) for one in parts]
            if len(parts) > 1 and all(found):
                return found
        wrong = [one for one in re.split(r"[;|,]", text) if not self.find(one.strip())]
        raise codec.Wrong("unknown_option", value=codec.shown(wrong[0].strip()))


def number(text):
    """A number; the decimals may stand behind a comma."""
    if not NUMBER.fullmatch(text) or len(text) > 40:
        raise codec.Wrong("not_a_number", value=codec.shown(text))
    text = text.replace(",", ".")
    return float(text) if "." in text else int(text)


def day(text):
    """A date as ISO writes it."""
    for form in DATES:
        if match := form.fullmatch(text):
            year, month, date = (int(match[one]) for one in "ymd")
            return f"{year:04}-{month:02}-{date:02}"
    raise codec.Wrong("not_a_date", value=codec.shown(text))

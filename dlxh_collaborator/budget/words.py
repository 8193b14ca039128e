"""Amounts in Vietnamese words, as bookkeepers read them.

A group of three digits after the first is read in full: 1,050,000 has "không
trăm năm mươi nghìn". num2words, which Odoo brings along, leaves that out, so
that a stroke could be added to an amount.
"""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
HUNDRED, ODD, TEN, TENS = "trăm", "linh", "mười", "mươi"
GROUPS = ("", "nghìn", "triệu")
BILLION = "tỷ"
MINUS, CURRENCY = "âm", "đồng"


def amount_in_words(amount):
    """Return an amount in đồng as a sentence begins: "Hai triệu đồng"."""
    words = f"{number_in_words(amount)} {CURRENCY}"
    return words[0].upper() + words[1:]


def number_in_words(number):
    """Return a whole number in Vietnamese words."""
    number = int(number)
    if number < 0:
        return f"{MINUS} {number_in_words(-number)}"
    if number == 0:
        return DIGITS[0]
    return " ".join(_words(number))


def _words(number, full=False):
    """Return the words of a positive number.

    :param full: digits stand before it, so that zeros are read too
    """
    billions, rest = divmod(number, 10**9)
    words = [*_words(billions, full), BILLION] if billions else []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words += _group(group, full or bool(words))
            words += [GROUPS[power]] if power else []
    return words


def _group(group, full):
    """Return the words of three digits; of a first group, without its zeros."""
    hundreds, rest = divmod(group, 100)
    if not hundreds and not full:
        return _tens(*divmod(rest, 10))
    words = [DIGITS[hundreds], HUNDRED]
    if rest:
        tens, unit = divmod(rest, 10)
        words += _tens(tens, unit) if tens else [ODD, DIGITS[unit]]
    return words


def _tens(tens, unit):
    if not tens:
        return [DIGITS[unit]]
    words = [TEN] if tens == 1 else [DIGITS[tens], TENS]
    if unit == 1 and tens > 1:
        return [*words, "mốt"]
    if unit == 4 and tens > 1:
        return [*words, "tư"]
    if unit == 5:
        return [*words, "lăm"]
    return [*words, DIGITS[unit]] if unit else words

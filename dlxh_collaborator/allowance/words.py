"""Sums of money in words, as they stand under a Vietnamese pay list."""

import json
from pathlib import Path

WORDS = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))


def in_words(amount):
    """Return the sum in words with a capital letter and the currency."""
    if amount < 0:
        raise ValueError("a sum to pay is not negative")
    text = " ".join([*_number(int(amount)), WORDS["currency"]])
    return text[0].upper() + text[1:]


def _number(number):
    if number == 0:
        return [WORDS["digits"][0]]
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    words = []
    for index in reversed(range(len(groups))):
        # a whole billion and what follows it are counted again from the start
        scale, billions = index % 3, index // 3
        if groups[index]:
            words += _group(groups[index], full=bool(words))
            words += [WORDS["scales"][scale]] if scale else []
        if billions and scale == 0 and words:
            words += [WORDS["scales"][3]] * billions
    return words


def _group(number, full):
    """Return the words of a number below 1000; in full after a higher group."""
    digits = WORDS["digits"]
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = []
    if hundreds or full:
        words += [digits[hundreds], WORDS["hundred"]]
    if tens > 1:
        words += [digits[tens], WORDS["tens"]]
    elif tens == 1:
        words.append(WORDS["ten"])
    elif ones and words:
        words.append(WORDS["odd"])
    if ones:
        words.append(_last_digit(ones, tens))
    return words


def _last_digit(ones, tens):
    if ones == 1 and tens > 1:
        return WORDS["one_after_tens"]
    if ones == 5 and tens:
        return WORDS["five_after_tens"]
    return WORDS["digits"][ones]

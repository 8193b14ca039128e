from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import (
    amount_in_words,
    in_another_year,
    line_amount,
    number_in_words,
    overrun,
    raised_price,
    used_percent,
)
from budget.words import BILLION, DIGITS, GROUPS, HUNDRED, MINUS, ODD, TEN, TENS


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [
        (12, 350_000, 4_200_000),
        (0, 350_000, 0),
        (1.5, 100_001, 150_002),  # half a đồng goes up
        (0.1, 15, 2),
        (3, 0.0, 0),
        (2.675, 1000, 2675),  # as typed, not its nearest binary number
        (100_000, 50_000_000, 5_000_000_000_000),
    ],
)
def test_line_amount(quantity, price, amount):
    assert line_amount(quantity, price) == amount


def test_line_amount_of_nothing():
    assert line_amount(None, False) == 0


@pytest.mark.parametrize(
    ("price", "percent", "raised"),
    [
        (55_000, 0, 55_000),
        (55_000, 3, 56_650),
        (55_555, 10, 61_111),
        (100_000, -5, 95_000),
    ],
)
def test_raised_price(price, percent, raised):
    assert raised_price(price, percent) == raised


def test_used_percent():
    assert used_percent(0, 0) is None
    assert used_percent(500, 0) is None
    assert used_percent(0, 1_000) == 0.0
    assert used_percent(1_250_000, 3_000_000) == 41.7
    assert used_percent(4_500_000, 3_000_000) == 150.0


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_overrun_is_what_is_missing(spent, estimated):
    assert overrun(spent, estimated) == (spent - estimated if spent > estimated else 0)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_050_000, "một triệu không trăm năm mươi nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (42_500_000, "bốn mươi hai triệu năm trăm nghìn"),
        (
            101_001_001,
            "một trăm linh một triệu không trăm linh một nghìn không trăm linh một",
        ),
        (1_000_000_000, "một tỷ"),
        (2_000_050_000, "hai tỷ không trăm năm mươi nghìn"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (-7_000, "âm bảy nghìn"),
    ],
)
def test_number_in_words(number, words):
    assert number_in_words(number) == words


def test_amount_in_words():
    assert amount_in_words(155_000) == "Một trăm năm mươi lăm nghìn đồng"
    assert amount_in_words(0) == "Không đồng"


def _read_back(words):
    """Read words as a person does: digit by digit within each group."""
    total = thousands = group = 0
    digit = None
    value = {word: index for index, word in enumerate(DIGITS)}
    value |= {"mốt": 1, "tư": 4, "lăm": 5}
    for word in words.split():
        if word in value:
            group += digit or 0
            digit = value[word]
        elif word == HUNDRED:
            group, digit = group + digit * 100, None
        elif word == TEN:
            group, digit = group + (digit or 0) + 10, None
        elif word == TENS:
            group, digit = group + digit * 10, None
        elif word in GROUPS:
            group, digit = group + (digit or 0), None
            thousands += group * 1000 ** GROUPS.index(word)
            group = 0
        elif word == BILLION:
            total = (total + thousands + group + (digit or 0)) * 10**9
            thousands, group, digit = 0, 0, None
        else:
            assert word == ODD
    return total + thousands + group + (digit or 0)


@given(st.integers(0, 10**15))
def test_words_say_the_number(number):
    assert _read_back(number_in_words(number)) == number


@given(st.integers(1, 10**15))
def test_minus(number):
    assert number_in_words(-number) == f"{MINUS} {number_in_words(number)}"


def test_leap_day():
    assert in_another_year(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert in_another_year(date(2028, 2, 29), 4) == date(2032, 2, 29)
    assert in_another_year(None, 1) is None


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(-5, 5))
def test_other_year_same_month(day, years):
    moved = in_another_year(day, years)
    assert (moved.year, moved.month) == (day.year + years, day.month)
    assert moved.day == day.day or (day.month, day.day, moved.day) == (2, 29, 28)

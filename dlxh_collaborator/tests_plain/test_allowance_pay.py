from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allowance import Place, Post, Rate, amount_of, best_rate, in_words, payments

START = date(2025, 1, 1)
PROVINCE, WARD_1, WARD_2 = 1, 2, 3
LEVELS = {PROVINCE: "direct", WARD_1: "above", WARD_2: "above"}
RANKS = {PROVINCE: 2, WARD_1: 3, WARD_2: 3}
ALL = [Rate(0.3, date(2015, 1, 1))]


def post(unit, role="member", kind="team"):
    units = (unit,) if unit == PROVINCE else (unit, PROVINCE)
    return Post(units, LEVELS[unit], kind, role)


def place(unit, begin=START, end=None, person="p", role="member"):
    file = f"{person}{unit}"
    return Place(person, file, unit, RANKS[unit], post(unit, role), begin, end)


def base(day):
    return 2340000 if day >= date(2024, 7, 1) else 1800000


def pay(unit, places, rates=ALL, begin=START, end=date(2025, 3, 31), **values):
    return payments(unit, places, rates, base, begin, end, **values)


def test_a_quarter():
    (line,) = pay(WARD_1, [place(WARD_1)])
    assert (line.months, line.coefficient, line.base) == (3, 0.3, 2340000)
    assert amount_of(0.3, 2340000, 3) == 2106000


def test_a_month_counts_from_fifteen_days():
    (line,) = pay(WARD_1, [place(WARD_1, end=date(2025, 2, 15))])
    assert line.months == 2
    (line,) = pay(WARD_1, [place(WARD_1, end=date(2025, 2, 14))])
    assert line.months == 1


def test_a_new_base_salary_makes_a_new_line():
    begin, end = date(2024, 4, 1), date(2024, 9, 30)
    lines = pay(WARD_1, [place(WARD_1, begin)], begin=begin, end=end)
    assert [(line.base, line.months) for line in lines] == [
        (1800000, 3),
        (2340000, 3),
    ]


def test_a_change_of_role_within_a_month():
    rates = [*ALL, Rate(0.5, date(2015, 1, 1), role="head")]
    places = [
        place(WARD_1, end=date(2025, 1, 10)),
        place(WARD_1, date(2025, 1, 11), role="head"),
    ]
    (line,) = pay(WARD_1, places, rates, end=date(2025, 1, 31))
    assert (line.coefficient, line.months) == (0.5, 1)


def test_two_teams_are_paid_once():
    places = [place(WARD_1), place(PROVINCE)]
    (upper,) = pay(PROVINCE, places)
    (lower,) = pay(WARD_1, places)
    assert (upper.months, lower.months, lower.elsewhere) == (3, 0, 3)


def test_the_higher_coefficient_pays():
    rates = [*ALL, Rate(0.4, date(2015, 1, 1), unit=WARD_1)]
    places = [place(WARD_1), place(PROVINCE)]
    assert pay(WARD_1, places, rates)[0].months == 3
    assert pay(PROVINCE, places, rates)[0].months == 0


def test_paid_beside_another_team_when_the_rate_says_so():
    rates = [*ALL, Rate(0.2, date(2015, 1, 1), unit=WARD_1, beside=True)]
    places = [place(WARD_1), place(PROVINCE)]
    assert pay(WARD_1, places, rates)[0].months == 3
    assert pay(PROVINCE, places, rates)[0].months == 3


def test_no_rate_no_line():
    assert pay(WARD_1, [place(WARD_1)], []) == []


def test_no_base_salary_is_said():
    with pytest.raises(LookupError):
        payments(WARD_1, [place(WARD_1)], ALL, lambda day: None, START, START)


def test_the_nearest_and_most_precise_rate_holds():
    old = date(2015, 1, 1)
    rates = [
        Rate(0.3, old),
        Rate(0.35, old, level="above"),
        Rate(0.25, old, unit=PROVINCE),
        Rate(0.2, old, unit=WARD_1),
        Rate(0.28, old, unit=WARD_1, role="head"),
        Rate(0.22, date(2025, 6, 1), unit=WARD_1),
    ]

    def coefficient(unit, role="member", day=START):
        return best_rate(rates, post(unit, role), day).coefficient

    assert coefficient(WARD_1) == 0.2
    assert coefficient(WARD_1, "head") == 0.28
    assert coefficient(WARD_1, day=date(2025, 6, 1)) == 0.22
    assert coefficient(WARD_2) == 0.25
    assert best_rate(rates[:2], post(WARD_2), START).coefficient == 0.35
    assert best_rate(rates, post(WARD_2), date(2014, 1, 1)) is None


def test_in_words():
    assert in_words(0) == "Không đồng"
    assert in_words(702000) == "Bảy trăm linh hai nghìn đồng"
    assert in_words(1404000) == "Một triệu bốn trăm linh bốn nghìn đồng"
    assert in_words(2106015) == (
        "Hai triệu một trăm linh sáu nghìn không trăm mười lăm đồng"
    )
    assert in_words(21000000) == "Hai mươi mốt triệu đồng"
    assert in_words(1000000005) == "Một tỷ không trăm linh năm đồng"
    assert in_words(2500000000000) == "Hai nghìn năm trăm tỷ đồng"


spells = st.builds(
    lambda unit, begin, length, person: place(
        unit,
        START + timedelta(days=begin),
        START + timedelta(days=begin + length),
        person,
    ),
    st.sampled_from([PROVINCE, WARD_1, WARD_2]),
    st.integers(-60, 200),
    st.integers(0, 300),
    st.sampled_from("abc"),
)


@given(st.lists(spells, max_size=8), st.sampled_from([0.2, 0.3, 0.4]))
def test_no_month_of_a_person_is_paid_twice(places, coefficient):
    rates = [*ALL, Rate(coefficient, date(2015, 1, 1), unit=WARD_1)]
    for month in range(1, 7):
        first = date(2025, month, 1)
        paid = [
            line.file[0]
            for unit in RANKS
            for line in pay(unit, places, rates, first, first)
            if line.months
        ]
        assert len(paid) == len(set(paid))
        # and who served long enough anywhere is paid somewhere
        elsewhere = [
            line.file[0]
            for unit in RANKS
            for line in pay(unit, places, rates, first, first)
            if line.elsewhere
        ]
        assert set(elsewhere) <= set(paid)


@given(st.floats(0, 3).map(lambda x: round(x, 3)), st.integers(0, 12))
def test_amount_is_exact(coefficient, months):
    amount = amount_of(coefficient, 2340000, months)
    assert amount == round(round(coefficient * 1000) * 2340 * months)

"""Themes of open answers: blacking out, suggestions, agreement."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding import BLACK, agreement, blacken, sample_size, strength, suggest


class Found:
    def __init__(self, start, end):
        self.start, self.end = start, end


@given(st.text(min_size=1, max_size=60), st.data())
def test_nothing_of_a_finding_stays_and_the_rest_does(text, data):
    places = st.integers(0, len(text) - 1)
    cuts = data.draw(st.lists(st.tuples(places, places), max_size=4))
    findings = sorted((min(cut), max(cut) + 1) for cut in cuts)
    result = blacken(text, [Found(*one) for one in findings])
    gone = {at for start, end in findings for at in range(start, end)}
    kept = "".join(one for at, one in enumerate(text) if at not in gone)
    if BLACK[0] not in text:
        assert result.replace(BLACK, "") == kept
        assert (BLACK in result) == bool(findings)


KNOWN = [
    ("Giá điện tăng quá cao so với thu nhập", [1]),
    ("Tiền điện tháng này tăng gấp đôi", [1]),
    ("Đường liên xã hư hỏng, nhiều ổ gà", [2]),
    ("Cần sửa đường vào thôn, mưa là lầy lội", [2]),
    ("Thủ tục đất đai phải đi lại nhiều lần", [3]),
    ("Làm sổ đỏ chờ nửa năm chưa xong", [3]),
    ("Trường học thiếu giáo viên", [4]),
]


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("điện tăng giá liên tục", 1),
        ("gia dien tang cao qua", 1),
        ("đường hỏng, đầy ổ gà, đi lại khó", 2),
        ("sổ đỏ chờ mãi không được", 3),
        ("thiếu giáo viên tiếng Anh ở trường", 4),
    ],
)
def test_alike_texts_have_the_same_theme(text, theme):
    assert suggest([text], KNOWN)[0][0] == theme


def test_what_is_like_nothing_has_no_suggestion():
    assert suggest(["xyz", "", "???", "🙂"], KNOWN) == [[], [], [], []]


WORDS = st.lists(
    st.sampled_from("giá điện đường hỏng đất đai trường học nước sạch".split()),
    max_size=6,
).map(" ".join)
CODED = st.lists(
    st.tuples(WORDS, st.lists(st.integers(1, 5), unique=True, max_size=3)),
    max_size=15,
)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=4), CODED, st.randoms())
def test_suggestions_are_known_themes_and_do_not_hang_on_the_order(texts, known, dice):
    found = suggest(texts, known)
    shuffled = list(known)
    dice.shuffle(shuffled)
    assert suggest(texts, shuffled) == found
    assert len(found) == len(texts)
    themes = {theme for _text, given_ in known for theme in given_}
    for one in found:
        assert len(one) == len(set(one)) <= 3
        assert set(one) <= themes


@settings(max_examples=40)
@given(CODED.filter(lambda known: any(text and themes for text, themes in known)))
def test_a_text_that_is_known_suggests_one_of_its_themes(known):
    text, _themes = next(one for one in known if one[0] and one[1])
    own = {theme for other, given_ in known if other == text for theme in given_}
    first = suggest([text], [(t, g) for t, g in known if t == text])[0]
    assert first and set(first) <= own


@given(st.text(max_size=3000))
@settings(max_examples=30)
def test_no_text_breaks_it(text):
    assert len(suggest([text], [*KNOWN, (text, [9])])) == 1


def test_kappa_of_the_textbook():
    # 20 both, 5 + 10 one alone, 15 neither (Cohen's example): kappa 0.4
    pairs = [([1], [1])] * 20 + [([1], [])] * 5 + [([], [1])] * 10 + [([], [])] * 15
    assert agreement(pairs)[1] == pytest.approx(0.4)


THEMES = st.lists(st.integers(1, 4), unique=True)


@given(st.lists(st.tuples(THEMES, THEMES), min_size=1, max_size=30))
def test_kappa_knows_no_first_and_no_second(pairs):
    found = agreement(pairs)
    turned = agreement([(other, one) for one, other in pairs])
    for theme, kappa in found.items():
        assert turned[theme] == pytest.approx(kappa)
        assert kappa is None or -1 - 1e-9 <= kappa <= 1 + 1e-9
    same = agreement([(one, one) for one, _other in pairs])
    assert all(kappa in (None, 1) for kappa in same.values())


def test_nothing_coded_twice_has_no_agreement():
    assert agreement([]) == {None: None}


@pytest.mark.parametrize(
    ("kappa", "word"),
    [
        (-1, "poor"),
        (-0.01, "poor"),
        (0, "slight"),
        (0.2, "slight"),
        (0.21, "fair"),
        (0.4, "fair"),
        (0.41, "moderate"),
        (0.6, "moderate"),
        (0.604, "moderate"),
        (0.61, "substantial"),
        (0.8, "substantial"),
        (0.81, "almost_perfect"),
        (1, "almost_perfect"),
        (1 + 1e-9, "almost_perfect"),
    ],
)
def test_words_of_landis_and_koch(kappa, word):
    assert strength(kappa) == word


@pytest.mark.parametrize(
    ("total", "size"),
    [(0, 0), (1, 1), (50, 50), (51, 50), (500, 50), (501, 51), (2000, 200)]
    + [(2001, 200), (100_000, 200)],
)
def test_one_text_in_ten_at_least_50_at_most_200(total, size):
    assert sample_size(total) == size

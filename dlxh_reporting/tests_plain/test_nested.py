"""Who said it, when a report consolidates reports that were consolidated before."""

import re

from consolidation import Passage, Phrases, consolidate

PHRASES = Phrases({"passage": "Tại $units: $text"})
WARDS = frozenset({"Đảng ủy A", "Đảng ủy B"})


def drafted(*passages):
    (entry,) = consolidate((), passages, phrases=PHRASES).entries
    return [re.sub("<[^>]*>", "", line) for line in entry.text.split("</p>")[:-1]]


def passage(number, unit, text, below=WARDS):
    return Passage(number, number, unit, text=text, title="Giá xăng", below=below)


def test_the_place_is_named_once():
    text = "<p>Tại Đảng ủy A: giá tăng.</p><p>Tại Đảng ủy B: thiếu hàng.</p>"
    assert drafted(passage(1, "Tỉnh ủy X", text)) == [
        "Tại Đảng ủy A (Tỉnh ủy X): giá tăng.",
        "Tại Đảng ủy B (Tỉnh ủy X): thiếu hàng.",
    ]


def test_a_third_level_is_added_to_the_second():
    text = "<p>Tại Chi bộ 1 (Đảng ủy A): giá tăng.</p>"
    assert drafted(passage(1, "Tỉnh ủy X", text)) == [
        "Tại Chi bộ 1 (Đảng ủy A, Tỉnh ủy X): giá tăng."
    ]
    text = text.replace("A)", "A, Tỉnh ủy X)")
    assert drafted(passage(1, "Trung ương", text, frozenset({"Tỉnh ủy X"}))) == [
        "Tại Chi bộ 1 (Đảng ủy A, Tỉnh ủy X, Trung ương): giá tăng."
    ]


def test_what_the_unit_says_itself_stays_its_own():
    text = "<p>Giá xăng tăng.</p><p>Tại Đảng ủy A: xếp hàng.</p><p>Đã ổn định.</p>"
    assert drafted(passage(1, "Tỉnh ủy X", text)) == [
        "Tại Tỉnh ủy X: Giá xăng tăng.",
        "Tại Đảng ủy A (Tỉnh ủy X): xếp hàng.",
        "Tại Tỉnh ủy X: Đã ổn định.",
    ]


def test_only_units_below_are_taken_for_units():
    text = "<p>Tại các chợ, nhân dân phản ánh: giá tăng.</p><p>Tại Đảng ủy A: ít.</p>"
    assert drafted(passage(1, "Tỉnh ủy X", text, frozenset())) == [
        "Tại Tỉnh ủy X: Tại các chợ, nhân dân phản ánh: giá tăng. Tại Đảng ủy A: ít."
    ]
    assert drafted(passage(1, "Tỉnh ủy X", text))[0] == (
        "Tại Tỉnh ủy X: Tại các chợ, nhân dân phản ánh: giá tăng."
    )


def test_what_several_said_alike_is_said_once():
    same = "<p>Tại Đảng ủy A; Đảng ủy B: giá tăng.</p>"
    other = "<p>Tại Đảng ủy C: Giá tăng</p>"
    found = drafted(
        passage(1, "Tỉnh ủy X", same),
        passage(2, "Tỉnh ủy Y", other, frozenset({"Đảng ủy C"})),
    )
    assert found == [
        "Tại Đảng ủy A (Tỉnh ủy X); Đảng ủy B (Tỉnh ủy X); Đảng ủy C (Tỉnh ủy Y):"
        " giá tăng."
    ]


def test_a_longer_report_of_the_same_unit_keeps_the_names():
    text = "<p>Tại Đảng ủy A: giá tăng.</p><p>Tại Đảng ủy B: thiếu hàng.</p>"
    assert drafted(passage(1, "", text)) == [
        "Tại Đảng ủy A: giá tăng.",
        "Tại Đảng ủy B: thiếu hàng.",
    ]


def test_a_phrase_without_the_place_leaves_the_text_as_it_is():
    phrases = Phrases({"passage": "$text"})
    told = passage(1, "Tỉnh ủy X", "<p>Tại Đảng ủy A: giá tăng.</p>")
    (entry,) = consolidate((), [told], phrases=phrases).entries
    assert entry.text == "<p>Tại Đảng ủy A: giá tăng.</p>"

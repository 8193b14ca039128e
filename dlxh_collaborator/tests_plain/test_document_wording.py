"""Wording of a document: numbers, dates, signature blocks, recipients.

The cases are taken from a directive and a plan of Party committees and from the
format guides of the Party (2018) and of the State (decree of 2020).
"""

import datetime
import unicodedata

import pytest

from document import body, dates, numbering, recipients, signature, text

PARTY = signature.Prefixes(collective="T/M", deputy="K/T", order="T/L")
STATE = signature.Prefixes(collective="TM.", deputy="KT.", order="TL.")
PARTY_CODE = "{number}-{type}/{body}"
STATE_CODE = "{number}/{type}-{body}"


@pytest.mark.parametrize(
    ("pattern", "number", "type_symbol", "body_symbol", "expected"),
    [
        (PARTY_CODE, 84, "KH", "TU", "84-KH/TU"),
        (PARTY_CODE, 12, "BC", "BTGTU", "12-BC/BTGTU"),
        (PARTY_CODE, 3, "CT", "ĐUK", "03-CT/ĐUK"),
        (PARTY_CODE, 399, "QĐ", "TW", "399-QĐ/TW"),
        (PARTY_CODE, 2453, "CV", "VPTU", "2453-CV/VPTU"),
        (STATE_CODE, 12, "BC", "MTTQ", "12/BC-MTTQ"),
        (STATE_CODE, 355, "QĐ", "MTTQ-BTT", "355/QĐ-MTTQ-BTT"),
        ("{number}/{body}", 7, "CV", "MTTQ-BTT", "07/MTTQ-BTT"),
    ],
)
def test_document_code(pattern, number, type_symbol, body_symbol, expected):
    assert (
        numbering.document_code(pattern, number, type_symbol, body_symbol) == expected
    )


def test_number_line_has_a_colon_only_in_the_state_format():
    assert numbering.number_line("Số", "84-KH/TU") == "Số 84-KH/TU"
    assert numbering.number_line("Số:", "12/BC-MTTQ") == "Số: 12/BC-MTTQ"


def test_number_of_a_draft_leaves_room_for_the_pen():
    code = numbering.document_code(PARTY_CODE, None, "KH", "TU")
    assert code.endswith("-KH/TU")
    assert code.removesuffix("-KH/TU") == "\N{NO-BREAK SPACE}" * 6


@pytest.mark.parametrize(
    "pattern",
    ["", "{type}/{body}", "{number}-{who}", "{number", "{number.real}", "{number!r}"],
)
def test_a_bad_pattern_is_refused(pattern):
    with pytest.raises(ValueError):
        numbering.check_pattern(pattern)


def test_good_patterns_pass():
    for pattern in (PARTY_CODE, STATE_CODE, "{number}/{body}"):
        assert numbering.check_pattern(pattern) is None


@pytest.mark.parametrize("number", [0, -1])
def test_numbers_begin_at_one(number):
    with pytest.raises(ValueError):
        numbering.document_code(PARTY_CODE, number, "KH", "TU")


DATE_PATTERN = "{place}, ngày {day} tháng {month} năm {year}"


@pytest.mark.parametrize(
    ("place", "day", "expected"),
    [
        ("Hạ Long", (2018, 2, 20), "Hạ Long, ngày 20 tháng 02 năm 2018"),
        ("Hà Nội", (2026, 1, 9), "Hà Nội, ngày 09 tháng 01 năm 2026"),
        ("Kon Tum", (2020, 9, 11), "Kon Tum, ngày 11 tháng 9 năm 2020"),
        ("Thái Nguyên", (2024, 10, 5), "Thái Nguyên, ngày 05 tháng 10 năm 2024"),
    ],
)
def test_place_and_date(place, day, expected):
    line = dates.place_date_line(DATE_PATTERN, place, datetime.date(*day))
    assert line == expected


def test_place_and_date_of_a_draft_leave_room():
    line = dates.place_date_line(DATE_PATTERN, "Hà Nội", None)
    room = "\N{NO-BREAK SPACE}" * 6
    assert line == f"Hà Nội, ngày {room} tháng {room} năm {room}"


def test_no_place_leaves_no_comma_behind():
    line = dates.place_date_line(DATE_PATTERN, "", datetime.date(2018, 2, 20))
    assert line == "ngày 20 tháng 02 năm 2018"


def test_a_bad_date_pattern_is_refused():
    with pytest.raises(ValueError):
        dates.check_pattern("{place}, {dayy}")


@pytest.mark.parametrize(
    ("form", "options", "expected"),
    [
        # directive of the standing committee of a bloc committee
        (
            "tm",
            {"collective": "Ban Thường vụ", "position": "Bí thư"},
            ["T/M BAN THƯỜNG VỤ", "BÍ THƯ"],
        ),
        # plan of the standing committee of a city committee
        (
            "tm",
            {"collective": "Ban Thường vụ", "position": "Phó Bí thư Thường trực"},
            ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC"],
        ),
        ("direct", {"position": "Trưởng ban"}, ["TRƯỞNG BAN"]),
        (
            "kt",
            {"head": "Trưởng ban", "position": "Phó Trưởng ban"},
            ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"],
        ),
        (
            "tl",
            {"authority": "Ban Thường vụ", "position": "Chánh Văn phòng"},
            ["T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"],
        ),
        # a deputy of a Party committee signs under T/M without K/T
        (
            "kt",
            {
                "collective": "Ban Thường vụ",
                "head": "Bí thư",
                "position": "Phó Bí thư",
                "deputy_under_collective": True,
            },
            ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"],
        ),
    ],
)
def test_party_signature(form, options, expected):
    assert signature.signature_lines(form, PARTY, **options) == expected


@pytest.mark.parametrize(
    ("form", "options", "expected"),
    [
        (
            "tm",
            {"collective": "Ban Thường trực", "position": "Chủ tịch"},
            ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"],
        ),
        (
            "kt",
            {
                "collective": "Ủy ban nhân dân",
                "head": "Chủ tịch",
                "position": "Phó Chủ tịch",
            },
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        (
            "kt",
            {"head": "Giám đốc", "position": "Phó Giám đốc"},
            ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        ),
        (
            "tl",
            {"authority": "Chủ tịch", "position": "Chánh Văn phòng"},
            ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
        ),
    ],
)
def test_state_signature(form, options, expected):
    assert signature.signature_lines(form, STATE, **options) == expected


def test_signature_is_composed_whatever_form_the_letters_came_in():
    typed = unicodedata.normalize("NFD", "Bí thư")
    lines = signature.signature_lines("direct", PARTY, position=typed)
    assert lines == ["BÍ THƯ"]


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("tm", {"position": "Bí thư"}),
        ("kt", {"position": "Phó Trưởng ban"}),
        ("tl", {"position": "Chánh Văn phòng"}),
        ("direct", {"position": " "}),
        ("pp", {"position": "Bí thư"}),
    ],
)
def test_an_incomplete_signature_is_refused(form, options):
    with pytest.raises(ValueError):
        signature.signature_lines(form, PARTY, **options)


PURPOSES = {"report": "để b/c", "coordinate": "để p/h", "implement": "để t/h"}


def test_recipients_of_the_directive():
    lines = recipients.recipient_lines(
        [
            ("Ban Bí thư", "report"),
            ("Văn phòng và các ban đảng TW", "report"),
            ("BCSD, ĐĐ và Lãnh đạo các CQTW", "coordinate"),
            ("Các đồng chí Ủy viên BCH ĐBK", "none"),
            ("Các đảng ủy trực thuộc", "implement"),
            ("Các ban, đơn vị ĐUK", None),
        ],
        purposes=PURPOSES,
        archive="Lưu VP",
        separator=",",
    )
    assert lines == [
        "- Ban Bí thư (để b/c),",
        "- Văn phòng và các ban đảng TW (để b/c),",
        "- BCSD, ĐĐ và Lãnh đạo các CQTW (để p/h),",
        "- Các đồng chí Ủy viên BCH ĐBK,",
        "- Các đảng ủy trực thuộc (để t/h),",
        "- Các ban, đơn vị ĐUK,",
        "- Lưu VP.",
    ]


def test_recipients_of_the_plan():
    lines = recipients.recipient_lines(
        [("Thường trực Tỉnh ủy;", "report"), ("Ban Tuyên giáo Tỉnh ủy.", "none")],
        purposes=PURPOSES,
        archive="Lưu Văn phòng Thành ủy.",
    )
    assert lines == [
        "- Thường trực Tỉnh ủy (để b/c);",
        "- Ban Tuyên giáo Tỉnh ủy;",
        "- Lưu Văn phòng Thành ủy.",
    ]


def test_recipients_without_anybody_still_name_the_archive():
    lines = recipients.recipient_lines([], purposes=PURPOSES, archive="Lưu VP")
    assert lines == ["- Lưu VP."]
    assert recipients.recipient_lines([], purposes=PURPOSES, archive="") == []


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("điều tra dư luận", "điều tra dư luận"),
        ("V/v điều tra dư luận", "điều tra dư luận"),
        ("v/v: điều tra dư luận", "v/v: điều tra dư luận"),
        ("V/v", "V/v"),
        ("", ""),
        (None, ""),
    ],
)
def test_the_label_of_a_letter_is_not_printed_twice(abstract, expected):
    assert text.without_label(abstract, "V/v") == expected


def test_a_heading_begins_with_a_capital():
    assert text.first_capital("điều chỉnh Giá") == "Điều chỉnh Giá"
    assert text.first_capital("") == text.first_capital(None) == ""


def test_names_stand_in_the_order_of_dictionaries():
    ordered = [
        *("Bá Xuyên", "Bách Quang", "Bắc Kạn", "Dân Tiến", "Đại Từ", "Đức Xuân"),
        *("Gia Sàng", "Phan Đình Phùng", "Phổ Yên", "Phủ Thông", "Phú Bình"),
        *("Phúc Thuận", "Quan Triều", "Quân Chu", "Quyết Thắng", "Tân Cương"),
        *("Vạn Xuân", "Văn Hán", "Yên Bình"),
    ]
    found = sorted(reversed(ordered), key=text.dictionary_key)
    assert found == ordered
    loose = [unicodedata.normalize("NFD", name) for name in ordered]
    assert sorted(reversed(loose), key=text.dictionary_key) == loose


def test_an_end_mark_that_came_back_is_a_full_stop():
    assert body.without_end_mark("<p>Hết./.</p>", "./.") == "<p>Hết.</p>"
    assert body.without_end_mark("<p>a./. b</p>", "./.") == "<p>a./. b</p>"
    assert body.without_end_mark("<p>a</p>", "./.") == "<p>a</p>"
    assert body.without_end_mark("<p>a</p>", "") == "<p>a</p>"


def test_a_heading_does_not_hold_the_end_mark():
    found = body.with_end_mark("<h2>V. Kiến nghị</h2>", "./.")
    assert found == '<h2>V. Kiến nghị</h2><p class="o_end">./.</p>'

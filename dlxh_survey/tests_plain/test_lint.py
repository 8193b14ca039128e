"""Guardrails G16 and G36: what a questionnaire may not ask."""

import pytest

from questionnaire import lint
from questionnaire.lint import FINDINGS
from questionnaire_cases import definition, options, question, rows, text


def found(*questions):
    return [(one.code, one.kind, one.level) for one in lint(definition(*questions))]


def asked(title, kind="text", **more):
    """What is found in one question."""
    if kind in ("single", "multiple"):
        more.setdefault("options", options("1", "2"))
    one = question("q", kind, title=text(title), **more)
    return [(kind, level) for _code, kind, level in found(one)]


IDENTIFYING = {
    "name": [
        "Họ và tên",
        "Xin cho biết họ tên của ông/bà",
        "Tên của anh (chị) là gì?",
        "Đồng chí tên là gì?",
        "Ghi rõ tên:",
        "Ký tên",
        "Your full name",
    ],
    "phone": [
        "Số điện thoại",
        "SĐT (nếu có)",
        "Điện thoại liên hệ của ông/bà",
        "Xin để lại số Zalo",
        "Mobile number",
    ],
    "identity_number": [
        "Số CCCD",
        "Số thẻ căn cước của ông/bà",
        "CMND/CCCD số",
        "Mã số bảo hiểm xã hội",
        "Số định danh cá nhân",
    ],
    "address": [
        "Địa chỉ",
        "Địa chỉ nhà",
        "Địa chỉ thường trú của ông/bà",
        "Số nhà, ngõ, đường",
        "Ông/bà sống ở thôn/tổ dân phố nào?",
    ],
    "party_card": ["Số thẻ Đảng", "Thẻ đảng viên số", "Số thẻ đảng viên của đồng chí"],
    "account": [
        "Số tài khoản ngân hàng",
        "Tài khoản Facebook của anh/chị",
        "Đường dẫn trang cá nhân",
    ],
    "email": ["Email", "Địa chỉ thư điện tử", "E-mail của ông/bà"],
    "birth_date": ["Ngày, tháng, năm sinh", "Ngày sinh của ông/bà", "Sinh ngày"],
    "plate": ["Biển số xe của ông/bà"],
}


@pytest.mark.parametrize(
    ("kind", "title"),
    [(kind, one) for kind, many in IDENTIFYING.items() for one in many],
)
def test_what_asks_who_somebody_is_blocks_where_it_can_be_written(kind, title):
    assert (kind, "block") in asked(title)


HARMLESS = [
    "Theo ông/bà, tên gọi mới của xã có phù hợp không?",
    "Ông/bà đánh giá thế nào về tên đường, tên phố ở phường?",
    "Ông/bà có biết số điện thoại đường dây nóng không?",
    "Ông/bà đã được cấp thẻ căn cước điện tử chưa?",
    "Ông/bà có dùng điện thoại thông minh không?",
    "Bà con có biết địa chỉ trang thông tin điện tử của xã không?",
    "Ông/bà có hài lòng về việc đấu giá biển số xe không?",
    "Thái độ phục vụ của cán bộ bộ phận một cửa",
    "Ý kiến của ông/bà về thu gom rác",
    "Nhân dân có ủng hộ chủ trương sáp nhập không?",
    "Đảng viên có cần nêu gương trên mạng xã hội không?",
    "Chủ tịch UBND xã giải quyết kiến nghị của dân thế nào?",
    "Ông Bà có đi họp thôn không?",
    "Đường lên Bà Rịa có ngập không?",
    "Bác Hồ dạy điều gì ông/bà tâm đắc nhất?",
    "Kể tên ba việc xã cần làm ngay",
    "Ông/bà ở xã bao nhiêu năm rồi?",
    "Các cháu có sân chơi không?",
]


@pytest.mark.parametrize("title", HARMLESS)
@pytest.mark.parametrize("kind", ["text", "single"])
def test_what_is_about_the_matter_passes(title, kind):
    assert asked(title, kind) == []


def test_what_can_only_be_chosen_warns():
    title = "Ông/bà có lưu số điện thoại của trưởng thôn không?"
    assert asked(title, "single") == [("phone", "warn")]
    assert asked(title, "text") == [("phone", "block")]


def test_help_pages_and_texts_beside_answers_are_read():
    one = question("q", "single", options=options("1", "9", other="9"))
    one["options"][1]["label"] = text("Khác (ghi họ tên)")
    assert found(one) == [("q", "name", "block")]
    one["options"][1]["other"] = False
    assert found(one) == []
    assert asked("Ý kiến khác", help=text("Xin ghi số điện thoại")) != []
    made = definition(question("q", "text"))
    made["pages"][0]["description"] = text("Họ và tên: ....")
    assert [one.code for one in lint(made)] == ["p1"]


NAMED = [
    "Ông/bà nhận xét gì về ông Nguyễn Văn Tám?",
    "Đồng chí Hùng làm việc thế nào?",
    "Uy tín của Chủ tịch xã Trần Thị Lan",
    "Bà Hoa có giải quyết đúng không?",
]


@pytest.mark.parametrize("title", NAMED)
def test_a_named_person_is_pointed_out(title):
    assert asked(title) == [("named_person", "warn")]
    one = question("q", "matrix_single", options=options("1", "2"), rows=rows("r1"))
    one["rows"][0]["label"] = text(title)
    assert found(one) == [("q", "named_person", "warn")]


OTHERS = [
    "Hàng xóm của ông/bà nghĩ gì về chủ trương này?",
    "Quan điểm của đồng nghiệp về việc sáp nhập",
    "Trong chi bộ, những ai không ủng hộ nghị quyết?",
    "Ai trong thôn hay kêu ca?",
    "Người thân của anh/chị có phản đối không?",
]


@pytest.mark.parametrize("title", OTHERS)
@pytest.mark.parametrize("kind", ["text", "single"])
def test_nobody_is_asked_what_others_think(title, kind):
    assert asked(title, kind) == [("views_of_others", "block")]


def band(code):
    bands = options("1", "2", "3")
    return question(code, "single", demographic=True, options=bands)


def test_at_most_six_questions_are_about_the_person():
    assert found(*map(band, "abcdef")) == []
    assert found(*map(band, "abcdefg")) == [("", "too_many_demographics", "block")]


def test_what_is_about_the_person_is_banded():
    assert asked("Năm sinh") == [("age", "block")]
    assert asked("Ông/bà bao nhiêu tuổi?", "number") == [("age", "block")]
    assert asked("Thu nhập", "number", demographic=True) == [("not_banded", "block")]
    many = options(*map(str, range(41)))
    assert asked("Nơi ở", "single", demographic=True, options=many) == [
        ("too_fine", "warn")
    ]
    assert asked("Nhóm tuổi của ông/bà", "single", demographic=True) == []


def test_a_question_about_the_person_that_is_not_marked_is_pointed_out():
    for title in ("Giới tính", "Xin cho biết trình độ học vấn của ông/bà"):
        assert asked(title, "single") == [("unmarked_demographic", "warn")]
        assert asked(title, "single", demographic=True) == []
    assert asked("Ông/bà có hài lòng về chính sách dân tộc không?", "single") == []


def test_every_finding_has_a_sentence():
    for title in (
        [one for many in IDENTIFYING.values() for one in many] + OTHERS + NAMED
    ):
        for finding in lint(definition(question("q", "text", title=text(title)))):
            assert finding.kind in FINDINGS
            assert "%(" not in finding.reason

"""The personal-data screen: what it must catch and what it must leave alone."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import screen

BLOCKED = {
    "phone": [
        "Liên hệ 0912345678 để biết thêm",
        "số 0912 345 678",
        "số 0912.345.678.",
        "gọi 091-234-5678",
        "(091) 234 5678",
        "+84912345678",
        "+84 912 345 678",
        "(+84) 912.345.678",
        "0084 912 345 678",
        "ĐT: 84.912.345.678",
        "84912345678",
        "máy bàn 024 3825 1234",
        "máy bàn (0263) 382 1234",
        "điện thoại 02633821234",
        "số cũ 01234567890",
        "O912345678",
        "０９１２３４５６７８",
        "09\u200b12345678",
        "0 9 1 2 3 4 5 6 7 8",
        "ngày 01/7/2025 gọi 0387654321",
        "0912345678 3 lần",
    ],
    "email": [
        "thư gửi nguyenvana@gmail.com nhé",
        "Nguyen.Van-A+1@btg.tinhuy.gov.vn",
        "abc [at] yahoo.com",
        "abc(at)yahoo.com.vn",
        "abc @ gmail.com",
    ],
    "national_id": [
        "CMND 012345678",
        "căn cước 001099012345",
        "CCCD số 001 099 012 345",
        "số CCCD: 0010 9901 2345",
        "CMND: 123.456.789",
        "chứng minh nhân dân 123 456 789",
        "số định danh 079190001234",
        "người có số 187654321 phản ánh",
    ],
    "plate": [
        "xe 30A-123.45 đỗ sai",
        "xe 30A 12345",
        "xe máy 29-B1 123.45",
        "xe máy 59X1-234.56",
        "xe tải 51C-12345",
        "biển số 29LD-123.45",
        "biển 30a-123.45",
        "xe 29A-1234",
        "biển kiểm soát 29MĐ1-123.45",
    ],
    "handle": [
        "tài khoản @nguyenvana đăng bài",
        "theo @tuan_99",
        "@Nguyễn đã viết",
    ],
    "profile_url": [
        "https://www.facebook.com/nguyen.vana.99",
        "facebook.com/profile.php?id=100012345",
        "https://m.facebook.com/nguyenvana/posts/12345",
        "fb.com/tuan",
        "https://zalo.me/0912345678",
        "zalo.me/tuan99",
        "https://www.tiktok.com/@tuan99/video/123",
        "https://example.vn/u/12345",
        "https://diendan.vn/profile.php?u=12",
        "https://x.com/tuan99",
        "https://t.me/tuan99",
        "https://www.youtube.com/@tuan99",
        "https://www.instagram.com/tuan99/",
        "https://www.facebook.com/groups/123/user/456",
        "https://www.linkedin.com/in/tuan",
        "https://diendan.vn/members/tuan.12/",
    ],
}

WARNED = [
    "ông Nguyễn Văn Tám cho rằng giá điện cao",
    "Bà Trần Thị Mười nói",
    "anh Tuấn ở thôn 3",
    "chị Hoa phản ánh",
    "cô Lan dạy thêm",
    "chú Ba bán nước",
    "bác Năm tổ dân phố",
    "đồng chí Phạm Minh Đức phát biểu",
    "đ/c Hùng",
    "Đ/c Lê Thị Bình",
    "ông N.V.T. có đơn",
    "ÔNG NGUYỄN VĂN TÁM",
    "ông nguyễn văn tám",
    "ông Chủ tịch Nguyễn Văn Tám",
    "ông Phó Chủ tịch UBND xã Nguyễn Văn Tám",
    "bà Bí thư chi bộ Trần Thị Mười",
    "Theo Anh Tuấn thì đường xấu",
    "Chủ tịch xã Nguyễn Văn Tám chậm trả lời",
    "trưởng thôn Đặng Văn Lợi",
    "bác sĩ Phạm Thu Hà",
    "các ông Nguyễn Văn Tám, Trần Văn Chín",
    "đường xuống cấp.Ông Tám nói",
    "ông Đoàn Văn Hậu",
    "bà Hà Thị Lan",
    "ông  Nguyễn  Văn  Tám",
]

CLEAN = [
    "",
    "   \n ",
    "ông Chủ tịch UBND xã chậm trả lời kiến nghị",
    "Ông Chủ tịch UBND xã Tân Lập chậm trả lời",
    "bà Phó Bí thư Đảng ủy phường",
    "đồng chí Bí thư Tỉnh ủy",
    "đồng chí Bí thư Đảng ủy xã Nguyễn Huân",
    "bà con nông dân mong được mùa",
    "Bà con các dân tộc",
    "anh em công nhân lo mất việc",
    "Anh em công nhân khu công nghiệp Sông Công",
    "chị em phụ nữ đồng tình",
    "Chị em tiểu thương chợ Đồng Xuân",
    "cô giáo, thầy giáo mong tăng lương",
    "chú trọng công tác tuyên truyền",
    "Chú ý bảo đảm an toàn",
    "Cô đặc ý kiến",
    "các anh Công an xã hỗ trợ làm căn cước",
    "Bà mẹ Việt Nam anh hùng",
    "ông bà, cha mẹ",
    "đường Nguyễn Trãi ngập",
    "phường Lê Lợi, phố Bà Triệu",
    "đường Bà Huyện Thanh Quan",
    "quận Hai Bà Trưng cũ",
    "cầu Nhật Tân",
    "phường Cầu Ông Lãnh",
    "Bà Rịa - Vũng Tàu",
    "đặc khu Cô Tô",
    "xã Anh Sơn, tỉnh Nghệ An",
    "bộ đội Cụ Hồ",
    "học tập và làm theo Bác Hồ",
    "nước Anh, tiếng Anh, Vương quốc Anh",
    "Hoàng Anh Gia Lai trả nợ",
    "Chủ tịch Hồ Chí Minh",
    "tư tưởng Hồ Chí Minh",
    "Thành phố Hồ Chí Minh",
    "Bí thư Đoàn Thanh niên xã",
    "Chủ tịch UBND tỉnh Lâm Đồng",
    "Giám đốc Sở Y tế Hà Nội",
    "Nghị quyết số 18-NQ/TW ngày 25/10/2017",
    "Kết luận 100-KL/TW, Chỉ thị 47-CT/TW",
    "Quyết định 263-QĐ/ĐUK ngày 13/5/2021",
    "Nghị định 13/2023/NĐ-CP, Luật số 91/2025/QH15",
    "QĐ 1630/QĐ-TTg ngày 30/7/2025",
    "kế hoạch số 84-KH/TU",
    "CV.2453.VPTU",
    "kinh phí 1.234.567.890 đồng",
    "kinh phí 234.567.890 đồng",
    "84.912.345.678 đồng vốn đầu tư",
    "912345678 đồng",
    "tổng 123.456.789.012 đồng",
    "từ ngày 01/7/2025 đến 31/12/2025",
    "ngày 03.02.1930 03.02.2025",
    "01-07-2025 10:30",
    "giai đoạn 2020-2025, 2025 - 2030",
    "3.321 đơn vị, 2.621 xã, 687 phường, 13 đặc khu",
    "tăng 12,5 % so với năm 2024; 593 người",
    "34/61 đảng bộ (55,7 %)",
    "lúc 15h30, 24h/24h",
    "Quốc lộ 1A, đường tỉnh 261, QL14B",
    "tổng đài 1022, 1900 1234, 113, 114",
    "điểm a khoản 2 Điều 4",
    "TCVN 6909:2001",
    "giá xăng RON 95 là 20.340 đồng/lít",
    "https://nhandan.vn/bai-viet-post123456789.html",
    "https://baothainguyen.vn/xa-hoi/202507/duong-ngap-8fd21f8/",
    "https://www.facebook.com/groups/123456/posts/789",
    "https://www.youtube.com/watch?v=abc",
    "tỷ lệ 1/500, bản đồ",
    "100 % hộ dân, 12.345 hộ, 1.200 ha",
    "email, số điện thoại đường dây nóng đã công bố",
    "mua 5 kg @ 20.000 đồng",
]


def kinds(text):
    return {finding.kind for finding in screen.check(text)}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind in BLOCKED for text in BLOCKED[kind]]
)
def test_personal_data_is_blocked(kind, text):
    found = [item for item in screen.check(text) if item.level == "block"]
    assert kind in {item.kind for item in found}, found


@pytest.mark.parametrize("text", WARNED)
def test_a_title_with_a_name_warns(text):
    found = screen.check(text)
    assert [item.level for item in found if item.kind == "person"], found
    assert {item.level for item in found} == {"warn"}


@pytest.mark.parametrize("text", CLEAN)
def test_ordinary_text_passes(text):
    assert screen.check(text) == []


def test_several_findings_come_in_order_of_place():
    found = screen.check("ông Nguyễn Văn Tám, 0912345678, a@b.vn")
    assert [item.kind for item in found] == ["person", "phone", "email"]
    assert [item.text for item in found] == [
        "ông Nguyễn Văn Tám",
        "0912345678",
        "a@b.vn",
    ]


def test_decomposed_vietnamese_is_read_as_composed():
    import unicodedata

    text = unicodedata.normalize("NFD", "ông Nguyễn Văn Tám")
    assert kinds(text) == {"person"}


def test_html_is_read_as_a_person_reads_it():
    assert [f.kind for f in screen.check_html("<p>số 0912<b>345</b>678</p>")] == [
        "phone"
    ]
    assert [
        f.kind for f in screen.check_html('<a href="https://fb.com/tuan">bài</a>')
    ] == ["profile_url"]
    assert screen.check_html("<p>kinh phí 1.234</p><p>567.890 đồng</p>") == []
    assert screen.check_html("<p>&nbsp;</p>") == []
    assert screen.check_html(False) == []


@pytest.mark.parametrize(
    "text",
    [
        "làm rõ ai là người phản ánh",
        "Tìm ra người phát ngôn để xử lý",
        "xác định danh tính người gửi phiếu",
        "truy tìm người đăng bài",
        "xác minh nhân thân người nói",
        "yêu cầu khai báo người cung cấp thông tin",
        "lập danh sách những người có ý kiến phản đối",
    ],
)
def test_handling_may_not_ask_who_said_it(text):
    assert [item.kind for item in screen.check_handling(text)] == ["identify"]


@pytest.mark.parametrize(
    "text",
    [
        "giao Phòng Kinh tế làm rõ nguyên nhân, trả lời người dân",
        "xác định nguyên nhân ngập và người dân bị ảnh hưởng được hỗ trợ",
        "tìm phương án hỗ trợ người lao động",
        "lập danh sách hộ nghèo được hỗ trợ",
        "xác định danh mục công trình",
    ],
)
def test_handling_about_the_problem_passes(text):
    assert screen.check_handling(text) == []


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_findings_lie_in_the_text_and_never_overlap(text):
    found = screen.check(text)
    end = 0
    for item in found:
        assert 0 <= item.start < item.end <= len(text)
        assert text[item.start : item.end] == item.text
        assert item.start >= end
        assert item.level in ("block", "warn")
        end = item.end


MOBILE = st.builds(
    lambda head, tail: "0" + head + tail,
    st.sampled_from("35789"),
    st.text("0123456789", min_size=8, max_size=8),
)
WORDS = st.lists(
    st.sampled_from("giá điện tăng người dân lo lắng về môi trường".split()),
    max_size=6,
).map(" ".join)


@given(MOBILE, st.sampled_from(["", " ", ".", "-"]), WORDS, WORDS)
def test_every_mobile_number_is_found_however_it_is_spaced(number, sep, left, right):
    spaced = sep.join([number[:4], number[4:7], number[7:]])
    assert "phone" in kinds(f"{left} {spaced} {right}")


@given(MOBILE, WORDS)
def test_every_mobile_number_is_found_in_its_international_form(number, left):
    assert "phone" in kinds(f"{left} +84 {number[1:]}")


@given(st.integers(min_value=1000, max_value=10**13), WORDS)
def test_no_grouped_amount_of_money_is_taken_for_a_number_of_a_person(amount, left):
    grouped = f"{amount:,}".replace(",", ".")
    assert screen.check(f"{left} {grouped} đồng") == []


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"]),
)
def test_no_pair_of_dates_is_taken_for_a_phone(first, second, form):
    text = f"từ {first.strftime(form)} {second.strftime(form)} đến nay"
    assert screen.check(text) == []


@given(
    st.integers(min_value=1, max_value=9999),
    st.sampled_from(["NQ", "CT", "KL", "QĐ", "KH", "BC", "CV", "HD"]),
    st.sampled_from(["TW", "TU", "ĐU", "BTGTW", "BTGTU", "ĐUK"]),
)
def test_no_symbol_of_a_party_document_is_taken_for_a_plate(number, kind, body):
    assert screen.check(f"Văn bản số {number}-{kind}/{body}") == []


@given(st.text(max_size=300))
def test_upper_and_lower_case_of_html_never_raise(text):
    for finding in [*screen.check_html(text), *screen.check_handling(text)]:
        assert 0 <= finding.start < finding.end <= len(text)

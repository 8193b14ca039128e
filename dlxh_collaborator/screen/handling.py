"""Wording that asks who said something instead of what is the matter (G37)."""

import re

SPEAKS = (
    r"(?:phản ánh|phát ngôn|phát biểu|nói|gửi|đăng|viết|cung cấp|đưa tin|tung tin"
    r"|lan truyền|nêu|có ý kiến|tố cáo|kêu ca|bình luận|chia sẻ|phản đối|phàn nàn"
    r"|trả lời phiếu)"
)
SPEAKER = (
    r"(?:ai|người|đối tượng|cá nhân|cộng tác viên|tài khoản|chủ thể|kẻ)"
    rf"(?: nào| là| đã| dân| người){{0,3}} {SPEAKS}"
)
SEEK = (
    r"(?:làm rõ|xác định|xác minh|tìm|truy|điều tra|phát hiện|khai báo|khai ra"
    r"|nêu rõ|cho biết|chỉ ra|lập danh sách|ghi tên|ghi lại|theo dõi|nắm rõ|rà soát)"
)
IDENTIFY = re.compile(
    rf"\b{SEEK}\b[^.;\n]{{0,40}}?\b{SPEAKER}"
    r"|\b(?:danh tính|nhân thân|lai lịch|tung tích)\b[^.;\n]{0,20}?"
    r"\b(?:người|cá nhân|đối tượng|cộng tác viên|tài khoản)\b",
    re.IGNORECASE,
)


def find_requests_to_identify(text):
    """Yield (kind, start, end) where the text asks to find who said it."""
    for match in IDENTIFY.finditer(text):
        yield "identify", *match.span()

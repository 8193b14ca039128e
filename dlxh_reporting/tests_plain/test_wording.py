from hypothesis import given
from hypothesis import strategies as st

from wording import Piece, as_html, compare, is_changed

TEXTS = st.text(alphabet="ab ă\n<&", max_size=60)


def test_words_that_changed():
    pieces = compare("Giá xăng tăng nhanh", "Giá xăng dầu tăng")
    assert pieces == [
        Piece("same", "Giá xăng"),
        Piece("added", "dầu"),
        Piece("same", "tăng"),
        Piece("removed", "nhanh"),
    ]
    assert as_html(pieces) == "Giá xăng <ins>dầu</ins> tăng <del>nhanh</del>"


def test_a_sentence_written_anew_is_one_change():
    before = "Tiếp tục thông tin về kết quả vận hành trên loa"
    after = "Đề nghị tỉnh hỗ trợ kết nối tiêu thụ chè"
    assert [piece.kind for piece in compare(before, after)] == ["removed", "added"]


def test_spaces_are_no_change():
    assert not is_changed("Giá  xăng ", " Giá xăng")
    assert is_changed("Giá xăng", "Giá\nxăng")


def test_markup_in_a_text_is_shown_not_run():
    assert "<script>" not in as_html(compare("", "<script>alert(1)</script>"))


def test_a_mark_does_not_span_lines():
    found = as_html(compare("", "một\nhai"))
    assert found == "<ins>một</ins><br/><ins>hai</ins>"


def test_long_texts_are_compared_by_lines():
    before = "\n".join(f"dòng số {n} của báo cáo" for n in range(2000))
    after = before.replace("số 7 của", "thứ 7 của")
    changed = [piece for piece in compare(before, after) if piece.kind != "same"]
    assert [piece.kind for piece in changed] == ["removed", "added"]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    def words(kinds):
        pieces = compare(before, after)
        return " ".join(p.text for p in pieces if p.kind in kinds).split()

    assert words(("same", "removed")) == before.split()
    assert words(("same", "added")) == after.split()
    assert is_changed(before, after) == any(
        piece.kind != "same" for piece in compare(before, after)
    )

"""What Word really puts on the clipboard, shortened in its styles only."""

import re
from html import escape, unescape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from paste import clean, is_from_word

#: Word 2016 for Windows: a heading, two paragraphs, a bulleted list, a table
PAGE = (Path(__file__).parent / "data" / "word_clipboard.html").read_text("utf-8")
#: what the editor leaves of a list of Word when it is pasted there
THROUGH_EDITOR = (
    "<p>Ý kiến:</p><p>·&nbsp;&nbsp; Công nhân</p><p>·&nbsp;&nbsp; Nông dân</p>"
)
#: LibreOffice and Word Online
ONLINE = (
    '<p class="MsoNormal" style="mso-margin-top-alt:auto">'
    '<span style="font-weight: bold">Giá điện</span>'
    "<o:p></o:p></p><!--[if !mso]><p>x</p><![endif]-->"
)
#: a text box and a comment of a reviewer
COMMENTED = (
    "<p class=MsoNormal>Giữ lại"
    "<span style='mso-element:comment'>Ý kiến riêng</span></p>"
    "<div style='mso-element:comment-list'><div style='mso-element:comment'>"
    "<p class=MsoCommentText>Không in</p></div></div>"
)


def words(source):
    return re.sub(r"<[^>]*>", " ", source).replace("\xa0", " ").split()


def test_paragraphs_lists_and_tables_of_word():
    found = clean(PAGE)
    assert not re.search(r"mso|o:p|class=\W?Mso|<span|<!|style=\W?margin|lang", found)
    assert found.startswith("<p><b>1. Tình hình trong tỉnh</b></p>")
    assert found.count("<p>") - found.count("<td><p>") == 2, "the empty one is gone"
    assert "Nhân dân quan tâm" in found
    listed = re.search(r"<ul>(.*?)</ul>", found).group(1)
    assert re.findall(r"<li>(.*?)</li>", listed) == [
        "Công nhân: đề nghị <i>hỗ trợ</i>",
        "Nông dân: chưa rõ",
    ]
    assert found.count("<table") == 1 and found.count("<tr") == 3
    assert found.count("<td") == 5 and 'colspan="2"' in found
    assert '<p style="text-align: center"><b>Số lượt phản ánh</b></p>' in found


def test_bullets_left_by_the_editor_become_a_list():
    assert clean(THROUGH_EDITOR) == (
        "<p>Ý kiến:</p><ul><li>Công nhân</li><li>Nông dân</li></ul>"
    )


def test_emphasis_by_style_is_kept():
    assert clean(ONLINE) == "<p><strong>Giá điện</strong></p>"


def test_comments_of_reviewers_are_not_taken():
    found = clean(COMMENTED)
    assert "Giữ lại" in found
    assert "Không in" not in found and "Ý kiến riêng" not in found


def test_other_text_is_left_as_it_is():
    for source in ("", None, "<p>Một &amp; hai</p>", "<p style='color:red'>x</p>", "a"):
        assert clean(source) == source
        assert not is_from_word(source)


def test_cleaning_twice_changes_nothing():
    for source in (PAGE, THROUGH_EDITOR, ONLINE, COMMENTED):
        assert clean(clean(source)) == clean(source)


@given(st.lists(st.text(alphabet="abc đ<>&\"'", min_size=1, max_size=12), max_size=6))
def test_no_word_is_lost(texts):
    lines = [
        f"<p class=MsoNormal><span lang=VI>{escape(t)}<o:p></o:p></span></p>"
        for t in texts
    ]
    found = clean("".join(lines) or "<p class=MsoNormal></p>")
    plain = re.sub(r"<[^>]*>", " ", found)
    assert unescape(plain).split() == " ".join(texts).split()

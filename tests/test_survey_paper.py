"""A paper batch is keyed twice, compared, and becomes answers of the survey.

A collaborator keys on a small screen, the officer of his commune a second time on a
large one; neither uses a mouse between the first key and the last.
"""

import pytest
from documents import pdf_text
from forms import confirm, expect_state, field, open_line, press, vi
from playwright.sync_api import expect
from screens import assert_fits, wait_settled
from steps import open_tab
from support import PHONE

COMMUNE = "Đảng ủy xã Tân Cương"
REMARK = "Cần thêm cán bộ tiếp dân"
#: keys of the sheets; a question that is skipped has none
FIRST_SHEET = ["1", "1", "3", "Enter", "=1,5", "4", "4", "2", "5", "2", "1", "Enter"]
FIRST_SHEET += [f"={REMARK}", "1", "2", "3", "1"]
SECOND_SHEET = ["2", "1", "1", "-", "-", "=", "2", "3", "!", "2"]
REFUSED_SHEET = ["/", "2"]


@pytest.fixture
def fieldwork(json2):
    """The commune is to ask three people; its collaborator was given the sheets.

    In the survey of the demonstration, which was there before those of other tests.
    """
    officer = json2("canbo.tinh")
    wave = {"domain": [("state", "=", "fieldwork")], "order": "id", "limit": 1}
    (wave,) = officer.call(
        "dlxh.survey.wave", "search_read", fields=["date_close"], **wave
    )
    (unit,) = officer.call("dlxh.unit", "search", domain=[("name", "=", COMMUNE)])
    (person,) = officer.call(
        "dlxh.collaborator", "search", domain=[("user_id.login", "=", "ctv.xa")]
    )
    (line,) = officer.call(
        "dlxh.survey.allocation",
        "create",
        vals_list=[
            {
                "wave_id": wave["id"],
                "unit_id": unit,
                "collaborator_id": person,
                "target_n": 3,
                "deadline": wave["date_close"],
            }
        ],
    )
    return {"wave": wave["id"], "line": line}


def test_a_batch_is_keyed_twice(page_of, look, fieldwork, json2):
    asker = page_of("ctv.xa", PHONE)
    begin(asker, look, fieldwork["line"])
    key_sheet(asker, FIRST_SHEET[:4])
    look(asker, "a number to type")
    assert_fits(asker, "keying on a phone")
    key_sheet(asker, FIRST_SHEET[4:6])
    look(asker, "a row of a matrix")
    key_sheet(asker, FIRST_SHEET[6:])
    expect(asker.locator(".o_dlxh_sheet")).to_have_text("2/3")
    key_sheet(asker, SECOND_SHEET[:2])
    go_on_after_a_reload(asker, look)
    key_sheet(asker, SECOND_SHEET[2:])
    key_a_refusal(asker, look)
    end_entry(asker, look)
    batch = key_again(page_of, look)
    decide(page_of, look, batch)
    release(page_of, look, batch)
    expect_counted(json2, fieldwork["line"], batch)


def test_the_questionnaire_on_paper(page_of, look, fieldwork):
    officer = page_of("canbo.tinh")
    officer.goto(f"/odoo/dlxh-survey-waves/{fieldwork['wave']}")
    wait_settled(officer)
    open_tab(officer, "Fieldwork")
    words = pdf_text(officer, name="action_print_form")
    for part in ("Câu 1.", "→ Chuyển câu 5", "Chỉ trả lời nếu câu 1 là “Có”"):
        assert part in words, part
    assert "không ghi họ tên" in words
    assert "Câu 11." in words
    assert "Câu 12." not in words


# The steps
# ---------


def begin(page, look, line):
    page.goto(f"/odoo/dlxh-survey-fieldwork/{line}")
    wait_settled(page)
    look(page, "fieldwork of the collaborator")
    press(page, "Key sheets on paper")
    field(page, "How many sheets").fill("3")
    look(page, "a new batch")
    page.locator(".modal footer button[name=action_open]").click()
    expect(page.locator(".o_dlxh_step")).to_be_visible()
    look(page, "the first question")


def key_sheet(page, keys):
    """Press the keys; "=text" is typed into the box and ended with Enter."""
    for key in keys:
        if key.startswith("="):
            expect(page.locator(".o_dlxh_box")).to_be_focused()
            page.keyboard.insert_text(key[1:])
            key = "Enter"
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    wait_settled(page)


def go_on_after_a_reload(page, look):
    step = page.locator(".o_dlxh_step").get_attribute("data-name")
    page.reload()
    expect(page.locator(".o_dlxh_step")).to_have_attribute("data-name", step)
    expect(page.locator(".o_dlxh_sheet")).to_have_text("2/3")
    look(page, "after a reload")


def key_a_refusal(page, look):
    expect(page.locator(".o_dlxh_sheet")).to_have_text("3/3")
    page.keyboard.press("x")
    expect(page.locator(".o_dlxh_problem")).to_be_visible()
    look(page, "a key without an answer")
    page.keyboard.press("/")
    expect(page.locator(".o_dlxh_outcome")).to_be_visible()
    look(page, "a sheet without answers")
    page.keyboard.press("2")


def end_entry(page, look):
    expect(page.locator(".o_dlxh_finish")).to_be_visible()
    look(page, "all sheets are keyed")
    page.keyboard.press("Enter")
    expect(page.locator(".o_form_view")).to_be_visible()
    wait_settled(page)
    look(page, "the entry is ended")


def key_again(page_of, look):
    """The officer finds the batch in the list and keys it; one answer differs."""
    officer = page_of("canbo.xa")
    officer.goto("/odoo/dlxh-survey-paper")
    wait_settled(officer)
    look(officer, "batches of paper")
    open_line(officer, vi("Waits for the second entry"))
    batch = int(officer.url.split("?")[0].rsplit("/", 1)[-1])
    look(officer, "batch that waits for the second entry")
    press(officer, "Key the sheets")
    expect(officer.locator(".o_dlxh_step")).to_be_visible()
    expect(officer.locator(".o_dlxh_done")).to_have_text("0")
    mistaken = [*FIRST_SHEET]
    mistaken[5] = "5"
    key_sheet(officer, mistaken[:2])
    look(officer, "second entry, several answers")
    key_sheet(officer, mistaken[2:])
    key_sheet(officer, SECOND_SHEET)
    key_sheet(officer, REFUSED_SHEET)
    end_entry(officer, look)
    return batch


def decide(page_of, look, batch):
    officer = page_of("canbo.xa")
    officer.goto(f"/odoo/dlxh-survey-paper/{batch}")
    wait_settled(officer)
    press(officer, "Differences")
    line = officer.locator(".o_dlxh_line")
    expect(line).to_have_count(1)
    expect(line).to_have_attribute("data-name", "q4")
    look(officer, "what differs")
    officer.keyboard.press("3")
    expect(officer.locator(".o_dlxh_line .o_dlxh_step")).to_be_visible()
    look(officer, "what the sheet really says")
    officer.keyboard.press("Escape")
    officer.keyboard.press("1")
    expect(officer.locator(".o_dlxh_ready")).to_be_visible()
    look(officer, "all is decided")


def release(page_of, look, batch):
    officer = page_of("canbo.xa")
    officer.goto(f"/odoo/dlxh-survey-paper/{batch}")
    wait_settled(officer)
    press(officer, "Release")
    look(officer, "whether to release")
    confirm(officer)
    expect_state(officer, "Released")
    look(officer, "released")


def expect_counted(json2, line, batch):
    officer = json2("canbo.xa")
    fields = ["state", "row_count", "text_count", "refused_n", "difference_n"]
    (found,) = officer.call("dlxh.survey.batch", "read", ids=[batch], fields=fields)
    found.pop("id")
    assert list(found.values()) == ["released", 2, 1, 1, 1]
    fields = ["complete_n", "partial_n", "refusal_n"]
    (found,) = officer.call("dlxh.survey.allocation", "read", ids=[line], fields=fields)
    found.pop("id")
    assert list(found.values()) == [1, 1, 1]

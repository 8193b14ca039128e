"""An issue is answered back, from a collaborator's sheet to what came of it.

What a sheet proposed goes up in a report, the province answers it, its committee's
decision uses it; the commune and the collaborator who raised it read both.
"""

from datetime import timedelta

import pytest
from forms import (
    confirm,
    expect_state,
    field,
    open_card,
    open_line,
    press,
    wording,
)
from playwright.sync_api import expect
from screens import assert_fits, wait_settled
from steps import now_here, take_up
from support import PHONE

MATTER = "Cầu tràn vào xóm ngập mỗi khi mưa lớn"
PROPOSAL = "Đề nghị nâng cao trình cầu tràn vào xóm trước mùa mưa"
ANSWER = "Đã giao khảo sát; đưa vào danh mục sửa chữa trong quý tới."
SYMBOL = "118-KL/TU"
EXTRACT = "Ưu tiên kinh phí sửa chữa các cầu tràn xung yếu, xong trước mùa mưa."
COMMUNE = "Đảng ủy xã Tân Cương"
AUTHOR = "Lương Thị Hạnh"


@pytest.fixture
def recommended(json2):
    """A sheet of the commune, in a thematic report that the province received."""
    author, officer = json2("ctv.xa"), json2("canbo.xa")
    today = now_here().date()
    monday = today - timedelta(days=today.weekday())
    (unit,) = officer.call("dlxh.unit", "search", domain=[("name", "=", COMMUNE)])
    (topic,) = officer.call(
        "dlxh.topic", "search", domain=[("name", "ilike", "hạ tầng")], limit=1
    )
    (group,) = officer.call("dlxh.population.group", "search", domain=[], limit=1)
    said = {
        "statement": "Học sinh phải nghỉ học, xe cứu thương không vào được xóm.",
        "tendency": "hesitant",
        "breadth": "many",
        "intensity": "3",
        "group_ids": [(6, 0, [group])],
    }
    (sheet,) = author.call(
        "dlxh.opinion",
        "create",
        vals_list=[
            {
                "team_unit_id": unit,
                "title": MATTER,
                "topic_id": topic,
                "observed_week": f"{monday}",
                "proposal": PROPOSAL,
                "stream_ids": [(0, 0, said)],
            }
        ],
    )
    author.call("dlxh.opinion", "action_submit", ids=[sheet])
    officer.call("dlxh.opinion", "action_accept", ids=[sheet])
    officer.call("dlxh.opinion", "action_create_issue", ids=[sheet])
    (known,) = officer.call("dlxh.opinion", "read", ids=[sheet], fields=["issue_id"])
    report_with(json2, unit, sheet, known["issue_id"][0], today)
    return sheet


def report_with(json2, unit, sheet, issue, today):
    """Write the report, have it approved and numbered, send it, receive it."""
    officer = json2("canbo.xa")

    def step(user, method):
        json2(user).call("dlxh.report", method, ids=[report])

    (report,) = officer.call(
        "dlxh.report",
        "create",
        vals_list=[
            {
                "unit_id": unit,
                "report_type": "thematic",
                "abstract": "giao thông nông thôn trong mùa mưa",
                "date_from": f"{today - timedelta(days=7)}",
                "date_to": f"{today}",
            }
        ],
    )
    step("canbo.xa", "action_draft_from_sources")
    entries = officer.call(
        "dlxh.report.entry",
        "search_read",
        domain=[("report_id", "=", report)],
        fields=["issue_id", "proposal", "opinion_ids"],
    )
    (mine,) = [one for one in entries if sheet in one["opinion_ids"]]
    assert mine["issue_id"][0] == issue
    assert PROPOSAL in mine["proposal"]
    step("canbo.xa", "action_submit_approval")
    step("lanhdao.xa", "action_approve")
    step("canbo.xa", "action_secret_check")
    step("vanthu.xa", "action_sign")
    step("vanthu.xa", "action_send")
    step("canbo.tinh", "action_receive")


def test_an_issue_is_answered_back(page_of, look, both_sizes, recommended):
    leader = page_of("lanhdao.tinh")
    answer(leader, look, both_sizes)
    note_decision(leader, both_sizes)
    read_by_the_commune(page_of("canbo.xa"), look, both_sizes)
    read_by_the_author(page_of("ctv.xa", PHONE), look)


# The steps
# ---------


def answer(page, look, both_sizes):
    """The leader of the province reads what is recommended, and answers."""
    assert take_up(page, look, "Recommendations to answer", PROPOSAL) >= 1
    form = page.locator(".o_form_view")
    expect(form).to_contain_text(COMMUNE)
    expect(form).not_to_contain_text(AUTHOR)
    look(page, "recommendation")
    press(page, "Answer")
    write_in_dialog(page, ANSWER)
    both_sizes(page, "answer")
    confirm(page)
    expect_state(page, "Answered by the addressee")


def note_decision(page, both_sizes):
    """The committee's decision used it: symbol, date, extract."""
    press(page, "Decision that used it")
    field(page, "Number and symbol").fill(SYMBOL)
    expect(field(page, "Date")).to_be_visible()
    write_in_dialog(page, EXTRACT)
    both_sizes(page, "decision")
    confirm(page)
    expect_state(page, "Used in a decision")
    expect(page.locator(".o_form_view")).to_contain_text(EXTRACT)
    both_sizes(page, "used in a decision")


def write_in_dialog(page, text):
    page.locator(".modal .o_field_widget[name=text] textarea").first.fill(text)


def expect_answers(page):
    shown = page.locator(".o_form_view [name=answers]")
    for text in (ANSWER, SYMBOL, EXTRACT):
        expect(shown).to_contain_text(text)


def read_by_the_commune(page, look, both_sizes):
    assert take_up(page, look, "Answers to what was raised", MATTER) >= 1
    expect_answers(page)
    both_sizes(page, "answer read by the commune")


def read_by_the_author(page, look):
    """On the phone: the issue with its answer, and the own sheet, which was used."""
    assert open_card(page, "Answers to what was raised") >= 1
    open_line(page, MATTER)
    expect_answers(page)
    look(page, "answer read by the author")
    page.goto("/odoo/action-dlxh_reporting.dlxh_opinion_action_mine")
    wait_settled(page)
    look(page, "my sheets")
    open_line(page, MATTER)
    expect_state(page, "Used in a report")
    expect(page.locator(".o_form_view")).to_contain_text(wording("What came of it"))
    expect_answers(page)
    assert_fits(page, "own sheet")
    look(page, "what became of the sheet")

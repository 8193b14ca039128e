"""A quick report within the hour: from an urgent sheet to what the province holds.

The collaborator writes on the phone, the officer of the commune checks with one tap
and makes the quick report with another; the leader approves, and it is sent up.
"""

from datetime import datetime, timedelta

from documents import pdf_text
from forms import (
    choose,
    confirm,
    expect_state,
    fill,
    open_card,
    open_line,
    press,
    vi,
)
from playwright.sync_api import expect
from screens import wait_settled
from support import DESKTOP, PHONE

MATTER = "Sạt lở đường vào xóm, nhiều hộ bị chia cắt"
SAYING = "Mong thông đường sớm để đưa người ốm đi viện"
ABSTRACT = "phản ánh nhanh tình hình"
TOPIC = "Biến đổi khí hậu, thiên tai"
DUE_HOURS = timedelta(hours=24)
HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
#: what tells of an urgent sheet without a word of it
TELLING = {
    "mail.mail": ("subject", "body_html"),
    "mail.activity": ("summary", "note"),
    "mail.message": ("subject", "body"),
}


def test_a_quick_report_within_the_hour(province, page_of, look):
    commune = province.communes[1]
    author = commune.members[next(iter(commune.authors))]
    hand_in_urgently(page_of(author, PHONE), look)
    expect_told(province, commune)
    above = alert_of(province, province.officer)
    assert above["state"] == "told" and not above["has_text"] and not above["title"]

    officer = page_of(commune.officer)
    check(officer, look)
    above = alert_of(province, province.officer)
    assert above["state"] == "waiting" and above["title"] == MATTER
    make_quick_report(officer, look)
    approve(page_of(commune.leader), look)
    sign_and_send(officer, look)
    text = pdf_text(officer)
    assert "BÁO CÁO" in text and MATTER in text and SAYING in text
    assert not [name for name in commune.authors.values() if name in text]
    expect_in_time(province, commune)
    receive(page_of(province.officer), look, commune)


# The steps
# ---------


def hand_in_urgently(page, look):
    open_card(page, "Write an opinion sheet")
    fill(page, "What people talk about", MATTER)
    choose(page, "Topic", TOPIC)
    urgent = page.locator(".o_field_widget[name=urgency]")
    urgent.get_by_text(vi("Urgent"), exact=True).click()
    page.locator("[name=stream_ids] .o-kanban-button-new").click()
    fill(page, "What is said", SAYING)
    choose(page, "Who says it", "Nông dân")
    page.locator(".modal").get_by_text(vi("Hesitant"), exact=True).click()
    page.locator(".modal").get_by_text(vi("Many"), exact=True).click()
    page.locator(".modal .o_form_button_save").first.click()
    look(page, "urgent sheet written")
    press(page, "Hand in")
    expect_state(page, "Handed in")
    look(page, "urgent sheet handed in")


def expect_told(province, commune):
    """The officer is told at once, by mail and on the screen, without the text."""
    officer = province.session(commune.officer)
    activities = officer.call(
        "mail.activity",
        "search_read",
        [("user_id", "=", officer.user_id)],
        ["summary", "note"],
    )
    assert any(commune.name in (row["note"] or "") for row in activities)
    for model, fields in TELLING.items():
        for field in fields:
            for words in (MATTER, SAYING):
                domain = [(field, "ilike", words)]
                assert not province.admin.call(model, "search", domain=domain), model


def alert_of(province, name):
    """The alert about the sheet, as the officer of that name reads it."""
    session = province.session(name)
    (alert,) = session.call(
        "dlxh.alert",
        "search_read",
        [("origin_unit_id", "=", province.communes[1].id)],
        ["state", "has_text", "title", "raised_at", "report_id", "report_sent_at"],
    )
    return alert


def check(page, look):
    """One tap: the sheet is accepted, and the province reads it."""
    assert open_card(page, "Urgent sheets to check") == 1
    expect(page.locator(".o_data_row")).to_have_count(1)
    look(page, "urgent sheets to check")
    open_line(page, TOPIC)
    expect(page.locator(".o_form_view")).to_contain_text(MATTER)
    look(page, "alert to be checked")
    expect_notice_below(page, look)
    press(page, "Checked")
    expect_state(page, "Passed on")


def expect_notice_below(page, look):
    """The notice on the screen hides nothing that one works with, on a phone either."""
    notice = page.locator(".o_dlxh_urgent_notice")
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        look(page, f"notice of an urgent sheet {size['width']}")
        expect(notice).to_be_visible()
        head = page.locator(".o_form_statusbar").bounding_box()
        assert notice.bounding_box()["y"] > head["y"] + head["height"]
        assert notice.bounding_box()["y"] > size["height"] / 2


def make_quick_report(page, look):
    """Another tap: the report with its entry drafted from the sheet."""
    press(page, "Quick report")
    expect_state(page, "Draft")
    rows = page.locator(".o_field_widget[name=entry_ids] .o_data_row")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(MATTER)
    look(page, "quick report begun")
    press(page, "Submit for approval")
    expect_state(page, "Waiting for approval")


def approve(page, look):
    assert open_card(page, "Reports to approve") >= 1
    open_line(page, ABSTRACT)
    expect(page.locator(".o_form_view")).to_contain_text(MATTER)
    look(page, "quick report to approve")
    press(page, "Approve")
    expect_state(page, "Approved")


def sign_and_send(page, look):
    page.reload()
    wait_settled(page)
    press(page, "Secret check done")
    confirm(page)
    press(page, "Signed")
    expect_state(page, "Signed")
    press(page, "Send to the level above")
    expect_state(page, "Sent")
    look(page, "quick report sent")


def receive(page, look, commune):
    assert open_card(page, "Reports from below to receive") >= 1
    open_line(page, commune.name)
    expect(page.locator(".o_form_view")).to_contain_text(MATTER)
    press(page, "Receive")
    expect_state(page, "Received")
    look(page, "quick report received")


def expect_in_time(province, commune):
    """What was owed since the sheet came in is counted in time, by the hour."""
    alert = alert_of(province, commune.officer)
    (owed,) = province.session(commune.officer).call(
        "dlxh.obligation",
        "search_read",
        [("report_id", "=", alert["report_id"][0])],
        ["state", "is_on_time", "due_at", "submitted_at", "regime_id"],
    )
    assert owed["state"] == "submitted" and owed["is_on_time"]
    raised, due, sent = map(
        datetime.fromisoformat,
        (alert["raised_at"], owed["due_at"], owed["submitted_at"]),
    )
    assert timedelta() <= sent - raised < HOUR
    # to the full quarter, a second for what lies between the sheet and the alert
    assert timedelta(seconds=-1) <= due - raised - DUE_HOURS < QUARTER
    assert alert["report_sent_at"] == owed["submitted_at"]

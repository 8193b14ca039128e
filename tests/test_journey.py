"""The main job, from a collaborator's phone to the province's printed report.

Six people work one after the other in the browser, in Vietnamese, on the units of
the whole country. The sheet is about a matter that nobody else writes of, so its
way can be followed through all reports.
"""

import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from documents import pdf_text, workbook_text
from forms import (
    choose,
    confirm,
    expect_state,
    field,
    fill,
    open_card,
    open_line,
    press,
    vi,
)
from playwright.sync_api import expect
from screens import wait_settled
from steps import take_up
from support import PHONE

from devkit import settings

MATTER = "Thiếu nước sinh hoạt ở các xóm trên cao"
SAYING = "Mong sớm có công trình nước sạch tập trung trước mùa khô"
COMMUNE = "Đảng ủy xã Tân Cương"
REGIME = "Báo cáo tình hình dư luận xã hội hằng tháng"
AUTHOR = "Lương Thị Hạnh"
MONTH_BEGINS = 16
LOCKED_AFTER = timedelta(days=15)


@pytest.fixture(scope="module")
def country(server):
    """Load the units of the whole country, as an administrator would."""
    sys.path.insert(0, str(settings.ROOT / "dlxh_collaborator"))
    from unit_file.national import national_rows

    path = settings.artifacts() / "units.csv"
    lines = [
        f'{row.code},"{row.name}",{row.parent},{row.level}' for row in national_rows()
    ]
    path.write_text("\n".join(["code,name,parent code,level", *lines]), "utf-8")
    script = settings.SCRIPT / "import"
    done = subprocess.run(
        [script, "units", path, "-d", server.database], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return len(lines)


def day_to_report():
    """A day of the month that is to be reported now: see dlxh.regime."""
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    ended = today.replace(day=MONTH_BEGINS - 1)
    if ended >= today:
        ended = (ended.replace(day=1) - timedelta(days=1)).replace(day=15)
    return ended if ended + LOCKED_AFTER >= today else today


def test_the_whole_country_is_there(page, login, country, both_sizes):
    login(page, "canbo.tw")
    page.goto("/odoo/dlxh-units")
    expect(page.locator(".o_pager_limit")).to_be_visible()
    assert country == 1 + 34 + 3321
    page.locator(".o_pager_limit").click()
    expect(page.locator(".o_pager_limit")).to_contain_text("3")
    both_sizes(page, "units of the country")


def test_the_main_job(as_user, country, both_sizes):
    hand_in_a_sheet(as_user("ctv.xa", PHONE), both_sizes)
    hand_in_a_nil_return(as_user("ctv2.xa", PHONE), both_sizes)
    officer = as_user("canbo.xa")
    accept_sheets(officer, both_sizes)
    draft_report(officer, both_sizes)
    expect_entry(officer, MATTER)
    submit(officer, both_sizes)
    approve(as_user("lanhdao.xa"), both_sizes)
    check_secret(officer, both_sizes)
    sign_and_send(as_user("vanthu.xa"), both_sizes)
    text = pdf_text(officer)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text and "ĐẢNG ỦY XÃ TÂN CƯƠNG" in text
    assert MATTER in text and SAYING in text and AUTHOR not in text

    province = as_user("canbo.tinh")
    receive(province, both_sizes)
    draft_report(province, both_sizes)
    expect_entry(province, MATTER)
    expect_entry(province, "Hộ kinh doanh chuyển sang kê khai thuế", units=2)
    submit(province, both_sizes)
    approve(as_user("lanhdao.tinh"), both_sizes)
    check_secret(province, both_sizes)
    sign_and_send(as_user("vanthu.tinh"), both_sizes)
    text = pdf_text(province)
    assert "TỈNH ỦY THÁI NGUYÊN" in text and "BÁO CÁO" in text
    assert MATTER in text and f"Tại {COMMUNE}" in text and AUTHOR not in text
    book = workbook_text(province)
    assert MATTER in book and "Hộ kinh doanh" in book and AUTHOR not in book


# The steps
# ---------


def hand_in_a_sheet(page, both_sizes):
    """A collaborator writes down, on his phone, what people say."""
    open_card(page, "Write an opinion sheet")
    fill(page, "What people talk about", MATTER)
    choose(page, "Topic", "Môi trường, rác thải, nước sạch")
    fill(page, "Week of", f"{day_to_report():%d/%m/%Y}")
    page.locator("[name=stream_ids] .o-kanban-button-new").click()
    fill(page, "What is said", SAYING)
    choose(page, "Who says it", "Nông dân")
    page.locator(".modal").get_by_text(vi("Hesitant"), exact=True).click()
    page.locator(".modal").get_by_text(vi("Many"), exact=True).click()
    both_sizes(page, "stream of opinion")
    page.locator(".modal .o_form_button_save").first.click()
    fill(page, "What you propose", "Đầu tư công trình nước sạch tập trung.")
    both_sizes(page, "sheet written")
    press(page, "Hand in")
    expect_state(page, "Handed in")
    both_sizes(page, "sheet handed in")


def hand_in_a_nil_return(page, both_sizes):
    open_card(page, "Nothing from you this week yet")
    expect(page.locator(".o_form_view")).to_contain_text(
        vi("Nil return: nothing stood out in this week.")
    )
    expect_state(page, "Handed in")
    both_sizes(page, "nil return")


def accept_sheets(page, both_sizes):
    """The officer reads the sheet with its author, and accepts it."""
    assert take_up(page, both_sizes, "Sheets to accept", MATTER) >= 1
    expect(page.locator(".o_form_view")).to_contain_text(AUTHOR)
    expect(page.locator(".o_form_view")).to_contain_text(SAYING)
    press(page, "Accept")
    expect_state(page, "Accepted")
    press(page, "New issue from this sheet")
    expect(field(page, "Issue")).to_have_value(MATTER)
    both_sizes(page, "sheet accepted")


def draft_report(page, both_sizes):
    """A new report of the month, drafted from what has come in."""
    page.goto("/odoo/action-dlxh_reporting.dlxh_report_action/new")
    choose(page, "Regime", REGIME)
    both_sizes(page, "new report")
    press(page, "Draft from sources")
    expect(page.locator(".o_data_row").first).to_be_visible()
    both_sizes(page, "report drafted")


def expect_entry(page, title, units=None):
    row = page.locator(".o_field_widget[name=entry_ids] .o_data_row")
    row = row.filter(has_text=title)
    expect(row).to_have_count(1)
    if units:
        expect(row.locator("[name=unit_count]")).to_have_text(str(units))


def submit(page, both_sizes):
    press(page, "Submit for approval")
    expect_state(page, "Waiting for approval")
    both_sizes(page, "report waits for approval")


def approve(page, both_sizes):
    """The leader reads who has not reported, and approves."""
    assert open_card(page, "Reports to approve") >= 1
    open_line(page, "tình hình dư luận xã hội")
    expect(page.locator(".alert").first).to_contain_text("hưa nhận được báo cáo")
    both_sizes(page, "report to approve")
    press(page, "Approve")
    expect_state(page, "Approved")
    both_sizes(page, "report approved")


def check_secret(page, both_sizes):
    page.reload()
    wait_settled(page)
    press(page, "Secret check done")
    both_sizes(page, "secret check")
    confirm(page)


def sign_and_send(page, both_sizes):
    """The clerk takes the number of the paper book, then sends the report up."""
    assert open_card(page, "Reports to number") >= 1
    open_line(page, "tình hình dư luận xã hội")
    press(page, "Number and date")
    both_sizes(page, "number and date")
    press(page, "Take this number")
    press(page, "Signed")
    expect_state(page, "Signed")
    press(page, "Send to the level above")
    expect_state(page, "Sent")
    both_sizes(page, "report sent")


def receive(page, both_sizes):
    assert take_up(page, both_sizes, "Reports from below to receive", COMMUNE) >= 2
    expect(page.locator(".o_form_view")).to_contain_text(MATTER)
    press(page, "Receive")
    expect_state(page, "Received")
    both_sizes(page, "report received")

"""A circular of the province, down to the cells and back up as figures.

The officer sends it, a commune acknowledges it and passes it on, a cell takes note
of it on a phone; for a cell where nobody has an account the commune records it. A
report that the circular demands comes on paper.
"""

from datetime import UTC, datetime, timedelta

import pytest
from forms import (
    confirm,
    expect_state,
    field,
    fill,
    open_card,
    open_line,
    press,
    vi,
    wording,
)
from playwright.sync_api import expect
from screens import assert_fits, wait_settled
from steps import approve, now_here, number_document, press_inside, take_up
from support import PASSWORD, PHONE

SUBJECT = "tuyên truyền phòng cháy, chữa cháy rừng trong mùa hanh khô"
COMMUNE, WARD = "Đảng ủy xã Tân Cương", "Đảng ủy phường Quyết Thắng"
#: below the commune: one with an account, two without
CELL, CELL_ON_PAPER = "Chi bộ xóm Hồng Thái", "Chi bộ xóm Nam Thái"
BELOW = 3
SECRETARY = "chibo.hongthai"
PAPER_NUMBER = "27-BC/ĐU"
PAPER = "Các chi bộ đã phổ biến; nhân dân mong có thêm dụng cụ chữa cháy tại xóm."


@pytest.fixture
def secretary(json2):
    """An account for one cell: its secretary does the officer's work."""
    admin = json2("admin")
    (group,) = admin.call(
        "ir.model.data",
        "search_read",
        domain=[
            ("module", "=", "dlxh_collaborator"),
            ("name", "=", "group_dlxh_officer"),
        ],
        fields=["res_id"],
    )
    (cell,) = admin.call("dlxh.unit", "search", domain=[("name", "=", CELL)])
    values = {
        "name": "Dương Văn Thắng",
        "login": SECRETARY,
        "password": PASSWORD,
        "lang": "vi_VN",
        "tz": "Asia/Ho_Chi_Minh",
        "group_ids": [(4, group["res_id"])],
        "dlxh_unit_ids": [(6, 0, [cell])],
    }
    admin.call("res.users", "create", vals_list=[values])
    return SECRETARY


@pytest.fixture
def draft(json2):
    """The text of the circular, to two communes, with a deadline and a report."""
    officer = json2("canbo.tinh")
    deadline = datetime.now(UTC) + timedelta(days=3)
    units = officer.call(
        "dlxh.unit", "search", domain=[("name", "in", (COMMUNE, WARD))]
    )
    own = officer.call(
        "dlxh.unit", "search", domain=[("name", "=", "Tỉnh ủy Thái Nguyên")]
    )
    values = {
        "unit_id": own[0],
        "kind": "dispatch",
        "abstract": SUBJECT,
        "audience": "list",
        "audience_unit_ids": [(6, 0, units)],
        "must_relay": True,
        "deadline": f"{deadline:%Y-%m-%d %H:%M:%S}",
        "report_due": f"{now_here().date() + timedelta(days=20)}",
        "body": "<p>Đề nghị các đảng ủy phổ biến tới từng chi bộ, từng hộ gia đình"
        " quy định về sử dụng lửa trong rừng và ven rừng.</p>",
    }
    officer.call("dlxh.circular", "create", vals_list=[values])


def test_a_circular_goes_down_and_is_answered(
    page_of, look, both_sizes, draft, secretary
):
    province = page_of("canbo.tinh")
    submit(province, look)
    leader, card = page_of("lanhdao.tinh"), "Circulars to approve"
    approve(leader, look, card, SUBJECT, "Approved")
    send(province, look)
    commune = page_of("canbo.xa")
    acknowledge(commune, look)
    pass_on(commune, both_sizes)
    phone = page_of(secretary, PHONE)
    acknowledge(phone, look)
    record_for_the_cell(commune, look, both_sizes)
    enter_from_paper(province, look, both_sizes)
    expect_figures(province, both_sizes)


# The steps
# ---------


def submit(page, look):
    assert open_card(page, "Circulars being written") >= 1
    open_line(page, SUBJECT)
    look(page, "circular written")
    press(page, "Submit for approval")
    expect_state(page, "Waiting for approval")


def send(page, look):
    """Secret check, number of the book, signature; then it goes to the units."""
    number_document(page, look)
    press(page, "Signed")
    expect_state(page, "Signed")
    press(page, "Send")
    confirm(page)
    expect_state(page, "Sent out")
    look(page, "circular sent")


def acknowledge(page, look):
    """Opening it is receiving it; then the unit tells that it took note."""
    assert take_up(page, look, "Circulars to acknowledge", SUBJECT) >= 1
    expect(page.locator(".o_form_view")).to_contain_text("sử dụng lửa trong rừng")
    look(page, "circular received")
    press(page, "Acknowledge")
    expect_state(page, "Acknowledged")
    assert_fits(page, "acknowledged")
    look(page, "acknowledged")


def pass_on(page, both_sizes):
    press(page, "Pass on")
    expect(page.locator(".modal [name=unit_ids] .o_tag")).to_have_count(BELOW)
    both_sizes(page, "pass on")
    confirm(page)
    expect(page.locator("button[name=action_open_relayed]")).to_contain_text(str(BELOW))


def record_for_the_cell(page, look, both_sizes):
    """Nobody in the cell has an account: the commune records what it told."""
    page.goto("/odoo")
    wait_settled(page)
    waiting = open_card(page, "Acknowledgements to record")
    rows = page.locator(".o_data_row").filter(has_text=SUBJECT)
    expect(rows).to_have_count(BELOW - 1)
    assert waiting >= BELOW - 1
    expect(rows.filter(has_text=CELL)).to_have_count(0)
    look(page, "acknowledgements to record")
    rows.filter(has_text=CELL_ON_PAPER).locator(".o_list_record_selector").click()
    press(page, "Record for the unit")
    expect(page.locator(".modal")).to_contain_text(CELL_ON_PAPER)
    both_sizes(page, "record for the unit")
    press(page, "Record")
    expect(rows).to_have_count(BELOW - 2)
    open_circulars_below(page)
    open_line(page, CELL_ON_PAPER)
    expect_state(page, "Acknowledged")
    shown = page.locator(".o_form_view")
    expect(shown).to_contain_text(wording("Recorded by the level above"))
    both_sizes(page, "recorded")


def open_circulars_below(page):
    """What came to the units below, by the circular's own name."""
    page.goto("/odoo/action-dlxh_reporting.dlxh_circular_delivery_action")
    wait_settled(page)
    page.locator(".o_searchview_input").fill(SUBJECT)
    page.keyboard.press("Enter")
    wait_settled(page)


def enter_from_paper(page, look, both_sizes):
    """The ward sent the report that was asked for on paper."""
    open_circulars_below(page)
    open_line(page, WARD)
    press(page, "Enter the report from paper")
    expect(field(page, "Number on the paper")).to_be_visible()
    fill(page, "Number on the paper", PAPER_NUMBER)
    editor = page.locator(".modal [name=summary] .odoo-editor-editable")
    editor.click()
    page.keyboard.insert_text(PAPER)
    both_sizes(page, "report from paper")
    press(page, "Enter the report")
    expect_state(page, "Received")
    shown = page.locator(".o_form_view").last
    for text in (SUBJECT, PAPER_NUMBER, vi("Entered from paper")):
        expect(shown).to_contain_text(text)
    look(page, "report entered")


def expect_figures(page, both_sizes):
    """Of five units three took note, one of which the commune recorded."""
    page.goto("/odoo/dlxh-circulars")
    wait_settled(page)
    open_line(page, SUBJECT)
    press_inside(page, "action_open_rates")
    table = page.locator(".o_pivot table")
    expect(table).to_be_visible()
    total = table.locator("tbody tr").first
    for figure in ("5", "60,0", "33,3"):
        expect(total).to_contain_text(figure)
    both_sizes(page, "acknowledgement rates")
    expect(table).to_contain_text(vi("Acknowledged (%)"))

"""A survey from its first question to the close, by those who have to do with it.

The officer of the province writes the questionnaire and plans a wave, the leader
approves it, units and their collaborators get their targets, people answer with the
codes of their slips, and the officer watches and closes.
"""

import re
import subprocess
from datetime import timedelta

from fielding import LEADER, OFFICER
from forms import (
    choose,
    confirm,
    expect_state,
    fill,
    local_today,
    open_card,
    open_line,
    press,
    save,
    select,
    vi,
)
from playwright.sync_api import expect
from screens import wait_settled
from steps import open_tab, press_inside, write_line
from support import PHONE, picture_path

TITLE = "Ý kiến về trung tâm phục vụ hành chính công"
COMMUNES = {"Đảng ủy xã Tân Cương": 1200, "Đảng ủy xã Đại Từ": 800}
BLOCK = "Về người trả lời"
CODE = "[A-HJKMNP-Z2-9]{4}(?: [A-HJKMNP-Z2-9]{4}){3}"


def test_from_the_first_question_to_the_close(page_of, look, new_page):
    officer = page_of(OFFICER)
    write_questionnaire(officer, look)
    plan_wave(officer, look)
    give_targets(officer, look)
    press(officer, "Submit for approval")
    expect_state(officer, "Waiting for approval")
    look(officer, "waits for approval")
    approve(page_of(LEADER), look)
    officer.reload()
    wait_settled(officer)
    codes = print_codes(officer, look)
    press(officer, "Open the wave")
    confirm(officer)
    expect_state(officer, "In the field")
    look(officer, "in the field")
    open_tab(officer, "Fieldwork")
    address = officer.locator("[name=answer_url]").first.inner_text().strip()
    path = re.search(r"/opinion/\d+", address).group()
    answer_with_codes(new_page(PHONE), path, codes)
    count_in_the_commune(page_of("canbo.xa", PHONE), look)
    watch_and_close(officer, look)


def answer_with_codes(phone, path, codes):
    """One person answers where there is a network, one where there is none."""
    phone.goto(f"{path}#m={codes[0]}")
    answer(phone)
    expect(phone.locator("h1")).to_have_text("Xin cảm ơn")
    phone.goto("about:blank")
    phone.goto(f"{path}#m={codes[1]}")
    expect(phone.get_by_label("Mã tham gia")).to_have_value(codes[1])
    phone.wait_for_timeout(1_000)
    phone.context.set_offline(True)
    answer(phone)
    expect(phone.locator("h1")).to_have_text("Đã lưu trên máy này")
    with phone.expect_response("**/answer") as sent:
        phone.context.set_offline(False)
    assert sent.value.json() == {"state": "received"}


def answer(phone):
    phone.get_by_role("button", name="Tôi đã đọc").click()
    phone.locator("input[type=radio]").first.check()
    phone.get_by_label("Không", exact=True).last.check()
    phone.get_by_label("Thái độ").check()  # asked because of that answer
    phone.locator("nav button").last.click()


def count_in_the_commune(page, look):
    """The officer of the commune finds his target and fills in how many answered."""
    page.goto("/odoo/dlxh-survey-fieldwork")
    wait_settled(page)
    look(page, "fieldwork of the commune")
    open_line(page, TITLE)
    expect(page.locator("button[name=action_open_form]")).to_be_visible()
    fill(page, "Answered (I)", "2")
    fill(page, "Refused (R)", "1")
    save(page)
    look(page, "numbers of the commune")


def watch_and_close(page, look):
    page.reload()
    wait_settled(page)
    open_tab(page, "Fieldwork")
    expect(page.locator(".o_field_widget[name=progress_html]")).to_contain_text("2")
    rows = page.locator(".o_field_widget[name=allocation_ids] .o_data_row")
    expect(rows.filter(has_text="Tân Cương")).to_contain_text("2")
    look(page, "progress")
    press(page, "Close the wave")
    confirm(page)
    expect_state(page, "Closed")
    expect(page.locator(".alert-warning [name=next_step]")).to_be_visible()
    look(page, "closed")


def write_questionnaire(page, look):
    """Questions about the respondent from the bank, and two of one's own."""
    page.goto("/odoo/dlxh-questionnaires/new")
    wait_settled(page)
    box = page.locator("[name=title] textarea, [name=title] input").first
    box.fill(TITLE)
    save(page)
    press(page, "Insert a block")
    choose(page, "Block", BLOCK)
    press(page, "Insert")
    expect(page.locator(".modal")).to_have_count(0)
    rows = page.locator(".o_field_widget[name=question_and_page_ids] .o_data_row")
    expect(rows).to_have_count(6)
    add_question(page, "Ông/bà có hài lòng không?", "Có", "Không")
    add_question(page, "Ông/bà mong sửa việc gì trước?", "Thời gian", "Thái độ", "Phí")
    expect(rows).to_have_count(8)
    save(page)
    expect(page.locator(".o_form_button_save")).not_to_be_visible()
    rows.last.locator("td").nth(2).click()
    wait_settled(page)
    page.locator(".modal button[name=action_open_condition]").click()
    wait_settled(page)
    dialog = page.locator(".modal").last
    lines = dialog.locator(".o_field_widget[name=line_ids]")
    write_line(page, lines, question_id="Ông/bà có hài lòng không?", answer_id="Không")
    look(page, "condition")
    dialog.locator("button[name=action_save]").click()
    expect(page.locator(".modal")).to_have_count(1)
    page.locator(".modal .o_form_button_cancel").first.click()
    page.reload()
    wait_settled(page)
    expect(rows.last).to_contain_text("hài lòng")  # asked only after that answer
    look(page, "questionnaire")


def add_question(page, title, *answers):
    lines = page.locator(".o_field_widget[name=question_and_page_ids]")
    lines.get_by_text(vi("Add a question")).click()
    dialog = page.locator(".modal").last
    dialog.locator("[name=title] textarea, [name=title] input").first.fill(title)
    for answer in answers:
        write_line(page, dialog.locator("[name=suggested_answer_ids]"), value=answer)
    dialog.locator(".o_form_button_save").first.click()
    expect(page.locator(".modal")).to_have_count(0)


def plan_wave(page, look):
    """The plan says by itself what is missing, until nothing is."""
    press(page, "Plan a wave")
    page.locator("h1 [name=name] input, [name=name] input").first.fill("Đợt 2")
    today = local_today()
    fill(page, "From", f"{today:%d/%m/%Y}")
    fill(page, "To", f"{today + timedelta(days=20):%d/%m/%Y}")
    look(page, "new wave")
    save(page)
    missing = page.locator(".alert-warning [name=next_step]")
    expect(missing).to_be_visible()
    look(page, "what is missing")
    open_tab(page, "Notice")
    fill(page, "Purpose", "Tìm hiểu mức độ hài lòng của người dân.")
    open_tab(page, "Sample")
    fill(page, "Who is asked", "Người dân đến trung tâm trong quý")
    fill(page, "Population", "2000")
    select(page, "Design", "Simple random draw")
    save(page)
    press_inside(page, "action_open_sample_size")
    fill(page, "Margin of error (± %)", "10")
    look(page, "sample size")
    press(page, "Use it in the plan")
    look(page, "plan complete")
    expect(page.locator(".alert-info [name=next_step]")).to_be_visible()


def give_targets(page, look):
    """Strata of communes with their numbers, the sample shared out, targets given."""
    open_tab(page, "Strata")
    press_inside(page, "action_open_strata")
    look(page, "units to choose from")
    dialog = page.locator(".modal").last
    lines = dialog.locator(".o_field_widget[name=line_ids]")
    for name, people in COMMUNES.items():
        write_line(page, lines, unit_id=name, population_n=str(people))
    look(page, "people by unit")
    press(page, "Make strata")
    rows = page.locator(".o_field_widget[name=stratum_ids] .o_data_row")
    expect(rows).to_have_count(2)
    press_inside(page, "action_open_share")
    look(page, "share out")
    press(page, "Share out")
    look(page, "strata")
    open_tab(page, "Quotas")
    look(page, "quotas")
    open_tab(page, "Fieldwork")
    press_inside(page, "action_allocate")
    targets = page.locator(".o_field_widget[name=allocation_ids] .o_data_row")
    expect(targets).to_have_count(2)
    look(page, "targets of the units")


def approve(page, look):
    assert open_card(page, "Survey plans waiting for my approval") >= 1
    open_line(page, "Đợt 2")
    look(page, "to approve")
    press_inside(page, "action_approve")
    expect_state(page, "Approved")


def print_codes(page, look):
    """The slips are saved once; the codes are in that file alone."""
    look(page, "approved")
    open_tab(page, "Strata")
    press_inside(page, "action_open_codes")
    look(page, "participation codes")
    with page.expect_download() as waiting:
        press(page, "Draw and save the slips")
    path = picture_path("slips").with_suffix(".pdf")
    waiting.value.save_as(path)
    picture = [*("pdftoppm", "-r", "60", "-l", "1", "-png"), path, path.with_suffix("")]
    subprocess.run(picture, check=True)
    command = ["pdftotext", path, "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [code.replace(" ", "") for code in re.findall(CODE, text)]

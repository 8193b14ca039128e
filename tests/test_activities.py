"""What a unit does over the year: briefings, a class, a plan with its estimate.

Officers and leaders of a commune and of its province work in the browser, in
Vietnamese. Each journey finds its own records by names that nobody else uses.
"""

from datetime import timedelta

import pytest
from documents import pdf_text
from forms import (
    confirm,
    expect_state,
    field,
    fill,
    open_card,
    open_line,
    press,
    save,
    vi,
)
from playwright.sync_api import expect
from screens import wait_settled
from steps import (
    approve,
    choose_record,
    now_here,
    number_document,
    open_tab,
    press_inside,
    take_up,
    write_line,
)
from support import PHONE, Refused

SUBJECT_HINT = "Subject, for a conference or a class"
SUBJECT = "Giao ban về nước sinh hoạt và vệ sinh môi trường"
CONCLUSION = "Niêm yết công khai lịch cấp nước của từng xóm"
EXCUSED, REPLACED, SUBSTITUTE = "Lê Đức Bình", "Vũ Thanh Nga", "Trịnh Thu Phương"

CLASS = "Kỹ năng viết phản ánh nhanh cho cộng tác viên mới"
COMMUNE = "Đảng ủy xã Tân Cương"
TOPIC = "Phương pháp nắm bắt, phân tích"
CAME, STAYED_AWAY = "Chu Hồng Thúy", "Nguyễn Hữu Nam"

TASK = "Tập huấn cộng tác viên của các chi bộ mới thành lập"
#: category, item, measure, quantity, unit price
ESTIMATE = (
    ("Hội nghị giao ban định kỳ", "Nước uống giao ban cả năm", "người", 252, 21000),
    ("Mua, in tài liệu", "In sổ tay cộng tác viên", "cuốn", 40, 35500),
)


def money(amount):
    return f"{amount:,}".replace(",", ".")


def test_a_year_of_briefings(as_user, both_sizes):
    officer = as_user("canbo.xa")
    plan_a_year(officer, both_sizes)
    bring_forward(officer, both_sizes)
    people = call_the_roll(as_user("canbo.xa", PHONE), both_sizes)
    write_minutes(officer, both_sizes)
    leader, card = as_user("lanhdao.xa"), "Minutes to approve"
    approve(leader, both_sizes, card, SUBJECT, "Minutes approved")
    number_document(officer, both_sizes)
    text = pdf_text(officer, "Print minutes")
    assert "BIÊN BẢN" in text and "ĐẢNG ỦY XÃ TÂN CƯƠNG" in text
    for sentence in presence_sentences(people):
        assert sentence in text, sentence
    assert CONCLUSION in text and SUBSTITUTE not in text and EXCUSED not in text


def test_a_class_with_certificates(as_user, both_sizes):
    province, began = as_user("canbo.tinh"), now_here() - timedelta(hours=1)
    plan_a_class(province, both_sizes, began)
    nominate(commune := as_user("canbo.xa"), both_sizes)
    accept_nominations(province, both_sizes)
    call_the_roll_of_the_class(province, both_sizes)
    text = open_certificate(province, both_sizes)
    assert "giấy chứng nhận" in text.lower() and CLASS in text
    assert CAME in text and STAYED_AWAY not in text
    expect_trained(commune, both_sizes, began)


def test_next_years_plan_and_estimate(as_user, both_sizes, json2):
    officer = as_user("canbo.xa")
    year = now_here().year + 1
    write_a_plan(officer, both_sizes, year)
    total = write_the_estimate(officer, both_sizes)
    press(officer, "Submit for approval")
    expect_state(officer, "In approval")
    both_sizes(officer, "plan waits for approval")
    leader, card = as_user("lanhdao.xa"), "Plans and estimates to approve"
    approve(leader, both_sizes, card, f"năm {year}", "Approved")
    number_document(officer, both_sizes)
    expect_locked(officer, both_sizes, json2("canbo.xa"))
    text = pdf_text(officer)
    assert "KẾ HOẠCH" in text and TASK[:22] in text and money(total) in text
    for _category, item, _measure, quantity, price in ESTIMATE:
        assert item in text and money(price) in text
        assert money(quantity * price) in text


# The steps
# ---------


def mark(page, name, label):
    """Press a button on somebody's card of the roll call."""
    card = page.locator(".o_kanban_record").filter(has_text=name)
    expect(card).to_have_count(1)
    card.get_by_role("button", name=vi(label), exact=True).click()
    wait_settled(page)
    return card


def plan_a_year(page, both_sizes):
    """Twelve briefings, from the month after this one, in one step."""
    first = (now_here().date().replace(day=1) + timedelta(days=32)).replace(day=1)
    last = first.replace(year=first.year + 1) - timedelta(days=1)
    page.goto("/odoo/action-dlxh_collaborator.dlxh_meeting_series_action/new")
    fill(page, "Day of the month", "10")
    fill(page, "From", f"{first:%d/%m/%Y}")
    fill(page, "Until", f"{last:%d/%m/%Y}")
    fill(page, "Venue", "Hội trường lớn, trụ sở Đảng ủy xã")
    preview = page.locator(".o_field_widget[name=preview]")
    expect(preview).to_contain_text("Hội nghị mới: 12.")
    expect(preview).to_contain_text(f"{first.replace(day=10):%d/%m/%Y}")
    both_sizes(page, "series written")
    press(page, "Plan the meetings")
    confirm(page)
    meetings = page.locator(".o_field_widget[name=meeting_ids] .o_data_row")
    expect(meetings).to_have_count(12)
    expect(preview).to_contain_text("Hội nghị mới: 0.")
    both_sizes(page, "series planned")


def bring_forward(page, both_sizes):
    """The first of them is held today."""
    page.locator("button[name=action_open_meetings]").click()
    expect(page.locator(".o_list_view .o_data_row")).to_have_count(12)
    both_sizes(page, "meetings of the series")
    page.locator(".o_data_row").last.locator(".o_data_cell").first.click()
    wait_settled(page)
    began = now_here() - timedelta(hours=1)
    page.get_by_placeholder(vi(SUBJECT_HINT)).fill(SUBJECT)
    fill(page, "Begins", f"{began:%d/%m/%Y %H:%M:00}")
    press_inside(page, "action_fill_agenda")
    both_sizes(page, "meeting of today")
    expect(page.locator("[name=agenda_ids] .o_data_row").first).to_be_visible()


def call_the_roll(page, both_sizes):
    """On a phone: everybody present, then the exceptions. Returns how many."""
    assert open_card(page, "Roll calls not done") >= 1
    open_line(page, SUBJECT)
    both_sizes(page, "meeting on the phone")
    press(page, "Roll call")
    both_sizes(page, "roll call")
    cards = page.locator(".o_kanban_record:not(.o_kanban_ghost)")
    marked = cards.filter(has=page.locator(".btn-success"))
    expect(marked).to_have_count(0)
    people = cards.count()
    press(page, "All present")
    expect(marked).to_have_count(people)
    excused = mark(page, EXCUSED, "Excused")
    expect(excused.locator(".btn-warning")).to_be_visible()
    mark(page, REPLACED, "Substitute")
    fill(page, "Substitute", SUBSTITUTE)
    both_sizes(page, "substitute")
    press(page, "Save")
    expect(cards.filter(has_text=SUBSTITUTE)).to_have_count(1)
    expect(marked).to_have_count(people - 1)
    both_sizes(page, "roll called")
    page.locator("button.o-control-panel-adaptive-dropdown").click()
    press(page, "Close the roll call")
    confirm(page)
    expect_state(page, "Held")
    expect(page.locator(".o_form_view")).to_contain_text(f"{people - 1}/{people}")
    both_sizes(page, "meeting held")
    return people


def write_minutes(page, both_sizes):
    page.goto("/odoo")
    wait_settled(page)
    assert open_card(page, "Minutes to write") >= 1
    open_line(page, SUBJECT)
    open_tab(page, "Minutes")
    fill(page, "Chaired by", "Phó Bí thư Thường trực Đảng ủy xã")
    press(page, "Draft the minutes")
    confirm(page)
    expect(page.locator("[name=minutes]").last).to_contain_text(vi("Agenda"))
    both_sizes(page, "minutes drafted")
    open_tab(page, "Conclusions")
    due = now_here() + timedelta(days=20)
    write_line(
        page,
        page.locator("[name=conclusion_ids]"),
        name=CONCLUSION,
        responsible_unit_id=COMMUNE,
        date_due=f"{due:%d/%m/%Y}",
    )
    save(page)
    both_sizes(page, "conclusion")
    press(page, "Submit minutes for approval")
    expect_state(page, "Minutes wait for approval")
    both_sizes(page, "minutes submitted")


def presence_sentences(people):
    """What the minutes say when one was excused and one sent somebody."""
    counts = {"present": people - 1, "all": people, "excused": 1, "absent": 0}
    present = vi(
        "Collaborators present: %(present)s of %(all)s; excused %(excused)s; "
        "absent %(absent)s."
    )
    return [present % counts, vi("Came as substitutes: %(count)s.") % {"count": 1}]


def plan_a_class(page, both_sizes, began):
    """A class of today, with places for the commune."""
    page.goto("/odoo/dlxh-training/new")
    page.get_by_placeholder(vi(SUBJECT_HINT)).fill(CLASS)
    fill(page, "Begins", f"{began:%d/%m/%Y %H:%M:00}")
    fill(page, "Venue", "Trường Chính trị tỉnh")
    open_tab(page, "Class")
    choose_record(page, page.locator("[name=topic_ids] input"), TOPIC)
    fill(page, "Hours of teaching", "4")
    fill(page, "Places in all", "30")
    places = page.locator("[name=place_ids]")
    write_line(page, places, unit_id=COMMUNE, places="3")
    save(page)
    both_sizes(page, "class written")
    press(page, "Offer the places")
    both_sizes(page, "places offered")


def nominate(page, both_sizes):
    """The commune names two people who were never trained."""
    assert take_up(page, both_sizes, "Classes to nominate for", CLASS) >= 1
    both_sizes(page, "places of the commune")
    press(page, "Nominate")
    for person in (CAME, STAYED_AWAY):
        write_line(page, page, collaborator_id=person)
        page.locator(".o_list_button_save").first.click()
        wait_settled(page)
    expect(page.locator(".o_data_row").filter(has_text=vi("Nominated"))).to_have_count(
        2
    )
    both_sizes(page, "nominated")


def accept_nominations(page, both_sizes):
    page.goto("/odoo")
    wait_settled(page)
    assert open_card(page, "Nominations to decide") >= 2
    both_sizes(page, "nominations to decide")
    waiting = page.locator(".o_data_row").filter(has_text=CLASS)
    for left in (1, 0):
        waiting.first.locator("button[name=action_accept]").click()
        expect(waiting).to_have_count(left)


def call_the_roll_of_the_class(page, both_sizes):
    page.goto("/odoo/dlxh-training")
    both_sizes(page, "classes")
    open_line(page, CLASS)
    press(page, "Roll call")
    expect(page.locator(".o_kanban_record:not(.o_kanban_ghost)")).to_have_count(2)
    press(page, "All present")
    mark(page, STAYED_AWAY, "Absent")
    both_sizes(page, "roll of the class")
    press(page, "Close the roll call")
    confirm(page)
    expect_state(page, "Held")
    both_sizes(page, "class held")


def open_certificate(page, both_sizes):
    """Only who came has one; returns what it says."""
    press_inside(page, "action_open_certificates")
    expect(page.locator(".o_list_view .o_data_row")).to_have_count(1)
    both_sizes(page, "certificates")
    open_line(page, CAME)
    both_sizes(page, "certificate")
    return pdf_text(page)


def expect_trained(page, both_sizes, began):
    """The file of who came bears the day; that of who stayed away does not."""
    page.goto("/odoo/dlxh-collaborators")
    absent = page.locator(".o_data_row").filter(has_text=STAYED_AWAY)
    expect(absent.locator("[name=trained_on]")).to_have_text("")
    both_sizes(page, "collaborators")
    open_line(page, CAME)
    both_sizes(page, "file of who was trained")
    page.locator(".o_field_widget[name=trained_on]").locator("button, input").click()
    expect(field(page, "Last trained on")).to_have_value(f"{began:%d/%m/%Y}")


def write_a_plan(page, both_sizes, year):
    page.goto("/odoo/dlxh-plans/new")
    fill(page, "Year", str(year))
    tasks = page.locator("[name=task_ids]")
    tasks.locator(".o_field_x2many_list_row_add a").click()
    fill(page, "Task", TASK)
    fill(page, "Due on", f"30/06/{year}")
    both_sizes(page, "task of the plan")
    page.locator(".modal .o_form_button_save").first.click()
    expect(tasks.locator(".o_data_row").filter(has_text=TASK)).to_have_count(1)
    both_sizes(page, "plan with a task")


def write_the_estimate(page, both_sizes):
    """Two lines, each quantity times price; returns the total."""
    open_tab(page, "Estimate")
    lines = page.locator("[name=budget_line_ids]")
    names = ("category_id", "name", "measure", "quantity", "unit_price")
    for line in ESTIMATE:
        write_line(page, lines, **dict(zip(names, map(str, line), strict=True)))
    save(page)
    total = 0
    for _category, item, _measure, quantity, price in ESTIMATE:
        row = lines.locator(".o_data_row").filter(has_text=item)
        expect(row.locator("[name=amount]")).to_have_text(money(quantity * price))
        total += quantity * price
    expect(lines.locator("tfoot")).to_contain_text(money(total))
    shown = page.locator(".o_field_widget[name=budget_total]")
    expect(shown).to_have_text(money(total))
    both_sizes(page, "estimate")
    return total


def expect_locked(page, both_sizes, api):
    """Neither the page nor the API changes an approved amount."""
    open_tab(page, "Estimate")
    lines = page.locator("[name=budget_line_ids]")
    expect(lines.locator(".o_data_row")).to_have_count(len(ESTIMATE))
    expect(lines.locator(".o_field_x2many_list_row_add")).to_have_count(0)
    expect(lines.locator("input:not([type=checkbox])")).to_have_count(0)
    both_sizes(page, "estimate locked")
    model, item = "dlxh.programme.budget.line", ESTIMATE[0][1]
    found = api.call(model, "search_read", domain=[("name", "=", item)], fields=["id"])
    ids = [line["id"] for line in found]
    assert len(ids) == 1
    with pytest.raises(Refused):
        api.call(model, "write", ids=ids, vals={"unit_price": 1})

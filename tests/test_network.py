"""The network of collaborators: how a team is formed, and how it changes.

Officers, leaders and clerks work one after the other in the browser, in
Vietnamese, on the units of the demonstration.
"""

from datetime import timedelta

import pytest
from documents import pdf_text, word_text
from forms import (
    add_line,
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
    set_state,
    vi,
)
from playwright.sync_api import expect
from screens import wait_settled
from steps import take_up

# A commune without a team, so that its province decides
FOUNDED = "Đảng ủy xã Nghinh Tường"
PLACE = "Nghinh Tường"
FOUNDERS = {
    "Nông Thị Khuê": ("Phó Trưởng ban Xây dựng Đảng xã", "Head"),
    "Hoàng Văn Lịch": ("Công chức Văn hóa - Xã hội xã", "Secretary"),
    "Đặng Thị Mẩy": ("Chủ tịch Hội Nông dân xã", "Member"),
}
# A commune with a team, and one of its members
COMMUNE = "Đảng ủy xã Tân Cương"
LEAVER = "Triệu Thị Hạnh"


@pytest.fixture
def founders(json2):
    """People who could form a team in the commune that has none."""
    admin = json2("admin")
    (unit,) = admin.call("dlxh.unit", "search", domain=[("name", "=", FOUNDED)])
    names = list(FOUNDERS)
    partners = admin.call(
        "res.partner", "create", vals_list=[{"name": name} for name in names]
    )
    people = [
        {"partner_id": partner, "unit_id": unit, "position": FOUNDERS[name][0]}
        for name, partner in zip(names, partners, strict=True)
    ]
    json2("canbo.tinh").call("dlxh.collaborator", "create", vals_list=people)
    return names


def test_a_team_is_formed(as_user, founders, both_sizes):
    officer = as_user("canbo.tinh")
    write_foundation(officer, both_sizes)
    submit(officer, both_sizes)
    leader = as_user("lanhdao.tinh")
    approve(leader, both_sizes, PLACE)
    expect(leader.locator(".o_form_view")).to_contain_text("15–20")
    check_secret(leader, both_sizes)
    clerk = as_user("vanthu.tinh")
    number_and_issue(clerk, both_sizes, PLACE)
    expect_documents(clerk)
    open_team(officer, FOUNDED)
    rows = officer.locator(".o_field_widget[name=member_ids] .o_data_row")
    expect(rows).to_have_count(len(founders))
    for name in founders:
        expect(rows.filter(has_text=name)).to_have_count(1)
    both_sizes(officer, "team formed")
    expect_serving(officer, both_sizes, founders[0])


def test_a_member_leaves(as_user, both_sizes):
    officer = as_user("canbo.xa")
    end_collaborator(officer, both_sizes)
    propose_consolidation(officer, both_sizes)
    submit(officer, both_sizes)
    approve(as_user("lanhdao.xa"), both_sizes, COMMUNE)
    check_secret(officer, both_sizes)
    number_and_issue(as_user("vanthu.xa"), both_sizes, COMMUNE)
    today = local_today()
    expect_in_team(officer, both_sizes, today - timedelta(days=1), 1)
    expect_in_team(officer, both_sizes, today, 0)


# The steps of a decision
# -----------------------


def write_foundation(page, both_sizes):
    """The officer writes who forms the team, and sees the text that follows."""
    page.goto("/odoo/dlxh-decisions/new")
    wait_settled(page)
    select(page, "Kind of decision", "Establish a team")
    choose(page, "Unit of the team", FOUNDED)
    both_sizes(page, "new decision")
    for name, (_position, role) in FOUNDERS.items():
        add_line(page, "line_ids", collaborator_id=name, role=(role,))
    save(page)
    both_sizes(page, "decision with its members")
    page.locator(".o_notebook_headers").get_by_text(vi("Text"), exact=True).click()
    text = page.locator(".o_field_widget[name=articles]")
    expect(text).to_contain_text("gồm 3 đồng chí")
    both_sizes(page, "text of the decision")


def submit(page, both_sizes):
    press(page, "Submit for approval")
    expect_state(page, "In approval")
    both_sizes(page, "decision waits for approval")


def approve(page, both_sizes, place):
    assert take_up(page, both_sizes, "Decisions that wait for my approval", place) >= 1
    both_sizes(page, "decision to approve")
    press(page, "Approve")
    expect_state(page, "Approved")
    both_sizes(page, "decision approved")


def check_secret(page, both_sizes):
    page.reload()
    wait_settled(page)
    press(page, "Secret check done")
    both_sizes(page, "secret check")
    confirm(page)


def number_and_issue(page, both_sizes, place):
    """The clerk takes the number of the paper book, then issues the decision."""
    assert open_card(page, "Approved decisions to number and issue") >= 1
    open_line(page, place)
    press(page, "Number and date")
    both_sizes(page, "number and date")
    press(page, "Take this number")
    press(page, "Issue")
    confirm(page)
    expect_state(page, "Issued")
    both_sizes(page, "decision issued")


def expect_documents(page):
    """What is printed, and the file for Word, say the same."""
    word = word_text(page)
    for text in (pdf_text(page), word):
        assert "QUYẾT ĐỊNH" in text and "Điều 1" in text and "Điều 3" in text
        assert "TỈNH ỦY THÁI NGUYÊN" in text.upper() and "-QĐ/TU" in text
        assert "gồm 3 đồng chí" in text and FOUNDED in text
        for name, (position, _role) in FOUNDERS.items():
            # a cell of the printed list may break between words
            words = {*name.split(), *position.split()}
            assert words <= set(text.replace(",", " ").split()), name
            assert name in word and position in word, name


# The steps around a team
# -----------------------


def open_team(page, unit):
    page.goto("/odoo/dlxh-teams")
    wait_settled(page)
    open_line(page, unit)


def open_person(page, name):
    page.goto("/odoo/action-dlxh_collaborator.dlxh_collaborator_action")
    wait_settled(page)
    page.locator(".o_searchview_input").fill(name)
    page.keyboard.press("Enter")
    wait_settled(page)
    open_line(page, name)


def expect_serving(page, both_sizes, name):
    """Who was proposed serves from the day of the decision."""
    open_person(page, name)
    expect_state(page, "Serving")
    memberships = page.locator(".o_field_widget[name=membership_ids] .o_data_row")
    expect(memberships).to_have_count(1)
    both_sizes(page, "collaborator serves")


def end_collaborator(page, both_sizes):
    open_person(page, LEAVER)
    expect_state(page, "Serving")
    set_state(page, "Ended")
    both_sizes(page, "collaborator has left")


def propose_consolidation(page, both_sizes):
    """The team says that somebody left; the decision is proposed from that."""
    open_team(page, COMMUNE)
    expect(page.locator(".o_form_view .alert").first).to_be_visible()
    heads = page.locator(".o_notebook_headers")
    heads.get_by_text(vi("Structure check"), exact=True).click()
    findings = page.locator(".o_field_widget[name=structure_html]")
    expect(findings).to_contain_text(LEAVER)
    both_sizes(page, "structure of the team")
    press(page, "Propose consolidation")
    lines = page.locator(".o_field_widget[name=line_ids] .o_data_row")
    expect(lines.filter(has_text=LEAVER)).to_have_count(1)
    both_sizes(page, "consolidation proposed")


def expect_in_team(page, both_sizes, day, count):
    open_team(page, COMMUNE)
    press(page, "On a day…")
    fill(page, "On", f"{day:%d/%m/%Y}")
    both_sizes(page, "team on a day")
    press(page, "Show the members")
    expect(page.locator(".o_list_view .o_data_row").nth(9)).to_be_visible()
    rows = page.locator(".o_data_row").filter(has_text=LEAVER)
    expect(rows).to_have_count(count)
    both_sizes(page, f"members on a day, {count} of them has left")

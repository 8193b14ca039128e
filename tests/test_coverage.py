"""How far the teams of collaborators reach: the figures agree with the lists.

An officer of the province works in the browser, in Vietnamese.
"""

import re

from forms import local_today, vi
from playwright.sync_api import expect
from screens import assert_fits, assert_sound, assert_vietnamese, wait_settled
from support import PHONE


def test_the_coverage(as_user, json2, both_sizes):
    page = as_user("canbo.tinh")
    page.goto("/odoo/dlxh-coverage")
    wait_settled(page)
    both_sizes(page, "coverage")
    covered, units = parts_of_card(page, "established")
    expect_people(page, json2("canbo.tinh"))
    assert count_behind(page, page.get_by_text(vi("List of units"))) == units
    both_sizes(page, "units of the coverage")
    back(page)
    missing = reasons(page)
    assert missing[vi("Without a force")] == units - covered > 0
    for label, count in missing.items():
        if count:
            assert count_behind(page, reason_button(page, label)) == count, label
            both_sizes(page, f"missing {label}")
            back(page)
    open_missing_unit(page, both_sizes)


def test_the_coverage_on_a_phone(as_user):
    phone = as_user("canbo.tinh", PHONE)
    phone.goto("/odoo/dlxh-coverage")
    wait_settled(phone)
    assert_fits(phone, "coverage")
    covered, units = parts_of_card(phone, "established")
    assert 0 < covered < units
    count = reasons(phone)[vi("Without a force")]
    assert count == units - covered
    reason_button(phone, vi("Without a force")).click()
    units = phone.locator(".o_kanban_record:not(.o_kanban_ghost)")
    expect(units.nth(min(count, 40) - 1)).to_be_visible()
    expect(phone.locator(".o_kanban_record .text-bg-success")).to_have_count(0)
    assert_fits(phone, "units without a force")


# The steps
# ---------


def card_of(page, code):
    return page.locator(f".o_dlxh_coverage [data-code={code}]")


def parts_of_card(page, code):
    """(part, whole) of the share that a card shows."""
    text = card_of(page, code).inner_text()
    part, whole = re.search(r"(\d+) / (\d+)", text).groups()
    return int(part), int(whole)


def expect_people(page, api):
    """Persons and seats are those of the lists of members."""
    level = int(page.locator(".o_dlxh_level").input_value())
    today = f"{local_today():%Y-%m-%d}"
    domain = [
        ("unit_id.level_id", "=", level),
        ("unit_id.org_type", "=", "party"),
        ("date_from", "<=", today),
        *("|", ("date_to", "=", False), ("date_to", ">=", today)),
    ]
    seats = api.call(
        "dlxh.team.member", "search_read", domain=domain, fields=["collaborator_id"]
    )
    persons = {seat["collaborator_id"][0] for seat in seats}
    card = card_of(page, "persons")
    expect(card.locator(".o_dlxh_value")).to_have_text(str(len(persons)))
    expect(card).to_contain_text(f"{len(seats)} ")


def reasons(page):
    """{why units are listed as missing something: how many}"""
    texts = page.locator(".o_dlxh_missing .btn-outline-secondary").all_inner_texts()
    pairs = (text.rsplit(":", 1) for text in texts)
    return {label.strip(): int(count) for label, count in pairs}


def reason_button(page, label):
    return page.locator(".o_dlxh_missing .btn-outline-secondary", has_text=label)


def count_behind(page, button):
    """How many units the list shows that a button opens."""
    button.click()
    page.locator(".o_list_view, .o_kanban_view").wait_for()
    wait_settled(page)
    assert_sound(page, "units behind the coverage")
    assert_vietnamese(page, "units behind the coverage")
    return int(page.locator(".o_pager_limit").first.inner_text())


def back(page):
    page.go_back()
    page.locator(".o_dlxh_missing").wait_for()
    wait_settled(page)


def open_missing_unit(page, both_sizes):
    line = page.locator(".o_dlxh_missing li button").first
    name = line.inner_text()
    line.click()
    page.locator(".o_form_view").wait_for()
    expect(page.locator(".o_breadcrumb").first).to_contain_text(name)
    both_sizes(page, "unit that misses something")

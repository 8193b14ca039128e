"""Steps that several journeys take, and lists whose lines are written on the spot."""

from datetime import datetime
from zoneinfo import ZoneInfo

from forms import confirm, expect_state, open_card, open_line, press, vi
from playwright.sync_api import expect
from screens import wait_settled


def now_here():
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))


def open_tab(page, label):
    """Show the page of a form that bears this label."""
    page.locator(".o_notebook .nav-link").filter(has_text=vi(label)).first.click()
    wait_settled(page)


def press_inside(page, name):
    """Press a button that stands in the form itself, found by what it calls."""
    page.locator(f".o_form_view button[name={name}]").first.click()
    wait_settled(page)


def write_line(page, lines, **values):
    """Add a line to a list and fill in its cells by the names of the fields."""
    lines.locator(".o_field_x2many_list_row_add a, .o_list_button_add").first.click()
    wait_settled(page)
    row = page.locator(".o_selected_row")
    for name, text in values.items():
        box = row.locator(f"[name={name}] input, [name={name}] textarea").first
        if box.get_attribute("aria-autocomplete"):
            choose_record(page, box, text)
        else:
            box.fill(text)


def choose_record(page, box, text):
    """Choose a record by its name, once the list that is offered stands still."""
    box.click()
    box.fill(text)
    page.wait_for_timeout(400)  # the client waits a moment before it asks
    wait_settled(page)
    page.locator(".o-autocomplete--dropdown-menu").get_by_text(text).first.click()
    wait_settled(page)


def take_up(page, look, card, text):
    """Look at what waits behind a card of "My work", and open of it what shows this
    text; returns the number on the card."""
    number = open_card(page, card)
    look(page, card.lower())
    open_line(page, text)
    return number


def approve(page, both_sizes, card, text, state):
    """The leader opens what waits for him, reads it and approves."""
    assert open_card(page, card) >= 1
    open_line(page, text)
    both_sizes(page, "to approve")
    press_inside(page, "action_approve")
    expect_state(page, state)
    both_sizes(page, "approved")


def number_document(page, both_sizes):
    """Check for secrets, then take the next number for the document shown."""
    page.reload()
    wait_settled(page)
    press_inside(page, "action_secret_check")
    confirm(page)
    expect(page.locator("button[name=action_secret_check]")).to_have_count(0)
    press(page, "Number and date")
    both_sizes(page, "number and date")
    press(page, "Take this number")
    expect(page.locator("button[name=action_open_number_wizard]")).to_have_count(0)
    both_sizes(page, "numbered")

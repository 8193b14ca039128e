"""Working with the forms of the web client as a person does: by what is shown.

Labels and buttons are named by their English source and sought in Vietnamese.
"""

import contextlib
import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect
from screens import TRANSLATIONS, WORDINGS, wait_settled


def vi(source):
    """What a Vietnamese user reads for a source string of ours."""
    return TRANSLATIONS.get(source, source)


def wording(source, before="", after=""):
    """A pattern of all that our add-ons say for a source string of theirs."""
    words = map(re.escape, WORDINGS.get(source, [source]))
    return re.compile(f"{before}(?:{'|'.join(words)}){after}")


def local_today():
    """The day it is for the people who work here."""
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def _wordings(source):
    """A pattern of what either add-on may say for a source string."""
    found = WORDINGS.get(source, {source})
    return "(?:" + "|".join(re.escape(text) for text in sorted(found)) + ")"


def field(page, label):
    """The input of a field, found by its label; the innermost dialog first."""
    scope = page.locator(".modal:not(.o_inactive_modal) .o_form_view, .o_form_view")
    name = wording(label, r"^\s*", r"\s*\??\s*$")
    return scope.last.get_by_label(name).first


def fill(page, label, text):
    """Type into a field and leave it."""
    box = field(page, label)
    if box.evaluate("element => element.tagName") == "BUTTON":  # a date, shown in words
        box.click()
        box = field(page, label)
    box.fill(text)
    box.press("Tab")


def choose(page, label, text):
    """Choose a record in a field that offers a list."""
    box = field(page, label)
    box.click()
    if box.get_attribute("readonly") is not None:  # a phone shows the list in full
        page.locator(".modal .o_kanban_record").get_by_text(text, exact=True).click()
        return
    box.fill(text)
    page.locator(".o-autocomplete--dropdown-menu").get_by_text(text).first.click()


def select(page, label, text):
    """Choose one of the fixed values of a field."""
    field(page, label).click()
    _take_value(page, text)


def add_line(page, name, **values):
    """Add a line to a list of lines and fill in its cells by the names of fields.

    A value of fixed ones is a pair of one: `role=("Head",)`; else a record's name.
    """
    lines = page.locator(f".o_field_widget[name={name}]")
    rows = lines.locator(".o_data_row")
    count = rows.count()
    lines.locator(".o_field_x2many_list_row_add a").first.click()
    expect(rows).to_have_count(count + 1)
    row = rows.nth(count)
    for cell, value in values.items():
        box = row.locator(f"[name={cell}] input")
        box.click()
        if isinstance(value, tuple):
            _take_value(page, *value)
        else:
            box.fill(value)
            menu = page.locator(".o-autocomplete--dropdown-menu")
            menu.get_by_text(value).first.click()


def _take_value(page, text):
    menu = page.locator(".o_select_menu_item")
    menu.get_by_text(vi(text), exact=True).first.click()


def save(page):
    """Save the form on the screen."""
    page.locator(".o_form_button_save").first.click()
    wait_settled(page)


def press(page, label):
    """Press the button that reads so, then wait for what it does.

    On a phone the buttons that do not fit hide behind an arrow.
    """
    for patience in (3_000, 3_000, 5_000, 10_000):
        with contextlib.suppress(PlaywrightTimeout):  # drawn anew as it was clicked
            _reach(page, label, patience).click(timeout=patience)
            break
    else:
        _button(page, label).first.click()
    wait_settled(page)


def _reach(page, label, patience):
    button = _button(page, label)
    if not button.count():
        hidden = page.locator(".o_statusbar_buttons .dropdown-toggle").first
        hidden.click(timeout=patience)
    return button.first


def _button(page, label):
    scope = page.locator(
        ".modal:not(.o_inactive_modal), .o_statusbar_buttons, .o_control_panel,"
        " .o-dropdown--menu"
    )
    name = wording(label, r"^\s*", r"\s*$")
    return scope.locator("button, a").filter(has_text=name, visible=True)


def confirm(page):
    """Say yes in the dialog that asks."""
    page.locator(".modal .btn-primary").first.click()
    wait_settled(page)


def open_card(page, label):
    """Open a card of "My work"; returns the number on it, or 0."""
    card = page.locator(".o_kanban_record").filter(has_text=wording(label))
    expect(card.first).to_be_visible()
    number = re.search(r"\d+", card.first.inner_text())
    card.first.locator("button").click()
    wait_settled(page)
    return int(number.group()) if number else 0


def open_line(page, text):
    """Open the line or card of a list that shows this text."""
    line = page.locator(".o_data_row, .o_kanban_record").filter(has_text=text).first
    line.locator(".o_data_cell").first.or_(line).first.click()
    page.locator(".o_form_view").last.wait_for()
    wait_settled(page)


def expect_state(page, label):
    """The state that the bar of the form shows as the present one.

    A phone shows nothing else, on a button that opens the others.
    """
    bar = page.locator(".o_form_view .o_statusbar_status, .o_statusbar_status").last
    shown = bar.locator(".o_arrow_button_current, .dropdown-toggle")
    shown = shown.filter(has_text=wording(label), visible=True).first
    expect(shown).to_be_visible(timeout=30_000)


def set_state(page, label):
    """Press a state in the bar of the form."""
    bar = page.locator(".o_form_view .o_statusbar_status").last
    bar.locator("button").filter(has_text=wording(label), visible=True).first.click()
    expect_state(page, label)

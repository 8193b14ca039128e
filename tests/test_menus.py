"""Every menu entry of every chair opens and shows something sound."""

import pytest
from screens import (
    assert_fits,
    assert_sound,
    assert_vietnamese,
    close_dialog,
    open_menu,
    our_menus,
    wait_settled,
)
from support import PHONE

from devkit import demo

#: an officer at each kind of level, a leader who has units below, and every other
#: chair once; who works on a phone is followed there
LOGINS = [
    *("canbo.xa", "canbo.tinh", "canbo.tw", "lanhdao.tinh", "vanthu.xa"),
    *("kiemtra.xa", "dulieu.xa", "quantri.xa"),
]
ON_A_PHONE = ["ctv.xa", "canbo.xa", "lanhdao.xa", "quantri"]


def test_every_chair_is_followed():
    chairs = {row["login"]: row["chair"] for row in demo.logins()}
    followed = {chairs[name] for name in (*LOGINS, *ON_A_PHONE)}
    assert followed == set(chairs.values())


@pytest.mark.parametrize("name", LOGINS)
def test_every_menu_entry_opens(page_of, shot, name):
    _follow_all_menus(page_of(name), shot, name)


@pytest.mark.parametrize("name", ON_A_PHONE)
def test_every_menu_entry_fits_a_phone(page_of, shot, name):
    _follow_all_menus(page_of(name, PHONE), shot, name)


def _follow_all_menus(page, shot, name):
    menus = our_menus(page)
    assert menus, f"{name} has no menu of ours"
    for label, menu_id in menus:
        where = f"{name}: {label}"
        open_menu(page, menu_id)
        shot(page, label)
        assert_sound(page, where)
        assert_fits(page, where)
        assert_vietnamese(page, where)
        if page.locator(".modal").count():  # a menu entry that asks first
            close_dialog(page)
            continue
        _open_first_record(page, shot, where, label)


def _open_first_record(page, shot, where, label):
    """Open the first line or card of the view, when it opens anything."""
    first = page.locator(
        ".o_list_view .o_data_row .o_data_cell, "
        ".o_kanban_view .o_kanban_record:not(.o_kanban_ghost)"
    ).first
    if not first.count() or page.locator(".o_dlxh_my_work").count():
        return
    first.click()
    page.wait_for_timeout(400)  # some lists open nothing, so nothing to wait for
    wait_settled(page)
    shot(page, f"{label} first record")
    assert_sound(page, f"{where}: first record")
    assert_fits(page, f"{where}: first record")
    assert_vietnamese(page, f"{where}: first record")

"""Every chair of the demonstration gets in, by browser and by API."""

import pytest
from playwright.sync_api import expect
from screens import wait_settled
from support import DESKTOP, PHONE, Json2, Refused

from devkit import demo

CHAIRS = list({row["chair"]: row["login"] for row in demo.logins()}.values())


@pytest.mark.parametrize("name", CHAIRS)
def test_a_chair_opens_its_first_screen(page, login, shot, name):
    login(page, name)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        wait_settled(page)
        expect(page.locator(".o_action_manager > *").first).to_be_visible()
        expect(page.locator(".o_error_dialog")).to_have_count(0)
        shot(page, f"first screen {size['width']}")


def test_the_api_answers_in_the_name_of_the_user(json2):
    name = CHAIRS[0]
    found = json2(name).call(
        "res.users", "search_read", domain=[["login", "=", name]], fields=["login"]
    )
    assert [row["login"] for row in found] == [name]


def test_the_api_refuses_a_wrong_key(server):
    with pytest.raises(Refused) as refused:
        Json2(server.url, "0" * 40).call("res.users", "search_count", domain=[])
    assert refused.value.status == 401

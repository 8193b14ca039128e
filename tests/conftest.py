"""Fixtures of the whole-system tests; run them with script/test tests.

The server runs on a copy of the demonstration database that all tests of one run
share: a test finds what it needs by its own names and does not count on numbers.
"""

import itertools

import pytest
from playwright.sync_api import sync_playwright
from province import Province
from screens import COUNT_REQUESTS, assert_sound, assert_vietnamese, wait_settled
from support import (
    BROWSER_OPTIONS,
    DESKTOP,
    PASSWORD,
    PHONE,
    Json2,
    RunningOdoo,
    Session,
    picture_path,
    take_picture,
)

from devkit import demo, settings, system

PASSWORDS = {"admin": "admin"} | {
    row["login"]: row["password"] for row in demo.logins()
}


@pytest.fixture(scope="session")
def server():
    """Odoo in the state of the demonstration: `.url`, `.database`, `.keys`."""
    running = RunningOdoo()
    yield running
    running.stop()
    errors = running.errors()
    assert not errors, "errors in Odoo's log:\n" + "\n".join(errors[:5])


@pytest.fixture(scope="session")
def chromium():
    """The browser program, started once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=system.chromium(), args=BROWSER_OPTIONS
        )
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Tell the fixtures, when they end, whether the test failed."""
    report = yield
    item.failed = getattr(item, "failed", False) or report.failed
    return report


@pytest.fixture
def new_page(server, chromium, request):
    """Make pages, each with its own session: `new_page(PHONE)`.

    A script error on any of them fails the test.
    """
    contexts, errors = [], []

    def make(viewport=DESKTOP):
        context = chromium.new_context(
            base_url=server.url,
            viewport=viewport,
            has_touch=viewport == PHONE,
            reduced_motion="reduce",
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        contexts.append(context)
        context.add_init_script(COUNT_REQUESTS)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_default_timeout(30_000)
        return page

    yield make
    pages = [page for context in contexts for page in context.pages]
    if getattr(request.node, "failed", False):
        for number, page in enumerate(pages, 1):
            take_picture(page, picture_path(f"{request.node.name} failed {number}"))
    for context in contexts:
        context.close()
    assert not errors, "script errors on the page:\n" + "\n".join(errors)


@pytest.fixture
def page(new_page):
    """A page of desktop size."""
    return new_page(DESKTOP)


@pytest.fixture
def phone(new_page):
    """A page of phone size."""
    return new_page(PHONE)


@pytest.fixture
def login():
    """Log in through the form: `login(page, "canbo.xa")`.

    As one of the demo users, or as somebody for whom a test made an account.
    """

    def enter(page, name):
        page.goto("/web/login")
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", PASSWORDS.get(name, PASSWORD))
        page.click("form.oe_login_form button[type=submit]")
        # The very first page waits until Odoo has compiled its bundles.
        page.wait_for_selector(".o_main_navbar", timeout=120_000)
        return page

    return enter


@pytest.fixture
def shot(request):
    """Keep a picture of a page among the artefacts: `shot(page, "report sent")`.

    Only where pictures are wanted: they are a third of what these tests cost.
    """

    def take(page, name):
        if settings.pictures():
            take_picture(page, picture_path(f"{request.node.name} {name}"))

    return take


@pytest.fixture
def both_sizes(shot):
    """Keep the page as it looks on a desktop and on a phone, numbered in order.

    The page must be sound and in Vietnamese: `both_sizes(page, "report sent")`.
    """
    count = itertools.count(1)

    def take(page, name):
        name = f"{next(count):02d} {name}"
        if settings.pictures():
            before = page.viewport_size
            for size in (DESKTOP, PHONE):
                page.set_viewport_size(size)
                page.wait_for_timeout(250)
                shot(page, f"{name} {size['width']}")
            page.set_viewport_size(before)
        wait_settled(page)
        assert_sound(page, name)
        assert_vietnamese(page, name)

    return take


@pytest.fixture
def as_user(new_page, login, both_sizes):
    """Begin to work as somebody, on the page of his work: `as_user("canbo.xa")`."""

    def enter(name, size=DESKTOP):
        page = login(new_page(size), name)
        wait_settled(page)
        both_sizes(page, f"my work of {name}")
        return page

    return enter


@pytest.fixture(scope="session")
def json2(server):
    """The JSON-2 API in a user's name: `json2("canbo.xa").call(model, method, ...)`."""

    def client(name):
        return Json2(server.url, server.keys[name])

    return client


@pytest.fixture(scope="session")
def session(server):
    """The web client's calls in a user's name, without its screen."""
    opened = {}

    def enter(name):
        if name not in opened:
            password = PASSWORDS.get(name, PASSWORD)
            opened[name] = Session(server.url, server.database, name, password)
        return opened[name]

    return enter


@pytest.fixture
def page_of(new_page, session):
    """The page of work of somebody who has signed in before: `page_of("canbo.xa")`."""

    def enter(name, size=DESKTOP):
        page = new_page(size)
        page.context.add_cookies(session(name).cookies())
        page.goto("/odoo", wait_until="commit")  # bundles may be compiled first
        page.wait_for_selector(".o_main_navbar", timeout=120_000)
        wait_settled(page)
        return page

    return enter


@pytest.fixture
def look(shot):
    """Keep the page as it looks now, numbered in order; it must be sound and in
    Vietnamese: `look(page, "report sent")`."""
    count = itertools.count(1)

    def take(page, name):
        wait_settled(page)
        shot(page, f"{next(count):02d} {name}")
        assert_sound(page, name)
        assert_vietnamese(page, name)

    return take


@pytest.fixture(scope="session")
def province(server, json2, session):
    """A province with four communes in which nothing has happened yet."""
    return Province(server, json2, session)

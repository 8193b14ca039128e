"""Moving through the web client and judging what a person sees there."""

import re
from collections import defaultdict

import polib
from playwright.sync_api import expect

from devkit import settings

# The words of the page as a person reads them: nodes of text that are shown, and
# what stands in empty fields. What people typed in is not the page's own wording.
VISIBLE_TEXT = """() => {
    const shown = (element) => {
        if (!element.checkVisibility({ checkVisibilityCSS: true })) return false;
        const box = element.getBoundingClientRect();
        return box.width > 1 && box.height > 1;
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim().replace(/\\s+/g, " ");
        const parent = walker.currentNode.parentElement;
        if (text && !["SCRIPT", "STYLE"].includes(parent.tagName) && shown(parent)) {
            found.push(text);
        }
    }
    for (const element of document.querySelectorAll("[placeholder]")) {
        if (shown(element)) found.push(element.getAttribute("placeholder").trim());
    }
    return found;
}"""
# Counts what the page has asked the server and not yet been answered; put into every
# page by conftest.py before its own scripts.
COUNT_REQUESTS = """(() => {
    let open = 0;
    const close = () => { open -= 1; };
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (...given) {
        open += 1;
        this.addEventListener("loadend", () => setTimeout(close));
        return send.apply(this, given);
    };
    const fetch = window.fetch;
    window.fetch = (...given) => {
        open += 1;
        const answer = fetch(...given);
        answer.then(() => setTimeout(close), () => setTimeout(close));
        return answer;
    };
    window.dlxhRequests = () => open;
})()"""
# The view is there, nothing is asked, and it stays so for some frames: what a click
# sets off begins within one or two, and what an answer brings is drawn in the next.
SETTLED = """() => {
    const busy = window.dlxhRequests()
        || !document.querySelector(".o_action_manager > *")
        || document.querySelector(".o_loading_indicator");
    window.dlxhFrames = busy ? 0 : (window.dlxhFrames || 0) + 1;
    if (window.dlxhFrames < 6) return false;
    window.dlxhFrames = 0;
    return true;
}"""
TECHNICAL = re.compile(
    r"\bdlxh[._][a-z]|Traceback \(most recent|\bres\.users\b|\[object "
)
# It hands in a nil return.
ACTING_MENUS = ("dlxh_reporting.menu_dlxh_opinion_nil",)
# The user that Odoo makes for itself; a hint on its own form of users.
OF_ODOO = frozenset(["Administrator", "Email"])
ENGLISH_WORDS = frozenset(
    "the of and to is are was for with from not you your this that have has been"
    " by it in on at be no can cannot".split()
)


def _wordings():
    """{English source: all that our add-ons say for it in Vietnamese}"""
    found = defaultdict(list)
    for path in sorted(settings.ROOT.glob("dlxh_*/i18n/vi.po")):
        for entry in polib.pofile(str(path)):
            if entry.msgstr and entry.msgstr != entry.msgid:
                found[entry.msgid].append(entry.msgstr)
    return dict(found)


WORDINGS = _wordings()
# where two add-ons say it differently, the one that builds on the other counts
TRANSLATIONS = {source: words[-1] for source, words in WORDINGS.items()}


def visible_texts(page):
    """The pieces of text that a person sees on the page."""
    return page.evaluate(VISIBLE_TEXT)


def english(texts):
    """The texts that are English: known sources of ours, or sentences."""
    found = []
    for text in texts:
        words = re.findall(r"[a-z]+", text.lower())
        sentence = text.isascii() and len(ENGLISH_WORDS.intersection(words)) >= 2
        if (text in TRANSLATIONS and text not in OF_ODOO) or sentence:
            found.append(text)
    return found


def assert_sound(page, where):
    """No error, no technical name, and an empty view says what to do."""
    expect(page.locator(".o_error_dialog"), where).to_have_count(0)
    texts = visible_texts(page)
    technical = [text for text in texts if TECHNICAL.search(text)]
    assert not technical, f"{where}: technical text on the page: {technical}"
    help_text = page.locator(".o_view_nocontent")
    if help_text.count() and help_text.first.is_visible():
        assert help_text.first.inner_text().strip(), f"{where}: empty without help"


def assert_fits(page, where):
    """The page is not wider than the screen."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{where}: {width} px wide"


def assert_vietnamese(page, where):
    """Nothing of ours is left in English."""
    left = english(visible_texts(page))
    assert not left, f"{where}: not in Vietnamese: {left}"


def wait_settled(page):
    """Until the view is there and no request is under way."""
    page.wait_for_function(SETTLED, polling="raf")


def close_calendar(page):
    """Leave the calendar that opens over a date one stands in, as a click would."""
    calendar = page.locator(".o_date_picker")
    if calendar.count():
        page.keyboard.press("Escape")
        expect(calendar).to_have_count(0)


def close_dialog(page):
    """Leave the dialog that is open."""
    close_calendar(page)
    page.locator(".modal .btn-close").last.click()
    expect(page.locator(".modal")).to_have_count(0)


def our_menus(page):
    """[(name with the names above it, menu id)] of what the user's menu offers.

    Entries that do something at once are left to the journey.
    """
    menus = page.evaluate("fetch('/web/webclient/load_menus').then(r => r.json())")
    root = next(
        menu
        for menu in menus.values()
        if menu.get("xmlid") == "dlxh_collaborator.menu_dlxh_root"
    )
    found = []

    def walk(menu, names):
        names = [*names, menu["name"]]
        acts = menu.get("xmlid") in ACTING_MENUS
        if menu["actionID"] and not menu["children"] and not acts:
            found.append((" / ".join(names[1:]) or names[0], menu["id"]))
        for child in menu["children"]:
            walk(menus[str(child)], names)

    walk(root, [])
    return found


def open_menu(page, menu_id):
    """Follow a menu entry, as a click on it does."""
    close_calendar(page)
    page.evaluate(
        """(id) => {
            const menus = odoo.__WOWL_DEBUG__.root.env.services.menu;
            return menus.selectMenu(menus.getMenu(id));
        }""",
        menu_id,
    )
    wait_settled(page)

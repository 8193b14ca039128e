"""Answering a survey on a phone: every kind of question, with and without a network.

The respondent has no account. The collaborator's phone is prepared where there is a
network, asks several people where there is none, and sends when it is back.
"""

import gzip

import pytest
from fielding import Fielding, choice
from playwright.sync_api import expect
from screens import assert_fits
from support import PHONE

#: what a page may load at first, in bytes as they travel when packed
FIRST_LOAD = 100_000
NEWS = ("Đài truyền thanh", "Mạng xã hội", "Khác", "Không theo dõi")
STEPS = ("Thủ tục", "Đường sá", "Trường học")
COLUMNS = ("Không đồng ý", "Phân vân", "Đồng ý")


def every_kind():
    """A question of each kind; the text is asked of those who trust little."""
    rows = [(0, 0, {"value": one}) for one in ("Cán bộ tận tình", "Nơi làm việc gần")]
    columns = [(0, 0, {"value": one}) for one in COLUMNS]
    grid = {"question_type": "matrix", "matrix_row_ids": rows}
    return [
        {"title": "Về ông/bà", "is_page": True, "question_type": False},
        choice("Giới tính", "Nam", "Nữ", is_demographic=True, constr_mandatory=True),
        {
            "title": "Ông/bà nghe tin từ đâu?",
            "question_type": "multiple_choice",
            "suggested_answer_ids": [
                (0, 0, {"value": NEWS[0]}),
                (0, 0, {"value": NEWS[1]}),
                (0, 0, {"value": NEWS[2], "is_other": True}),
                (0, 0, {"value": NEWS[3], "is_exclusive": True}),
            ],
        },
        {
            "title": "Việc nào cần làm trước?",
            "question_type": "ranking",
            "suggested_answer_ids": [(0, 0, {"value": one}) for one in STEPS],
        },
        {"title": "Về xã, phường", "is_page": True, "question_type": False},
        {"title": "Ý kiến", "suggested_answer_ids": columns, **grid},
        {
            "title": "Đúng với việc nào?",
            "suggested_answer_ids": columns,
            **grid,
            "matrix_subtype": "multiple",
        },
        {
            "title": "Mức tin tưởng",
            "question_type": "scale",
            "scale_min": 1,
            "scale_max": 5,
            "scale_min_label": "Rất thấp",
            "scale_max_label": "Rất cao",
        },
        {
            "title": "Số giờ phải chờ",
            "question_type": "numerical_box",
            "decimals": 1,
            "validation_required": True,
            "validation_min_float_value": 0,
            "validation_max_float_value": 24,
        },
        {"title": "Ngày đến gần nhất", "question_type": "date"},
        {"title": "Một từ để nói", "question_type": "char_box"},
        {"title": "Vì sao tin tưởng thấp?", "question_type": "text_box"},
    ]


@pytest.fixture(scope="module")
def fielding(server, session):
    return Fielding(server, session)


@pytest.fixture(scope="module")
def kiosk(fielding):
    """A wave on a device of the unit, with each kind of question, in two languages."""
    survey = fielding.questionnaire("Thử trang trả lời", every_kind())
    languages = fielding.admin.call("res.lang", "search", [])
    questions = fielding.officer.call(
        "survey.question",
        "search",
        [("survey_id", "=", survey), ("title", "=", "Vì sao tin tưởng thấp?")],
    )
    low = {"q": "q6", "op": "<", "value": 3}
    fielding.officer.call(
        "survey.question", "write", questions, {"dlxh_condition": low}
    )
    fielding.officer.call(
        "survey.survey", "write", [survey], {"lang_ids": [(6, 0, languages)]}
    )
    wave = fielding.plan(
        survey,
        "Đợt trên thiết bị",
        access="kiosk",
        includes_minors=True,
        guardian_text="Cha mẹ đồng ý cho con trả lời.",
    )
    fielding.approve(wave)
    fielding.open(wave)
    return wave


def begin(page):
    page.get_by_role("button", name="Tôi đã đọc", exact=False).click()


def forward(page):
    page.locator("nav button").last.click()


def state_of(page):
    """What the page says became of the form."""
    return page.locator("h1[role=status]")


def test_every_kind_of_question(fielding, kiosk, new_page, shot):
    """One person answers all; nothing is asked of other servers, and little is."""
    phone = new_page(PHONE)
    asked, weight = watch(phone)
    phone.goto(f"/opinion/{kiosk}")
    expect(phone.get_by_text("Cha mẹ đồng ý")).to_be_visible()  # of minors
    assert sum(weight) < FIRST_LOAD, weight
    shot(phone, "notice")
    begin(phone)
    forward(phone)  # what must be answered is told
    expect(phone.get_by_role("alert")).to_have_count(1)
    answer_about_oneself(phone)
    expect(phone.get_by_role("alert")).to_have_count(0)
    shot(phone, "first page")
    forward(phone)
    answer_about_the_commune(phone)
    assert_fits(phone, "second page")
    shot(phone, "second page")
    phone.locator("nav button").first.click()  # what was said stays when one goes back
    expect(phone.get_by_label("Nữ")).to_be_checked()
    expect(phone.get_by_label("Khác: xin ghi rõ")).to_have_value("Bản tin chi bộ 😀")
    forward(phone)
    forward(phone)
    expect(state_of(phone)).to_have_text("Xin cảm ơn")
    shot(phone, "thanks")
    assert {one.split("/")[2] for one in asked} == {fielding.server.url.split("/")[2]}
    assert phone.context.cookies() == []
    assert fielding.waiting(kiosk) == [(2, 4, 2, 1, 0, 3, 2, 5, 3, 2, 25, 20_000)]


def test_mistakes_are_told_before_sending(kiosk, new_page):
    phone = new_page(PHONE)
    phone.goto(f"/opinion/{kiosk}")
    begin(phone)
    phone.get_by_label("Nam").check()
    nothing, other = (phone.get_by_role("checkbox", name=NEWS[at]) for at in (3, 2))
    other.check()
    phone.get_by_label("Khác: xin ghi rõ").fill("Hàng xóm")
    nothing.check()  # it stands alone
    expect(other).not_to_be_checked()
    forward(phone)
    hours = phone.get_by_label("Số giờ phải chờ")
    for wrong, told in (("nhiều", "không phải là số"), ("25", "từ 0 đến 24")):
        hours.fill(wrong)
        forward(phone)
        expect(phone.get_by_role("alert")).to_contain_text(told)
        expect(hours).to_be_focused()
    # a text that is not asked any more is not sent
    phone.get_by_label("1, Rất thấp").check()
    phone.get_by_label("Vì sao tin tưởng thấp?").fill("không gửi")
    phone.get_by_label("5, Rất cao").check()
    expect(phone.get_by_label("Vì sao tin tưởng thấp?")).to_have_count(0)
    hours.fill("2,5")
    with phone.expect_request("**/answer") as sent:
        forward(phone)
    answers = sent.value.post_data_json["answers"]
    assert answers == {"q1": "1", "q2": ["4"], "q6": 5, "q7": 2.5}
    expect(state_of(phone)).to_have_text("Xin cảm ơn")


def test_with_the_keyboard_alone(kiosk, new_page):
    """The order of the focus is the order of the questions; nothing needs a finger."""
    page = new_page()
    page.goto(f"/opinion/{kiosk}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    start = page.get_by_role("button", name="Tôi đã đọc")
    for _key in range(6):
        if start.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for key in ("Tab", "Space"):  # Nam
        page.keyboard.press(key)
    expect(page.get_by_label("Nam")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Nữ")).to_be_checked()
    for key in ("Tab", "Space"):  # the first of the choices
        page.keyboard.press(key)
    expect(page.get_by_label(NEWS[0])).to_be_checked()
    for key in (*["Tab"] * 4, "Enter"):  # ranking
        page.keyboard.press(key)
    first = page.get_by_role("button", name=STEPS[0])
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(first).to_be_focused()
    tree = page.locator("main").aria_snapshot()
    for line in ('group "Giới tính *"', 'radio "Nam"', f'checkbox "{NEWS[2]}"'):
        assert line in tree, tree
    assert 'progressbar "1/2"' in tree


def test_in_another_language(kiosk, new_page):
    phone = new_page(PHONE)
    phone.goto(f"/opinion/{kiosk}")
    phone.get_by_role("button", name="English").click()
    start = phone.get_by_role("button", name="I have read this. Begin")
    expect(start).to_be_visible()
    assert phone.evaluate("document.documentElement.lang") == "en-US"
    start.click()
    forward(phone)
    expect(phone.get_by_role("alert")).to_have_text("This question needs an answer.")


def test_several_people_without_a_network(fielding, kiosk, new_page, shot):
    """The device is prepared, leaves the network, asks three people and comes back."""
    phone = new_page(PHONE)
    before = len(fielding.waiting(kiosk))
    phone.goto(f"/opinion/{kiosk}")
    expect(phone.get_by_text("Phiếu đã có trên thiết bị")).to_be_visible()
    shot(phone, "prepared")
    phone.context.set_offline(True)
    phone.reload()  # closed and opened in the village
    for answered in ("Nam", "Nữ", "Nam"):
        begin(phone)
        for one in ("Nam", "Nữ"):  # nothing of the one before
            expect(phone.get_by_label(one)).not_to_be_checked()
        phone.get_by_label(answered).check()
        forward(phone)
        forward(phone)
        expect(state_of(phone)).to_have_text("Đã lưu trên máy này")
        phone.get_by_role("button", name="Người khác trả lời").click()
    expect(phone.locator("#device")).to_contain_text("3")
    shot(phone, "three wait")
    assert len(fielding.waiting(kiosk)) == before
    kept = phone.evaluate(KEPT)
    phone.context.set_offline(False)
    # a proof of work for each form, which takes a slow device a while
    expect(phone.locator("#device")).not_to_contain_text("chưa gửi", timeout=30_000)
    assert len(fielding.waiting(kiosk)) == before + 3
    assert phone.evaluate(KEPT) == []  # erased once sent
    for sheet in kept:  # sent again by whatever chance, each counts once
        assert fielding.send(sheet) == (200, {"state": "already"})
    assert len(fielding.waiting(kiosk)) == before + 3


def test_codes_and_the_close(fielding, new_page, tmp_path, shot):
    """One question at a time, a code from the slip; used and unknown codes."""
    survey = fielding.questionnaire(
        "Thử mã tham gia", [choice("Giới tính", "Nam", "Nữ"), *every_kind()[2:3]]
    )
    wave = fielding.plan(
        survey, "Đợt có mã", access="ticket", one_question=True, target_n=30
    )
    fielding.approve(wave)
    codes = fielding.codes(wave, tmp_path)
    assert len(set(codes)) == 30
    fielding.open(wave)
    phone = new_page(PHONE)
    paths = []
    phone.on("request", lambda one: paths.append(one.url))
    phone.goto(f"/opinion/{wave}#m={codes[0]}")
    expect(phone.get_by_label("Mã tham gia")).to_have_value(codes[0])
    answer_two(phone)
    expect(state_of(phone)).to_have_text("Xin cảm ơn")
    assert not [one for one in paths if codes[0] in one.partition("#")[0]]
    assert codes[0] not in phone.url
    for code in (codes[0], "A" * 16):  # used; never given out
        phone.goto("about:blank")
        phone.goto(f"/opinion/{wave}#m={code}")
        answer_two(phone)
        expect(state_of(phone)).to_have_text("Chưa gửi được")
        expect(phone.locator("main")).to_contain_text("mã")
    shot(phone, "code refused")
    # the answers are still there for the right code
    phone.get_by_role("button", name="Nhập lại mã").click()
    phone.get_by_label("Mã tham gia").fill(codes[1].lower())
    begin(phone)
    expect(phone.get_by_label(NEWS[0])).to_be_checked()
    forward(phone)
    expect(state_of(phone)).to_have_text("Xin cảm ơn")
    fielding.close(wave)
    phone.goto(f"/opinion/{wave}")
    expect(phone.get_by_role("heading")).to_contain_text("không")
    shot(phone, "closed")


# What a person does
# ------------------


def answer_two(phone):
    begin(phone)
    phone.get_by_label("Nam").check()
    forward(phone)
    phone.get_by_label(NEWS[0]).check()
    forward(phone)


def answer_about_oneself(phone):
    phone.get_by_label("Nữ").check()
    phone.get_by_role("checkbox", name=NEWS[2]).check()
    phone.get_by_label("Khác: xin ghi rõ").fill("Bản tin chi bộ 😀")
    for name in (STEPS[1], STEPS[0]):
        phone.get_by_role("button", name=name).click()


def answer_about_the_commune(phone):
    grids = phone.locator(".matrix .row")
    for at, name in enumerate((COLUMNS[2], COLUMNS[1])):
        grids.nth(at).get_by_label(name, exact=True).check()
    for name in (COLUMNS[0], COLUMNS[2]):
        grids.nth(2).get_by_label(name, exact=True).check()
    for name in COLUMNS[:2]:
        grids.nth(3).get_by_label(name, exact=True).check()
    phone.get_by_label("2", exact=True).check()
    phone.get_by_label("Số giờ phải chờ").fill("2,5")
    phone.get_by_label("Ngày đến gần nhất").fill("2024-10-04")
    phone.get_by_label("Một từ để nói").fill("مرحبا")
    phone.get_by_label("Vì sao tin tưởng thấp?").fill("Chờ lâu\nmà chưa xong")


KEPT = """() => new Promise((resolve) => {
    const asked = indexedDB.open("opinion", 1);
    asked.onsuccess = () => {
        const all = asked.result.transaction("waiting").objectStore("waiting").getAll();
        all.onsuccess = () => resolve(all.result);
    };
})"""


def watch(page):
    """What the page asks for, and how much of it travels when packed."""
    asked, weight = [], []
    page.on("request", lambda one: asked.append(one.url))
    page.on(
        "response", lambda one: weight.append(len(gzip.compress(one.body(), mtime=0)))
    )
    return asked, weight

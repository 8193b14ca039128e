"""One month, from sheets in six cells over three communes to the centre's report.

One commune reports in time, one has its report returned and corrects it, one is late,
and a fourth sends nothing. What the communes write is handed in through the API; what
is returned, corrected, consolidated and signed goes through the browser.
"""

from types import SimpleNamespace

import pytest
from documents import pdf_text, word_text
from forms import confirm, expect_state, open_card, open_line, press, vi
from playwright.sync_api import expect
from province import PROVINCE
from screens import wait_settled
from support import PHONE

REGIME = "Báo cáo dư luận xã hội hằng tháng (thí điểm)"
ABSTRACT = "tình hình dư luận xã hội"
BRIDGE = "Cầu tràn hư hỏng, học sinh đi học khó khăn"
FERTILISER = "Giá phân bón tăng trước vụ mới"
ROADS, FARMS = "Giao thông, hạ tầng, xây dựng", "Nông nghiệp, nông thôn"
WORDS = "Lo con em phải lội suối đi học, nhất là ở"
REASON = "Đề nghị ghi rõ kiến nghị gửi cơ quan nào"
PROPOSAL = "Đề nghị Sở Xây dựng khảo sát, sửa chữa cầu tràn trước mùa mưa"
TO_RECEIVE = "Reports from below to receive"


@pytest.fixture
def month(province):
    """What the cells have handed in for the month, and who reports how."""
    province.begin_regime(REGIME)
    timely, correcting, late, silent = province.communes
    sheets = []
    for commune in (timely, correcting, late):
        own = [
            province.hand_in(
                commune, cell, BRIDGE, f"{WORDS} {cell.removeprefix('Chi bộ ')}", ROADS
            )
            for cell in commune.authors
        ]
        if commune is correcting:
            words = "Chưa dám đầu tư phân bón cho vụ mới"
            own.append(
                province.hand_in(commune, cell_of(commune), FERTILISER, words, FARMS)
            )
        province.accept(commune, own)
        sheets += own
    return SimpleNamespace(
        province=province,
        timely=timely,
        correcting=correcting,
        late=late,
        silent=silent,
        reporting=(timely, correcting, late),
        sheets=sheets,
        authors=[name for one in province.communes for name in one.authors.values()],
    )


def test_a_month(month, page_of, look):
    province = month.province
    sent = [province.report(month.timely), province.report(month.correcting)]
    officer = page_of(province.officer)
    return_report(month, officer, look)
    assert province.owed(month.correcting.id)["state"] == "returned"
    province.let_the_deadline_pass()
    sent.append(correct(month, page_of(month.correcting.officer), look, sent[1]))
    sent.append(province.report(month.late))

    receive(month, officer, look)
    draft(officer, look, "province")
    expect_entry(officer, BRIDGE, sheets=6, units=3)
    expect_entry(officer, FERTILISER, sheets=1, units=1)
    expect_sources(month, officer, look)
    submit(officer)
    approve_without(page_of(province.leader), look, month.silent.name)
    check_secret(officer)
    number_and_send(page_of(province.clerk), look)
    officer.reload()
    wait_settled(officer)
    for text in (pdf_text(officer), word_text(officer)):
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text and "-BC/BTGDVTU" in text
        assert f"Chưa nhận được báo cáo của {month.silent.name}." in text
        expect_words(month, text, "(6 lượt phản ánh, ở 3 đơn vị)")

    centre = page_of("canbo.tw")
    receive_from_province(centre, look)
    draft(centre, look, "centre")
    expect_entry(centre, BRIDGE, sheets=6, units=1)
    submit(centre)
    approve(page_of("lanhdao.tw"), look)
    check_secret(centre)
    press(centre, "Signed")
    expect_state(centre, "Signed")
    press(centre, "Send to the committee")
    expect_state(centre, "Sent")
    look(centre, "report of the centre signed and sent")
    for text in (pdf_text(centre), word_text(centre)):
        assert "-BC/BTGDVTW" in text and f"{PROVINCE[1]}):" in text
        expect_words(month, text, "(6 lượt phản ánh)")

    expect_rates(month, officer, look)
    expect_obligations(month, sent)
    expect_provenance(month)
    author = month.timely.members[cell_of(month.timely)]
    expect_used(page_of(author, PHONE), look)


def cell_of(commune):
    return next(iter(commune.authors))


# The steps
# ---------


def return_report(month, page, look):
    """The officer of the province gives a report back and says why."""
    assert open_card(page, TO_RECEIVE) >= 2
    look(page, "reports from below")
    open_line(page, month.correcting.name)
    press(page, "Return to the unit")
    page.locator(".modal [name=reason] textarea").fill(REASON)
    look(page, "reason of the return")
    press(page, "Confirm")
    expect_state(page, "Returned by the level above")


def correct(month, page, look, returned):
    """The officer of the commune reads why, corrects and sends again."""
    assert open_card(page, "Reports returned by the level above") == 1
    open_line(page, ABSTRACT)
    expect(page.locator(".alert-danger")).to_contain_text(REASON)
    look(page, "report that was returned")
    press(page, "Write a corrected report")
    expect_state(page, "Draft")
    entries = page.locator(".o_field_widget[name=entry_ids] .o_data_row")
    entries.filter(has_text=BRIDGE).locator("[name=title]").click()
    dialog = page.locator(".modal")
    dialog.locator("[name=proposal] textarea").fill(PROPOSAL)
    look(page, "entry corrected")
    dialog.locator(".o_form_button_save").click()
    expect(dialog).to_have_count(0)
    submit(page)
    look(page, "corrected report submitted")
    commune, province = month.correcting, month.province
    (report,) = province.session(commune.officer).call(
        "dlxh.report", "search", [("supersedes_id", "=", returned)]
    )
    province.session(commune.leader).call("dlxh.report", "action_approve", [report])
    province.send(commune, report)
    return report


def receive(month, page, look):
    """The officer of the province receives what has come by now."""
    for commune in month.reporting:
        page.goto("/odoo")
        wait_settled(page)
        assert open_card(page, TO_RECEIVE) >= 1
        open_line(page, commune.name)
        press(page, "Receive")
        expect_state(page, "Received")
    look(page, "report received")


def draft(page, look, where):
    """Write what the unit owes for the month from what has come in."""
    page.goto("/odoo/dlxh-owed")
    wait_settled(page)
    open_line(page, REGIME)
    look(page, f"owed by the {where}")
    press(page, "Write the report")
    press(page, "Draft from sources")
    expect(page.locator(".o_data_row").first).to_be_visible()
    look(page, f"draft of the {where}")


def expect_entry(page, title, sheets, units):
    row = page.locator(".o_field_widget[name=entry_ids] .o_data_row")
    row = row.filter(has_text=title)
    expect(row).to_have_count(1)
    expect(row.locator("[name=sheet_count]")).to_have_text(str(sheets))
    expect(row.locator("[name=unit_count]")).to_have_text(str(units))


def expect_sources(month, page, look):
    """From the entry to what it rests on: the words of three communes, no author."""
    row = page.locator(".o_field_widget[name=entry_ids] .o_data_row")
    row.filter(has_text=BRIDGE).locator("button[name=action_open_sources]").click()
    dialog = page.locator(".modal")
    for commune in month.reporting:
        expect(dialog).to_contain_text(commune.name)
    for name in month.authors:
        expect(dialog).not_to_contain_text(name)
    look(page, "sources of an entry")
    dialog.locator(".btn-close").click()
    expect(dialog).to_have_count(0)


def submit(page):
    press(page, "Submit for approval")
    expect_state(page, "Waiting for approval")


def approve(page, look):
    assert open_card(page, "Reports to approve") >= 1
    open_line(page, ABSTRACT)
    look(page, "report to approve")
    press(page, "Approve")
    expect_state(page, "Approved")


def approve_without(page, look, missing):
    """The leader reads who has not reported, and approves all the same."""
    assert open_card(page, "Reports to approve") >= 1
    open_line(page, ABSTRACT)
    page.locator(".alert details summary").click()
    alert = page.locator(".alert").filter(has_text="hưa nhận được báo cáo")
    expect(alert).to_contain_text(f"Chưa nhận được báo cáo của {missing}.")
    look(page, "report to approve, one missing")
    press(page, "Approve")
    expect_state(page, "Approved")


def check_secret(page):
    page.reload()
    wait_settled(page)
    press(page, "Secret check done")
    confirm(page)


def number_and_send(page, look):
    """The clerk of the province takes the number, and sends the report up."""
    assert open_card(page, "Reports to number") >= 1
    open_line(page, ABSTRACT)
    press(page, "Number and date")
    look(page, "number and date")
    press(page, "Take this number")
    press(page, "Signed")
    expect_state(page, "Signed")
    press(page, "Send to the level above")
    expect_state(page, "Sent")
    look(page, "report of the province sent")


def receive_from_province(page, look):
    assert open_card(page, TO_RECEIVE) >= 1
    open_line(page, PROVINCE[1])
    expect(page.locator(".o_form_view")).to_contain_text(BRIDGE)
    press(page, "Receive")
    expect_state(page, "Received")
    look(page, "report of the province received")


# What must be true in the end
# ----------------------------


def expect_words(month, text, counted):
    """Matter, counts and the correction are in the document; no author is."""
    assert "BÁO CÁO" in text and PROPOSAL in text
    assert f"{BRIDGE} {counted}" in text
    assert not [name for name in month.authors if name in text]


def expect_rates(month, page, look):
    """Four communes and the province owe: one is missing, one late, one corrected."""
    page.goto("/odoo/dlxh-rates")
    wait_settled(page)
    owed = month.province.owed(month.province.id)
    page.locator(".o_dlxh_regime").select_option(label=REGIME)
    wait_settled(page)
    span = f"{owed['date_from']}_{owed['date_to']}"
    page.locator(".o_dlxh_span").select_option(span)
    cards = {
        "actual": "4 / 5",
        "on_time": "3 / 5",
        "missing": "1",
        "late": "1",
        "corrected": "1 / 4",
    }
    for code, figure in cards.items():
        expect(page.locator(f"[data-code={code}]")).to_contain_text(figure)
    lines = page.locator(".o_dlxh_lines [data-unit]")
    silent = lines.filter(has_text=month.silent.name)
    expect(silent).to_contain_text(vi("Did not come:"))
    look(page, "rates of the province")


def expect_obligations(month, sent):
    """What became of what each commune owed, and that every report has its number."""
    found = {one.short: month.province.owed(one.id) for one in month.province.communes}
    outcomes = {
        month.timely: ("accepted", True, False),
        month.correcting: ("accepted", True, True),
        month.late: ("accepted", False, False),
        month.silent: ("owed", False, False),
    }
    for commune, outcome in outcomes.items():
        row = found[commune.short]
        told = (row["state"], row["is_on_time"], row["is_corrected"])
        assert told == outcome, commune.name
    silent = found[month.silent.short]
    assert silent["is_late"] and not silent["is_submitted"]
    timely, returned, corrected, late = sent
    assert found[month.correcting.short]["report_id"][0] == corrected
    officer = month.province.session(month.province.officer)
    reports = officer.call("dlxh.report", "read", sent, ["number", "state"])
    numbers = {row["id"]: row["number"] for row in reports}
    assert all(numbers.values()) and numbers[corrected] == numbers[returned] + 1
    states = {row["id"]: row["state"] for row in reports}
    assert states.pop(returned) == "superseded"
    assert states == dict.fromkeys((timely, corrected, late), "received")


def expect_provenance(month):
    """Each entry rests on those below it; the sheets stay with their communes."""
    province = month.province
    officer, centre = province.session(province.officer), province.session("canbo.tw")
    mine = [("id", "in", month.sheets)]
    for name in (province.officer, province.leader, "canbo.tw", "lanhdao.tw"):
        assert not province.session(name).call("dlxh.opinion", "search", mine)
    below = entry_of(officer, province.id)
    above = entry_of(centre, province.centre_id)
    assert above["source_entry_ids"] == [below["id"]]
    assert above["base_unit_count"] == below["base_unit_count"] == 3
    sources = officer.call(
        "dlxh.report.entry", "read", below["source_entry_ids"], ["unit_id", "title"]
    )
    assert len(sources) == 3 and {row["title"] for row in sources} == {BRIDGE}
    communes = {commune.id for commune in month.reporting}
    assert {row["unit_id"][0] for row in sources} == communes


def entry_of(session, unit):
    """The entry about the bridge in the report of the unit."""
    (entry,) = session.call(
        "dlxh.report.entry",
        "search_read",
        [("title", "=", BRIDGE), ("unit_id", "=", unit)],
        ["source_entry_ids", "base_unit_count"],
    )
    return entry


def expect_used(page, look):
    """The collaborator sees on the phone what became of the sheet."""
    page.goto("/odoo/action-dlxh_reporting.dlxh_opinion_action_mine")
    wait_settled(page)
    card = page.locator(".o_kanban_record").filter(has_text=BRIDGE)
    expect(card).to_contain_text(vi("Used in a report"))
    look(page, "sheets of the collaborator")

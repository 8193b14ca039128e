"""A wave is closed, tabulated, reported and published.

The officer closes it, reads the tables, keeps a table of his own, takes the
workbook and writes the report; the leader approves the report and publishes.
"""

import io

import pytest
from documents import pdf_text
from docx import Document
from fielding import LEADER, OFFICER, Fielding, choice
from forms import confirm, expect_state, open_card, open_line, press, save, vi
from openpyxl import load_workbook
from playwright.sync_api import expect
from screens import assert_fits, wait_settled
from steps import open_tab, press_inside
from support import PHONE

from devkit import postgres

TITLE = "Mức độ hài lòng với trung tâm phục vụ hành chính công"
BANNER = "Theo giới tính"
ANSWERS = 200
#: seven people live on the island, so their number and one more are hidden
PEOPLE = f"""
    INSERT INTO dlxh_survey_response (wave_id, mode, answers)
    SELECT {{wave}}, 4, ARRAY[1 + n % 2, CASE WHEN n < 7 THEN 3 ELSE 1 + n / 2 % 2 END,
                             1 + n % 5, 1 + n % 3, 1 + n / 3 % 3]
      FROM generate_series(0, {ANSWERS - 1}) AS n
"""


@pytest.fixture
def wave(server, session):
    """A wave in the field with two hundred answers."""
    rows = [(0, 0, {"value": one}) for one in ("Cán bộ tận tình", "Nơi làm việc gần")]
    columns = [(0, 0, {"value": one}) for one in ("Đồng ý", "Phân vân", "Phản đối")]
    questions = [
        choice("Giới tính", "Nam", "Nữ", is_demographic=True),
        choice("Nơi ở", "Thành thị", "Nông thôn", "Hải đảo", is_demographic=True),
        {
            "title": "Mức hài lòng",
            "question_type": "scale",
            "scale_min": 1,
            "scale_max": 5,
        },
        {
            "title": "Ý kiến",
            "question_type": "matrix",
            "matrix_row_ids": rows,
            "suggested_answer_ids": columns,
        },
    ]
    fielding = Fielding(server, session)
    found = fielding.field(TITLE, questions, target_n=ANSWERS)
    postgres.sql(PEOPLE.format(wave=int(found)), server.database)
    return found


def test_a_wave_is_reported_and_published(page_of, look, both_sizes, session, wave):
    officer = page_of(OFFICER)
    close(officer, wave, both_sizes)
    read_tables(officer, both_sizes)
    keep_table(officer, both_sizes)
    take_workbook(officer)
    disclose(officer, wave, session)
    write_report(officer, wave, both_sizes)
    leader = page_of(LEADER)
    approve_report(leader, look)
    publish(leader, wave, look)
    read_on_a_phone(page_of(LEADER, PHONE), wave, look)


# The steps
# ---------


def open_wave(page, wave):
    page.goto(f"/odoo/dlxh-survey-waves/{wave}")
    page.locator(".o_form_view").wait_for()
    wait_settled(page)


def close(page, wave, both_sizes):
    open_wave(page, wave)
    press(page, "Close the wave")
    confirm(page)
    expect_state(page, "Closed")
    both_sizes(page, "wave closed")


def read_tables(page, both_sizes):
    """Who is too few is hidden, and it is said why."""
    press_inside(page, "action_open_results")
    results = page.locator(".o_dlxh_results")
    expect(results.locator(".o_dlxh_question")).to_have_count(4)
    area = results.locator(".o_dlxh_question").nth(1)
    expect(area.locator("td", has_text="<10")).to_have_count(4)
    expect(area.locator(".fst-italic").first).to_contain_text("<10")
    expect(area.locator("svg title")).to_have_text("Nơi ở")
    both_sizes(page, "tables")


def keep_table(page, both_sizes):
    """Build a table with the keyboard alone, look at it, keep it."""
    builder = page.locator(".o_dlxh_banner")
    builder.locator("summary").press("Enter")
    tick(builder, ".o_dlxh_across", "Giới tính")
    tick(builder, ".o_dlxh_down", "Mức hài lòng")
    both_sizes(page, "table is built")
    builder.locator(".o_dlxh_show").press("Enter")
    expect(page.locator(".o_dlxh_question")).to_have_count(1)
    expect(page.locator(".o_dlxh_question thead")).to_contain_text("Nam (A)")
    builder.locator(".o_dlxh_name").fill(BANNER)
    builder.locator(".o_dlxh_save").press("Enter")
    expect(page.locator(".o_dlxh_column option:checked")).to_have_text(BANNER)
    both_sizes(page, "table is kept")


def tick(builder, place, label):
    line = builder.locator(f"{place} label").filter(has_text=label)
    line.locator("input").press("Space")


def take_workbook(page):
    """The workbook holds what the page shows."""
    shown = page.locator(".o_dlxh_question tbody tr").nth(1).inner_text().split("\t")
    with page.expect_download() as waiting:
        page.locator(".o_dlxh_xlsx").click()
    content = waiting.value.path().read_bytes()
    (sheet,) = load_workbook(io.BytesIO(content)).worksheets
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert rows[0][1] == ANSWERS
    assert f"{100 * rows[1][2]:.1f}%".replace(".", ",") == shown[1].strip()


def disclose(page, wave, session):
    """Fill in what follows from the plan; the rest is typed in by hand."""
    open_wave(page, wave)
    open_tab(page, "Disclosure")
    press_inside(page, "action_propose_disclosure")
    officer = session(OFFICER)
    lines = officer.call(
        "dlxh.survey.disclosure",
        "search_read",
        [("wave_id", "=", wave)],
        ["is_filled"],
    )
    rest = [line["id"] for line in lines if not line["is_filled"]]
    if rest:
        told = {"text": "Nêu trong kế hoạch điều tra."}
        officer.call("dlxh.survey.disclosure", "write", rest, told)


def write_report(page, wave, both_sizes):
    open_wave(page, wave)
    press(page, "Survey report")
    for name in ("summary", "findings"):
        editor = page.locator(f".o_field_widget[name={name}] .odoo-editor-editable")
        editor.fill("Người dân nhìn chung hài lòng.")
    save(page)
    both_sizes(page, "report")
    press(page, "Submit for approval")
    expect_state(page, "Waiting for approval")
    text = pdf_text(page)
    for words in (TITLE, "Hải đảo", "<10", BANNER.upper(), "Nam (A)"):
        assert words in text, words
    expect_charts_in_word(page)


def expect_charts_in_word(page):
    """The charts of the Word file are Word's own, with the texts of the screen."""
    with page.expect_download() as waiting:
        press(page, "Word")
    content = waiting.value.path().read_bytes()
    parts = Document(io.BytesIO(content)).part.package.iter_parts()
    charts = [one.blob.decode() for one in parts if "/charts/" in one.partname]
    assert len(charts) >= 5
    assert any("Hải đảo: &lt;10" in chart for chart in charts)


def approve_report(page, look):
    assert open_card(page, "Survey reports waiting for my approval") >= 1
    open_line(page, TITLE)
    look(page, "report to approve")
    press(page, "Approve")
    expect_state(page, "Approved")
    look(page, "report approved")


def publish(page, wave, look):
    open_wave(page, wave)
    press(page, "Publish the results")
    confirm(page)
    expect_state(page, "Published")
    look(page, "wave published")


def read_on_a_phone(page, wave, look):
    page.goto(f"/odoo/{wave}/dlxh-survey-results")
    expect(page.locator(".o_dlxh_question")).to_have_count(4)
    assert_fits(page, "results")
    look(page, "published results")
    page.locator(".o_dlxh_column").select_option(label=BANNER)
    expect(page.locator(".o_dlxh_question")).to_have_count(1)
    expect(page.locator(".o_dlxh_question")).to_contain_text(vi("People"))
    assert_fits(page, "saved table")
    look(page, "saved table")

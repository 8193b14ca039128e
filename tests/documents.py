"""Downloading what the web client prints, and reading it."""

import re
import subprocess
import unicodedata

from docx import Document
from docx.oxml.ns import qn
from forms import press, vi
from openpyxl import load_workbook
from steps import press_inside
from support import picture_path


def pdf_text(page, button="Print", name=None):
    """Print the document on the screen; returns its text on one line.

    :param name: what a button inside the form calls, instead of one above it
    """
    with page.expect_download() as waiting:
        press_inside(page, name) if name else press(page, button)
    path = _keep(waiting.value)
    picture = str(path.with_suffix(""))
    subprocess.run(["pdftoppm", "-r", "60", "-png", path, picture], check=True)
    command = ["pdftotext", "-layout", path, "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return _one_line(text)


def word_text(page):
    """Download the Word file of the document on the screen; text on one line."""
    with page.expect_download() as waiting:
        press(page, "Word")
    body = Document(_keep(waiting.value)).element.body
    paragraphs = (
        "".join(run.text or "" for run in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    )
    return _one_line(" ".join(paragraphs))


def workbook_text(page):
    """Download the entries of the report on the screen; returns all cells."""
    page.locator(".o_cp_action_menus .dropdown-toggle").first.click()
    entry = page.locator(".o-dropdown--menu").get_by_text(vi("Entries (XLSX)"))
    if not entry.is_visible():
        page.locator(".o-dropdown--menu .dropdown-toggle").first.hover()
    with page.expect_download() as waiting:
        entry.click()
    book = load_workbook(_keep(waiting.value))
    cells = [
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    return _one_line(" | ".join(cells))


def _keep(download):
    path = picture_path("x").with_name(re.sub(r"\s", "-", download.suggested_filename))
    download.save_as(path)
    return path


def _one_line(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))

"""One file with all of it, written row by row."""

import csv
import hashlib
import io
import shutil
import zipfile
from contextlib import contextmanager
from tempfile import TemporaryFile

from .workbook import workbook

DATA, WORKBOOK = "data.csv", "data.xlsx"
CHUNK = 1 << 20


def pack(target, columns, rows, texts, book, with_workbook=False):
    """Write a ZIP archive to a binary file; return (rows written, SHA-256).

    :param target: binary file, open for writing and reading
    :param rows: iterable of lists of cells, taken one by one
    :param texts: {file name: text}
    :param book: rows of the codebook
    :param with_workbook: whether the answers lie in a workbook too
    """
    # the quickest way of compressing: columns of short codes are small in any case
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        if with_workbook:
            written = _write_twice(archive, columns, rows)
        else:
            written = _write(archive, columns, rows)
        with _table(archive, "codebook.csv") as write:
            for row in book:
                write([_plain(cell) for cell in row])
        for name, text in texts.items():
            archive.writestr(name, text.encode())
    target.seek(0)
    digest = hashlib.sha256()
    while chunk := target.read(CHUNK):
        digest.update(chunk)
    return written, digest.hexdigest()


def _write(archive, columns, rows, beside=lambda row: None):
    """Write the answers, and each row `beside` them; return how many."""
    written = 0
    with _table(archive, DATA) as write:
        write([one.name for one in columns])
        for row in rows:
            write(row)
            beside(row)
            written += 1
    return written


def _write_twice(archive, columns, rows):
    """Write the answers and a workbook of them; an archive takes one at a time."""
    with TemporaryFile() as kept:
        with workbook(kept, columns) as beside:
            written = _write(archive, columns, rows, beside)
        kept.seek(0)
        # it is compressed already
        with archive.open(zipfile.ZipInfo(WORKBOOK), "w", force_zip64=True) as entry:
            shutil.copyfileobj(kept, entry, CHUNK)
    return written


@contextmanager
def _table(archive, name):
    """Yield a function that writes one row into a CSV of the archive."""
    with archive.open(name, "w", force_zip64=True) as raw:
        # with the mark by which Excel knows UTF-8
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        yield csv.writer(text).writerow
        text.flush()
        text.detach()


def _plain(cell):
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell

"""One file with all of it, written row by row."""

import csv
import hashlib
import io
import zipfile
from contextlib import contextmanager

DATA = "data.csv"
CHUNK = 1 << 20


def pack(target, columns, rows, texts, book):
    """Write a ZIP archive to a binary file; return (rows written, SHA-256).

    :param target: binary file, open for writing and reading
    :param rows: iterable of lists of cells, taken one by one
    :param texts: {file name: text}
    :param book: rows of the codebook
    """
    written = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with _table(archive, DATA) as write:
            write([one.name for one in columns])
            for row in rows:
                write(row)
                written += 1
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

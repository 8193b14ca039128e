"""PDF from HTML by WeasyPrint, with no way out to the network.

WeasyPrint is imported when it is needed: without it everything but printing
works, and printing tells what is missing.
"""

import logging
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

# one line per page is too much for a server log
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


class PdfEngineMissing(RuntimeError):
    """WeasyPrint, or a library it needs, is not installed on the server."""


def _weasyprint():
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: pango is missing
        raise PdfEngineMissing(str(error)) from error
    return weasyprint


def engine_available():
    """Tell whether PDF files can be made on this server."""
    try:
        _weasyprint()
    except PdfEngineMissing:
        return False
    return True


def allowed_file(url, folders):
    """Return the path of a file: URL inside `folders`, or None."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return None
    path = Path(unquote(parts.path)).resolve()
    inside = any(path.is_relative_to(Path(folder).resolve()) for folder in folders)
    return path if inside and path.is_file() else None


def make_url_fetcher(static_dirs=()):
    """Return a fetcher of data: URLs and of files below `static_dirs`.

    Anything else is refused before a connection is opened, so that text typed
    by a user cannot make the server read its own files or call an address.
    """
    urls = _weasyprint().urls
    folders = tuple(static_dirs)

    class LocalFetcher(urls.URLFetcher):
        def fetch(self, url, headers=None):
            if url[:5].lower() == "data:":
                return super().fetch(url, headers)
            path = allowed_file(url, folders)
            if path is None:
                raise ValueError(f"address not allowed in a document: {url[:80]}")
            return urls.URLFetcherResponse(url, path.read_bytes())

    return LocalFetcher(allowed_protocols=("data",), allow_redirects=False)


def html_to_pdf(source, static_dirs=()):
    """Return `source`, a whole HTML page, as the bytes of a PDF file."""
    weasyprint = _weasyprint()
    target = BytesIO()
    page = weasyprint.HTML(string=source, url_fetcher=make_url_fetcher(static_dirs))
    page.write_pdf(target)
    return target.getvalue()

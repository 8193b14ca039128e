"""List of those who receive a document, printed at the bottom left."""

from .text import composed


def recipient_lines(recipients, *, purposes, archive, separator=";"):
    """Return the lines "- Name (purpose);" with the archive line last.

    :param recipients: pairs (name, purpose key); a key without wording in
        `purposes` prints no purpose
    :param purposes: wording by purpose key
    :param archive: last line, where the original is kept; "" for none
    """
    lines = []
    for name, purpose in recipients:
        wording = purposes.get(purpose)
        name = _bare(name)
        lines.append(f"{name} ({wording})" if wording else name)
    if archive := _bare(archive):
        lines.append(archive)
    return [
        f"- {line}{'.' if index == len(lines) else separator}"
        for index, line in enumerate(lines, start=1)
    ]


def _bare(name):
    """Drop the mark a person may have typed at the end."""
    return composed(name).rstrip(" ;,.")

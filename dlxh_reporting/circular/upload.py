"""Which files may go with a circular."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
#: what units can open, and what the browser never runs
ENDINGS = frozenset(
    "pdf doc docx xls xlsx ppt pptx odt ods odp txt csv"
    " jpg jpeg png mp3 mp4 zip".split()
)


@dataclass(frozen=True)
class Problem:
    """Why a file is refused: "ending", "empty", "large" or "total"."""

    kind: str
    limit: float = 0


def check_file(name: str, size: int, others: int, limit: float, total: float):
    """Return the Problem of a file, or None.

    :param size: of the file, in bytes
    :param others: bytes of the other files of the circular
    :param limit: megabytes allowed for one file
    :param total: megabytes allowed for all files together
    """
    ending = name.rpartition(".")[2].lower() if "." in (name or "") else ""
    if ending not in ENDINGS:
        return Problem("ending")
    if not size:
        return Problem("empty")
    if size > limit * MEGABYTE:
        return Problem("large", limit)
    if size + others > total * MEGABYTE:
        return Problem("total", total)
    return None


def megabytes(size: int) -> float:
    """Return a size as megabytes with one decimal, never 0 for something."""
    return max(round(size / MEGABYTE, 1), 0.1) if size else 0.0

"""What changed between two wordings of a text, word by word.

Plain Python, no database.
"""

from .changes import Piece, as_html, compare, is_changed

__all__ = ["Piece", "as_html", "compare", "is_changed"]

"""Text pasted from Word: its paragraphs, lists and tables without Word's own marks.

Plain Python, no database.
"""

from .word import clean, is_from_word

__all__ = ["clean", "is_from_word"]

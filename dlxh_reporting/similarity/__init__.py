"""How alike two titles are, whatever their accents, case and word order."""

from .titles import fold, most_similar, similarity

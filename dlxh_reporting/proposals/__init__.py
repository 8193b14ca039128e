"""Proposals of a report: the single recommendations in what an entry proposes."""

from .text import key, split

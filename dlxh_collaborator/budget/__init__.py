"""Figures of a plan: amounts, spending, totals in words, dates of another year."""

from .amounts import line_amount, overrun, raised_price, used_percent
from .dates import in_another_year
from .words import amount_in_words, number_in_words

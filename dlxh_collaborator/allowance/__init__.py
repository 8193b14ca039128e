"""Who is paid which allowance for which months.

Plain Python without Odoo: coefficient x base salary x months served, each month
of a person once, and the total in words.
"""

from .pay import Payment, Place, amount_of, payments
from .rates import Post, Rate, best_rate
from .words import in_words

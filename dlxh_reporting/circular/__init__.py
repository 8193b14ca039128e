"""What became of a circular: who got it, opened it, answered and passed it on.

Plain Python, without Odoo. Definitions: S15 of the field's terms.
"""

from .rates import Delivery, Rates, may_record, of
from .upload import Problem, check_file, megabytes

__all__ = [
    "Delivery",
    "Problem",
    "Rates",
    "check_file",
    "may_record",
    "megabytes",
    "of",
]

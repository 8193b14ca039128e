"""Which counts to ask the database for, and in how few passes over the answers.

A pass over 100,000 answers costs nearly the same whether it counts one question or
four together, as long as the combinations stay few. So questions are counted
together and taken apart again here: adding up the other questions of a joint count
gives the count of one.
"""

from .plan import cardinality, joint_groups
from .take_apart import marginal, pair

__all__ = ["cardinality", "joint_groups", "marginal", "pair"]

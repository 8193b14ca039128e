"""What a team of collaborators lacks, and what a decision could put right.

Plain Python without Odoo: seats, branches and candidates come in as small
records, findings and changes go out as codes and keys. Every word is the
caller's.
"""

from .check import Branch, Finding, Seat, Team, findings
from .consolidate import Candidate, Change, consolidation

"""Score and grade of a collaborator's half-year or year.

Plain Python without Odoo. What goes in are counts of duties done and due
(briefings attended, months reported); never what anybody said (guardrail G19).
"""

from .score import grade_of, share, total

"""Find personal data in free text, before it is stored.

The product studies opinions of groups and areas, never persons (guardrails
G04, G05, G37). `check` reads plain text, `blocks` only tells whether it may
not be stored, `check_html` reads rich text,
`check_handling` what is to be done about an issue, `link_problem` one link,
`names_a_person` what somebody searches for.
"""

from .finding import BLOCK, WARN, Finding
from .links import link_problem
from .markup import plain_text
from .query import NAME, names_a_person
from .scan import blocks, check, check_handling, check_html

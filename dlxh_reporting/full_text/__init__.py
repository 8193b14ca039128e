"""Full-text search in Vietnamese, with and without diacritics.

What is searched stays where it is: an index on an expression, no second copy of
a text that a purge would have to know of. The expression is built from functions
that every PostgreSQL has, not from the extension `unaccent`: the extension may
be missing, comes back as not immutable when a database is restored by hand (then
it carries no index), and does not take letters typed as base and accent.

`Text` gives the expression for some columns, `parse` reads what somebody typed,
`snippet` cuts out the words around the first hit.
"""

from .expression import EXACT, FOLDED, Text
from .folding import folded, normal
from .markup import plain
from .query import Query, parse
from .snippet import snippet

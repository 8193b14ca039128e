"""The expression in SQL that is indexed and searched."""

from . import folding

#: the two columns of the index
EXACT, FOLDED = "exact", "folded"
#: how much of a record is searched; more would not fit into one vector
LONGEST = 100_000


def _literal(text):
    return "'" + text.replace("'", "''") + "'"


def _replaced(sql, pairs):
    # not translate(): for each letter of the text it walks through its whole table
    for old, new in pairs:
        sql = f"replace({sql}, {_literal(old)}, {_literal(new)})"
    return sql


_NORMAL = (
    ("Đ", "đ"),
    *((mark, " ") for mark in folding.BLANKS),
    *((mark, "") for mark in folding.NOTHING),
)
_FOLDED = (("đ", "d"), *((mark, "") for mark in folding.MARKS))


class Text:
    """The columns of a table that are searched together."""

    def __init__(self, columns, html=""):
        """Take names of columns; of those in `html` the tags are left out."""
        self.columns = tuple(columns.split())
        self.html = frozenset(html.split())

    def index(self):
        """Return the definition of the index."""
        return f"USING gin ({self.vector(EXACT)}, {self.vector(FOLDED)})"

    def vector(self, spelling, table=None):
        """Return the vector in one spelling; it must be the index's to the letter.

        :param table: name of the table in a query; None in the index itself
        """
        prefix = f'"{table}".' if table else ""
        text = " || ' ' || ".join(self._column(prefix, name) for name in self.columns)
        text = f"lower(normalize(left({text}, {LONGEST}), NFD))"
        base = _replaced(text, _NORMAL)
        if spelling == EXACT:
            base = f"normalize({base}, NFC)"
        else:
            base = _replaced(base, _FOLDED)
        return f"to_tsvector('simple', {base})"

    def _column(self, prefix, name):
        text = f"coalesce({prefix}\"{name}\", '')"
        if name in self.html:
            return f"regexp_replace({text}, '<[^>]*>|&[a-z]+;', ' ', 'g')"
        return text

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class DlxhFullTextMixin(models.AbstractModel):
    """Let the page "Search" look through a model.

    A model gives its columns and an index on them, and says what a hit looks
    like. Lines that are searched for their record give columns and an index
    only. The rules of each model decide what is found, those of lines as well.
    """

    _name = "dlxh.full.text.mixin"
    _description = "Full-Text Search"

    #: full_text.Text: the columns that are searched
    _full_text = None
    #: the date that the period of a search is compared with; None for lines
    _full_text_date = None
    #: pairs (model of lines, field that leads from a line to the record)
    _full_text_lines = ()

    def _full_text_match(self, way, alias):
        """Return the condition that the own text of a row has all phrases."""
        spelling, phrases = way
        query = SQL(" && ").join(
            SQL("phraseto_tsquery('simple', %s)", phrase) for phrase in phrases
        )
        # the code comes from names of columns in our own source, not from words
        return SQL("%s @@ (%s)", SQL(self._full_text.vector(spelling, alias)), query)

    def _full_text_matches(self, ways, alias):
        """Return [(rank of the way, condition)] for the own text and for the lines
        of each kind; one for each, so that each uses its own index."""
        matches = [
            (rank, self._full_text_match(way, alias)) for rank, way in enumerate(ways)
        ]
        for name, link in self._full_text_lines:
            lines = self.env[name]
            if not lines.has_access("read"):
                continue
            query = lines._search([])  # by the rules of the lines themselves
            for rank, way in enumerate(ways):
                found = SQL(
                    "%s IN (SELECT %s FROM %s WHERE %s AND %s)",
                    SQL.identifier(alias, "id"),
                    SQL.identifier(query.table, link),
                    query.from_clause,
                    query.where_clause or SQL("TRUE"),
                    lines._full_text_match(way, query.table),
                )
                matches.append((rank, found))
        return matches

    def _full_text_topics(self, topic_id):
        """Return the domain of the records on a topic."""
        return Domain("topic_id", "=", topic_id)

    def _full_text_values(self):
        """Return {id: what the page shows of a hit}.

        Keys: title, unit, period (str), state (str) and texts, those that a piece
        is shown of; only what the user may read.
        """
        raise NotImplementedError

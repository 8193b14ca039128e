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

    def _full_text_domain(self, way):
        """Return the domain of the records whose own text has all phrases."""
        spelling, phrases = way

        def to_sql(model, alias, _query):
            query = SQL(" && ").join(
                SQL("phraseto_tsquery('simple', %s)", phrase) for phrase in phrases
            )
            # the code comes from names of columns in our own source, not from words
            vector = SQL(model._full_text.vector(spelling, alias))
            return SQL("%s @@ (%s)", vector, query)

        return Domain.custom(to_sql=to_sql)

    def _full_text_domains(self, way):
        """Return the domains of the records found in their text, and in each kind
        of their lines; one for each, so that each uses its own index."""
        domains = [self._full_text_domain(way)]
        for name, link in self._full_text_lines:
            lines = self.env[name]
            if lines.has_access("read"):
                query = lines._search(lines._full_text_domain(way))
                found = query.subselect(SQL.identifier(query.table, link))
                domains.append(
                    Domain.custom(
                        to_sql=lambda _model, alias, _query, found=found: SQL(
                            "%s IN %s", SQL.identifier(alias, "id"), found
                        )
                    )
                )
        return domains

    def _full_text_topics(self, topic_id):
        """Return the domain of the records on a topic."""
        return Domain("topic_id", "=", topic_id)

    def _full_text_values(self):
        """Return {id: what the page shows of a hit}.

        Keys: title, unit, period (str), state (str) and texts, those that a piece
        is shown of; only what the user may read.
        """
        raise NotImplementedError

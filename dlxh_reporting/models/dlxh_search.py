from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import hmac

from odoo.addons.dlxh_collaborator import screen

from .. import full_text

CHAIR = "dlxh_collaborator.group_dlxh_%s"
#: chairs that read text; inspectors and administrators read none
CHAIRS = ("officer", "leader", "clerk")
PAGE = 20
#: the newest hits of each kind and way that are looked at; bounds any search
NEWEST = 500
LONGEST = 200


class DlxhSearch(models.AbstractModel):
    """The page "Search": sheets, entries and reports by the words in them.

    Nothing is stored, neither words nor hits. What is found follows from the
    rules of each model. A query for a person is refused (G04, G08). Each search
    is a line of the log (G21) that tells what was looked through and a mark of
    the words, not the words: inspectors read the log but no text of opinions,
    and it outlives the sheets. The same words by whomever give the same mark, so
    that somebody who keeps asking the same can be seen.
    """

    _name = "dlxh.search"
    _description = "Search"

    @api.model
    def get_choices(self):
        """Return what a search can be narrowed by, for the current user."""
        self._check_may_search()
        units = self.env.user._dlxh_units()
        below = self.env["dlxh.unit"].search(
            [("parent_id", "in", units.ids)], order="name"
        )
        topics = self.env["dlxh.topic"].search([("name", "!=", False)])
        return {
            "kinds": [
                {"name": name, "label": self._kind_label(name)}
                for name in self._kinds()
            ],
            "topics": [{"id": t.id, "name": t.display_name} for t in topics],
            "units": [{"id": u.id, "name": u.name} for u in units | below],
        }

    @api.model
    def find(
        self,
        words,
        kind=False,
        date_from=False,
        date_to=False,
        topic_id=False,
        unit_id=False,
        page=0,
    ):
        """Look for words in what the current user may read.

        :param str kind: technical name of a model; all when empty
        :return: dict: rows, more (whether there is a next page), refused (why
            nothing was looked for, a sentence)
        """
        self._check_may_search()
        words = str(words or "")[:LONGEST]
        asked = {
            "kind": kind if kind in self._kinds() else False,
            "date_from": fields.Date.to_date(date_from or False),
            "date_to": fields.Date.to_date(date_to or False),
            "topic_id": int(topic_id or 0),
            "unit_id": int(unit_id or 0),
            "page": min(max(0, int(page or 0)), NEWEST // PAGE),
        }
        query, refused = self._query(words)
        if not query:
            self._log_search(asked, 0, refused=refused["kind"])
            return {"rows": [], "more": False, "refused": refused["sentence"]}
        hits = self._hits(query, asked)
        rows = self._rows(hits[:PAGE], query)
        self._log_search(asked, len(rows), mark=self._mark(query))
        return {"rows": rows, "more": len(hits) > PAGE, "refused": False}

    def _check_may_search(self):
        user = self.env.user
        if not any(user.has_group(CHAIR % chair) for chair in CHAIRS):
            raise AccessError(
                self.env._("Officers, leaders and clerks search in their units.")
            )

    @api.model
    def _kinds(self):
        """Return {name: model} of what the user may look through."""
        names = self.env.registry.descendants(["dlxh.full.text.mixin"], "_inherit")
        kinds = {name: self.env[name] for name in names}
        return {
            name: model
            for name, model in kinds.items()
            if model._full_text_date and model.has_access("read")
        }

    @api.model
    def _kind_label(self, name):
        # sudo: the name of a model is no secret
        return self.env["ir.model"].sudo()._get(name).name

    # What was typed
    # --------------

    def _query(self, words):
        """Return (query, None), or (None, {kind, sentence}) when it is refused."""
        person = screen.names_a_person(words)
        if person == screen.NAME:
            sentence = self.env._(
                "This looks like the name of a person. The search is for matters, "
                "not for people: write what it is about. If you mean a word and no "
                "name, write it with its accents."
            )
        elif person:
            sentence = self.env._(
                "The words contain %(what)s. The search is for matters, not for "
                "people: write what it is about.",
                what=self.env["dlxh.screened.mixin"]._screen_kinds()[person],
            )
        else:
            query = full_text.parse(words)
            sentence = self.env._("Write one or more words to look for.")
            return query, {"kind": "empty", "sentence": sentence}
        return None, {"kind": person, "sentence": sentence}

    def _mark(self, query):
        """Return what tells the same words apart from others, but not the words."""
        # sudo: the secret of the database keeps the words from being guessed
        env = self.env(su=True)
        return hmac(env, "dlxh.search", " ".join(query.words))[:12]

    def _log_search(self, asked, count, **told):
        told |= {name: str(value) for name, value in asked.items() if value}
        self.env["dlxh.access.log"]._log(
            "search",
            asked["kind"] or self._name,
            domain=told,
            count=count,
            # sudo: the unit that the search was narrowed to, for the log
            unit=self.env["dlxh.unit"].sudo().browse(asked["unit_id"] or ()).exists(),
        )

    # What is found
    # -------------

    def _filters(self, model, asked):
        domain = Domain.TRUE
        day = model._full_text_date
        if asked["date_from"]:
            domain &= Domain(day, ">=", asked["date_from"])
        if asked["date_to"]:
            domain &= Domain(day, "<=", asked["date_to"])
        if asked["topic_id"]:
            domain &= model._full_text_topics(asked["topic_id"])
        if asked["unit_id"]:
            # sudo: only where the unit stands in the tree; the rules hold besides
            unit = self.env["dlxh.unit"].sudo().browse(asked["unit_id"]).exists()
            domain &= model._scope_domain(unit)
        return domain

    def _hits(self, query, asked):
        """Return [(model, id)] of one page and the hit after it, by one query.

        Each way to look for the words and each table is a part of its own, so
        that each takes its own index, and is cut to the newest hits.
        """
        self.env.flush_all()
        parts = []
        for name, model in self._kinds().items():
            if asked["kind"] in (False, name):
                allowed = model._search(self._filters(model, asked))
                parts += [
                    self._part(model, allowed, match, rank)
                    for rank, match in model._full_text_matches(
                        query.ways, allowed.table
                    )
                ]
        if not parts:
            return []
        rows = self.env.execute_query(
            SQL(
                "SELECT model, id FROM (%s) found GROUP BY model, id, day"
                " ORDER BY MIN(rank), day DESC, model, id DESC LIMIT %s OFFSET %s",
                SQL(" UNION ALL ").join(parts),
                PAGE + 1,
                asked["page"] * PAGE,
            )
        )
        return rows

    def _part(self, model, allowed, match, rank):
        """Select the newest of the allowed records that match in one way."""
        key = SQL.identifier(allowed.table, "id")
        day = SQL.identifier(allowed.table, model._full_text_date)
        return SQL(
            "(SELECT %s AS model, %s AS id, %s AS day, %s AS rank FROM %s"
            " WHERE %s AND %s ORDER BY %s DESC, %s DESC LIMIT %s)",
            model._name,
            key,
            day,
            rank,
            allowed.from_clause,
            allowed.where_clause or SQL("TRUE"),
            match,
            day,
            key,
            NEWEST,
        )

    def _rows(self, hits, query):
        """Return what the page shows, read with the rights of the user."""
        shown = {}
        for name, model in self._kinds().items():
            ids = [found_id for found, found_id in hits if found == name]
            if ids:
                values = model.browse(ids)._full_text_values()
                label = self._kind_label(name)
                shown |= {(name, i): v | {"label": label} for i, v in values.items()}
        rows = []
        for name, found_id in hits:
            values = shown[name, found_id]
            texts = values.pop("texts")
            pieces = full_text.snippet(texts, query.words)
            rows.append({"model": name, "id": found_id, "pieces": pieces, **values})
        return rows

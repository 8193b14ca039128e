from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.dlxh_collaborator import screen

from .. import coding as themes_of

#: texts that one call hands out
BATCH = 20
#: coded texts that a text is compared with
KNOWN = 1000
WAITING, UNCLEAR = "waiting", "unclear"


class DlxhSurveyCoding(models.Model):
    """What the page of texts asks for: some at random, and what is said of each."""

    _inherit = "dlxh.survey.coding"

    def get_desk(self):
        """Return the question, its themes and how far the coding is."""
        self._as_coder()
        # sudo: the coder of the unit was asked for just above
        coding = self.sudo()
        return {
            "id": coding.id,
            "title": coding.title,
            "wave": coding.wave_name,
            "is_open": coding.state == "open",
            "themes": coding._theme_rows(),
            **coding._standing(),
        }

    def get_texts(self, which=WAITING, without=()):
        """Return some texts in random order, with the themes they may belong to.

        How many were opened is a line of the access log.

        :param which: "waiting", "unclear" or the id of a theme
        :param without: ids of texts that the page holds already
        """
        self._as_coder()
        texts = self._hand_out(which, without)
        known = self._known() if texts else []
        found = themes_of.suggest(texts.mapped("body"), known)
        return [
            {**self._text_row(text), "suggested": suggested}
            for text, suggested in zip(texts, found, strict=True)
        ]

    def code_text(self, text_id, theme_ids, quotable=False, destroy=False):
        """Say which themes a text belongs to; none at all means unclear.

        :param quotable: nothing in it by which somebody could be known
        :param destroy: it tells of a person: its words are destroyed for good
        """
        text = self._text(text_id)
        themes = self._chosen(theme_ids)
        gone = text.is_destroyed or destroy
        values = {
            "theme_ids": [(6, 0, themes.ids)],
            "state": "coded" if themes else "unclear",
            "is_destroyed": gone,
            "is_quotable": bool(quotable and themes) and not gone,
        }
        if gone:
            values["body"] = themes_of.BLACK
            if text.second_state == WAITING:  # nobody can judge it any more
                values["second_state"] = False
        text.write(values)
        # sudo: numbers of texts; `_text` asked for the coder's right
        return self.sudo()._standing()

    def undo_text(self, text_id):
        """Take back what was said of a text; destroyed words do not come back."""
        text = self._text(text_id)
        text.write({"theme_ids": [(5,)], "state": False, "is_quotable": False})
        # sudo: numbers of texts; `_text` asked for the coder's right
        return {"text": self._text_row(text), **self.sudo()._standing()}

    def add_theme(self, name):
        """Add a theme from the page of texts; return all of them."""
        self._as_coder()
        name = " ".join((name or "").split())
        if not name:
            raise UserError(self.env._("Write the name of the theme."))
        last = max(self.theme_ids.mapped("sequence"), default=0)
        self.env["dlxh.survey.theme"].create(
            {"coding_id": self.id, "name": name, "sequence": last + 10}
        )
        # sudo: themes with numbers of texts; the coder's right was asked above
        return self.sudo()._theme_rows()

    # Texts
    # -----

    def _text(self, text_id):
        """Return a text of this question as superuser, to be coded."""
        self._as_coder()
        self._refuse_unless_open()
        return self._find_text(text_id)

    def _find_text(self, text_id):
        # sudo: nobody has rights to texts; every caller asked for a coder
        texts = self.env["dlxh.survey.text"].sudo()
        text = texts.browse(int(text_id)).exists()
        if text.wave_id != self.sudo().wave_id or text.question != self.question:
            raise UserError(self.env._("This text is not there. Load the page again."))
        return text

    def _chosen(self, theme_ids):
        """Return the themes of these ids, all of which belong to the question."""
        wanted = {int(one) for one in theme_ids}
        themes = self.theme_ids.filtered(lambda theme: theme.id in wanted)
        if len(themes) != len(wanted):
            raise UserError(
                self.env._("A theme was deleted meanwhile. Load the page again.")
            )
        return themes

    def _hand_out(self, which, without):
        """Draw texts as superuser, blacken them and write the line of the log."""
        texts = self._draw(which, [int(one) for one in without])
        if texts:
            self._blacken(texts)
            self.env["dlxh.access.log"]._log(
                "read_text",
                "dlxh.survey.text",
                domain={"wave": self.wave_id.id, "question": self.question},
                count=len(texts),
                unit=self.unit_id,
            )
        return texts

    def _draw(self, which, without):
        """Return texts as superuser, drawn at random."""
        # sudo: nobody has rights to texts; every caller asked for a coder
        texts = self.env["dlxh.survey.text"].sudo()
        texts.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM dlxh_survey_text text WHERE wave_id = %s"
                " AND question = %s AND id <> ALL(%s) AND %s"
                " ORDER BY gen_random_uuid() LIMIT %s",
                self.wave_id.id,
                self.question,
                without,
                self._which(which),
                BATCH,
            )
        )
        # the order drawn, not that of the table
        return texts.browse(text_id for (text_id,) in rows)

    def _which(self, which):
        if which == WAITING:
            return SQL("state IS NULL")
        if which == UNCLEAR:
            return SQL("state = 'unclear'")
        return SQL(
            "EXISTS (SELECT FROM dlxh_survey_text_theme WHERE text_id = text.id"
            " AND theme_id = %s)",
            int(which),
        )

    def _blacken(self, texts):
        """Black out what gives a person away, for good, before anybody reads it."""
        for text in texts.filtered(lambda one: not one.is_screened):
            body = themes_of.blacken(text.body, screen.check(text.body))
            text.write({"body": body, "is_screened": True})
        texts.flush_recordset()

    def _known(self):
        """Return (text, themes) of coded texts, to compare others with."""
        # sudo: compared on the server; every caller asked for a coder
        coded = (
            self.env["dlxh.survey.text"]
            .sudo()
            .search_fetch(
                [
                    ("wave_id", "=", self.wave_id.id),
                    ("question", "=", self.question),
                    ("state", "=", "coded"),
                    ("is_destroyed", "=", False),
                ],
                ["body", "theme_ids"],
                limit=KNOWN,
            )
        )
        return [(text.body, text.theme_ids.ids) for text in coded]

    def _text_row(self, text):
        return {
            "id": text.id,
            "body": text.body,
            "themes": text.theme_ids.ids,
            "quotable": text.is_quotable,
            "destroyed": text.is_destroyed,
        }

    # Themes and numbers
    # ------------------

    def _theme_rows(self):
        return [
            {
                "id": theme.id,
                "name": theme.name,
                "definition": theme.definition or "",
            }
            for theme in self.theme_ids
        ]

    def _standing(self):
        """Return the numbers that the page shows."""
        found = self._counts().get((self.wave_id.id, self.question), {})
        themes = self.theme_ids
        themes.invalidate_recordset(["text_count"])
        return {
            "counts": {theme.id: theme.text_count for theme in themes},
            "unclear": found.get("unclear", 0),
            "waiting": found.get(False, 0),
            "total": sum(found.values()),
        }

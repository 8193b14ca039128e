import numpy as np

from odoo import models
from odoo.tools import SQL

from .. import result_tables
from ..statistics import Design, Precision, one_way_all, suppress

#: theme of the texts that have none
UNCLEAR = 0


class DlxhSurveyResults(models.AbstractModel):
    """Themes of open answers as tables of their questions, hidden like all others.

    Texts lie apart from all other answers, so themes are not weighted and cannot be
    crossed with anything.
    """

    _inherit = "dlxh.survey.results"

    def _tables(self, wave, column=None, codes=None, only=None, weighting=None):
        laid_out = super()._tables(wave, column, codes, only, weighting)
        if column or wave.state == "fieldwork" or wave.destroyed_on:
            return laid_out
        themes = self._theme_tables(wave, codes)
        if not themes:
            return laid_out
        order = [one["code"] for one in wave.definition["questions"]]

        def place(laid):
            code, _other, option = laid["code"].partition(".other.")
            return order.index(code), option

        return sorted([*laid_out, *themes], key=place)

    def _theme_tables(self, wave, codes):
        """Return the tables of the questions whose coding is finished."""
        # sudo: which themes there are, of a wave that the reader sees results of
        codings = (
            self.env["dlxh.survey.coding"]
            .sudo()
            .search([("wave_id", "=", wave.id), ("state", "=", "done")])
        )
        if codes is not None:
            codings = codings.filtered(
                lambda one: one.question.partition(".")[0] in codes
            )
        if not codings:
            return []
        counts = self._theme_counts(codings)
        asked = {one["code"]: one for one in wave.definition["questions"]}
        found = []
        for coding in codings:
            source = asked[coding.question.partition(".other.")[0]]
            question = self._theme_question(coding)
            table = self._theme_table(question, counts.get(coding.question, {}))
            ties = self._ties(wave, source)
            model = Precision(probability=False)
            shown = suppress(table, wave.min_cell, model, ties)
            lang = self.env.lang
            laid = result_tables.lay_out(question, [shown], lang, (lang,))
            notes = [one for one in laid["notes"] if one != "non_probability"]
            found.append({**laid, "notes": [*notes, "themes"]})
        return found

    def _theme_question(self, coding):
        """Return the themes as the answers of a question with several of them."""
        names = [(theme.id, theme.name) for theme in coding.theme_ids]
        names.append((UNCLEAR, self.env._("Unclear")))
        return {
            "code": coding.question,
            "type": "multiple",
            "slot": 0,
            "title": {self.env.lang: coding.title},
            "options": [
                {"code": str(key), "value": key, "label": {self.env.lang: name}}
                for key, name in names
            ],
        }

    def _theme_table(self, question, counts):
        """Return the table of {themes of a text: number of such texts}."""
        places = {
            option["value"]: place for place, option in enumerate(question["options"])
        }
        masks = [
            sum(1 << places[theme] for theme in themes or (UNCLEAR,))
            for themes in counts
        ]
        n = np.array(list(counts.values()), dtype=np.int64)
        size = len(masks)
        rows = (
            np.zeros(size, dtype=np.int64),
            np.array(masks, dtype=np.int64),
            np.zeros(size, dtype=np.int64),
            np.full(size, None, dtype=object),
            n,
            n.astype(float),
            n.astype(float),
        )
        design = Design(sample={0: int(n.sum())})
        return one_way_all([question], rows, design)[question["code"]][0]

    def _theme_counts(self, codings):
        """Return {code: {themes of a text: number of such texts}}."""
        self.env["dlxh.survey.text"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT question, themes, count(*)
                     FROM (SELECT question,
                                  array(SELECT theme_id FROM dlxh_survey_text_theme
                                         WHERE text_id = text.id ORDER BY 1) AS themes
                             FROM dlxh_survey_text text
                            WHERE wave_id = %s AND question = ANY(%s)) AS coded
                 GROUP BY question, themes""",
                codings.wave_id.id,
                codings.mapped("question"),
            )
        )
        found = {}
        for question, themes, number in rows:
            found.setdefault(question, {})[tuple(themes)] = number
        return found

    def _ties(self, wave, question):
        """Return the tables that the number of texts may tell of: those of the
        questions that decide who is asked, and the question itself."""
        codes = result_tables.named_by(question)
        if question["type"] not in ("text", "long_text"):
            codes.add(question["code"])
        if not codes:
            return []
        _counted, shown = self._one_way(wave, sorted(codes))
        return [one for code in codes for one in shown.get(code, ())]

    def _note_texts(self, laid):
        notes = super()._note_texts(laid)
        if "themes" not in laid["notes"]:
            return notes
        told = self.env._(
            "Themes of what people wrote in their own words; a text may have several. "
            "The base is the texts; not weighted, without a margin of error."
        )
        return [*notes, told]

    def _card(self, laid, wave):
        card = super()._card(laid, wave)
        if "themes" in laid["notes"]:
            card["has_trend"] = False
        return card

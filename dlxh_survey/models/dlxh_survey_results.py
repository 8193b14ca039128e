from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .. import result_tables
from ..statistics import Design, Precision, one_way_all

CHAIR = "dlxh_collaborator.group_dlxh_%s"
#: designs in which everybody of a stratum could be drawn by himself
OF_PEOPLE = ("census", "random", "systematic")


class DlxhSurveyResults(models.AbstractModel):
    """The tables of a wave as they may be seen: the only way from counts to readers.

    Screen, workbook, document, charts and calls from outside all take `_tables`.
    It hides what is too small to be shown; open answers are not in it at all.
    """

    _name = "dlxh.survey.results"
    _inherit = [
        "dlxh.survey.results.part.mixin",
        "dlxh.survey.results.page.mixin",
        "dlxh.survey.results.print.mixin",
    ]
    _description = "Results of a Survey Wave"

    # ------------------------------------------------------------------
    # Who may see what
    # ------------------------------------------------------------------

    def _checked(self, wave_id):
        """Return (wave as superuser, standing), or refuse.

        The standing is "full"; "interim" while answers come in; or "counts", when
        only how many answered is told before the close.
        """
        wave = self.env["dlxh.survey.wave"].browse(int(wave_id or 0)).exists()
        if not wave:
            raise UserError(self.env._("This wave is not there. Open another one."))
        wave.check_access("read")
        standing = self._standing(wave)
        if not standing:
            raise AccessError(
                self.env._(
                    "The results of “%(wave)s” are not for you to see yet: the unit "
                    "that holds a survey sees them, others once they are published.",
                    wave=wave.display_name,
                )
            )
        # sudo: read access was checked, and the chair by `_standing`
        return wave.sudo(), standing

    def _standing(self, wave):
        user = self.env.user
        works = any(user.has_group(CHAIR % chair) for chair in ("officer", "leader"))
        if wave.state == "published":
            return (works or user.has_group(CHAIR % "inspector")) and "full"
        if not (works and wave.is_own_unit):
            return False
        if wave.state == "closed":
            return "full"
        if wave.state == "fieldwork":
            return "counts" if wave.hide_interim else "interim"
        return False

    # ------------------------------------------------------------------
    # For calls from outside
    # ------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_results(self, wave_id, codes=None):
        """Return the tables of a wave, one question after the other, as plain JSON.

        :param codes: codes of questions, all by default
        """
        wave, standing = self._checked(wave_id)
        if standing == "counts":
            return {"standing": standing, "questions": []}
        return {"standing": standing, "questions": self._tables(wave, codes=codes)}

    @api.model
    @api.readonly
    def get_cross(self, wave_id, column, codes=None, only=None):
        """Return cross tables of questions by the answers to another, as plain JSON.

        :param str column: code of the question across, of a matrix “q3.r1”
        :param codes: codes of the questions down, all by default
        :param dict only: {"code": …, "value": …}: those who gave this answer
        """
        wave, _standing = self._checked(wave_id)
        return {
            "standing": "full",
            "questions": self._tables(wave, column=column, codes=codes, only=only),
        }

    # ------------------------------------------------------------------
    # The one method
    # ------------------------------------------------------------------

    def _tables(self, wave, column=None, codes=None, only=None, weighting=None):
        """Return tables fit to be shown, in the words of the reader's language.

        :param wave: a wave that the reader may see the results of
        :param column: as in `get_cross`; one-way tables if empty
        :param weighting: a `dlxh.survey.weighting`, or the weights as stored
        """
        self._check_time(wave, column)
        definition = wave.definition
        lang, langs = self.env.lang, definition["langs"]
        if wave.destroyed_on:
            return self._kept_tables(wave, column, codes)
        if not column:
            _counted, found = self._one_way(wave, codes, weighting)
            if wave.state == "fieldwork":
                found = {
                    code: [result_tables.interim(one, wave.min_cell) for one in tables]
                    for code, tables in found.items()
                }
            return [
                result_tables.lay_out(question, found[question["code"]], lang, langs)
                for question in self._wanted(wave, codes)
                if question["code"] in found
            ]
        by = self._column(wave, column)
        found = self._crossed(wave, by, codes, only, weighting)
        return [
            result_tables.lay_out_cross(question, by, tables, lang, langs)
            for question, tables in found
        ]

    def _kept_tables(self, wave, column, codes):
        """Return what stayed when the answers were destroyed (G20)."""
        if column or wave.state != "published":
            raise UserError(
                self.env._(
                    "The answers to “%(wave)s” were destroyed on %(date)s, when their "
                    "time of storage was over. What was published stays.",
                    wave=wave.display_name,
                    date=format_date(self.env, wave.destroyed_on),
                )
            )
        wanted = {one["code"] for one in self._wanted(wave, codes)}
        return [
            one
            for one in wave.kept_tables or []
            # of themes too, whose key may name an option of the question
            if one["code"].partition(".")[0] in wanted
        ]

    def _check_time(self, wave, column):
        """Refuse what is not shown yet, whoever asks."""
        if wave.state in ("closed", "published"):
            return
        if wave.state == "fieldwork" and not wave.hide_interim and not column:
            return
        raise UserError(
            self.env._(
                "“%(wave)s” is not closed. Until then only how many answered is shown.",
                wave=wave.display_name,
            )
        )

    def _wanted(self, wave, codes):
        questions = wave.definition["questions"]
        if codes is None:
            return questions
        unknown = sorted(set(codes) - {one["code"] for one in questions})
        if unknown:
            raise UserError(
                self.env._(
                    "The questionnaire has no question “%(code)s”. Choose another one.",
                    code=unknown[0],
                )
            )
        return [one for one in questions if one["code"] in codes]

    def _column(self, wave, column):
        """Return (question, part) of the code of a column."""
        questions = wave.definition["questions"]
        choices = dict(result_tables.column_choices(questions, self.env.lang))
        if column not in choices:
            raise UserError(
                self.env._(
                    "Tables cannot be crossed by “%(code)s”. Choose a question with "
                    "answers to choose from, or a scale.",
                    code=column,
                )
            )
        code, _dot, part = column.partition(".")
        return next(q for q in questions if q["code"] == code), part or None

    # ------------------------------------------------------------------
    # Counting and hiding
    # ------------------------------------------------------------------

    def _one_way(self, wave, codes=None, weighting=None):
        """Return ({code: tables}, {code: published tables}) of questions.

        Only what is published may leave; the tables are for tests between waves.
        """
        return self._counted(wave, codes, self._tally(wave, codes, weighting))

    def _tally(self, wave, codes, weighting):
        """Return the answers to these questions, and those they depend on, to count."""
        aggregate = self.env["dlxh.survey.aggregate"]
        if codes is not None:
            self._wanted(wave, codes)
            questions = result_tables.needed(wave.definition["questions"], codes)
            codes = [question["code"] for question in questions]
        return aggregate._tally(wave, aggregate._slots(wave, codes), weighting)

    def _counted(self, wave, codes, tally):
        """As `_one_way`, from answers that were read for other tables too."""
        questions = wave.definition["questions"]
        if codes is not None:
            questions = result_tables.needed(questions, codes)
        asked = [question["code"] for question in questions]
        rows = tally.one_way(self.env["dlxh.survey.aggregate"]._slots(wave, asked))
        people = tally.people()
        counted = one_way_all(questions, rows, self._design(wave, people))
        published = result_tables.publish_one_way(
            questions,
            counted,
            sum(people.values()),
            wave.min_cell,
            self._precision(wave, tally),
        )
        return counted, published

    def _crossed(self, wave, column, codes, only, weighting):
        """Return [(question, [Published])]."""
        by, part = column
        questions = [
            one
            for one in self._wanted(wave, codes)
            if one["code"] != by["code"] and one["type"] not in ("text", "long_text")
        ]
        asked = [one["code"] for one in questions]
        more = [only["code"]] if only else []
        tally = self._tally(wave, [*asked, by["code"], *more], weighting)
        if only:
            return self._parts(wave, column, questions, only, tally)
        return self._crossed_of(wave, column, questions, tally)

    def _crossed_of(self, wave, column, questions, tally):
        """Return [(question, [Published])] of answers that were read."""
        asked = [one["code"] for one in questions]
        _counted, one_way = self._counted(wave, [*asked, column[0]["code"]], tally)
        rows = self._cross_rows_of(wave, column, asked, tally)
        linked = result_tables.linked_pairs(wave.definition["questions"])
        design = self._design(wave, tally.people())
        return [
            (
                question,
                result_tables.publish_crossed(
                    question,
                    column,
                    rows,
                    design,
                    wave.min_cell,
                    self._precision(wave, tally),
                    one_way,
                    linked,
                ),
            )
            for question in questions
        ]

    def _cross_rows_of(self, wave, column, codes, tally):
        """Return {slot: counts of its answers by those of the column}."""
        place = result_tables.column_slot(*column)
        slots = self.env["dlxh.survey.aggregate"]._slots(wave, codes)
        return {slot: tally.joint([slot, place]) for slot in slots}

    def _design(self, wave, people):
        """Return what is known of the sample: sizes, and the population if drawn."""
        design = Design(sample=people)
        if wave.design not in OF_PEOPLE:
            return design
        # sudo: sizes of the strata, whose wave was checked
        strata = self.env["dlxh.survey.stratum"].sudo()
        strata = strata.search_fetch([("wave_id", "=", wave.id)], ["population_n"])
        sizes = {stratum.id: stratum.population_n for stratum in strata}
        if set(people) <= {0}:
            sizes[0] = wave.population_n
        population = {
            stratum: sizes[stratum]
            for stratum, answers in people.items()
            if sizes.get(stratum, 0) >= answers
        }
        return Design(sample=people, population=population)

    def _precision(self, wave, tally):
        return Precision(wave.is_probability, weighted=tally.is_weighted)

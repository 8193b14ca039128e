from collections import Counter, defaultdict
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .. import analyst_file
from ..questionnaire import Questionnaire
from .dlxh_survey_store import IMPORT, KIOSK, PAPER, WEB

#: answers fetched and written at a time
ROWS = 2000
#: a file of more bytes is written on the disk and not in the memory
IN_MEMORY = 8 << 20
SPSS, STATA, README = "data.sps", "data.do", "readme.txt"


@dataclass
class Protected:
    """What was decided on the marks of the people of a wave."""

    asked: object
    marks: object
    protection: object
    #: {what is told of the marks: mean weight}; None: everybody's own weight stays
    weights: dict | None
    people: int

    @property
    def dropped(self):
        return {self.marks.names[place] for place in self.protection.dropped}

    @property
    def silent(self):
        """Codes of questions that would tell of a mark that is dropped."""
        return {code for code, named in self.marks.tied.items() if named & self.dropped}


class DlxhSurveyAnalystFile(models.Model):
    """The file: made row by row when it is taken, kept nowhere."""

    _inherit = "dlxh.survey.analyst.file"

    # What may be told
    # ----------------

    def _protect(self):
        """Decide which marks stay; the wave is closed, so it stays decided."""
        # sudo: answers are counted here and shown to nobody; every caller checked
        # the right of its step
        wave = self.sudo().wave_id
        asked = Questionnaire.of(wave.definition)
        marks = analyst_file.marks_of(asked)
        counts, weighed = self._counted(wave, marks)
        found = analyst_file.protect(counts, len(marks.names), wave.min_cell)
        if not found:
            raise UserError(
                self.env._(
                    "Fewer than %(k)s people answered: no file is made of so few.",
                    k=wave.min_cell,
                )
            )
        return Protected(
            asked=asked,
            marks=marks,
            protection=found,
            weights=self._weights(weighed, found, wave.min_cell),
            people=sum(counts.values()),
        )

    def _counted(self, wave, marks):
        """Return {marks: people} and {(marks, weight): people}."""
        weight, factors = self._weight(wave)
        slots = [SQL("answers[%s]", place + 1) for place in marks.places]
        rows = self.env.execute_query(
            SQL(
                "SELECT stratum_id, mode, psu, round((%s)::numeric, 6)::float8,"
                " count(*) %s FROM dlxh_survey_response %s WHERE wave_id = %s"
                " GROUP BY 1, 2, 3, 4 %s",
                weight,
                SQL("").join(SQL(", %s", one) for one in slots),
                factors,
                wave.id,
                # by their places: the same expression with other parameters is
                # another one to the database
                SQL("").join(SQL(", %s", SQL(str(6 + at))) for at in range(len(slots))),
            )
        )
        strata = self._strata(wave)
        counts, weighed = Counter(), Counter()
        for stratum, mode, psu, weight, people, *values in rows:
            own = (strata.get(stratum), mode, psu)
            key = marks.gather(values, own)
            counts[key] += people
            weighed[key, weight] += people
        return counts, weighed

    def _weights(self, weighed, protection, k):
        """Return mean weights where single ones would give somebody away."""
        told = Counter()
        for (marks, weight), people in weighed.items():
            told[protection.of(marks), weight] += people
        if analyst_file.weights_are_safe(told, k):
            return None
        sums, people = defaultdict(float), Counter()
        for (key, weight), number in told.items():
            sums[key] += weight * number
            people[key] += number
        return {key: sums[key] / people[key] for key in sums}

    def _weight(self, wave):
        """Return the weight in force, as in the tables of the results."""
        return self.env["dlxh.survey.aggregate"]._weight(wave, None)

    def _strata(self, wave):
        """Return {id of a stratum: its number in the file}."""
        return {one.id: place for place, one in enumerate(wave.stratum_ids, 1)}

    # What is told of it
    # ------------------

    def _told(self, found):
        """Return what was left out, for the request and those who judge it."""
        return {
            "dropped": sorted(found.dropped, key=found.marks.names.index),
            "silent": sorted(found.silent),
            "hidden": found.protection.hidden_n,
            "smallest": found.protection.smallest,
            "mean_weights": found.weights is not None,
        }

    def _compute_protection_note(self):
        for one in self:
            one.protection_note = "\n".join(one._protection_lines()) or False

    def _protection_lines(self):
        told = self.protection
        if not told:
            return []
        names = {
            "stratum": self.env._("stratum"),
            "mode": self.env._("how they answered"),
            "psu": self.env._("cluster"),
        }

        def listed(codes):
            return ", ".join(names.get(code, code) for code in codes)

        env, k = self.env, told["smallest"]
        lines = [
            env._("Whatever the file tells of a person holds for %(k)s or more.", k=k)
        ]
        if told["dropped"]:
            left = listed(told["dropped"])
            lines.append(env._("Left out altogether: %(names)s.", names=left))
        if told["silent"]:
            left = listed(told["silent"])
            lines.append(
                env._("Left out because asked by these: %(names)s.", names=left)
            )
        if told["hidden"]:
            lines.append(
                env._(
                    "Of %(n)s people of rare combinations all marks are blank.",
                    n=told["hidden"],
                )
            )
        if told["mean_weights"]:
            lines.append(env._("Weights are means of those who share the same marks."))
        return lines

    # The file
    # --------

    def _take(self):
        """Return (name, open file, its size), and close the request."""
        self._begin_taking()
        self._check_wave()
        found = self._protect()
        # sudo: as in `_protect`
        wave = self.sudo().wave_id
        columns = self._columns(wave, found)
        notes = [self._file_mark(), *self._protection_lines()]
        texts = {
            SPSS: analyst_file.spss(columns, analyst_file.DATA, notes),
            STATA: analyst_file.stata(columns, analyst_file.DATA, notes),
            README: "\ufeff" + "\r\n".join(self._readme(wave, notes)),
        }
        book = analyst_file.codebook(columns, self._book_words())
        target = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        rows = self._rows(wave, columns, found)
        count, file_hash = analyst_file.pack(
            target, columns, rows, texts, book, self.with_workbook
        )
        self._end_taking(
            {
                "protection": self._told(found),
                "file_hash": file_hash,
                "row_count": count,
            }
        )
        size = target.seek(0, 2)
        target.seek(0)
        return f"{self.env._('analysis')}-{self.id}.zip", target, size

    def _columns(self, wave, found):
        """Return the columns that may be told."""
        asked = found.asked
        codes = {one.code for one in asked.questions if not one.is_text}
        only = {*codes, *found.marks.names, "weight"} - found.dropped - found.silent
        strata = wave.stratum_ids.mapped("name")
        return analyst_file.variables(asked, self._words(wave), strata, only)

    def _rows(self, wave, columns, found):
        """Yield the rows of the file in random order, some fetched at a time."""
        writer = analyst_file.Writer(
            columns, found.marks, found.protection, found.weights
        )
        strata = self._strata(wave)
        weight, factors = self._weight(wave)
        cr = self.env.cr
        cr.execute(
            SQL(
                "DECLARE dlxh_analyst NO SCROLL CURSOR FOR SELECT stratum_id, mode,"
                " psu, %s, answers FROM dlxh_survey_response %s WHERE wave_id = %s"
                " ORDER BY gen_random_uuid()",
                weight,
                factors,
                wave.id,
            )
        )
        while True:
            cr.execute(SQL("FETCH %s FROM dlxh_analyst", ROWS))
            rows = cr.fetchall()
            for stratum, mode, psu, weight, answers in rows:
                own = (strata.get(stratum), mode, psu)
                yield writer.row(answers, own, weight)
            if len(rows) < ROWS:
                break
        cr.execute("CLOSE dlxh_analyst")

    # Words
    # -----

    def _words(self, wave):
        return {
            "lang": self.env.lang,
            "langs": wave.definition["langs"],
            "yes": self.env._("Yes"),
            "no": self.env._("No"),
            "unranked": self.env._("Not ranked"),
            "stratum": self.env._("Stratum"),
            "mode": self.env._("How they answered"),
            "psu": self.env._("Cluster"),
            "weight": self.env._("Weight"),
            "modes": {
                WEB: self.env._("Online"),
                PAPER: self.env._("On paper"),
                KIOSK: self.env._("On a device of the unit"),
                IMPORT: self.env._("From a file"),
            },
        }

    def _book_words(self):
        return {
            "heads": [
                self.env._("Column"),
                self.env._("Words"),
                self.env._("Question"),
                self.env._("Part"),
                self.env._("Kind"),
                self.env._("Codes"),
                self.env._("Codes of no answer"),
            ],
            "kinds": {
                "choice": self.env._("one answer"),
                "yes_no": self.env._("chosen or not"),
                "rank": self.env._("rank"),
                "scale": self.env._("score"),
                "number": self.env._("a number"),
                "date": self.env._("a date"),
                "mark": self.env._("mark"),
                "weight": self.env._("weight"),
            },
            "missing": {
                "hidden": self.env._("not told"),
                "dont_know": self.env._("do not know"),
                "refused": self.env._("refused to answer"),
                "no_answer": self.env._("no answer"),
            },
        }

    def _readme(self, wave, notes):
        return [
            f"{wave.survey_id.title} – {wave.name}",
            wave.unit_id.name,
            *notes,
            self.env._("What for: %(purpose)s", purpose=self.purpose),
            self.env._(
                "Rows are in random order and have no number; an empty cell: the "
                "question was not asked. Not to be joined with anything that tells "
                "of persons, nor used to find out who answered."
            ),
            self.env._(
                "data.csv: the answers; codebook.csv: what the columns mean; data.sps "
                "and data.do read the file into SPSS and Stata."
            ),
        ]

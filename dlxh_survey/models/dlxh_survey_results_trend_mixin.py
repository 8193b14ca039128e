from odoo import api, models

from .. import result_tables
from ..statistics import Point, suppress_trend, trend

#: waves of one line
MOST_WAVES = 12


class DlxhSurveyResultsTrendMixin(models.AbstractModel):
    """A question over the waves: figures that each wave shows by itself."""

    _name = "dlxh.survey.results.trend.mixin"
    _inherit = ["dlxh.survey.results.chart.mixin"]
    _description = "Survey Results over the Waves"

    @api.model
    @api.readonly
    def get_trend(self, wave_id, code):
        """Return the charts of a question over this wave and those before it."""
        wave, _standing = self._checked(wave_id)
        self._check_time(wave, column=True)
        courses = self._trends(wave, [code])
        pictures = [(one["title"], self._trend_picture(one)) for one in courses]
        return {
            "charts": [
                {"title": title, "svg": picture.svg()}
                for title, picture in pictures
                if picture
            ],
            "note": self._trend_note(courses),
        }

    def _trend_note(self, courses):
        if not courses:
            return self.env._("No wave before this one asked the same question.")
        if any(any(one["breaks"]) for one in courses):
            return self.env._(
                "Dashed: the words of the question changed, so the waves cannot be "
                "compared."
            )
        return ""

    def _trends(self, wave, codes):
        """Return the courses of questions over the waves, as plain JSON.

        A course has ``code``, ``title``, ``waves``, ``breaks`` and ``lines`` (label
        and values); ``name`` says of which statistic, None for shares.
        """
        questions = self._wanted(wave, codes)
        lines = {one["code"]: self._line_of_waves(wave, one) for one in questions}
        counts = {}
        for one in {one for found in lines.values() for one in found}:
            asked = [code for code, found in lines.items() if one in found]
            counts[one] = self._one_way(one, asked)
        return [
            course
            for question in questions
            if len(lines[question["code"]]) > 1
            for course in self._courses(wave, question, lines, counts)
        ]

    def _courses(self, wave, question, lines, counts):
        """Return a course for each table of a question."""
        code, waves = question["code"], lines[question["code"]]
        lang, langs = self.env.lang, wave.definition["langs"]
        words = result_tables.part_labels(question, lang, langs)
        title = result_tables.in_language(question["title"], lang, langs) or code
        labels = result_tables.answer_labels(question, lang, langs)
        found = []
        for place, table in enumerate(counts[wave][0].get(code) or ()):
            points, published = [], []
            for one in waves:
                counted, shown = counts[one]
                points.append(
                    Point(one.name, counted[code][place], self._wording(one, code))
                )
                published.append(result_tables.coarse(shown[code][place]))
            course = self._course(suppress_trend(trend(points), published), labels)
            part = words.get(table.part)
            head = {"code": code, "title": f"{title} – {part}" if part else title}
            found.append({**head, **course})
        return found

    def _course(self, found, labels):
        """Return the lines of a trend: of its mean, or of its answers."""
        means = [line for line in found.lines if line.name in ("mean", "mean_rank")]
        name = means[0].name if means else None
        lines = means[:1] or [line for line in found.lines if line.name is None]
        names = self._statistic_names()
        return {
            "name": name,
            "waves": list(found.waves),
            "breaks": list(found.breaks),
            "lines": [
                {
                    "label": names[name] if name else labels.get(line.key, ""),
                    "values": [
                        None if one is None else (one.value if name else one.share)
                        for one in line.values
                    ],
                }
                for line in lines
            ],
        }

    def _line_of_waves(self, wave, question):
        """Return the waves before, oldest first, that the reader may see, and this
        one; a wave that did not ask the same kind of question ends the line."""
        found = [wave]
        before = wave.previous_wave_id
        while before and len(found) < MOST_WAVES and before not in found:
            own = before.with_user(self.env.user)
            if not own.has_access("read") or self._standing(own) != "full":
                break
            if before.destroyed_on:
                break
            asked = self._question(before, question["code"])
            if not asked or not result_tables.is_alike(question, asked):
                break
            found.append(before)
            before = before.previous_wave_id
        return found[::-1]

    def _question(self, wave, code):
        questions = wave.definition["questions"]
        return next((one for one in questions if one["code"] == code), None)

    def _wording(self, wave, code):
        return result_tables.wording(self._question(wave, code))

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .. import result_tables
from ..statistics import Point, suppress_trend, trend

#: waves of one line
MOST_WAVES = 12


class DlxhSurveyResultsPageMixin(models.AbstractModel):
    """What the results page shows, by one call with a constant number of queries."""

    _name = "dlxh.survey.results.page.mixin"
    _inherit = ["dlxh.survey.results.chart.mixin"]
    _description = "Survey Results: the Page"

    @api.model
    @api.readonly
    def get_page(self, wave_id, column=None, table_id=None):
        """Return all that the page shows of a wave.

        :param column: code of the question across, none for one-way tables
        :param table_id: a saved banner instead
        """
        if not wave_id:
            return {"empty": self.env._("Open the results from a survey wave.")}
        wave, standing = self._checked(wave_id)
        page = self._page_head(wave, standing)
        if standing == "counts":
            return page
        table = self._saved_table(wave, table_id)
        page["table_id"] = table.id
        if standing == "full" and not wave.destroyed_on:
            page["columns"] = self._column_options(wave)
            page["saved"] = self._saved_options(wave)
        if table:
            column, page["column"] = None, ""
            page["questions"] = [
                question
                for laid in table._results()
                for question in self._questions(laid, wave)
            ]
        else:
            page["column"] = column or ""
            laid = self._tables(wave, column=column or None)
            page["questions"] = self._questions(laid, wave)
        return page

    def _page_head(self, wave, standing):
        target = wave.target_n
        answers = self._number(wave.response_count)
        count = self.env._("%(n)s answers", n=answers)
        if target:
            count = self.env._(
                "%(n)s answers, of %(target)s wanted",
                n=answers,
                target=self._number(target),
            )
        return {
            "wave_id": wave.id,
            "standing": standing,
            "title": wave.survey_id.title,
            "wave": wave.name,
            "unit": wave.unit_id.name,
            "state": dict(wave._fields["state"]._description_selection(self.env))[
                wave.state
            ],
            "dates": " – ".join(
                format_date(self.env, day)
                for day in (
                    wave.opened_on or wave.date_open,
                    wave.closed_on or wave.date_close,
                )
            ),
            "count": count,
            "is_probability": wave.is_probability,
            "columns": [],
            "saved": [],
            "column": "",
            "table_id": False,
            "questions": [],
        }

    def _column_options(self, wave):
        definition = wave.definition
        choices = result_tables.column_choices(
            definition["questions"], self.env.lang, definition["langs"]
        )
        return [{"code": code, "label": label} for code, label in choices]

    def _saved_options(self, wave):
        tables = self.env["dlxh.survey.table"].search_fetch(
            [("wave_id", "=", wave.id)], ["name"]
        )
        return [{"id": table.id, "name": table.name} for table in tables]

    def _saved_table(self, wave, table_id):
        """Return the saved banner as superuser, empty if none is wished."""
        tables = self.env["dlxh.survey.table"]
        if not table_id:
            return tables
        table = tables.browse(int(table_id)).exists()
        table.check_access("read")
        if table.wave_id.id != wave.id:
            raise UserError(
                self.env._("This table belongs to another wave. Choose another one.")
            )
        # sudo: read access was just checked, and that to the results before
        return table.sudo()

    # ------------------------------------------------------------------
    # Questions with texts and charts
    # ------------------------------------------------------------------

    def _questions(self, laid_out, wave):
        return [
            self._cross_card(laid) if "column" in laid else self._card(laid, wave)
            for laid in laid_out
        ]

    def _card(self, laid, wave):
        return {
            "key": laid["code"],
            "code": laid["code"],
            "title": laid["title"],
            "column": "",
            "charts": self._charts(laid),
            "is_long": len(laid["blocks"]) > 1,
            "has_trend": self._has_trend(wave, laid),
            "notes": self._note_texts(laid),
            "blocks": [
                {
                    "part": block["part"],
                    "base": self._base_text(block, laid["notes"]),
                    "statistics": self._statistic_rows(block),
                    **self._rows(laid, block),
                }
                for block in laid["blocks"]
                if not block["withheld"]
            ],
        }

    def _has_trend(self, wave, laid):
        if "interim" in laid["notes"] or wave.destroyed_on:
            return False
        return bool(wave.previous_wave_id)

    def _cross_card(self, laid):
        shown = [block for block in laid["blocks"] if not block["withheld"]]
        return {
            "key": f"{laid['code']}/{laid['column']}",
            "code": laid["code"],
            "title": laid["title"],
            "column": laid["column_title"],
            "charts": [
                picture
                for block in shown
                for picture in self._cross_charts(laid, block)
            ],
            "is_long": len(shown) > 1,
            "has_trend": False,
            "notes": self._note_texts(laid),
            "blocks": [
                {
                    "part": block["part"],
                    "base": self._test_text(block),
                    "statistics": [],
                    **self._cross_rows(laid, block),
                }
                for block in shown
            ],
        }

    # ------------------------------------------------------------------
    # Over the waves
    # ------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_trend(self, wave_id, code):
        """Return the charts of a question over this wave and those before it."""
        wave, _standing = self._checked(wave_id)
        self._check_time(wave, column=True)
        question = self._wanted(wave, [code])[0]
        waves = self._line_of_waves(wave, question)
        counts = [self._one_way(one, [code]) for one in waves]
        lang, langs = self.env.lang, wave.definition["langs"]
        labels = result_tables.answer_labels(question, lang, langs)
        charts = []
        for place, table in enumerate(counts[-1][0][code]):
            points, published = [], []
            for one, (counted, shown) in zip(waves, counts, strict=True):
                points.append(
                    Point(one.name, counted[code][place], self._wording(one, code))
                )
                published.append(shown[code][place])
            found = suppress_trend(trend(points), published)
            words = result_tables.part_labels(question, lang, langs)
            title = words.get(table.part) or question["title"].get(lang) or code
            charts.append(
                {"title": title, "svg": self._trend_chart(title, found, labels)}
            )
        return {
            "charts": charts,
            "note": self.env._(
                "Dashed: the words of the question changed, so the waves cannot be "
                "compared."
            )
            if len({self._wording(one, code) for one in waves}) > 1
            else "",
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

    # ------------------------------------------------------------------
    # Workbook
    # ------------------------------------------------------------------

    @api.model
    def action_print_xlsx(self, wave_id, column=None, table_id=None):
        """Download what the page shows as a workbook."""
        wave, standing = self._checked(wave_id)
        if standing == "counts":
            self._check_time(wave, column)
        report = self.env.ref("dlxh_survey.dlxh_survey_results_action_report_xlsx")
        wishes = {"wave_id": wave.id, "column": column, "table_id": table_id}
        # sudo: the action names the report only; the rights are asked by it again
        return report.sudo().report_action(wave.ids, data=wishes, config=False)

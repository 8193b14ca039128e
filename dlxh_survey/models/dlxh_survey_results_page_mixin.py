from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .. import result_tables
from .dlxh_survey_results_part_mixin import MOST_ANSWERS


class DlxhSurveyResultsPageMixin(models.AbstractModel):
    """What the results page shows, by one call with a constant number of queries."""

    _name = "dlxh.survey.results.page.mixin"
    _inherit = ["dlxh.survey.results.trend.mixin"]
    _description = "Survey Results: the Page"

    @api.model
    @api.readonly
    def get_page(self, wave_id, column=None, table_id=None, banner=None):
        """Return all that the page shows of a wave.

        :param column: code of the question across, none for one-way tables
        :param table_id: a saved banner instead
        :param dict banner: one that is not saved: values of `dlxh.survey.table`
        """
        if not wave_id:
            return {"empty": self.env._("Open the results from a survey wave.")}
        wave, standing = self._checked(wave_id)
        page = self._page_head(wave, standing)
        if standing == "counts":
            return page
        table = self._banner(wave, table_id, banner)
        page["table_id"] = table._origin.id
        if standing == "full" and not wave.destroyed_on:
            page |= self._choices(wave)
        if page["is_empty"]:
            return page
        if table:
            page["told"] = table.told
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
            "told": "",
            "questions": [],
            "is_empty": not wave.response_count,
        }

    def _choices(self, wave):
        """Return what tables can be made of: for the lists of the page."""
        # the wave is read as superuser; the reader's own rights say if he may save
        tables = self.env["dlxh.survey.table"]
        may_save = tables.has_access("create") and wave.with_env(self.env).is_own_unit
        return {
            "columns": self._column_options(wave),
            "saved": self._saved_options(wave),
            "may_save": may_save,
            "rows": self._row_options(wave),
            "filters": self._filter_options(wave),
        }

    def _row_options(self, wave):
        langs = wave.definition["langs"]
        return [
            {
                "code": one["code"],
                "label": result_tables.in_language(one["title"], self.env.lang, langs),
            }
            for one in wave.definition["questions"]
            if one["type"] not in ("text", "long_text")
        ]

    def _filter_options(self, wave):
        """Return the questions whose answers tables can be narrowed to."""
        lang, langs = self.env.lang, wave.definition["langs"]
        return [
            {
                "code": one["code"],
                "label": result_tables.in_language(one["title"], lang, langs),
                "options": [
                    {
                        "code": option["code"],
                        "label": result_tables.in_language(
                            option["label"], lang, langs
                        ),
                    }
                    for option in one["options"]
                ],
            }
            for one in wave.definition["questions"]
            if one["type"] == "single" and len(one["options"]) <= MOST_ANSWERS
        ]

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

    def _banner(self, wave, table_id, banner=None):
        """Return a banner as superuser, saved or not; empty if none is wished."""
        tables = self.env["dlxh.survey.table"]
        if banner:
            return tables.sudo()._unsaved(wave, banner)  # sudo: holds no figures
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
        if {"interim", "themes"} & set(laid["notes"]) or wave.destroyed_on:
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
                picture.svg()
                for block in shown
                for picture in self._cross_pictures(laid, block)
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
    # Workbook
    # ------------------------------------------------------------------

    @api.model
    def action_print_xlsx(self, wave_id, column=None, table_id=None, banner=None):
        """Download what the page shows as a workbook."""
        wave, standing = self._checked(wave_id)
        self._banner(wave, table_id, banner)  # tells now what could not be made
        if standing == "counts":
            self._check_time(wave, column)
        report = self.env.ref("dlxh_survey.dlxh_survey_results_action_report_xlsx")
        wishes = {"wave_id": wave.id, "column": column, "table_id": table_id}
        wishes["banner"] = banner
        # sudo: the action names the report only; the rights are asked by it again
        return report.sudo().report_action(wave.ids, data=wishes, config=False)

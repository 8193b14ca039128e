from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .. import keying
from ..questionnaire import Questionnaire
from .dlxh_survey_sheet import DECIDED, FIRST, SECOND

#: per cent; if more of a sample differs, every sheet is keyed a second time
MOST_OF_SAMPLE = 1.0


class DlxhSurveyBatch(models.Model):
    """What the two entries of a batch say differently, and what was decided."""

    _inherit = "dlxh.survey.batch"

    def _compare(self):
        """Count the differences of a batch in the flow; a bad sample is extended."""
        form, first, second, _decided = self._entries()
        found = keying.agreement(form, first, second)
        values = {"field_n": found.fields, "difference_n": found.different}
        bad = 100 * found.error_rate > MOST_OF_SAMPLE
        if bad and len(second) < len(first) and self.double_entry == "sample":
            numbers = [one for one in first if one not in second]
            values |= {"state": "second", "second_numbers": [*second, *numbers]}
        else:
            values["state"] = "compared"
        self.write(values)

    def _entries(self):
        """(form, first entry, second entry, {number: decisions}) of one batch."""
        self.ensure_one()
        sheets = self.env["dlxh.survey.sheet"]
        form = Questionnaire.of(self.wave_id.definition)
        decided = sheets._sheets(self.id, DECIDED)
        return (
            form,
            sheets._sheets(self.id, FIRST, self.first_n),
            sheets._sheets(self.id, SECOND, self.second_n),
            {number: sheet.answers for number, sheet in decided.items()},
        )

    def _settled(self):
        """(form, {number: Settled}) of one batch."""
        form, first, second, decided = self._entries()
        return form, {
            number: keying.settle(
                form, sheet, second.get(number), decided.get(number, {})
            )
            for number, sheet in first.items()
        }

    # -- the screen ----------------------------------------------------------------

    def action_open_differences(self):
        """Show what the two entries say differently."""
        self._need_decider()
        return self._paper_page("dlxh_survey_differences_action")

    def get_differences(self):
        """What differs, sheet by sheet, by label; and what was decided so far."""
        self._need_decider()
        flow = self.sudo()  # sudo: the right to decide was checked above
        form, settled = flow._settled()
        lang = self.env.lang if self.env.lang in form.langs else form.langs[0]
        lines = [
            self._difference_line(form, lang, number, one)
            for number, sheet in settled.items()
            for one in sheet.differences
        ]
        return {
            "id": self.id,
            "title": self.title,
            "batch": self.display_name,
            "definition": form.definition,
            "lang": lang,
            "keys": {
                one.code: keying.keys_for(len(one.options)) for one in form.questions
            },
            "reasons": self._reason_words(form),
            "lines": lines,
            "open": sum(not line["is_decided"] for line in lines),
            "fields": self.field_n,
            "differences": self.difference_n,
            "rate": round(self.error_rate, 2),
            "can_release": self.can_release,
        }

    def _difference_line(self, form, lang, number, one):
        words = self._answer_words()

        def say(value):
            return keying.told(form, one.name, value, lang, words)

        place, label = 0, self.env._("What the sheet is")
        if one.name:
            place, label = keying.label_of(form, one.name, lang)
        return {
            "sheet": number,
            "name": one.name,
            "question": place,
            "label": label,
            "first": say(one.first),
            "second": say(one.second),
            "is_decided": one.is_decided,
            "decided": say(one.decided) if one.is_decided else "",
        }

    @api.model
    def _answer_words(self):
        return {
            "not_asked": self.env._("(not asked)"),
            "none": self.env._("(no answer)"),
            "dont_know": self.env._("(does not know)"),
            "refused": self.env._("(refused)"),
            keying.ANSWERED: self.env._("filled in"),
            keying.BLANK: self.env._("blank"),
            keying.LATE: self.env._("came too late"),
            "figure": self.env["dlxh.survey.wave"]._figure_told,
            "day": lambda day: format_date(self.env, day),
        }

    def decide(self, number, name, choice, value=None):
        """Decide what a sheet says; nothing else of it is changed.

        :param str choice: first, second, or other (then `value` counts)
        :return dict: `problem` in words, or how many are `open`
        """
        flow = self._step("can_decide", self._decider_sentence())
        form, settled = flow._settled()
        differences = settled[number].differences if number in settled else []
        line = next((one for one in differences if one.name == name), None)
        if line is None:
            raise UserError(
                self.env._("The entries agree there by now. Open the list again.")
            )
        if choice in ("first", "second"):
            value = getattr(line, choice)
            value = None if value is keying.NOT_ASKED else value
        elif problem := self._value_problem(form, name, value):
            return {"problem": problem}
        kept = self.env["dlxh.survey.sheet"]._sheets(self.id, DECIDED).get(number)
        answers = {**(kept.answers if kept else {}), name: value}
        self.env["dlxh.survey.sheet"]._put(
            self.id, DECIDED, number, keying.Sheet(answers=answers)
        )
        return self.get_differences()

    def _value_problem(self, form, name, value):
        if not name:
            known = value in keying.OUTCOMES
            return False if known else self.env._("Choose what the sheet is.")
        problem = keying.field_problem(form, name, value)
        if problem is None:
            return False
        sentences = self.env["dlxh.survey.page"]._sentences
        return sentences([problem], self.env.lang)[0]["sentence"]

    # -- parts ---------------------------------------------------------------------

    def _decider_sentence(self):
        return self.env._(
            "What two entries say differently is decided by an officer of the unit, "
            "or by the two who keyed, together."
        )

    def _need_decider(self):
        self.ensure_one()
        self.check_access("read")
        if not self.can_decide:
            raise UserError(self._decider_sentence())

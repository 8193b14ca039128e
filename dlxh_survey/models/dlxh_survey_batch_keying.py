from odoo import api, models
from odoo.exceptions import UserError

from .. import keying
from ..questionnaire import REASONS, Questionnaire
from .dlxh_survey_batch_paper import MOST_SHEETS
from .dlxh_survey_sheet import FIRST, SECOND


class DlxhSurveyBatch(models.Model):
    """Calls of the keying screen: one to begin, one for each sheet, one at the end.

    Whoever keys the second time is told nothing of the first.
    """

    _inherit = "dlxh.survey.batch"

    def action_key(self):
        """Open the screen on which the sheets are keyed."""
        self._need_keyer()
        return self._paper_page("dlxh_survey_keying_action")

    def get_keying(self):
        """What the screen needs: the form, which sheets, and which are there."""
        self._need_keyer()
        flow = self.sudo()  # sudo: the right to key was checked above
        entry = self._entry()
        kept = self.env["dlxh.survey.sheet"]._sheets(self.id, entry)
        definition = flow.wave_id.definition
        form = Questionnaire.of(definition)
        return {
            "id": self.id,
            "title": self.title,
            "batch": self.display_name,
            "entry": entry,
            "numbers": flow._numbers(entry),
            "done": list(kept),
            "can_add": entry == FIRST and self.sheet_n < MOST_SHEETS,
            "definition": definition,
            "lang": self.env.lang if self.env.lang in form.langs else form.langs[0],
            "keys": {
                one.code: keying.keys_for(len(one.options)) for one in form.questions
            },
            "reasons": self._reason_words(form),
        }

    def _reason_words(self, form):
        """{kind: sentence} of what the screen refuses while somebody types."""
        kinds = ("not_a_number", "not_a_date", "out_of_range", "not_whole")
        kinds += ("too_many_choices", "too_few_choices", "too_long")
        templates = {kind: REASONS[kind] for kind in kinds}
        words = {"value": "{value}", "low": "{low}", "high": "{high}"}
        words["limit"] = "{limit}"
        # the sentences are marked where they stand, in questionnaire/reasons.py
        # pylint: disable=translation-contains-variable
        return {kind: self.env._(text, **words) for kind, text in templates.items()}

    def get_sheet(self, number):
        """A sheet that the same person keyed before, to be looked at again."""
        self._need_keyer()
        sheets = self.env["dlxh.survey.sheet"]._sheets(self.id, self._entry())
        sheet = sheets.get(number)
        return {"outcome": sheet.outcome, "answers": sheet.answers} if sheet else False

    def save_sheet(self, number, outcome, answers):
        """Keep one sheet, whole or not at all.

        :return dict: `problems`, question by question, or how many are `done`
        """
        flow = self._step("can_key", self._keyer_sentence())
        entry = flow._entry()
        flow.wave_id._check_takes_paper(late=True)
        self._check_number(flow, entry, number)
        if outcome not in keying.OUTCOMES:
            raise UserError(self.env._("A sheet is answered, blank, refused or late."))
        form = Questionnaire.of(flow.wave_id.definition)
        checked = form.check(answers if outcome == keying.ANSWERED else {}, False)
        if checked.errors and outcome == keying.ANSWERED:
            sentences = self.env["dlxh.survey.page"]._sentences
            return {"problems": sentences(checked.errors, self.env.lang)}
        # what cannot be written is washed out as it is on the respondent's page
        kept = form.decode(checked.slots, checked.texts)
        if outcome != keying.ANSWERED:
            kept = {}
        new = self.env["dlxh.survey.sheet"]._put(
            self.id, entry, number, keying.Sheet(outcome, kept)
        )
        flow._count_sheet(entry, number, new)
        return {"done": flow.first_n if entry == FIRST else flow.second_n}

    def _check_number(self, flow, entry, number):
        whole = isinstance(number, int) and not isinstance(number, bool)
        last = min(flow.first_n + 1, MOST_SHEETS) if entry == FIRST else 0
        known = whole and (number in flow._numbers(entry) or 0 < number <= last)
        if not known:
            raise UserError(
                self.env._(
                    "The batch has no sheet %(number)s to be keyed here.", number=number
                )
            )

    def _count_sheet(self, entry, number, new):
        values = {}
        if entry == FIRST:
            values["sheet_n"] = max(self.sheet_n, number)
            values["first_n"] = self.first_n + bool(new)
        else:
            values["second_n"] = self.second_n + bool(new)
            if self.state == "entered":  # whoever begins does it all
                values |= {"state": "second", "second_by_id": self.env.uid}
        self.write(values)

    def finish_entry(self):
        """End an entry; after the last one the entries are compared."""
        flow = self._step("can_key", self._keyer_sentence())
        entry = flow._entry()
        kept = self.env["dlxh.survey.sheet"]._sheets(self.id, entry)
        if entry == FIRST:
            flow._end_first(kept)
        else:
            missing = [one for one in flow._numbers(SECOND) if one not in kept]
            if missing:
                raise UserError(self._missing_sentence(missing))
            flow._compare()
        return {"state": flow.state}

    def _end_first(self, kept):
        """Fewer sheets than were announced are a smaller batch; none may be left
        out in between."""
        missing = [one for one in range(1, max(kept, default=1) + 1) if one not in kept]
        if missing:
            raise UserError(self._missing_sentence(missing))
        self.sheet_n = len(kept)
        if self.double_entry == "none":
            self.second_numbers = []
            self._compare()
        else:
            self.write({"state": "entered", "second_numbers": self._draw_second()})

    def _missing_sentence(self, numbers):
        told = ", ".join(str(one) for one in numbers[:10])
        return self.env._("Not keyed yet: sheet %(numbers)s.", numbers=told)

    # -- parts ---------------------------------------------------------------------

    def _entry(self):
        return FIRST if self.state == "open" else SECOND

    def _keyer_sentence(self):
        return self.env._(
            "Whoever began a batch keys it; the second time it is another person, an "
            "officer of the unit or a collaborator who asks for this survey there."
        )

    def _need_keyer(self):
        self.ensure_one()
        self.check_access("read")
        if not self.can_key:
            raise UserError(self._keyer_sentence())
        # sudo: the state of the wave, for whom the right was checked above
        self.sudo().wave_id._check_takes_paper(late=True)

    @api.model
    def _paper_page(self, action):
        page = self.env["ir.actions.client"]._for_xml_id(f"dlxh_survey.{action}")
        context = {"active_id": self.id, "active_model": self._name}
        return page | {"context": context}

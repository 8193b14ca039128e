"""Which questions of a row were asked; judged once for each combination."""

from operator import itemgetter

from ._shared import codec, questionnaire
from .fill import MEMORY
from .words import NO_ANSWER, NOT_ASKED


class Skip:
    """The condition of one question, over the slots it depends on."""

    def __init__(self, question, asked, made):
        self.question, self.asked = question, asked
        self.end = question.slot + question.width
        codes = [leaf["q"] for leaf in questionnaire.references(question.condition)]
        self.needs = [made.by_code[code] for code in dict.fromkeys(codes)]
        self.texts = [one.code for one in self.needs if one.is_text]
        slots = [
            slot for one in self.needs for slot in range(one.slot, one.slot + one.width)
        ]
        self.key = itemgetter(*slots) if slots else lambda slots: None
        self.known = {}
        # What says nothing was chosen says as well that nothing was asked.
        many = "multiple" in question.type or question.type == "ranking"
        self.empty = {NO_ANSWER, NOT_ASKED, *([0] if many else [])}

    def is_asked(self, slots, texts):
        key = self.key(slots)
        if self.texts:
            key = key, tuple([code in texts for code in self.texts])
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= MEMORY:
                self.known.clear()
            found = self.known[key] = self.asked(self._seen(slots, texts))
        return found

    def _seen(self, slots, texts):
        """The answers as conditions read them."""
        seen = {}
        for question in self.needs:
            cells = slots[question.slot : question.slot + question.width]
            cells = [NO_ANSWER if cell == NOT_ASKED else cell for cell in cells]
            if question.is_text and question.code in texts:
                seen[question.code] = texts[question.code]
            elif cells and cells[0] is not None:
                seen.update(codec.answer_of(question, cells))
        return seen

    def clear(self, slots, texts):
        """Mark as not asked; whether there was an answer all the same."""
        question = self.question
        cells = slots[question.slot : self.end]
        slots[question.slot : self.end] = [None] * question.width
        others = [f"{question.code}.other.{one.code}" for one in question.options]
        return (
            any(cell not in self.empty for cell in cells)
            or question.code in texts
            or any(key in texts for key in others)
        )

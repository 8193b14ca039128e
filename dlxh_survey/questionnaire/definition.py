"""A questionnaire, read once and asked often."""

from dataclasses import dataclass

from . import codec
from .conditions import compiled
from .model import Question


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one response; nothing is stored of it if there are errors.

    ``texts`` holds the open answers by code of the question; what was written
    beside the option 3 of q2 lies under ``q2.other.3``.
    """

    slots: list
    texts: dict
    errors: list


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an export; it is there however many skipped the question.

    ``kind`` is single, chosen (0 or 1), rank, scale, number, date, text or other.
    ``slot`` tells where the array holds it, ``bit`` which bit of a mask.
    """

    name: str
    question: str
    kind: str
    option: str | None = None
    row: str | None = None
    slot: int | None = None
    bit: int | None = None


class Questionnaire:
    """The questions of a wave.

    `of` trusts its definition: ask `problems` before a definition is frozen.
    """

    def __init__(self, definition):
        pages = {
            code: page["code"]
            for page in definition.get("pages") or ()
            for code in page["questions"]
        }
        self.definition = definition
        self.langs = tuple(definition["langs"])
        self.questions = tuple(
            Question.of(one, pages.get(one["code"], ""))
            for one in definition["questions"]
        )
        self.by_code = {question.code: question for question in self.questions}
        self.slot_count = definition["slots"]
        #: (question, function that tells from the answers before whether it is asked)
        self.asked = [
            (question, compiled(question.condition, self.by_code))
            for question in self.questions
        ]

    @classmethod
    def of(cls, definition):
        return cls(definition)

    def shown(self, answers):
        """The codes of the questions that these answers lead to."""
        return {question.code for question, _answer in self._walk(answers)}

    def _walk(self, answers):
        """Yield (question, answer) of those asked, each judged by those before."""
        seen = {}
        for question, asked in self.asked:
            if asked(seen):
                answer = answers.get(question.code)
                if answer is not None:
                    seen[question.code] = answer
                yield question, answer

    def check(self, answers, complete=True):
        """Judge the answers of one person and lay them into the array.

        :param answers: what the browser sent, however wrong it may be
        :param complete: whether mandatory questions must be answered; not for an
            interview that was broken off
        """
        if not isinstance(answers, dict):
            return Checked([], {}, [codec.Problem("", "not_an_object")])
        desk = codec.Desk(answers, complete)
        slots = [None] * self.slot_count
        asked = set()
        for question, answer in self._walk(answers):
            asked.add(question.code)
            cells = desk.take(question, answer)
            slots[question.slot : question.slot + question.width] = cells
        desk.refuse_rest(self.by_code, asked)
        return Checked(slots, desk.texts, desk.errors)

    def decode(self, slots, texts=None):
        """The answers as the browser would send them, from the array."""
        answers = {}
        for question in self.questions:
            cells = slots[question.slot : question.slot + question.width]
            if cells and cells[0] is not None:
                answers.update(codec.answer_of(question, cells))
        for key, text in (texts or {}).items():
            code, _, option = key.partition(".other.")
            if option:
                answers.setdefault(f"{code}.other", {})[option] = text
            else:
                answers[code] = text
        return answers

    def columns(self):
        """The columns of every export of this questionnaire, in order."""
        taken, columns = set(), []
        for question in self.questions:
            for parts in codec.columns_of(question):
                name = _free("_".join((question.code, *parts.pop("name"))), taken)
                columns.append(Column(name, question.code, **parts))
        return columns


def _free(name, taken):
    """A name that statistics programs, which ignore capitals, tell apart."""
    wanted, number = name, 1
    while wanted.casefold() in taken:
        number += 1
        wanted = f"{name}_{number}"
    taken.add(wanted.casefold())
    return wanted

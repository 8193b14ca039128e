"""Which marks of persons lie in the answers."""

from dataclasses import dataclass

from ._shared import questionnaire as questionnaires

#: marks that are no question, dropped before the demographics; in this order in a row
OWN = ("stratum", "mode", "psu")


@dataclass(frozen=True)
class Marks:
    """The marks of a questionnaire: ``names`` of all, ``slots`` of the demographics
    (pairs first and end), and ``tied`` {code of a question: demographics that
    decide whether it is asked}."""

    names: tuple
    slots: tuple
    tied: dict

    @property
    def places(self):
        """The slots in which marks lie."""
        return [place for start, end in self.slots for place in range(start, end)]

    def gather(self, values, own):
        """As `of`, from the values of `places` alone."""
        values = iter(values)
        found = [tuple(next(values) for _place in range(a, b)) for a, b in self.slots]
        return (*found, *own)

    def of(self, slots, own):
        """Return the marks of a person, in the order of the names.

        :param own: stratum, mode and cluster
        """
        return (*(tuple(slots[a:b]) for a, b in self.slots), *own)


def marks_of(questionnaire):
    """Return the `Marks` of a `Questionnaire`."""
    demographics = [
        one for one in questionnaire.questions if one.demographic and one.width
    ]
    return Marks(
        names=(*(one.code for one in demographics), *OWN),
        slots=tuple((one.slot, one.slot + one.width) for one in demographics),
        tied=_tied(questionnaire, {one.code for one in demographics}),
    )


def _tied(questionnaire, demographics):
    """Whether a question was asked tells what its condition asks for."""
    found = {}
    for question in questionnaire.questions:
        named = {one["q"] for one in questionnaires.references(question.condition)}
        tied = named & demographics
        for code in named:
            tied |= found.get(code, set())
        if tied - {question.code}:
            found[question.code] = tied - {question.code}
    return found

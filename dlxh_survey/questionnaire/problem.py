"""What every kind of problem can do: say in a sentence what is wrong."""


def _lt(text):
    """Mark a sentence for translation; the Odoo side translates when it shows it."""
    return text


class AnyProblem:
    """What is wrong: a ``kind``, and the ``detail`` that its sentence names.

    ``code`` is that of the question it is about.
    """

    __slots__ = ()

    #: {kind: the sentence in English with its %(names)s, for translation}
    REASONS = {}

    @property
    def template(self):
        return self.REASONS[self.kind]

    @property
    def params(self):
        """What stands in the places of the sentence."""
        return {"code": self.code, **self.detail}

    @property
    def reason(self):
        return self.template % self.params


class CellProblem(AnyProblem):
    """What is wrong with one cell of a file, in a ``column``, with its ``value``."""

    __slots__ = ()

    @property
    def params(self):
        return {"value": self.value, "column": self.column, **self.detail}

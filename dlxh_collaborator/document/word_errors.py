"""What can be wrong with a Word template, for the caller to put in words."""


class WordEngineMissing(RuntimeError):
    """docxtpl, or a library it needs, is not installed on the server."""


class WordTemplateError(ValueError):
    """A template that cannot or must not be used.

    :param code: which problem it is; the caller has a sentence for each of `CODES`
    :param values: what the sentence names: a part of the file, a line, a name
    """

    CODES = (
        *("not_docx", "too_large", "macros", "external", "embedded", "unsafe_field"),
        *("syntax", "unknown", "forbidden", "no_body", "body_place", "too_long"),
        "broken",
    )

    def __init__(self, code, **values):
        assert code in self.CODES, code
        super().__init__(code)
        self.code = code
        self.values = values

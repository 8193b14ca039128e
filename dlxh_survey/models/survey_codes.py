"""What the models of a questionnaire share: kinds of questions, codes, the lock."""

import re

from odoo.addons.dlxh_collaborator.models.dlxh_private_name_mixin import (
    DlxhPrivateNameMixin,
)

#: types of Odoo's builder that a questionnaire may use, and what the frozen
#: definition calls them; a matrix depends on its kind
TYPES = {
    "simple_choice": "single",
    "multiple_choice": "multiple",
    "ranking": "ranking",
    "matrix": "matrix",
    "scale": "scale",
    "numerical_box": "number",
    "date": "date",
    "char_box": "text",
    "text_box": "long_text",
}
#: types whose answers are chosen from a list
LIST_TYPES = ("simple_choice", "multiple_choice", "ranking", "matrix")
QUESTION_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")
OPTION_CODE = re.compile(r"[A-Za-z0-9_]{1,32}")
LARGEST_VALUE = 32767


def definition_type(question):
    """Return the type of a question as the frozen definition calls it."""
    if question.question_type == "matrix":
        return (
            f"matrix_{'single' if question.matrix_subtype == 'simple' else 'multiple'}"
        )
    return TYPES.get(question.question_type)


def numbered(prefix, code):
    """Return the number in a generated code such as q12, or 0."""
    found = re.fullmatch(rf"{prefix}(\d{{1,6}})", code or "", re.IGNORECASE)
    return int(found.group(1)) if found else 0


def hide_private_names(records):
    """Blank the names of records that the user himself may not read; Odoo would
    show the name behind any link that somebody typed the id of."""
    DlxhPrivateNameMixin._hide_private_names(records)

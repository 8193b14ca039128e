"""The questionnaire as it was approved: questions, conditions, answers, columns.

No Odoo in here. `Questionnaire.of(definition)` reads the frozen JSON of a wave;
`problems` tells what is wrong with a definition before it is frozen, `lint` what
may not be asked at all. The browser's half of the conditions is
``static/src/opinion/conditions.esm.js``.
"""

from .conditions import NEGATIONS, references, simplify
from .definition import Checked, Column, Questionnaire
from .layout import lay_out
from .lint import Finding, lint
from .model import (
    DONT_KNOW,
    MAX_QUESTIONS,
    MISSING_KINDS,
    NO_ANSWER,
    REFUSED,
    TYPES,
    Option,
    Problem,
    Question,
    Row,
    in_language,
)
from .reasons import REASONS
from .structure import problems

"""Questionnaires as XLSForms: workbooks that ODK, KoboToolbox and Enketo read too.

What XLSForm (https://xlsform.org, reference table of columns and types) has no
word for travels in columns of our own, ``dlxh_...``, which other programs ignore.
Conditions are written in the part of XPath 1.0 that ODK XForms uses
(https://getodk.github.io/xforms-spec/#xpath-functions); what lies outside is told,
never guessed.
"""

from .problem import REASONS, XlsProblem
from .reading import Imported, read_xlsform
from .writing import write_xlsform

"""The package of questionnaires, which lies beside this one.

Inside Odoo it has a longer name than in the tests of plain packages.
"""

from importlib import import_module

_HOME = __package__.rpartition(".")[0]
questionnaire = import_module(f"{_HOME}.questionnaire" if _HOME else "questionnaire")
codec = import_module(f"{questionnaire.__name__}.codec")
problem = import_module(f"{questionnaire.__name__}.problem")
model = import_module(f"{questionnaire.__name__}.model")

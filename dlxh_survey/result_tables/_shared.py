"""The packages next door.

Inside Odoo they have longer names than in the tests of plain packages.
"""

from importlib import import_module

_HOME = __package__.rpartition(".")[0]


def _package(name):
    return import_module(f"{_HOME}.{name}" if _HOME else name)


questionnaire = _package("questionnaire")
statistics = _package("statistics")
compare = _package("statistics.compare")
cover = _package("statistics.cover")
crossing = _package("statistics.crossing")
counting = _package("statistics.questions")

"""The packages next door, whose names are longer inside Odoo."""

from importlib import import_module

_HOME = __package__.rpartition(".")[0]


def _package(name):
    return import_module(f"{_HOME}.{name}" if _HOME else name)


problem = _package("questionnaire.problem")
statistics = _package("statistics")
interval = _package("statistics.interval")

"""Published figures beside the words of the questionnaire, as plain JSON."""

from ._shared import compare, questionnaire
from .weights import coarse
from .words import answer_labels, part_labels

CELL = ("n", "share", "se", "low", "high", "deff", "letters")
STATISTIC = ("name", "n", "value", "se", "low", "high", "letters")


def lay_out(question, published, lang, langs=()):
    """Return one question: its words, and a block per table.

    A block has ``part`` (the words of a matrix row or ranked option, else empty),
    ``withheld``, ``base``, ``lines`` (one per answer: ``label`` and the figures;
    ``hidden`` where nothing is shown), ``statistics`` and ``notes``.
    """
    labels = answer_labels(question, lang, langs)
    rows = part_labels(question, lang, langs)
    blocks = [_block(coarse(one), labels, rows) for one in published]
    return {
        "code": question["code"],
        "type": question["type"],
        "title": questionnaire.in_language(question.get("title"), lang, langs),
        "k": published[0].k if published else None,
        "statement": published[0].statement if published else "",
        "blocks": blocks,
        "notes": _together(blocks),
    }


def _block(published, labels, rows):
    table = published.table
    notes = list(published.notes)
    head = {"code": published.part, "part": rows.get(published.part, "")}
    if table is None:
        empty = {"base": None, "lines": [], "statistics": []}
        return {**head, "withheld": True, "notes": notes, **empty}
    lines = [_line(cell, labels.get(cell.key, str(cell.key))) for cell in table.cells]
    return {
        **head,
        "withheld": False,
        "kind": table.kind,
        "base": _base(table.base),
        "lines": lines,
        "statistics": [_figures(one, STATISTIC) for one in table.statistics],
        "notes": notes,
    }


def _line(cell, label):
    hidden = cell.n is None and cell.share is None
    return {"key": cell.key, "label": label, "hidden": hidden, **_figures(cell, CELL)}


def _figures(one, names):
    return {name: getattr(one, name) for name in names}


def _base(base):
    return {
        "n": base.n,
        "asked": base.asked,
        "deff": base.deff,
        "n_eff": base.n_eff,
        "missing": dict(base.missing),
    }


def _together(blocks):
    return list(dict.fromkeys(note for block in blocks for note in block["notes"]))


def lay_out_cross(question, column, published, lang, langs=()):
    """Return one question by the categories of another.

    :param column: (question, part)

    A block has ``columns`` (label, letter, base), ``lines`` (one per answer:
    ``cells`` in the order of the columns and ``total``), ``means`` (one per
    statistic: ``values`` by column and ``total``), the tests and ``notes``.
    """
    by, part = column
    rows = part_labels(question, lang, langs)
    words = answer_labels(question, lang, langs)
    column_words = answer_labels(by, lang, langs)
    title = questionnaire.in_language(by.get("title"), lang, langs)
    if part:
        title = f"{title} – {part_labels(by, lang, langs)[part]}"
    blocks = [_cross_block(coarse(one), words, column_words, rows) for one in published]
    return {
        "code": question["code"],
        "type": question["type"],
        "title": questionnaire.in_language(question.get("title"), lang, langs),
        "column": by["code"] + (f".{part}" if part else ""),
        "column_title": title,
        "k": published[0].k if published else None,
        "statement": published[0].statement if published else "",
        "blocks": blocks,
        "notes": _together(blocks),
    }


def _cross_block(published, words, column_words, rows):
    table = published.table
    head = {
        "code": published.part,
        "part": rows.get(published.part, ""),
        "notes": list(published.notes),
    }
    if table is None:
        empty = {"base": None, "columns": [], "lines": [], "means": []}
        return {**head, "withheld": True, "test": None, **empty}
    return {
        **head,
        "withheld": False,
        "kind": table.kind,
        "base": _base(table.base),
        "columns": [
            {
                "key": key,
                "label": column_words.get(key, str(key)),
                "letter": compare.letter(place),
                "base": base.n,
                "share": total.share,
            }
            for place, (key, base, total) in enumerate(
                zip(
                    table.columns,
                    table.column_bases,
                    table.column_totals,
                    strict=True,
                )
            )
        ],
        "lines": [
            {
                "key": key,
                "label": words.get(key, str(key)),
                "cells": [_line(cell, "") for cell in line],
                "total": _line(total, ""),
                "test": _test(table.row_tests[place]) if table.row_tests else None,
            }
            for place, (key, line, total) in enumerate(
                zip(table.rows, table.cells, table.row_totals, strict=True)
            )
        ],
        "means": _means(table),
        "test": _test(table.test or table.means_test),
    }


def _means(table):
    """Return a line per statistic; a column that is not shown has None."""
    found = []
    for place, total in enumerate(table.total_means):
        values = [
            _figures(column[place], STATISTIC) if column else None
            for column in table.means
        ]
        total = _figures(total, STATISTIC)
        found.append({"name": total["name"], "values": values, "total": total})
    return found


def _test(test):
    if not test:
        return None
    names = ("name", "statistic", "df1", "df2", "p")
    return {name: getattr(test, name) for name in names}

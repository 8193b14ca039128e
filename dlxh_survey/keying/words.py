"""Answers as people read them."""

from ._shared import model
from .compare import NOT_ASKED
from .fields import missing_of, split_name


def told(questionnaire, name, value, lang, words):
    """The value of a field by its label.

    :param dict words: what stands for not_asked, none, dont_know and refused, and
        for what a sheet is; `figure` and `day` write numbers and dates
    """
    if value is NOT_ASKED:
        return words["not_asked"]
    if value is None:
        return words["none"]
    if not name:
        return words[value]
    if missing_of(value):
        return words[missing_of(value)]
    code, _row, option = split_name(name)
    question = questionnaire.by_code[code]
    labels = {
        one.code: model.in_language(one.label, lang, questionnaire.langs)
        for one in question.options
    }
    if not option and question.type in ("number", "date"):
        return words["figure" if question.type == "number" else "day"](value)
    if option or question.is_text or not question.options:
        return str(value)
    if not isinstance(value, list):
        return labels.get(value, str(value))
    ranked = question.type == "ranking"
    return (" > " if ranked else "; ").join(labels.get(one, one) for one in value)


def label_of(questionnaire, name, lang):
    """(number of the question, its words) of a field; of a row the row's words too."""
    code, row, option = split_name(name)

    def say(text):
        return model.in_language(text, lang, questionnaire.langs)

    number = list(questionnaire.by_code).index(code) + 1
    question = questionnaire.by_code[code]
    parts = [say(question.title)]
    parts += [say(one.label) for one in question.rows if one.code == row]
    parts += [say(one.label) for one in question.options if one.code == option]
    return number, " – ".join(parts)

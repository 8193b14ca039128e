"""What each kind of problem tells: of an answer, and of a questionnaire."""

from .problem import _lt

ANSWERS = {
    "answer_and_missing": _lt(
        "There is an answer, and a note that there is none. Keep one of the two."
    ),
    "exclusive": _lt("“%(value)s” cannot be chosen together with other answers."),
    "not_a_date": _lt("“%(value)s” is not a date."),
    "not_a_number": _lt("“%(value)s” is not a number."),
    "not_a_text": _lt("The answer must be a text."),
    "not_an_object": _lt("The answers cannot be read. Open the form again."),
    "not_asked": _lt(
        "After the answers before it this question is not asked. Leave it empty."
    ),
    "not_whole": _lt("“%(value)s” is not a whole number."),
    "other_not_chosen": _lt(
        "There is a text beside the answer “%(value)s”, which is not chosen."
    ),
    "out_of_range": _lt("“%(value)s” does not lie between %(low)s and %(high)s."),
    "required": _lt("This question needs an answer."),
    "too_few_choices": _lt("Choose at least %(limit)s answers."),
    "too_long": _lt("The text is longer than %(limit)s characters. Shorten it."),
    "too_many_choices": _lt("Choose no more than %(limit)s answers."),
    "twice": _lt("The answer “%(value)s” is given twice."),
    "unknown_missing": _lt(
        "“%(value)s” is not a reason why there is no answer. Use dont_know or refused."
    ),
    "unknown_option": _lt("“%(value)s” is not one of the answers to choose from."),
    "unknown_question": _lt("The questionnaire has no question “%(value)s”."),
    "unknown_row": _lt("“%(value)s” is not one of the rows of the question."),
    "wrong_shape": _lt("The answer does not fit this kind of question."),
}

STRUCTURE = {
    "bad_bounds": _lt("The smallest value must lie below the largest one."),
    "bad_code": _lt(
        "The code “%(code)s” must begin with a letter and hold only letters without"
        " accents, digits and _, at most 32."
    ),
    "bad_condition": _lt("The condition of “%(code)s” cannot be read."),
    "bad_decimals": _lt("A number has 0 to %(limit)s decimals."),
    "bad_length": _lt("An open answer holds 1 to %(limit)s characters."),
    "bad_option_code": _lt(
        "The code “%(value)s” of an answer may hold only letters without accents,"
        " digits and _, at most 32."
    ),
    "bad_option_value": _lt(
        "The answer “%(value)s” needs a whole number of its own from 1 to %(limit)s."
    ),
    "bad_value": _lt("“%(value)s” cannot be compared with answers to “%(question)s”."),
    "condition_too_large": _lt(
        "The condition is too long: at most %(limit)s comparisons, 20 brackets deep."
    ),
    "cycle": _lt("The conditions of these questions wait for each other: %(codes)s."),
    "duplicate_code": _lt("The code “%(code)s” is used twice. Each needs its own."),
    "duplicate_option": _lt("Two answers have the code “%(value)s”."),
    "duplicate_row": _lt("Two rows have the code “%(value)s”."),
    "empty_page": _lt("The page “%(code)s” holds no question."),
    "forward": _lt(
        "The condition asks for “%(question)s”, which comes later. Only questions"
        " before this one have an answer then."
    ),
    "malformed": _lt("The questionnaire cannot be read: %(path)s."),
    "no_language": _lt("The questionnaire names no language."),
    "no_options": _lt("The question needs at least %(limit)s answers to choose from."),
    "no_questions": _lt("The questionnaire has no question."),
    "no_rows": _lt("The matrix needs at least one row."),
    "no_title": _lt("“%(code)s” has no text in the first language."),
    "not_on_page": _lt("The question “%(code)s” stands on no page, or on two."),
    "other_here": _lt(
        "A text beside an answer is possible in single and multiple choice only."
    ),
    "page_order": _lt("The pages list the questions in another order."),
    "page_question": _lt("The page “%(code)s” names an unknown question %(value)s."),
    "row_needed": _lt("The condition must say which row of “%(question)s” it means."),
    "too_long_label": _lt("A text of “%(code)s” is longer than %(limit)s characters."),
    "too_many_options": _lt(
        "The question has %(count)s answers; %(limit)s are allowed."
    ),
    "too_many_questions": _lt(
        "The questionnaire has %(count)s questions; %(limit)s are allowed."
    ),
    "too_many_rows": _lt("The matrix has %(count)s rows; %(limit)s are allowed."),
    "unknown_condition_option": _lt("“%(question)s” has no answer “%(value)s”."),
    "unknown_condition_question": _lt(
        "The condition asks for “%(question)s”, which is not in the questionnaire."
    ),
    "unknown_condition_row": _lt("“%(question)s” has no row “%(value)s”."),
    "unknown_type": _lt("“%(value)s” is not a type of question."),
    "wrong_operator": _lt("“%(value)s” does not fit the question “%(question)s”."),
    "wrong_slots": _lt("The places of the answers are not numbered as they must be."),
}

REASONS = {**ANSWERS, **STRUCTURE}

"""Answers into integers and back, and every answer that is refused."""

import copy
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire import (
    DONT_KNOW,
    NO_ANSWER,
    REASONS,
    REFUSED,
    Questionnaire,
    problems,
)
from questionnaire_cases import (
    answered_anyhow,
    answered_well,
    definition,
    definitions,
    every_type,
    matrix,
    options,
    question,
)

ALL = {
    "q1": "2",
    "q2": ["1", "3"],
    "q3": {"r1": "2", "r2": "1"},
    "q4": {"r1": ["1", "2"]},
    "q5": 7,
    "q6": 12.5,
    "q7": "2026-11-20",
    "q8": "Tốt",
    "q9": ["3", "1"],
    "q10": "Đường còn ngập 😀 شكرا",
}


@pytest.fixture(scope="module")
def every():
    return Questionnaire.of(every_type())


def if_one(code):
    return {"q": code, "op": "is", "value": "1"}


def kinds(checked):
    return [(problem.code, problem.kind) for problem in checked.errors]


def test_every_type_lies_in_the_slots_as_agreed(every):
    checked = every.check(ALL)
    assert checked.errors == []
    assert checked.slots == [2, 0b101, 2, 1, 0b11, 7, 1250, 20777, 2, 0, 1]
    assert checked.texts == {"q8": "Tốt", "q10": "Đường còn ngập 😀 شكرا"}
    assert every.slot_count == 11


def test_every_type_comes_back_as_it_was_sent(every):
    checked = every.check(ALL)
    assert every.decode(checked.slots, checked.texts) == ALL


def test_nothing_answered_is_told_apart_from_nothing_chosen(every):
    assert set(every.check({}).slots) == {NO_ANSWER}
    checked = every.check({"q2": [], "q4": {"r1": []}, "q9": []})
    assert checked.slots[1] == checked.slots[4] == 0
    assert checked.slots[8:] == [0, 0, 0]
    assert every.decode(checked.slots) == {"q2": [], "q4": {"r1": []}, "q9": []}


def test_a_reason_for_no_answer_is_kept():
    every = Questionnaire.of(every_type())
    sent = {
        "q1.missing": "refused",
        "q3": {"r1": "1"},
        "q3.missing": {"r2": "dont_know"},
        "q4.missing": "refused",
        "q9.missing": "dont_know",
    }
    checked = every.check(sent)
    assert checked.errors == []
    assert checked.slots[0] == checked.slots[4] == REFUSED
    assert checked.slots[3] == DONT_KNOW
    assert every.decode(checked.slots) == sent


def test_a_text_beside_an_answer_is_kept_apart(every):
    checked = every.check({"q1": "9", "q1.other": {"9": "Họp xóm"}})
    assert checked.errors == []
    assert checked.texts == {"q1.other.9": "Họp xóm"}
    decoded = every.decode(checked.slots, checked.texts)
    assert decoded == {"q1": "9", "q1.other": {"9": "Họp xóm"}}


REFUSED_ANSWERS = [
    ({"zz": "1"}, "zz", "unknown_question"),
    ({"q1.": "1"}, "q1.", "unknown_question"),
    ({"q1.more": "1"}, "q1.more", "unknown_question"),
    ({"q1": "7"}, "q1", "unknown_option"),
    ({"q1": 2}, "q1", "unknown_option"),
    ({"q1": ["2"]}, "q1", "unknown_option"),
    ({"q2": "1"}, "q2", "wrong_shape"),
    ({"q2": ["1", "1"]}, "q2", "twice"),
    ({"q2": ["1", {}]}, "q2", "unknown_option"),
    ({"q2": ["1", "99"]}, "q2", "exclusive"),
    ({"q3": "1"}, "q3", "wrong_shape"),
    ({"q3": {"r9": "1"}}, "q3", "unknown_row"),
    ({"q3": {"r1": "9"}}, "q3", "unknown_option"),
    ({"q4": {"r1": "1"}}, "q4", "wrong_shape"),
    ({"q5": 0}, "q5", "out_of_range"),
    ({"q5": 11}, "q5", "out_of_range"),
    ({"q5": 2.5}, "q5", "not_whole"),
    ({"q5": True}, "q5", "not_a_number"),
    ({"q5": "5"}, "q5", "not_a_number"),
    ({"q6": float("nan")}, "q6", "not_a_number"),
    ({"q6": float("inf")}, "q6", "not_a_number"),
    ({"q6": 10**400}, "q6", "not_a_number"),
    ({"q6": 1000.01}, "q6", "out_of_range"),
    ({"q7": "2026-02-30"}, "q7", "not_a_date"),
    ({"q7": "20/11/2026"}, "q7", "not_a_date"),
    ({"q7": "2025-12-31"}, "q7", "out_of_range"),
    ({"q8": "x" * 21}, "q8", "too_long"),
    ({"q8": ["x"]}, "q8", "not_a_text"),
    ({"q10": "x" * 10_000_000}, "q10", "too_long"),
    ({"q9": ["1", "1"]}, "q9", "twice"),
    ({"q1": "1", "q1.other": {"9": "x"}}, "q1", "other_not_chosen"),
    ({"q1": "1", "q1.other": {"1": "x"}}, "q1", "unknown_option"),
    ({"q1": "9", "q1.other": "x"}, "q1", "wrong_shape"),
    ({"q5": 5, "q5.other": {"9": "x"}}, "q5", "unknown_option"),
    ({"q5": 5, "q5.missing": "refused"}, "q5", "answer_and_missing"),
    ({"q5.missing": "lazy"}, "q5", "unknown_missing"),
    ({"q3.missing": ["refused"]}, "q3", "unknown_missing"),
]


@pytest.mark.parametrize(("sent", "code", "kind"), REFUSED_ANSWERS)
def test_a_bad_answer_is_refused_with_a_sentence(every, sent, code, kind):
    checked = every.check(sent)
    assert (code, kind) in kinds(checked)
    assert all(len(problem.reason) < 300 for problem in checked.errors)
    assert "%(" not in checked.errors[0].reason


def test_answers_that_are_no_object_are_refused(every):
    for sent in (None, [], "x", 5):
        assert kinds(every.check(sent)) == [("", "not_an_object")]


def test_a_number_without_bounds_still_fits_its_integer():
    made = Questionnaire.of(definition(question("n", "number", decimals=4)))
    assert made.check({"n": 214748.3647}).slots == [2147483647]
    assert kinds(made.check({"n": 214748.3648})) == [("n", "out_of_range")]
    assert kinds(made.check({"n": -214748.3646})) == [("n", "out_of_range")]
    assert made.check({"n": 0.00005}).slots == [1]


def test_mandatory_questions_are_demanded_where_they_are_asked():
    made = Questionnaire.of(
        definition(
            question("a", "single", options=options("1", "2"), required=True),
            matrix(
                "b", "matrix_single", "r1", "r2", required=True, condition=if_one("a")
            ),
            question("c", "text", required=True),
            question("d", "multiple", options=options("1"), required=True),
        )
    )
    sent = {"a": "1", "b": {"r2": "1"}, "c": " \u200d\n", "d": []}
    assert kinds(made.check(sent)) == [
        ("b", "required"),
        ("c", "required"),
        ("d", "required"),
    ]
    assert made.check(sent).errors[0].detail == {"row": "r1"}
    assert kinds(made.check({"a": "2", "c": "x", "d": ["1"]})) == []
    assert kinds(made.check({"a": "2"}, complete=False)) == []
    given_reason = {"a.missing": "refused", "c": "x", "d.missing": "dont_know"}
    assert kinds(made.check(given_reason)) == []


def test_how_many_may_be_chosen():
    few = question("m", "multiple", min=2, max=3)
    few["options"] = options("1", "2", "3", "4", "99", exclusive="99")
    made = Questionnaire.of(definition(few))
    assert kinds(made.check({"m": ["1"]})) == [("m", "too_few_choices")]
    assert kinds(made.check({"m": ["1", "2", "3", "4"]})) == [("m", "too_many_choices")]
    assert kinds(made.check({"m": ["99"]})) == []
    assert kinds(made.check({"m": ["4", "2"]})) == []


def test_an_answer_to_a_skipped_question_is_refused():
    made = Questionnaire.of(
        definition(
            question("a", "single", options=options("1", "2")),
            question(
                "b",
                "scale",
                min=1,
                max=5,
                condition={"q": "a", "op": "is", "value": "1"},
            ),
            question("c", "text", condition={"q": "b", "op": "answered"}),
        )
    )
    checked = made.check({"a": "2", "b": 3, "c": "x"})
    assert kinds(checked) == [("b", "not_asked"), ("c", "not_asked")]
    assert checked.slots == [2, None]
    assert kinds(made.check({"a": "2", "b.missing": "refused"})) == [("b", "not_asked")]
    # What a browser leaves behind of a question that went away is no answer.
    assert kinds(made.check({"a": "2", "b": None, "c": ""})) == []


def test_texts_keep_every_script_but_no_control_characters(every):
    for text in ("😀👩‍👩‍👧", "שלום עולם", "ภาษาไทย", "\u202bab\u202c", "Tiếng Việt"):
        assert every.check({"q10": text}).texts == {"q10": text}
    assert every.check({"q10": "a\x00b\r\nc\ud800"}).texts == {"q10": "ab\nc"}
    assert every.check({"q10": "e\u0301"}).texts == {"q10": "é"}


def test_columns_stand_for_every_type(every):
    names = {column.name: column.kind for column in every.columns()}
    assert names == {
        "q1": "single",
        "q1_9_text": "other",
        **{f"q2_{code}": "chosen" for code in ("1", "2", "3", "99")},
        "q3_r1": "single",
        "q3_r2": "single",
        "q4_r1_1": "chosen",
        "q4_r1_2": "chosen",
        "q5": "scale",
        "q6": "number",
        "q7": "date",
        "q8": "text",
        **{f"q9_{code}": "rank" for code in ("1", "2", "3")},
        "q10": "text",
    }
    assert every.columns()[3].slot == 1 and every.columns()[3].bit == 1


def test_columns_have_names_of_their_own():
    made = Questionnaire.of(
        definition(
            question("q_1", "scale", min=1, max=5),
            question("q", "multiple", options=options("1", "1_2")),
            question("Q_1_2", "text"),
        )
    )
    names = [column.name.lower() for column in made.columns()]
    assert len(set(names)) == len(names) == 4


@given(answered_well)
@settings(max_examples=200, deadline=None)
def test_what_was_sent_comes_back(case):
    made, sent = case
    assert problems(made) == []
    questionnaire = Questionnaire.of(made)
    checked = questionnaire.check(sent, complete=False)
    assert checked.errors == []
    assert len(checked.slots) == made["slots"]
    decoded = questionnaire.decode(checked.slots, checked.texts)
    assert decoded == sent
    assert questionnaire.check(decoded, complete=False) == checked


@given(answered_anyhow, st.sampled_from(("", "no_such", "q.more", "x.y.z")))
@settings(max_examples=200, deadline=None)
def test_whatever_is_sent_is_judged_and_never_half_taken(case, stray):
    """No answer breaks the check; what is stored belongs to what was asked."""
    made, sent = case
    sent = {**sent, stray: "1"} if stray else sent
    before = copy.deepcopy(sent)
    questionnaire = Questionnaire.of(made)
    checked = questionnaire.check(sent)
    assert sent == before
    assert len(checked.slots) == made["slots"]
    assert {problem.kind for problem in checked.errors} <= set(REASONS)
    asked = questionnaire.shown(sent)
    for about in questionnaire.questions:
        cells = checked.slots[about.slot : about.slot + about.width]
        assert all((cell is None) == (about.code not in asked) for cell in cells)
        assert all(cell is None or -(2**31) < cell < 2**31 for cell in cells)
        if about.code not in asked and sent.get(about.code) not in (None, "", [], {}):
            assert (about.code, "not_asked") in kinds(checked)
    if stray:
        assert (stray, "unknown_question") in kinds(checked)


@settings(deadline=None)
@given(definitions)
def test_columns_do_not_depend_on_what_was_skipped(made):
    asked = [{**one, "condition": None} for one in made["questions"]]
    skipped = [{**one, "condition": {"or": []}} for one in made["questions"]]
    columns = [
        Questionnaire.of({**made, "questions": questions}).columns()
        for questions in (asked, skipped)
    ]
    assert columns[0] == columns[1]
    names = [column.name.casefold() for column in columns[0]]
    assert len(set(names)) == len(names)
    places = [(one.slot, one.bit) for one in columns[0] if one.slot is not None]
    assert len(set(places)) == len(places)
    assert {slot for slot, _bit in places} == set(range(made["slots"]))


def test_three_hundred_questions_take_milliseconds():
    asked = [question("q0", "single", options=options("1", "2"))]
    for number in range(1, 300):
        before = {"q": f"q{number - 1}", "op": "is", "value": "1"}
        asked.append(
            question(
                f"q{number}", "single", options=options("1", "2"), condition=before
            )
        )
    made = definition(*asked)
    started = time.process_time()
    assert problems(made) == []
    assert time.process_time() - started < 1
    questionnaire = Questionnaire.of(made)
    sent = {one["code"]: "1" for one in asked}
    started = time.process_time()
    for _turn in range(20):
        assert questionnaire.check(sent).errors == []
    assert time.process_time() - started < 1

"""What is told of a definition before it is frozen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire import REASONS, Questionnaire, problems
from questionnaire_cases import (
    definition,
    every_type,
    matrix,
    options,
    question,
    rows,
)


def kinds(made):
    return [(problem.code, problem.kind) for problem in problems(made)]


def single(code="a", *names, **more):
    return question(code, "single", **{"options": options(*names or "12"), **more})


def test_a_good_definition_has_no_problem():
    assert problems(every_type()) == []


def if_is(code, value="1", **more):
    return {"q": code, "op": "is", "value": value, **more}


BAD_QUESTIONS = [
    (single("1a"), "bad_code"),
    (single("a" * 33), "bad_code"),
    (single("a-b"), "bad_code"),
    (single(title={}), "no_title"),
    (single(title={"en_US": "x"}), "no_title"),
    (single(help={"vi_VN": "x" * 5001}), "too_long_label"),
    (question("a", "slider"), "unknown_type"),
    (question("a", "single"), "no_options"),
    (question("a", "ranking", options=options("1")), "no_options"),
    (question("a", "text", options=options("1")), "too_many_options"),
    (single("a", *map(str, range(1, 102))), "too_many_options"),
    (
        question("a", "multiple", options=options(*map(str, range(1, 32)))),
        "too_many_options",
    ),
    (single("a", "1", "1"), "duplicate_option"),
    (single("a", "Có"), "bad_option_code"),
    (single("a", "x" * 33), "bad_option_code"),
    (single(options=[{**options("1")[0], "value": 0}]), "bad_option_value"),
    (single(options=[{**options("1")[0], "value": True}]), "bad_option_value"),
    (single(options=[{**options("1")[0], "value": 40000}]), "bad_option_value"),
    (single(options=[{**options("1")[0], "label": {}}]), "no_title"),
    (matrix("a", "matrix_single"), "no_rows"),
    (matrix("a", "matrix_single", "r", "r"), "duplicate_row"),
    (matrix("a", "matrix_single", "r 1"), "bad_option_code"),
    (single(rows=rows("r1")), "too_many_rows"),
    (matrix("a", "matrix_single", *(f"r{n}" for n in range(101))), "too_many_rows"),
    (
        question("a", "ranking", options=options("1", "2", other="2")),
        "other_here",
    ),
    (question("a", "scale"), "bad_bounds"),
    (question("a", "scale", min=5, max=5), "bad_bounds"),
    (question("a", "scale", min=0, max=101), "bad_bounds"),
    (question("a", "scale", min=0.5, max=3), "bad_bounds"),
    (question("a", "number", min=2, max=1), "bad_bounds"),
    (question("a", "number", min="1"), "bad_bounds"),
    (question("a", "number", decimals=5), "bad_decimals"),
    (question("a", "date", min="2026-02-30"), "bad_bounds"),
    (question("a", "date", min="2026-02-02", max="2026-02-01"), "bad_bounds"),
    (question("a", "text", max_length=10001), "bad_length"),
    (question("a", "multiple", options=options("1", "2"), min=3), "bad_bounds"),
]


@pytest.mark.parametrize(("bad", "kind"), BAD_QUESTIONS)
def test_a_bad_question_is_told(bad, kind):
    found = problems(definition(bad))
    assert (bad["code"], kind) in [(one.code, one.kind) for one in found]
    assert all("%(" not in problem.reason for problem in found)


BAD_CONDITIONS = [
    (if_is("zz"), "unknown_condition_question"),
    (if_is("one", "7"), "unknown_condition_option"),
    (if_is("one", 1), "unknown_condition_option"),
    (if_is("one", row="r1"), "unknown_condition_row"),
    (if_is("table", row="r9"), "unknown_condition_row"),
    (if_is("table"), "row_needed"),
    (if_is("some"), "wrong_operator"),
    (if_is("figure"), "wrong_operator"),
    ({"q": "one", "op": "<", "value": 1}, "wrong_operator"),
    ({"q": "figure", "op": "<", "value": "x"}, "bad_value"),
    ({"q": "day", "op": "<", "value": 7}, "bad_value"),
    ({"q": "words", "op": "=", "value": "x"}, "wrong_operator"),
    ({"q": "one"}, "bad_condition"),
    ({"and": [], "or": []}, "bad_condition"),
    ({"and": {}}, "bad_condition"),
    ({"or": [None]}, "bad_condition"),
    ({"not": "x"}, "bad_condition"),
    ({"eval": "1"}, "bad_condition"),
    ({"and": [if_is("one")] * 101}, "condition_too_large"),
    (if_is("later"), "forward"),
    (if_is("last"), "cycle"),
]


@pytest.mark.parametrize(("condition", "kind"), BAD_CONDITIONS)
def test_a_bad_condition_is_told_at_its_question(condition, kind):
    made = definition(
        single("one"),
        question("some", "multiple", options=options("1")),
        question("figure", "number"),
        question("day", "date"),
        question("words", "text"),
        matrix("table", "matrix_single", "r1"),
        single("last", condition=condition),
        single("later"),
    )
    found = problems(made)
    assert [(one.code, one.kind) for one in found] == [("last", kind)]
    assert "%(" not in found[0].reason


def test_brackets_without_end_are_refused():
    condition = if_is("one")
    for _depth in range(900):
        condition = {"not": condition}
    made = definition(single("one"), single("two", condition=condition))
    assert kinds(made) == [("two", "condition_too_large")]


def test_a_circle_of_conditions_is_told_once_with_its_path():
    made = definition(
        single("a", condition=if_is("c")),
        single("b", condition=if_is("a")),
        single("c", condition=if_is("b")),
        single("d", condition=if_is("e")),
        single("e"),
    )
    assert kinds(made) == [("a", "cycle"), ("d", "forward")]
    assert problems(made)[0].detail == {"codes": "a → c → b → a"}


def test_a_long_chain_is_no_circle_and_takes_no_depth():
    chain = [single("q0")]
    for number in range(1, 300):
        chain.append(single(f"q{number}", condition=if_is(f"q{number - 1}")))
    assert problems(definition(*chain)) == []
    wrong = problems(definition(*reversed(chain)))
    assert {one.kind for one in wrong} == {"forward"} and len(wrong) == 299


def test_pages_hold_each_question_once_and_in_order():
    three = [single(code) for code in "abc"]
    assert kinds(definition(*three, pages=[("p1", "ab"), ("p2", "c")])) == []
    wrong = {
        (("p1", "ab"), ("p1", "c")): ("p1", "duplicate_code"),
        (("p1", "ab"), ("p2", "")): ("p2", "empty_page"),
        (("p1", "abc"), ("p2", "c")): ("c", "not_on_page"),
        (("p1", "abcd"),): ("p1", "page_question"),
        (("p1", "bac"),): ("", "page_order"),
    }
    for pages, expected in wrong.items():
        assert expected in kinds(definition(*three, pages=pages))


def test_too_many_questions_are_refused():
    many = [question(f"q{number}", "text") for number in range(301)]
    assert ("", "too_many_questions") in kinds(definition(*many))
    assert ("", "no_questions") in kinds(definition())


def test_slots_must_lie_as_laid_out():
    made = every_type()
    assert kinds({**made, "slots": 99}) == [("", "wrong_slots")]
    made["questions"][3]["slot"] = 0
    assert kinds(made) == [("", "wrong_slots")]
    assert ("b", "duplicate_code") in kinds(definition(single("b"), single("b")))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 99) | st.sampled_from(("", "a", "q1")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ("code", "type", "title", "options", "condition", "and", "q")
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(JSON)
def test_whatever_is_given_is_judged(junk):
    assert kinds(junk) == [("", "malformed")]
    kind = kinds({**every_type(), "questions": junk})
    assert kind[0][1] in REASONS
    for key in ("pages", "langs", "title", "slots"):
        assert all(
            kind in REASONS for _code, kind in kinds({**every_type(), key: junk})
        )


@settings(deadline=None)
@given(JSON, st.sampled_from(sorted(every_type()["questions"][1])), st.integers(0, 9))
def test_whatever_a_question_holds_is_judged(junk, key, number):
    made = every_type()
    made["questions"][number][key] = junk
    if problems(made) == []:
        assert Questionnaire.of(made).check({}).slots

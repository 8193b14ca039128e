"""Keying twice: what differs is found, what is decided is stored, nothing else."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from keying import (
    ANSWERED,
    BLANK,
    NOT_ASKED,
    Sheet,
    agreement,
    answers_of,
    field_problem,
    fields_of,
    jumps,
    keys_for,
    label_of,
    lay_out_paper,
    settle,
    told,
)
from questionnaire import Questionnaire
from questionnaire_cases import (
    answered_well,
    definition,
    every_type,
    matrix,
    options,
    question,
)

WORDS = {
    "not_asked": "(not asked)",
    "none": "(none)",
    "dont_know": "(unknown)",
    "refused": "(refused)",
    BLANK: "blank",
    "figure": "{:g} (number)".format,
    "day": "{} (day)".format,
}


@pytest.fixture
def form():
    return Questionnaire.of(
        definition(
            question("q1", "single", options=options("1", "2", "9", other="9")),
            question(
                "q2",
                "multiple",
                options=options("1", "2", "3"),
                condition={"q": "q1", "op": "is", "value": "1"},
            ),
            matrix("q3", "matrix_single", "r1", "r2"),
            question("q4", "text"),
        )
    )


def decide_all(form, first, second, pick):
    """Decide whatever comes up, as people do, until nothing is open."""
    decided = {}
    for _round in range(400):
        settled = settle(form, first, second, decided)
        if not settled.open:
            return settled
        decided[settled.open[0].name] = pick(settled.open[0])
    raise AssertionError("decisions never end")


# keys


@given(st.integers(1, 100))
def test_every_answer_has_a_key_of_its_own(count):
    keys = keys_for(count)
    assert len(set(keys)) == len(keys) == count
    assert count > 35 or all(len(key) == 1 for key in keys)


# one entry taken apart


@settings(max_examples=60, deadline=None)
@given(answered_well)
def test_fields_hold_all_that_is_stored(case):
    made, answers = case
    form = Questionnaire.of(made)
    again = answers_of(form, fields_of(form, answers))
    stored, kept = (form.check(one, complete=False) for one in (answers, again))
    assert not stored.errors
    assert not kept.errors
    assert kept.texts == stored.texts
    told_empty = {"multiple", "matrix_multiple", "ranking"}
    for one in form.questions:
        place = slice(one.slot, one.slot + one.width)
        if one.type not in told_empty:  # nothing ticked on paper is no answer
            assert kept.slots[place] == stored.slots[place]


# two entries


@settings(max_examples=60, deadline=None)
@given(answered_well)
def test_equal_entries_agree(case):
    made, answers = case
    form = Questionnaire.of(made)
    sheet = Sheet(answers=answers)
    settled = settle(form, sheet, sheet, {})
    assert not settled.differences
    assert fields_of(form, settled.answers) == fields_of(form, answers)
    assert agreement(form, {1: sheet}, {1: sheet}).different == 0


@st.composite
def two_entries(draw):
    made, first = draw(answered_well)
    form = Questionnaire.of(made)
    second = {}
    for name, value in fields_of(form, first).items():
        if draw(st.integers(0, 3)):
            second[name] = value
    return form, first, answers_of(form, second)


@settings(max_examples=60, deadline=None)
@given(two_entries())
def test_who_always_picks_one_entry_gets_that_entry(case):
    form, first, second = case
    sheets = Sheet(answers=first), Sheet(answers=second)
    for mine, pick in ((first, "first"), (second, "second")):
        settled = decide_all(form, *sheets, lambda one, pick=pick: getattr(one, pick))
        got, wanted = fields_of(form, settled.answers), fields_of(form, mine)
        wanted = {
            name: value for name, value in wanted.items() if value is not NOT_ASKED
        }
        assert got.keys() == wanted.keys()
        # equal but for spelling, where the entries said the same
        assert {n: v for n, v in got.items() if not isinstance(v, str)} == {
            n: v for n, v in wanted.items() if not isinstance(v, str)
        }
        assert not form.check(settled.answers, complete=False).errors


def test_a_decision_asks_what_depends_on_it(form):
    first = Sheet(answers={"q1": "1", "q2": ["1"], "q4": "A"})
    second = Sheet(answers={"q1": "2", "q4": " a."})
    settled = settle(form, first, second, {})
    assert [one.name for one in settled.open] == ["q1"]
    settled = settle(form, first, second, {"q1": "1"})
    assert [(one.name, one.second) for one in settled.open] == [("q2", NOT_ASKED)]
    settled = settle(form, first, second, {"q1": "1", "q2": ["1", "3"]})
    assert settled.answers == {"q1": "1", "q2": ["1", "3"], "q4": "A"}
    assert not settle(form, first, second, {"q1": "2"}).open


def test_what_neither_came_to_must_be_typed(form):
    first, second = Sheet(answers={"q1": "2"}), Sheet(answers={"q1": "9"})
    (last,) = settle(form, first, second, {"q1": "1"}).open
    assert (last.name, last.first, last.second) == ("q2", NOT_ASKED, NOT_ASKED)


def test_a_sheet_that_one_found_blank(form):
    full, blank = Sheet(answers={"q1": "2"}), Sheet(BLANK)
    (one,) = settle(form, full, blank, {}).open
    assert (one.name, one.first, one.second) == ("", ANSWERED, BLANK)
    assert settle(form, blank, full, {"": ANSWERED}).answers == {"q1": "2"}
    assert settle(form, full, blank, {"": BLANK}).answers == {}
    assert agreement(form, {1: full}, {1: blank}).error_rate == 1


def test_a_sheet_keyed_once_is_taken_as_it_is(form):
    settled = settle(form, Sheet(answers={"q1": "2"}), None, {})
    assert (settled.answers, settled.open) == ({"q1": "2"}, [])


def test_the_rate_counts_fields_of_both(form):
    first = {1: Sheet(answers={"q1": "2"}), 2: Sheet(answers={"q1": "2"})}
    second = {1: Sheet(answers={"q1": "2", "q3": {"r1": "1"}})}
    found = agreement(form, first, second)
    assert (found.fields, found.different) == (4, 1)
    assert found.error_rate == pytest.approx(0.25)
    assert agreement(form, {}, {}).error_rate == 0


@settings(max_examples=40, deadline=None)
@given(two_entries())
def test_no_open_difference_means_equal_fields(case):
    form, first, second = case
    assume(fields_of(form, first) == fields_of(form, second))
    assert not settle(form, Sheet(answers=first), Sheet(answers=second), {}).open


# typing another answer


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("q1", "2", None),
        ("q1", None, None),
        ("q1", {"missing": "refused"}, None),
        ("q1", {"missing": "lost"}, "unknown_missing"),
        ("q1", "7", "unknown_option"),
        ("q1//9", "Báo", None),
        ("q1//1", "Báo", "unknown_row"),
        ("q1//9", 4, "not_a_text"),
        ("q2", ["1", "1"], "twice"),
        ("q3/r2", "1", None),
        ("q3/r9", "1", "unknown_row"),
        ("q3", {"r1": "1"}, "unknown_row"),
        ("q9", "1", "unknown_question"),
    ],
)
def test_only_an_answer_can_be_typed(form, name, value, kind):
    problem = field_problem(form, name, value)
    assert (problem and problem.kind) == kind


def test_answers_are_told_by_label(form):
    def say(name, value):
        return told(form, name, value, "vi_VN", WORDS)

    assert say("q1", "2") == "Phương án 2"
    assert say("q2", ["1", "3"]) == "Phương án 1; Phương án 3"
    assert say("q3/r1", {"missing": "refused"}) == "(refused)"
    assert say("q4", "Có") == "Có"
    assert (say("q4", None), say("q2", NOT_ASKED)) == ("(none)", "(not asked)")
    assert say("", BLANK) == "blank"
    other = Questionnaire.of(
        definition(question("q1", "number"), question("q2", "date"))
    )
    assert told(other, "q1", 2.0, "vi_VN", WORDS) == "2 (number)"
    assert told(other, "q2", "2026-11-05", "vi_VN", WORDS) == "2026-11-05 (day)"
    assert label_of(form, "q3/r2", "vi_VN") == (3, "Câu hỏi q3 – Dòng r2")


# paper


def test_an_answer_that_skips_says_where_to_go_on(form):
    assert jumps(form) == {("q1", "2"): 3, ("q1", "9"): 3}


def test_an_answer_may_end_the_form():
    one = question("q1", "single", options=options("1", "2"))
    two = question("q2", "text", condition={"q": "q1", "op": "is", "value": "1"})
    assert jumps(Questionnaire.of(definition(one, two))) == {("q1", "2"): 0}


def test_the_form_on_paper_has_every_question_once():
    made = every_type()
    items = [item for page in lay_out_paper(made, "vi_VN") for item in page.items]
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    kinds = {item.kind: item for item in items}
    assert kinds["scale"].points
    assert kinds["long_text"].lines > kinds["text"].lines
    assert [key for key, *_rest in kinds["single"].options] == ["1", "2", "3"]

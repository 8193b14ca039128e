"""Conditions in lines: taken apart and put together, nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from condition_lines import (
    CHOICE_OPERATORS,
    lines_of,
    mentions,
    operators_for,
    questions_in,
    remapped,
    shape_problem,
    tree_of,
)

codes = st.sampled_from(["q1", "q2", "q3"])
leaves = st.one_of(
    st.fixed_dictionaries(
        {
            "q": codes,
            "op": st.sampled_from(CHOICE_OPERATORS),
            "value": st.sampled_from(["1", "2"]),
        }
    ),
    st.fixed_dictionaries(
        {"q": codes, "op": st.sampled_from(["<", ">="]), "value": st.integers(0, 9)}
    ),
    st.fixed_dictionaries({"q": codes, "op": st.just("answered"), "row": codes}),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"and": parts}, st.lists(inner, min_size=1)),
        st.builds(lambda parts: {"or": parts}, st.lists(inner, min_size=1)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=12,
)


@given(st.sampled_from(["and", "or"]), st.lists(leaves, min_size=2))
def test_lines_come_back(mode, lines):
    assert lines_of(tree_of(mode, lines)) == (mode, lines)


def test_no_line_is_no_condition():
    assert tree_of("and", []) is None
    assert lines_of(None) == ("and", [])


def test_a_single_line_needs_no_bracket():
    leaf = {"q": "q1", "op": "answered"}
    assert tree_of("or", [leaf]) == leaf
    assert lines_of(leaf) == ("and", [leaf])


def test_brackets_do_not_fit_in_lines():
    leaf = {"q": "q1", "op": "answered"}
    assert lines_of({"not": leaf}) is None
    assert lines_of({"and": [leaf, {"or": [leaf]}]}) is None


@given(trees)
def test_a_new_code_reaches_every_leaf_and_back(tree):
    there = remapped(tree, questions={"q1": "x1"})
    assert "q1" not in questions_in(there)
    assert remapped(there, questions={"x1": "q1"}) == tree
    assert shape_problem(there) is None


@given(trees)
def test_an_answer_that_is_looked_at_is_found(tree):
    renamed = remapped(tree, values={("q1", "1"): "one"})
    assert mentions(tree, "q1", value="1") == mentions(renamed, "q1", value="one")
    assert not mentions(renamed, "q1", value="1")


def test_rows_follow():
    leaf = {"q": "q1", "op": "answered", "row": "r1"}
    assert remapped(leaf, rows={("q1", "r1"): "r9"})["row"] == "r9"
    assert mentions(leaf, "q1", row="r1")
    assert not mentions(leaf, "q1", row="r2")


def test_what_cannot_be_read_is_told():
    for tree, kind in (
        ([], "not_a_tree"),
        ({"and": []}, "empty"),
        ({"xor": [1]}, "keys"),
        ({"and": [{"q": "q1"}]}, "operator"),
        ({"q": "", "op": "answered"}, "question"),
        ({"q": "q1", "op": "is"}, "value"),
        ({"q": "q1", "op": "<", "value": True}, "value"),
        ({"q": "q1", "op": "is", "value": "1", "x": 1}, "keys"),
    ):
        assert shape_problem(tree)[0] == kind
    deep = {"q": "q1", "op": "answered"}
    for _level in range(30):
        deep = {"not": deep}
    assert shape_problem(deep)[0] == "too_deep"


def test_operators_fit_the_kind_of_question():
    assert "is" in operators_for("single")
    assert "has" in operators_for("matrix_multiple")
    assert "<" in operators_for("date")
    assert operators_for("text") == ("answered", "unanswered")

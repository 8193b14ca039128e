"""`relevant` and the conditions of a questionnaire."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlsform.expressions import MAX_LENGTH, Unreadable, parse, written
from xlsform.relevance import Target, condition_of

TARGETS = {
    "one": Target("one", "single"),
    "some": Target("some", "multiple"),
    "first": Target("first", "ranking"),
    "m_r1": Target("m", "matrix_single", "r1"),
    "mm_r1": Target("mm", "matrix_multiple", "r1"),
    "n": Target("n", "number"),
    "s": Target("s", "scale"),
    "d": Target("d", "date"),
    "t": Target("t", "text"),
}


def leaf(q, op, value=None, **more):
    made = {"q": q, "op": op, **more}
    return made if value is None else {**made, "value": value}


READ = [
    ("${one} = '1'", leaf("one", "is", "1")),
    ('${one}="1"', leaf("one", "is", "1")),
    ("${ one } = 1", leaf("one", "is", "1")),
    ("'1' = ${one}", leaf("one", "is", "1")),
    ("${one} != '1'", leaf("one", "is_not", "1")),
    ("selected(${one}, '1')", leaf("one", "is", "1")),
    ("${one} = ''", leaf("one", "unanswered")),
    ("${one} != ''", leaf("one", "answered")),
    ("selected(${some}, 'x')", leaf("some", "has", "x")),
    ("not(selected(${some}, 'x'))", leaf("some", "has_not", "x")),
    ("not( not( selected(${some}, 'x') ) )", leaf("some", "has", "x")),
    ("count-selected(${some}) > 0", leaf("some", "answered")),
    ("count-selected(${some}) = 0", leaf("some", "unanswered")),
    ("selected-at(${first}, 0) = 'x'", leaf("first", "is", "x")),
    ("${m_r1} = '2'", leaf("m", "is", "2", row="r1")),
    ("selected(${mm_r1}, '2')", leaf("mm", "has", "2", row="r1")),
    ("${n} >= 1.5", leaf("n", ">=", 1.5)),
    ("${n} > -2", leaf("n", ">", -2)),
    ("7 < ${s}", leaf("s", ">", 7)),
    ("${s} = '7'", leaf("s", "=", 7)),
    ("${s} != 7", leaf("s", "!=", 7)),
    ("${d} >= date('2026-11-20')", leaf("d", ">=", "2026-11-20")),
    ("${d} < '2026-11-20'", leaf("d", "<", "2026-11-20")),
    ("string-length(${t}) > 0", leaf("t", "answered")),
    ("true()", {"and": []}),
    ("false()", {"or": []}),
    (
        "${n} > 1 and ${n} < 5 or ${one} = '1'",
        {
            "or": [
                {"and": [leaf("n", ">", 1), leaf("n", "<", 5)]},
                leaf("one", "is", "1"),
            ]
        },
    ),
    (
        "${n} > 1 and (${n} < 5 or not(${one} = '1' and ${t} != ''))",
        {
            "and": [
                leaf("n", ">", 1),
                {
                    "or": [
                        leaf("n", "<", 5),
                        {
                            "not": {
                                "and": [leaf("one", "is", "1"), leaf("t", "answered")]
                            }
                        },
                    ]
                },
            ]
        },
    ),
]


@pytest.mark.parametrize(("source", "expected"), READ)
def test_what_form_makers_write_is_read(source, expected):
    assert condition_of(source, TARGETS) == expected


UNREAD = [
    ("${zz} = '1'", "unknown_field", "${zz}"),
    ("${some} = 'x'", "equals_on_multiple", "${some} = 'x'"),
    ("${one} > '1'", "unsupported_expression", "${one} > '1'"),
    ("${one}", "unsupported_expression", "${one}"),
    ("${one} = ${n}", "unsupported_expression", "${one} = ${n}"),
    ("${t} = 'x'", "unsupported_expression", "${t} = 'x'"),
    ("${n} > 'x'", "unsupported_expression", "${n} > 'x'"),
    ("today() > ${d}", "unsupported_expression", "today() > ${d}"),
    ("regex(${t}, 'x')", "unsupported_expression", "regex(${t}, 'x')"),
    ("selected(${n}, '1')", "unsupported_expression", "selected(${n}, '1')"),
    ("selected-at(${some}, 1) = 'x'", "unsupported_expression", "selected-at(${some}"),
    (
        "count-selected(${some}) > 2",
        "unsupported_expression",
        "count-selected(${some})",
    ),
    ("", "bad_expression", "…"),
    ("${one} =", "bad_expression", "…"),
    ("${one} = '1", "bad_expression", "'1"),
    ("${n} + 1 > 2", "bad_expression", "+ 1 > 2"),
    ("(${n} > 1", "bad_expression", "…"),
    ("${n} > 1)", "bad_expression", ")"),
    ("${n} > 1 and", "bad_expression", "…"),
    ("and ${n} > 1", "bad_expression", "and ${n} > 1"),
    ("/data/one = '1'", "bad_expression", "/data/one"),
    ("${n} > 1 ; drop table", "bad_expression", "; drop table"),
    ("not(" * 40 + "true()" + ")" * 40, "bad_expression", "(not("),
    ("(" * 40 + "true()" + ")" * 40, "bad_expression", "(("),
    ("${n} > 1 or " * 2000 + "true()", "bad_expression", "${n}"),
    (".", "unsupported_expression", "."),
    ("${n} > 1 > 2", "bad_expression", "> 2"),
]


@pytest.mark.parametrize(("source", "kind", "text"), UNREAD)
def test_what_is_not_possible_is_told_with_its_place(source, kind, text):
    with pytest.raises(Unreadable) as caught:
        condition_of(source, TARGETS)
    assert caught.value.kind == kind
    assert caught.value.text.startswith(text)


PIECES = [
    "${n}",
    "${one}",
    "'1'",
    "(",
    ")",
    "and",
    "or",
    "not(",
    "=",
    ">",
    "7",
    " ",
    ",",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text())
def test_whatever_is_written_is_read_or_told(source):
    try:
        condition_of(source, TARGETS)
    except Unreadable as unreadable:
        assert len(unreadable.text) <= 80
    try:
        tree = parse(source)
    except Unreadable:
        return
    assert parse(written(tree)) == tree
    assert len(source) <= MAX_LENGTH

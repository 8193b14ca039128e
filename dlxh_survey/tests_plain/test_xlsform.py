"""XLSForms: what is written comes back, and what form makers write is read."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from questionnaire import Questionnaire, problems, simplify
from questionnaire_cases import Dice, definitions, every_type, sizes
from xlsform import read_xlsform, write_xlsform
from xlsform_files import CHOICES, SURVEY, YES_NO, form


def back(definition):
    imported = read_xlsform(write_xlsform(definition))
    assert [problem.reason for problem in imported.problems] == []
    return imported.definition


def spread(condition, questions):
    """ "Any row of the matrix is answered" written out, as XLSForm must."""
    for join in ("and", "or"):
        if join in condition:
            return {join: [spread(one, questions) for one in condition[join]]}
    if "not" in condition:
        return {"not": spread(condition["not"], questions)}
    rows = questions[condition["q"]].get("rows")
    if not rows or "row" in condition:
        return condition
    some = {"or": [{**condition, "op": "answered", "row": one["code"]} for one in rows]}
    return some if condition["op"] == "answered" else {"not": some}


def plain(definition):
    """A definition without what says nothing, for comparing."""
    by_code = {one["code"]: one for one in definition["questions"]}
    made = []
    for one in definition["questions"]:
        one = dict(one)
        if one.get("condition"):
            one["condition"] = simplify(spread(simplify(one["condition"]), by_code))
        if one["type"] in ("single", "ranking"):
            one["options"] = [{**o, "exclusive": False} for o in one["options"]]
        one["labels"] = {k: v for k, v in (one.get("labels") or {}).items() if v}
        made.append({k: v for k, v in one.items() if v not in (None, {}, [])})
    langs = set(definition["langs"])
    return {**definition, "questions": made, "langs": langs}


def test_every_type_comes_back():
    assert plain(back(every_type())) == plain(every_type())


@given(definitions)
@settings(max_examples=80, deadline=None)
def test_codes_conditions_and_translations_come_back(made):
    again = back(made)
    assert problems(again) == []
    assert plain(again) == plain(made)
    assert again["langs"] == made["langs"]
    assert [one.name for one in Questionnaire.of(again).columns()] == [
        one.name for one in Questionnaire.of(made).columns()
    ]


@given(st.builds(Dice, st.integers(0, 2**32)), sizes)
@settings(max_examples=40, deadline=None)
def test_the_conditions_that_come_back_show_the_same(dice, size):
    made = dice.definition(size)
    again = Questionnaire.of(back(made))
    for _turn in range(5):
        answers = dice.any_answers(made)
        assert again.shown(answers) == Questionnaire.of(made).shown(answers)


def test_other_programs_find_the_usual_columns():
    book = load_workbook(io.BytesIO(write_xlsform(every_type())))
    assert book.sheetnames == ["survey", "choices", "settings"]
    head = [cell.value for cell in book["survey"][1]]
    assert head[:4] == [
        "type",
        "name",
        "label::Vietnamese (vi)",
        "hint::Vietnamese (vi)",
    ]
    types = [row[0].value for row in book["survey"].iter_rows(min_row=2)]
    assert types[:4] == ["begin_group", "select_one q1", "text", "select_multiple q2"]
    names = [row[1].value for row in book["survey"].iter_rows(min_row=2)]
    ends = [row[0].value for row in book["survey"].iter_rows(min_row=2)]
    named = [n for n, t in zip(names, ends, strict=True) if t != "end_group"]
    assert len(set(named)) == len(named)
    assert book["settings"]["D2"].value == "Vietnamese (vi)"


def test_a_text_that_looks_like_a_formula_stays_a_text():
    made = every_type()
    made["questions"][0]["title"] = {"vi_VN": "=1+1"}
    assert back(made)["questions"][0]["title"] == {"vi_VN": "=1+1"}


# forms made elsewhere


def read(*survey, **more):
    imported = read_xlsform(form(*survey, **more))
    assert [problem.reason for problem in imported.errors] == []
    return imported.definition


def test_a_form_without_groups_is_one_page():
    made = read(("select_one yn", "a", "A?"), ("text", "b", "B?", "${a} = '1'"))
    assert [page["questions"] for page in made["pages"]] == [["a", "b"]]
    assert made["pages"][0]["code"] == "page_1"
    assert made["langs"] == ["vi_VN"]
    assert made["questions"][1]["condition"] == {"q": "a", "op": "is", "value": "1"}
    assert [one["value"] for one in made["questions"][0]["options"]] == [1, 2]


def test_groups_are_pages_and_their_condition_counts_for_all_in_them():
    made = read(
        ("select_one yn", "a", "A?"),
        ("begin group", "g", "Nhóm", "${a} = '1'"),
        ("note", "n", "Đọc kỹ"),
        ("integer", "b", "B?"),
        ("integer", "c", "C?", "${b} > 3"),
        ("end group",),
        ("text", "d", "D?"),
    )
    assert [page["questions"] for page in made["pages"]] == [["a"], ["b", "c"], ["d"]]
    assert made["pages"][1]["title"] == {"vi_VN": "Nhóm"}
    assert made["pages"][1]["description"] == {"vi_VN": "Đọc kỹ"}
    is_one = {"q": "a", "op": "is", "value": "1"}
    more = {"q": "b", "op": ">", "value": 3}
    conditions = [one["condition"] for one in made["questions"]]
    assert conditions == [None, is_one, {"and": [is_one, more]}, None]


def test_notes_between_questions_become_help():
    made = read(("text", "a", "A"), ("note", "n", "Nhớ"), ("text", "b", "B"))
    assert made["questions"][1]["help"] == {"vi_VN": "Nhớ"}


def test_a_page_with_words_alone_is_not_lost():
    made = read(
        ("note", "n", "Kính chào"),
        ("begin_group", "g", "Giới thiệu"),
        ("note", "n2", "Xin đọc"),
        ("end_group",),
        ("begin_group", "h", "Hỏi"),
        ("text", "a", "A"),
        ("end_group",),
        ("note", "n3", "Xin cảm ơn"),
    )
    (page,) = made["pages"]
    assert (page["code"], page["title"]) == ("h", {"vi_VN": "Hỏi"})
    words = "Kính chào\nGiới thiệu\nXin đọc\nXin cảm ơn"
    assert page["description"] == {"vi_VN": words}


HEAD = ("type", "name", "label", "appearance", "required", "constraint", "parameters")


def one_of(kind, name="a", choices=YES_NO, **cells):
    """The only question of a form, from its cells."""
    row = {"type": kind, "name": name, "label": "A", **cells}
    line = [row.get(column, "") for column in HEAD]
    return read(line, head=HEAD, choices=choices)["questions"][0]


def test_types_are_read():
    assert one_of("select_one yn")["type"] == "single"
    assert one_of("Select One from yn")["type"] == "single"
    assert one_of("select_multiple yn")["type"] == "multiple"
    assert one_of("rank yn")["type"] == "ranking"
    assert one_of("text", appearance="multiline")["type"] == "long_text"
    assert one_of("decimal")["decimals"] == 2
    assert one_of("integer", required="TRUE")["required"] is True
    scale = one_of("range", parameters="start=0 end=10 step=1")
    assert (scale["type"], scale["min"], scale["max"]) == ("scale", 0, 10)
    assert one_of("range")["max"] == 10


def test_or_other_adds_an_option_with_a_text():
    options = one_of("select_one yn or_other")["options"]
    assert one_of("Select one yn or specify other")["options"] == options
    assert options[2]["code"] == "other" and options[2]["other"]
    assert options[2]["value"] == 3


CONSTRAINTS = [
    ("integer", ". >= 18 and . <= 99", {"min": 18, "max": 99}),
    ("integer", ".>17 and .<100", {"min": 18, "max": 99}),
    ("integer", "18 <= .", {"min": 18}),
    ("decimal", ". <= 2.5", {"max": 2.5}),
    ("date", ". >= date('2026-01-01')", {"min": "2026-01-01"}),
    ("select_multiple yn", "count-selected(.) <= 1", {"max": 1}),
    ("select_multiple yn", "count-selected(.) = 2", {"min": 2, "max": 2}),
    ("rank yn", "count-selected(.) >= 1", {"min": 1}),
    ("text", "string-length(.) <= 50", {"max_length": 50}),
]


@pytest.mark.parametrize(("kind", "constraint", "expected"), CONSTRAINTS)
def test_limits_are_read(kind, constraint, expected):
    made = one_of(kind, constraint=constraint)
    limits = ("min", "max", "max_length")
    assert {key: made[key] for key in limits if key in made} == expected


@pytest.mark.parametrize(
    "constraint",
    [
        "not(selected(., '2') and count-selected(.) > 1)",
        "not(count-selected(.) >= 2 and selected(., '2'))",
        "not(selected(., '2')) or count-selected(.) = 1",
    ],
)
def test_a_choice_that_stands_alone_is_read(constraint):
    options = one_of("select_multiple yn", constraint=constraint)["options"]
    assert [option["exclusive"] for option in options] == [False, True]


def test_tables_are_read_in_both_spellings():
    head = ("type", "name", "label", "appearance", "required")
    modern = read(
        ("begin_group", "m", "Bảng", "table-list"),
        ("select_one yn", "m_r1", "Dòng 1", "", "yes"),
        ("select_one yn", "r2", "Dòng 2", "", "yes"),
        ("end_group",),
        head=head,
    )
    old = read(
        ("begin_group", "p", "", "field-list"),
        ("select_one yn", "m", "Bảng", "label"),
        ("select_one yn", "m_r1", "Dòng 1", "list-nolabel", "yes"),
        ("select_one yn", "r2", "Dòng 2", "list-nolabel", "yes"),
        ("text", "t", "Sau bảng"),
        ("end_group",),
        head=head,
    )
    assert modern["questions"][0] == old["questions"][0]
    made = modern["questions"][0]
    assert made["type"] == "matrix_single" and made["required"]
    assert [row["code"] for row in made["rows"]] == ["r1", "r2"]
    assert [one["type"] for one in old["questions"]] == ["matrix_single", "text"]


def test_languages_are_told_by_code_or_name():
    head = (
        "type",
        "name",
        "label::Tiếng Việt (vi)",
        "label::English",
        "hint::Lao (lo)",
    )
    made = read(("text", "a", "Hỏi", "Ask", "ໝາຍ"), head=head)
    assert made["langs"] == ["vi_VN", "en_US", "lo_LA"]
    assert made["questions"][0]["title"] == {"vi_VN": "Hỏi", "en_US": "Ask"}
    assert made["questions"][0]["help"] == {"lo_LA": "ໝາຍ"}


def test_settings_name_the_form_and_its_first_language():
    head = ("type", "name", "label::English (en)", "label::Vietnamese (vi)")
    made = read(
        ("text", "a", "Ask", "Hỏi"),
        head=head,
        settings=(("form_title", "default_language"), ("Phiếu", "Vietnamese (vi)")),
    )
    assert made["title"] == {"vi_VN": "Phiếu"}
    assert made["langs"] == ["vi_VN", "en_US"]


def test_what_tells_who_answered_is_left_out_with_a_word():
    imported = read_xlsform(
        form(("start", "start"), ("deviceid", "device"), ("text", "a", "A"))
    )
    assert [one["code"] for one in imported.definition["questions"]] == ["a"]
    assert [(one.row, one.kind) for one in imported.problems] == [
        (2, "dropped_meta"),
        (3, "dropped_meta"),
    ]


def test_columns_are_found_however_they_are_spelled():
    made = read(
        ("text", "a", "A"),
        head=("Type", " name ", "Label :: Vietnamese (vi)"),
        choices_head=("list name", "name", "label"),
    )
    assert made["questions"][0]["title"] == {"vi_VN": "A"}
    assert (SURVEY[2], CHOICES[2]) == ("label::Vietnamese (vi)",) * 2

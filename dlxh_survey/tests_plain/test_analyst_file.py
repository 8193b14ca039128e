"""The file for analysts: nobody is found in it, and what it says is what was said."""

import csv
import datetime
import io
import re
import zipfile
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyst_file import (
    HIDDEN,
    Writer,
    codebook,
    marks_of,
    pack,
    protect,
    spss,
    stata,
    variables,
    weights_are_safe,
)
from analyst_file.variables import RESERVED, STRINGS
from questionnaire import DONT_KNOW, NO_ANSWER, REFUSED, Questionnaire
from questionnaire_cases import (
    answered_well,
    definition,
    definitions,
    options,
    question,
    rows,
)

WORDS = {
    "lang": "vi_VN",
    "langs": ["vi_VN"],
    "yes": "Có",
    "no": "Không",
    "unranked": "Không xếp",
    "stratum": "Tầng",
    "mode": "Cách trả lời",
    "psu": "Cụm",
    "weight": "Trọng số",
    "modes": {1: "Trực tuyến", 2: "Phiếu giấy"},
    "heads": ["Tên", "Nhãn", "Câu", "Phần", "Loại", "Mã", "Thiếu"],
    "kinds": dict.fromkeys(
        "choice yes_no rank scale number date mark weight".split(), "loại"
    ),
    "missing": dict.fromkeys("hidden dont_know refused no_answer".split(), "thiếu"),
}
COUNTS = st.integers(0, 4).flatmap(
    lambda width: st.tuples(
        st.just(width),
        st.dictionaries(
            st.tuples(*[st.integers(1, 3)] * width), st.integers(1, 25), min_size=1
        ),
    )
)


# marks


@settings(max_examples=300)
@given(COUNTS, st.integers(5, 12), st.sampled_from((0.0, 0.05, 0.3)))
def test_every_combination_that_is_told_is_shared_by_k(case, k, most):
    width, counts = case
    found = protect(counts, width, k, most)
    total = sum(counts.values())
    if total < k:
        assert found is None
        return
    told = Counter()
    for marks, people in counts.items():
        told[found.of(marks)] += people
    assert min(told.values()) >= k
    assert min(told.values()) == found.smallest
    assert told[HIDDEN] == found.hidden_n
    assert not found.kept or found.hidden_n <= most * total
    assert sorted(found.kept + found.dropped) == list(range(width))


@given(COUNTS)
def test_what_is_safe_stays_as_it_is(case):
    width, counts = case
    found = protect({key: n + 10 for key, n in counts.items()}, width, 10)
    assert found.kept == tuple(range(width)) and not found.hidden


def test_the_mark_that_gives_most_people_away_is_dropped():
    counts = {(sex, village): 6 for sex in (1, 2) for village in range(50)}
    assert protect(counts, 2, 10).kept == (0,)


def test_weights_are_marks_too():
    assert weights_are_safe({(("a",), 1.5): 10, ((None), 2): 12}, 10)
    assert not weights_are_safe({(("a",), 1.5): 10, (("a",), 1.7): 9}, 10)


# columns


@settings(max_examples=60)
@given(definitions)
def test_programs_take_every_name(made):
    names = [one.name for one in variables(Questionnaire.of(made), WORDS)]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,31}", name)
        assert name.casefold() not in RESERVED
        assert not STRINGS.fullmatch(name.casefold())


def back(columns, cells, width):
    """The stored integers from the cells, as the codebook tells to read them."""
    slots = [None] * width
    for one, text in zip(columns, cells, strict=True):
        if one.kind in ("mark", "weight") or text == "":
            continue
        codes = {str(code): name for name, code in one.missing.items()}
        stored = {"dont_know": DONT_KNOW, "refused": REFUSED, "no_answer": NO_ANSWER}
        if text in codes:
            slots[one.slot] = stored[codes[text]]
        elif one.kind == "yes_no":
            slots[one.slot] = (slots[one.slot] or 0) | int(text) << one.bit
        elif one.kind == "date":
            day = datetime.date.fromisoformat(text)
            slots[one.slot] = day.toordinal() - 719163
        else:
            slots[one.slot] = int(Decimal(text).scaleb(one.decimals))
    return slots


@settings(max_examples=60, deadline=None)
@given(answered_well, st.lists(st.sampled_from((0, DONT_KNOW, REFUSED)), max_size=9))
def test_the_file_says_what_was_answered(case, noise):
    made, answers = case
    asked = Questionnaire.of(made)
    slots = asked.check(answers, complete=False).slots
    for place, kind in enumerate(noise):
        if kind and place < len(slots) and slots[place] is not None:
            slots[place] = kind
    marks = marks_of(asked)
    own = (1, 1, None)
    safe = protect({marks.of(slots, own): 10}, len(marks.names), 10)
    columns = variables(asked, WORDS, ["Xã A"])
    target = io.BytesIO()
    writer = Writer(columns, marks, safe)
    written, digest = pack(
        target, columns, (writer.row(slots, own, 1.25) for _n in range(10)), {}, []
    )
    archive = zipfile.ZipFile(target)
    text = archive.read("data.csv").decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(text))
    assert written == len(lines) == 10 and len(digest) == 64
    assert head == [one.name for one in columns]
    found = back(columns, lines[0], len(slots))
    for one in columns:
        if one.kind == "date" and slots[one.slot] in (NO_ANSWER, DONT_KNOW, REFUSED):
            found[one.slot] = slots[one.slot]  # an empty cell stands for all
    assert found == slots
    assert lines[0][-1] == "1.25"


# whole files


QUESTIONS = (
    question("sex", "single", options=options("1", "2"), demographic=True),
    question("age", "single", options=options("1", "2", "3"), demographic=True),
    question(
        "shift",
        "single",
        options=options("1", "2"),
        condition={"q": "age", "op": "is", "value": "2"},
    ),
    question(
        "later",
        "scale",
        min=1,
        max=5,
        condition={"q": "shift", "op": "answered"},
    ),
    question("media", "multiple", options=options("1", "2")),
    question("view", "matrix_single", options=options("1", "2"), rows=rows("r1")),
    question("day", "date"),
    question("why", "long_text"),
)
PEOPLE = st.lists(
    st.tuples(st.integers(1, 2), st.integers(1, 3), st.integers(1, 3)),
    min_size=10,
    max_size=120,
)


def stored(sex, age):
    shift = (1, 3) if age == 2 else (None, None)
    return [sex, age, *shift, 1, 2, 20000]


@settings(max_examples=80, deadline=None)
@given(PEOPLE, st.integers(5, 10))
def test_no_row_is_told_apart_by_what_others_know(people, k):
    asked = Questionnaire.of(definition(*QUESTIONS))
    marks = marks_of(asked)
    own = [(stratum, 1, None) for _sex, _age, stratum in people]
    answers = [stored(sex, age) for sex, age, _stratum in people]
    counts = Counter(map(marks.of, answers, own))
    safe = protect(counts, len(marks.names), k)
    dropped = {marks.names[place] for place in safe.dropped}
    tied = {code for code, named in marks.tied.items() if named & dropped}
    only = {*marks.names, *(one.code for one in asked.questions), "weight"}
    columns = variables(asked, WORDS, ["A", "B", "C"], only - dropped - tied)
    writer = Writer(columns, marks, safe)
    found = Counter()
    # marks, and what tells of them because it hangs on their answer
    telling = [
        place
        for place, one in enumerate(columns)
        if (one.question or one.part) in {*marks.names, *marks.tied}
    ]
    for slots, mine in zip(answers, own, strict=True):
        row = writer.row(slots, mine, 1.0)
        found[tuple(row[place] for place in telling)] += 1
    assert min(found.values()) >= k


def test_what_hangs_on_a_demographic_is_known():
    marks = marks_of(Questionnaire.of(definition(*QUESTIONS)))
    assert marks.tied == {"shift": {"age"}, "later": {"age"}}
    assert marks.names == ("sex", "age", "stratum", "mode", "psu")


# syntax


def whole():
    asked = Questionnaire.of(definition(*QUESTIONS))
    return variables(asked, WORDS, ["Xã A", "Xã B's"])


def test_spss():
    text = spss(whole(), "data.csv", ["Đợt 1\nhai dòng."])
    lines = text.splitlines()
    assert text.startswith("\ufeff* Encoding: UTF-8.")
    assert lines[1] == "* Đợt 1 hai dòng."
    assert "    sex F12.0" in lines and "    day SDATE10" in lines
    assert "VALUE LABELS stratum" in lines and "  2 'Xã B''s'." in lines
    assert "MISSING VALUES sex (-99 THRU -96)." in lines
    assert "WEIGHT BY weight." in lines
    assert not any("why" in line for line in lines)


def test_stata():
    text = stata(whole(), "data.csv")
    assert 'import delimited using "data.csv"' in text
    assert "stringcols(8)" in text
    assert "mvdecode sex, mv(-96=.h \\ -97=.d \\ -98=.r \\ -99=.n)" in text
    assert 'label define stratum 2 "Xã B\'s", add' in text
    assert 'generate double _day = date(day, "YMD")' in text


@settings(max_examples=100)
@given(st.text(max_size=400))
def test_no_label_breaks_out_of_its_quotes(label):
    made = question("q1", "single", options=options("1"))
    made["options"][0]["label"] = made["title"] = {"vi_VN": label}
    columns = variables(Questionnaire.of(definition(made)), WORDS)
    for line in re.split(r"\r\n", spss(columns, "data.csv")):
        assert not re.search(r"[\n\r]", line)
        if line.startswith(("VARIABLE LABELS q1 ", "  1 '")):
            body = line[line.index("'") + 1 : line.rindex("'")]
            assert "'" not in body.replace("''", "")
            assert len(line.encode()) < 600
    for line in stata(columns, "data.csv").split("\r\n"):
        if line.startswith(("label variable q1", "label define q1")):
            assert line.count('"') == 2
            assert not set("`$\\") & set(line)


def test_the_codebook_is_no_formula():
    target = io.BytesIO()
    columns = whole()
    book = [*codebook(columns, WORDS), ["=1+1"] * 7]
    pack(target, columns, [], {"a.sps": "x"}, book)
    archive = zipfile.ZipFile(target)
    text = archive.read("codebook.csv").decode("utf-8-sig")
    assert "'=1+1" in text and "Xã B's" in text
    assert archive.read("a.sps") == b"x"
    assert set(archive.namelist()) == {"data.csv", "codebook.csv", "a.sps"}


@pytest.mark.parametrize("value", [None, NO_ANSWER])
def test_nothing_asked_is_told_from_nothing_answered(value):
    columns = whole()
    asked = Questionnaire.of(definition(*QUESTIONS))
    marks = marks_of(asked)
    slots = [value] * asked.slot_count
    safe = protect({marks.of(slots, (None, 1, None)): 10}, len(marks.names), 10)
    row = Writer(columns, marks, safe).row(slots, (None, 1, None), 1.0)
    assert row[0] == ("" if value is None else -99)

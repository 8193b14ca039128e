"""Conditions: what the operators mean, and that the browser means the same."""

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from questionnaire import Questionnaire, references, simplify
from questionnaire_cases import (
    answered_anyhow,
    definition,
    every_type,
    question,
)

MODULE = Path(__file__).resolve().parents[1] / "static/src/opinion/conditions.esm.js"
#: the engines that are there; a machine without node judges in Chromium alone
ENGINES = [name for name in ("node", "chromium") if shutil.which(name)]
IN_NODE = """
import {readFileSync} from "node:fs";
const {shown} = await import(process.argv[1]);
const cases = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(([one, answers]) => [...shown(one, answers)])));
"""
IN_PAGE = """async ([source, cases]) => {
    const {shown} = await import(source);
    return JSON.stringify(
        JSON.parse(cases).map(([one, answers]) => [...shown(one, answers)])
    );
}"""


def test_one_engine_is_there():
    assert ENGINES, "neither node nor chromium: the browser's half is not tested"


@pytest.fixture(scope="module", params=ENGINES)
def browser_shown(request):
    """A function of (definition, answers) pairs: what the browser's engine shows."""
    if request.param == "node":
        yield _in_node
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        page = browser.new_page()
        source = base64.b64encode(MODULE.read_bytes()).decode()
        source = f"data:text/javascript;base64,{source}"
        yield lambda cases: json.loads(
            page.evaluate(IN_PAGE, [source, json.dumps(cases)])
        )
        browser.close()


def _in_node(cases):
    done = subprocess.run(
        ["node", "--input-type=module", "-e", IN_NODE, str(MODULE)],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@settings(max_examples=25, deadline=None)
@given(st.lists(answered_anyhow, min_size=20, max_size=20))
def test_server_and_browser_ask_the_same_questions(browser_shown, many):
    ours = [sorted(Questionnaire.of(made).shown(answers)) for made, answers in many]
    theirs = [sorted(codes) for codes in browser_shown(many)]
    assert theirs == ours


CASES = [
    # condition, answers, fulfilled
    ({"q": "q1", "op": "is", "value": "1"}, {"q1": "1"}, True),
    ({"q": "q1", "op": "is", "value": "1"}, {}, False),
    ({"q": "q1", "op": "is", "value": "1"}, {"q1": 1}, False),
    ({"q": "q1", "op": "is_not", "value": "1"}, {}, True),
    ({"q": "q2", "op": "has", "value": "3"}, {"q2": ["1", "3"]}, True),
    ({"q": "q2", "op": "has", "value": "3"}, {"q2": []}, False),
    ({"q": "q2", "op": "has_not", "value": "3"}, {}, True),
    ({"q": "q2", "op": "answered"}, {"q2": []}, False),
    ({"q": "q3", "row": "r1", "op": "is", "value": "2"}, {"q3": {"r1": "2"}}, True),
    ({"q": "q3", "row": "r2", "op": "is", "value": "2"}, {"q3": {"r1": "2"}}, False),
    ({"q": "q3", "op": "answered"}, {"q3": {"r2": "1"}}, True),
    ({"q": "q3", "op": "answered"}, {"q3": {"r2": ""}}, False),
    ({"q": "q3", "row": "r1", "op": "unanswered"}, {"q3": {"r2": "1"}}, True),
    ({"q": "q4", "row": "r1", "op": "has", "value": "2"}, {"q4": {"r1": ["2"]}}, True),
    ({"q": "q5", "op": "<", "value": 7}, {"q5": 6}, True),
    ({"q": "q5", "op": "<", "value": 7}, {}, False),
    ({"q": "q5", "op": "!=", "value": 7}, {}, True),
    ({"q": "q5", "op": "!=", "value": 7}, {"q5": 7.0}, False),
    ({"q": "q5", "op": "=", "value": 1}, {"q5": True}, False),
    ({"q": "q5", "op": ">=", "value": 7}, {"q5": "9"}, False),
    ({"q": "q6", "op": ">", "value": 12.25}, {"q6": 12.5}, True),
    ({"q": "q7", "op": ">=", "value": "2026-11-20"}, {"q7": "2026-11-20"}, True),
    ({"q": "q7", "op": "<", "value": "2026-11-20"}, {"q7": "sometime"}, False),
    ({"q": "q8", "op": "answered"}, {"q8": " \u00a0\ufeff\u0085"}, False),
    ({"q": "q8", "op": "answered"}, {"q8": "😀"}, True),
    ({"q": "q8", "op": "answered"}, {"q8": "\ud83d"}, False),
    ({"q": "q9", "op": "is", "value": "3"}, {"q9": ["3", "1"]}, True),
    ({"q": "q9", "op": "is", "value": "1"}, {"q9": ["3", "1"]}, False),
    ({"q": "q9", "op": "is_not", "value": "1"}, {"q9": []}, True),
    ({"and": []}, {}, True),
    ({"or": []}, {}, False),
    ({"not": {"q": "q5", "op": "<", "value": 7}}, {}, True),
    (None, {}, True),
]


def _with(condition):
    return definition(
        *every_type()["questions"], question("z", "text", condition=condition)
    )


@pytest.mark.parametrize(("condition", "answers", "fulfilled"), CASES)
def test_what_the_operators_mean(condition, answers, fulfilled):
    made = Questionnaire.of(_with(condition))
    assert ("z" in made.shown(answers)) is fulfilled


def test_the_browser_means_the_same_by_them(browser_shown):
    many = [(_with(condition), answers) for condition, answers, _fulfilled in CASES]
    assert ["z" in one for one in browser_shown(many)] == [one for *_, one in CASES]


def test_the_browser_knows_codes_that_mean_something_to_it(browser_shown):
    first = question("constructor", "text")
    second = question("b", "text", condition={"q": "constructor", "op": "answered"})
    made = definition(first, second)
    shown = browser_shown([(made, {}), (made, {"constructor": "x"})])
    assert shown == [["constructor"], ["constructor", "b"]]


@settings(deadline=None)
@given(answered_anyhow)
def test_a_simplified_condition_shows_the_same(case):
    made, answers = case
    plain = {
        **made,
        "questions": [
            {**one, "condition": simplify(one["condition"])}
            for one in made["questions"]
        ],
    }
    assert Questionnaire.of(plain).shown(answers) == Questionnaire.of(made).shown(
        answers
    )
    for before, after in zip(made["questions"], plain["questions"], strict=True):
        assert len(list(references(before["condition"]))) == len(
            list(references(after["condition"]))
        )
        assert simplify(after["condition"]) == after["condition"]

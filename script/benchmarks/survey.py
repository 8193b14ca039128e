"""A survey of 100,000 answers to 60 questions: tables, banner and the results page.

Writes the answers once by SQL, then prints time, number of queries and the ratio to
bare SQL that counts the same over the same store, both in this run.
"""

import random
import sys
from pathlib import Path

import odoo.addons.dlxh_survey as home
from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_survey.questionnaire import lay_out

sys.path.insert(0, str(Path(home.__path__[0]).parent / "script" / "benchmarks"))

from national import Meter  # noqa: E402

PEOPLE, STRATA, NAME = 100_000, 20, "Bench: 100,000 answers"
#: kind of question, how many, what a slot holds, slots each
KINDS = (
    ("single", 30, "1 + floor(random() * 5)::int", 1),
    ("multiple", 8, "floor(random() * 32)::int", 1),
    ("matrix_single", 8, "1 + floor(random() * 5)::int", 5),
    ("scale", 6, "floor(random() * 11)::int", 1),
    ("number", 4, "floor(random() * 500)::int", 1),
    ("long_text", 4, "", 0),
)


def definition():
    options = [
        {"code": str(n), "value": n, "label": {"vi_VN": f"Ý kiến {n}"}}
        for n in range(1, 6)
    ]
    rows = [{"code": f"r{n}", "label": {"vi_VN": f"Dòng {n}"}} for n in range(5)]
    questions = []
    for kind, count, _values, _width in KINDS:
        for number in range(count):
            one = {"code": f"{kind}{number}", "type": kind, "options": [], "rows": []}
            one["title"] = {"vi_VN": f"Câu {kind} {number}"}
            if kind in ("single", "multiple", "matrix_single"):
                one["options"] = options
            if kind == "matrix_single":
                one["rows"] = rows
            if kind == "scale":
                one.update(min=0, max=10)
            questions.append(one)
    frozen = {"format": 1, "title": {}, "description": {}, "langs": ["vi_VN"]}
    return lay_out({**frozen, "pages": [], "questions": questions})


def fill(env):
    """Return the wave, made and answered once."""
    wave = env["dlxh.survey.wave"].search([("name", "=", NAME)])
    if wave:
        return wave
    unit = env["dlxh.unit"].create(
        {
            "name": "Bench survey",
            "code": "BENCH-SURVEY",
            "level_id": env.ref("dlxh_collaborator.level_direct").id,
            "date_open": "2020-01-01",
        }
    )
    survey = env["survey.survey"].create(
        {"title": "Bench", "survey_type": "opinion", "dlxh_unit_id": unit.id}
    )
    wave = env["dlxh.survey.wave"].create(
        {
            "name": NAME,
            "unit_id": unit.id,
            "survey_id": survey.id,
            "date_open": "2026-01-01",
            "date_close": "2026-12-31",
            "population_n": 10 * PEOPLE,
            "target_n": PEOPLE,
        }
    )
    strata = env["dlxh.survey.stratum"].create(
        [
            {"wave_id": wave.id, "name": f"{n}", "population_n": PEOPLE}
            for n in range(STRATA)
        ]
    )
    with_flow(wave).write({"state": "closed", "definition": definition()})
    values = ", ".join(
        value for _kind, count, value, width in KINDS for _n in range(count * width)
    )
    env.flush_all()
    env.cr.execute(
        "INSERT INTO dlxh_survey_response (wave_id, stratum_id, mode, weight, answers)"
        " SELECT %s, (%s::int[])[1 + n %% %s], 1, 0.5 + 1.5 * random(),"
        f" ARRAY[{values}] FROM generate_series(1, %s) n",
        [wave.id, strata.ids, STRATA, PEOPLE],
    )
    env.cr.execute("ANALYZE dlxh_survey_response")
    env.cr.commit()  # pylint: disable=invalid-commit
    return wave


wave = fill(env)  # noqa: F821 - the shell brings `env`
results = env["dlxh.survey.results"]  # noqa: F821
cr = env.cr  # noqa: F821
questions = wave.definition["questions"]
slots = range(wave.definition["slots"])
COUNT = (
    "SELECT answers[%s], stratum_id, count(*), sum(weight), sum(weight * weight)"
    " FROM dlxh_survey_response WHERE wave_id = %s GROUP BY 1, 2"
)
CROSS = (
    "SELECT answers[%s], answers[1], stratum_id, count(*), sum(weight),"
    " sum(weight * weight) FROM dlxh_survey_response WHERE wave_id = %s"
    " GROUP BY 1, 2, 3"
)


def bare(query, which):
    def run():
        for slot in which:
            cr.execute(query, [slot + 1, wave.id])
            cr.fetchall()

    return run


meter = Meter(env)  # noqa: F821
meter.line(
    "all one-way tables with SE, unsuppressed and published",
    lambda: results._one_way(wave),
    bare(COUNT, slots),
    rounds=2,
)
page = results.with_user(env.ref("base.user_admin"))  # noqa: F821
meter.line(
    "results page, 56 questions with charts",
    lambda: page._questions(page._tables(wave), wave),
    bare(COUNT, slots),
    rounds=2,
)
meter.line(
    "banner of one question by all, with tests",
    lambda: results._tables(wave, "single0"),
    bare(CROSS, slots[1:]),
    rounds=1,
)
chosen = random.Random(7).sample(questions[1:44], 12)
meter.line(
    "12 cross tables with tests",
    lambda: results._tables(wave, "single0", [one["code"] for one in chosen]),
    bare(CROSS, [one["slot"] for one in chosen]),
    rounds=1,
)
cr.rollback()

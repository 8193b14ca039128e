"""Tables, banner, cross tables and the results page of 100,000 answers.

Prints time, queries and the ratio to bare SQL that counts the same over the same
store, both in this run; reading the store is a COPY, which Odoo does not count.
"""

import sys
from pathlib import Path

from odoo.fields import Command

import odoo.addons.dlxh_survey as home

sys.path.insert(0, str(Path(home.__path__[0]).parent / "script" / "benchmarks"))

from national import Meter  # noqa: E402
from poll import fill, waves  # noqa: E402

PEOPLE, NAME = 100_000, "Bench: closed"
LOGIN, OFFICER = "bench_survey", "dlxh_collaborator.group_dlxh_officer"
COUNT = (
    "SELECT answers[%s], stratum_id, count(*), sum(weight), sum(weight * weight)"
    " FROM dlxh_survey_response WHERE wave_id = %s GROUP BY 1, 2"
)
CROSS = (
    "SELECT answers[%s], answers[1], stratum_id, count(*), sum(weight),"
    " sum(weight * weight) FROM dlxh_survey_response WHERE wave_id = %s"
    " GROUP BY 1, 2, 3"
)


def answered(env):
    """Return the wave, made and answered once."""
    wave = env["dlxh.survey.wave"].search([("name", "=", NAME)])
    if not wave:
        (wave,) = waves(env, ["closed"], strata=20)
        fill(env, wave, PEOPLE)
        env["res.users"].with_context(no_reset_password=True).create(
            {
                "name": LOGIN,
                "login": LOGIN,
                "group_ids": [Command.set(env.ref(OFFICER).ids)],
                "dlxh_unit_ids": [Command.set(wave.unit_id.ids)],
            }
        )
        env.cr.commit()  # pylint: disable=invalid-commit
    return wave


def bare(query, which):
    def run():
        for slot in which:
            cr.execute(query, [slot + 1, wave.id])
            cr.fetchall()

    return run


wave = answered(env)  # noqa: F821 - the shell brings `env`
cr = env.cr  # noqa: F821
officer = env["res.users"].search([("login", "=", LOGIN)])  # noqa: F821
results = env["dlxh.survey.results"].with_user(officer)  # noqa: F821
slots = range(wave.definition["slots"])
# 59 tables of 5 × 5: questions with one answer, and rows of matrices
five = [one for one in wave.definition["questions"] if len(one["options"]) == 5]
single = [one["code"] for one in five if one["type"] == "single"][1:]
matrix = [one["code"] for one in five if one["type"] == "matrix_single"][:6]
crossed = [
    slot
    for one in five
    if one["code"] in (*single, *matrix)
    for slot in range(one["slot"], one["slot"] + max(1, len(one["rows"])))
]
meter = Meter(env)  # noqa: F821
meter.line(
    "all one-way tables with SE, published",
    lambda: results._one_way(wave),
    bare(COUNT, slots),
    rounds=2,
)
meter.line(
    "banner of one question by all, with tests",
    lambda: results._tables(wave, "single0"),
    bare(CROSS, slots[1:]),
    rounds=2,
)
meter.line(
    f"{len(crossed)} cross tables with tests",
    lambda: results._tables(wave, "single0", [*single, *matrix]),
    bare(CROSS, crossed),
    rounds=2,
)
meter.line(
    "results page, 56 questions with charts",
    lambda: results.get_page(wave.id),
    bare(COUNT, slots),
    rounds=2,
)
meter.line(
    "banner as a page",
    lambda: results.get_page(wave.id, "single0"),
    bare(CROSS, slots[1:]),
    rounds=1,
)
cr.rollback()

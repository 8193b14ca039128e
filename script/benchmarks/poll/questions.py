"""The questionnaire, and waves that ask it."""

from datetime import date, timedelta

from odoo.fields import Command

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_survey.questionnaire import lay_out

OPTIONS, LINES = 5, 5
#: kind of question -> how many
KINDS = {
    "single": 30,
    "multiple": 8,
    "matrix_single": 8,
    "scale": 6,
    "number": 4,
    "long_text": 4,
}
LARGEST = 499
CHOICES = ("single", "multiple", "matrix_single")


def definition():
    """Return the frozen definition of a wave."""
    options = [
        {"code": str(n), "value": n, "label": {"vi_VN": f"Ý kiến {n}"}}
        for n in range(1, OPTIONS + 1)
    ]
    rows = [
        {"code": f"r{n}", "label": {"vi_VN": f"Dòng {n}"}} for n in range(1, LINES + 1)
    ]
    questions = [
        {
            "code": f"{kind}{number}",
            "type": kind,
            "title": {"vi_VN": f"Câu {kind} {number}"},
            "options": options if kind in CHOICES else [],
            "rows": rows if kind == "matrix_single" else [],
            **({"min": 0, "max": 10} if kind == "scale" else {}),
        }
        for kind, count in KINDS.items()
        for number in range(count)
    ]
    frozen = {"format": 1, "title": {}, "description": {}, "langs": ["vi_VN"]}
    return lay_out({**frozen, "pages": [], "questions": questions})


def waves(env, states, strata=0):
    """Return a wave in each of the states."""
    survey = env["survey.survey"].create(
        {"title": "Bench", "survey_type": "opinion", "dlxh_unit_id": _unit(env).id}
    )
    today = date.today()
    found = env["dlxh.survey.wave"].create(
        [
            {
                "name": f"Bench: {state}",
                "unit_id": survey.dlxh_unit_id.id,
                "survey_id": survey.id,
                "date_open": today - timedelta(days=2),
                "date_close": today + timedelta(days=30),
                "population_n": 1_000_000,
                "target_n": 100_000,
                "access": "open",
                "stratum_ids": [
                    Command.create({"name": f"{n}", "population_n": 100_000})
                    for n in range(strata)
                ],
            }
            for state in states
        ]
    )
    frozen = {"definition": definition(), "notice": {"version": 1}}
    for wave, state in zip(found, states, strict=True):
        with_flow(wave).write({"state": state, "opened_on": today, **frozen})
    return found


def _unit(env):
    """Return the unit that holds the surveys, made once."""
    found = env["dlxh.unit"].search([("code", "=", "BENCH-SURVEY")])
    level = env.ref("dlxh_collaborator.level_direct")
    return found or found.create(
        {
            "name": "Bench survey",
            "code": "BENCH-SURVEY",
            "level_id": level.id,
            "date_open": "2020-01-01",
        }
    )

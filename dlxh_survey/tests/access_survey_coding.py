from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart

from .common_wave import QUESTIONS, definition


class Coding(AccessPart):
    """Which questions are coded, and their themes; texts themselves nobody reads."""

    TABLE = """
dlxh.survey.coding           open     coder          rW     -      -      -      -
dlxh.survey.coding           done     coder          rW     -      -      -      -
dlxh.survey.coding           done     officer,leader r      -      -      -      -
dlxh.survey.theme            open     coder          rwcu   -      -      -      -
dlxh.survey.theme            done     coder          rWCU   -      -      -      -
dlxh.survey.theme            done     officer,leader r      -      -      -      -
"""

    WRITING = {
        "dlxh.survey.coding": {"sequence": 7},
        "dlxh.survey.theme": {"definition": "Other"},
    }

    def prepare(self, case, place, unit):
        at = case.at[place]
        wave = case.env["dlxh.survey.wave"].create(
            {
                "name": "Wave",
                "unit_id": unit.id,
                "survey_id": at["survey"].id,
                "date_open": "2026-01-01",
                "date_close": "2026-01-31",
            }
        )
        frozen = {"definition": definition(*QUESTIONS), "opened_on": "2026-01-01"}
        with_flow(wave).write({"state": "closed", **frozen})
        at["wave_closed"] = wave
        wave._make_codings()
        found = case.env["dlxh.survey.coding"].search([("wave_id", "=", wave.id)])
        for which, coding in zip(("open", "done"), found, strict=True):
            at[f"coding_{which}"] = coding
            case.rows["dlxh.survey.coding", which][place] = coding
            theme = {"coding_id": coding.id, "name": "Theme"}
            theme = case.env["dlxh.survey.theme"].create(theme)
            case.rows["dlxh.survey.theme", which][place] = theme
        at["coding_done"]._apply({"state": "done"})

    def values(self, case, *, at, name, number, which, **known):
        return {
            "dlxh.survey.coding": lambda: {
                "wave_id": at["wave_closed"].id,
                "question": f"q{number}",
            },
            "dlxh.survey.theme": lambda: {
                "coding_id": at[f"coding_{which}"].id,
                "name": name,
            },
        }

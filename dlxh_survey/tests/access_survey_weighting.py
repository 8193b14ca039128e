from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart

from .common_wave import QUESTIONS, definition


class Weightings(AccessPart):
    """Weightings of waves; their lines come with them and only take figures."""

    TABLE = """
dlxh.survey.weighting        closed    officer        rwcu   -      -      -      -
dlxh.survey.weighting        closed    leader         r      -      -      -      -
dlxh.survey.weighting        published officer        rWCU   r      -      -      -
dlxh.survey.weighting        published leader         r      r      -      -      -
dlxh.survey.weighting        published inspector      r      r      -      -      -
dlxh.survey.weighting.line   closed    officer        rw     -      -      -      -
dlxh.survey.weighting.line   closed    leader         r      -      -      -      -
dlxh.survey.weighting.line   published officer        rW     r      -      -      -
dlxh.survey.weighting.line   published leader         r      r      -      -      -
dlxh.survey.weighting.line   published inspector      r      r      -      -      -
"""

    WRITING = {"dlxh.survey.weighting.line": {"target": 40}}

    def prepare(self, case, place, unit):
        at = case.at[place]
        for which in ("closed", "published"):
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
            weighting = case.env["dlxh.survey.weighting"].create(
                {"wave_id": wave.id, "margin_codes": "sex"}
            )
            with_flow(wave).write({"state": which})
            case.rows["dlxh.survey.weighting", which][place] = weighting
            case.rows["dlxh.survey.weighting.line", which][place] = weighting.line_ids[
                :1
            ]
            at[f"weighted_{which}"] = wave

    def values(self, case, *, at, name, which, **known):
        wave = at.get(f"weighted_{which}")
        return {
            "dlxh.survey.weighting": lambda: {
                "wave_id": wave.id,
                "name": name,
                "margin_codes": "sex",
            },
            "dlxh.survey.weighting.line": lambda: {
                "weighting_id": wave.weighting_ids[:1].id,
                "question_code": "media",
            },
        }

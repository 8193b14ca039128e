from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart

from .common_wave import QUESTIONS, definition


class Results(AccessPart):
    """Saved tables of waves; results themselves are in `test_survey_results`."""

    TABLE = """
dlxh.survey.table            field     officer        rwcu   -      -      -      -
dlxh.survey.table            field     leader         r      -      -      -      -
dlxh.survey.table            published officer        rwcu   r      -      -      -
dlxh.survey.table            published leader         r      r      -      -      -
dlxh.survey.table            published inspector      r      r      -      -      -
"""

    def prepare(self, case, place, unit):
        at = case.at[place]
        for which, state in (("field", "fieldwork"), ("published", "published")):
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
            with_flow(wave).write({"state": state, **frozen})
            at[f"wave_{which}"] = wave

    def values(self, case, *, at, name, which, **known):
        return {
            "dlxh.survey.table": lambda: {
                "wave_id": at[f"wave_{which}"].id,
                "name": name,
                "column_codes": "sex",
            }
        }

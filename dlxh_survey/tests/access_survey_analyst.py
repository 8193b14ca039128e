from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart

from .common_wave import QUESTIONS, definition


class Analyst(AccessPart):
    """Requests for single answers; the answers themselves nobody reads."""

    TABLE = """
dlxh.survey.wave             closed   officer        rWcU   r      -      -      -
dlxh.survey.wave             closed   leader         r      r      -      -      -
dlxh.survey.wave             closed   clerk          r      -      -      -      -
dlxh.survey.wave             closed   inspector      r      r      -      -      -
dlxh.survey.wave             closed   analyst        r      -      -      -      -

dlxh.survey.analyst.file     draft    analyst        rc     -      -      -      -
dlxh.survey.analyst.file     mine     analyst        rwcu   -      -      -      -
dlxh.survey.analyst.file     asked    analyst        rc     -      -      -      -
dlxh.survey.analyst.file     asked    leader         r      -      -      -      -
dlxh.survey.analyst.file     asked    inspector,data_officer r r   -      -      -
dlxh.survey.analyst.refusal  dialog   leader         rwc
"""

    WRITING = {
        "dlxh.survey.analyst.file": {"purpose": "Another study of the commune"},
        "dlxh.survey.analyst.refusal": {"reason": "Other"},
    }

    def prepare(self, case, place, unit):
        at = case.at[place]
        wave = case.env["dlxh.survey.wave"].create(self.wave_values(at))
        frozen = {"definition": definition(*QUESTIONS), "opened_on": "2026-01-01"}
        with_flow(wave).write({"state": "closed", **frozen})
        at["wave_of_analyst"] = wave
        case.rows["dlxh.survey.wave", "closed"][place] = wave
        files = case.env["dlxh.survey.analyst.file"]
        values = {"wave_id": wave.id, "purpose": "A study of the new commune"}
        case.rows["dlxh.survey.analyst.file", "draft"][place] = files.create(values)
        asked = files.create(values)
        asked._apply({"state": "requested"})
        case.rows["dlxh.survey.analyst.file", "asked"][place] = asked
        at["file_asked"] = asked

    def finish(self, case):
        place = case.at["own"]
        values = {
            "wave_id": place["wave_of_analyst"].id,
            "purpose": "A study of the new commune",
        }
        mine = case.env["dlxh.survey.analyst.file"].with_user(case.users["analyst"])
        case.rows["dlxh.survey.analyst.file", "mine"]["own"] = mine.create(
            values
        ).with_env(case.env)

    def wave_values(self, at):
        return {
            "name": "Wave",
            "unit_id": at["unit"].id,
            "survey_id": at["survey"].id,
            "date_open": "2026-01-01",
            "date_close": "2026-01-31",
        }

    def values(self, case, *, at, which, **known):
        found = {
            "dlxh.survey.analyst.file": lambda: {
                "wave_id": at["wave_of_analyst"].id,
                "purpose": "A study of the new commune",
            },
            "dlxh.survey.analyst.refusal": lambda: {
                "file_id": at["file_asked"].id,
                "reason": "Not needed",
            },
        }
        if which == "closed":
            found["dlxh.survey.wave"] = lambda: self.wave_values(at)
        return found

from odoo.fields import Date

from odoo.addons.dlxh_collaborator.tests.access_engine import OWN, AccessPart


class Paper(AccessPart):
    """Batches of sheets: the unit that keys sees its own, in numbers."""

    TABLE = """
# of somebody else; a collaborator reads it who asks in the unit for the same survey
dlxh.survey.batch            shared   officer,leader r      r      -      -      -
dlxh.survey.batch            shared   inspector      r      r      -      -      -
dlxh.survey.batch            shared   collaborator   r      -      -      -      -
dlxh.survey.batch            mine     officer,leader,inspector r - - - -
dlxh.survey.batch            mine     collaborator   r      -      -      -      r
dlxh.survey.batch.open       dialog   officer,collaborator rwc
"""

    WRITING = {"dlxh.survey.batch.open": {"sheet_n": 7}}

    def finish(self, case):
        batch = case.env["dlxh.survey.batch"].create(
            self._batch(case, case.at[OWN], case.person)
        )
        case.rows["dlxh.survey.batch", "mine"][OWN] = batch

    def _batch(self, case, at, person=None):
        wave = at["wave_approved"]
        line = case.env["dlxh.survey.allocation"].create(
            {
                "wave_id": wave.id,
                "unit_id": at["unit"].id,
                "collaborator_id": person.id if person else False,
                "target_n": 30,
                "deadline": Date.today(),
            }
        )
        return {
            "wave_id": wave.id,
            "kind": "paper",
            "state": "open",
            "allocation_id": line.id,
            "keying_unit_id": at["unit"].id,
            "sheet_n": 20,
        }

    def values(self, case, *, at, unit, number, which, place, user, **known):
        wave = at["wave_approved"].id
        found = {"dlxh.survey.batch.open": lambda: {"wave_id": wave}}
        if which == "shared":
            found["dlxh.survey.batch"] = lambda: self._batch(case, at)
        elif which == "mine":
            person = getattr(case, "person", None)
            found["dlxh.survey.batch"] = lambda: self._batch(case, at, person)
        return found

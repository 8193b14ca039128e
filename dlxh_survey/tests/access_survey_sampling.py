from odoo.fields import Date

from odoo.addons.dlxh_collaborator.tests.access_engine import OWN, AccessPart


class Sampling(AccessPart):
    """Targets of units, and the dialogs of the sample and of the codes."""

    TABLE = """
dlxh.survey.allocation       draft    officer        rwcu   -      -      -      -
dlxh.survey.allocation       draft    leader         r      -      -      -      -
dlxh.survey.allocation       approved officer        rwcu   r      -      -      -
dlxh.survey.allocation       approved leader         r      r      -      -      -
dlxh.survey.allocation       approved inspector      r      r      -      -      -
dlxh.survey.allocation       mine     officer        rwcu   -      -      -      -
dlxh.survey.allocation       mine     leader         r      -      -      -      -
dlxh.survey.allocation       mine     inspector      r      -      -      -      -
dlxh.survey.allocation       mine     collaborator   r      -      -      -      r
dlxh.survey.size             dialog   officer        rwc
dlxh.survey.share            dialog   officer        rwc
dlxh.survey.frame            dialog   officer        rwc
dlxh.survey.frame.line       dialog   officer        rwcu
dlxh.survey.slip             dialog   officer        rwc
dlxh.survey.slip.line        dialog   officer        rwcu
"""

    WRITING = {
        "dlxh.survey.allocation": {"target_n": 7},
        "dlxh.survey.size": {"margin": 4},
        "dlxh.survey.share": {"minimum": 40},
        "dlxh.survey.frame": {"unit_count": 4},
        "dlxh.survey.frame.line": {"population_n": 4},
        "dlxh.survey.slip": {"replace": True},
        "dlxh.survey.slip.line": {"number": 40},
    }

    def finish(self, case):
        values = self._allocation(case.at[OWN], "mine", case.person)
        line = case.env["dlxh.survey.allocation"].create(values)
        case.rows["dlxh.survey.allocation", "mine"][OWN] = line

    def _allocation(self, at, which, person=None):
        wave = at["wave_approved" if which == "mine" else f"wave_{which}"]
        return {
            "wave_id": wave.id,
            "unit_id": at["unit"].id,
            "collaborator_id": person.id if person and which == "mine" else False,
            "target_n": 30,
            "deadline": Date.today(),
        }

    def values(self, case, *, at, unit, which, place, user, **known):
        def dialog(kind):
            who = user or case.env.user
            return case.parent_dialog(who, f"dlxh.survey.{kind}", place)

        wave = at["wave_draft"].id
        person = getattr(case, "person", None)
        return {
            "dlxh.survey.allocation": lambda: self._allocation(at, which, person),
            "dlxh.survey.size": lambda: {"wave_id": wave},
            "dlxh.survey.share": lambda: {"wave_id": wave},
            "dlxh.survey.frame": lambda: {"wave_id": wave},
            "dlxh.survey.frame.line": lambda: {
                "frame_id": dialog("frame"),
                "unit_id": unit,
            },
            "dlxh.survey.slip": lambda: {"wave_id": wave},
            "dlxh.survey.slip.line": lambda: {"slip_id": dialog("slip")},
        }

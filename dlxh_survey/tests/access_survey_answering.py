from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart


class Answering(AccessPart):
    """Strata and quotas; codes and open answers, which nobody reads row by row."""

    TABLE = """
dlxh.survey.stratum          draft    officer        rwcu   -      -      -      -
dlxh.survey.stratum          draft    leader         r      -      -      -      -
dlxh.survey.stratum          approved officer        rwcu   r      -      -      -
dlxh.survey.stratum          approved leader         r      r      -      -      -
dlxh.survey.stratum          approved inspector      r      r      -      -      -
dlxh.survey.quota            draft    officer        rwcu   -      -      -      -
dlxh.survey.quota            draft    leader         r      -      -      -      -
dlxh.survey.quota            approved officer        rwcu   r      -      -      -
dlxh.survey.quota            approved leader         r      r      -      -      -
dlxh.survey.quota            approved inspector      r      r      -      -      -
dlxh.survey.ticket           any      *              -
dlxh.survey.text             any      *              -
"""

    WRITING = {
        "dlxh.survey.ticket": {"used": True},
        "dlxh.survey.text": {"body": "Other"},
    }

    def values(self, case, *, at, number, name, which, **known):
        # of other parts' rows too, which are asked for by names of their own
        wave = at.get(f"wave_{which}") or at["wave_draft"]
        return {
            "dlxh.survey.stratum": lambda: {"name": name, "wave_id": wave.id},
            "dlxh.survey.quota": lambda: {"name": name, "wave_id": wave.id, "cap": 9},
            "dlxh.survey.ticket": lambda: {"wave_id": wave.id, "hash": f"{number:064}"},
            "dlxh.survey.text": lambda: {
                "wave_id": wave.id,
                "question": "q1",
                "body": name,
            },
        }

from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart


class Files(AccessPart):
    """Files of questionnaires and answers, and what is kept of them."""

    TABLE = """
dlxh.survey.batch            draft    officer,leader r      -      -      -      -
dlxh.survey.batch            approved officer,leader r      r      -      -      -
dlxh.survey.batch            approved inspector      r      r      -      -      -

dlxh.survey.form.import      dialog   officer        rwcu
dlxh.survey.dataset.import   dialog   officer        rwcu
dlxh.survey.file.problem     dialog   officer        rwcu
"""

    WRITING = {
        "dlxh.survey.batch": {"row_count": 7},
        "dlxh.survey.form.import": {"file_name": "other.xlsx"},
        "dlxh.survey.dataset.import": {"complete": True},
        "dlxh.survey.file.problem": {"reason": "Other"},
    }

    def values(self, case, *, at, unit, number, which, place, user, **known):
        return {
            "dlxh.survey.batch": lambda: {
                "wave_id": at[f"wave_{which}"].id,
                "row_count": number,
                "file_hash": f"{number:064}",
            },
            "dlxh.survey.form.import": lambda: {"unit_id": unit},
            "dlxh.survey.dataset.import": lambda: {"wave_id": at["wave_approved"].id},
            "dlxh.survey.file.problem": lambda: {
                "form_import_id": case.parent_dialog(
                    user or case.env.user, "dlxh.survey.form.import", place
                ),
                "reason": "Correct it",
            },
        }

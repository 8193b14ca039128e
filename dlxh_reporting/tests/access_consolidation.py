from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart


class Consolidation(AccessPart):
    """The dialog that splits an entry."""

    TABLE = """
dlxh.report.entry.split      dialog   officer        rwc
dlxh.report.entry.split.line dialog   officer        rwcu
"""

    WRITING = {
        "dlxh.report.entry.split": {"title": "Other"},
        "dlxh.report.entry.split.line": {"is_moved": True},
    }

    def values(self, case, *, at, name, user=None, **known):
        dialogs = case.env["dlxh.report.entry.split"]
        dialogs = dialogs.with_user(user or case.env.user)

        def dialog():
            entry = at["draft"].entry_ids.sorted("id")[0]
            return {"entry_id": entry.id, "title": name}

        return {
            "dlxh.report.entry.split": dialog,
            "dlxh.report.entry.split.line": lambda: {
                "wizard_id": dialogs.create(dialog()).id,
            },
        }

from odoo.fields import Command

from .access_engine import AccessPart


class Bulk(AccessPart):
    """Importing people, giving accounts, merging duplicates."""

    TABLE = """
# model                      which    chairs                 own
dlxh.roster.import           dialog   officer,administrator  rwcu
dlxh.roster.import.line      dialog   officer,administrator  rwcu
dlxh.roster.import.error     dialog   officer,administrator  rwcu
dlxh.account.issue           dialog   officer,administrator  rwcu
dlxh.account.issue.line      dialog   officer,administrator  rwcu
dlxh.collaborator.duplicate  dialog   officer                rw
"""
    WRITING = {
        "dlxh.roster.import": {"file_name": "other.xlsx"},
        "dlxh.roster.import.line": {"name": "Other"},
        "dlxh.roster.import.error": {"value": "Other"},
        "dlxh.account.issue": {"reset_used": True},
        "dlxh.account.issue.line": {"login": "0900000000"},
        "dlxh.collaborator.duplicate": {"target_id": False},
    }

    def values(self, case, *, at, unit, number, name, which, place, user):
        def parent(model):
            return case.parent_dialog(user, model, place)

        return {
            "dlxh.roster.import": lambda: {"file_name": "people.xlsx"},
            "dlxh.roster.import.line": lambda: {
                "import_id": parent("dlxh.roster.import"),
                "name": name,
            },
            "dlxh.roster.import.error": lambda: {
                "import_id": parent("dlxh.roster.import"),
                "value": name,
            },
            "dlxh.account.issue": lambda: {
                "collaborator_ids": [Command.set(at["author"].ids)]
            },
            "dlxh.account.issue.line": lambda: {
                "issue_id": parent("dlxh.account.issue"),
                "login": name,
            },
            "dlxh.collaborator.duplicate": lambda: {
                "name": name,
                "collaborator_ids": [Command.set(at["author"].ids)],
            },
        }

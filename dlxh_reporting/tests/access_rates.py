from odoo.addons.dlxh_collaborator.tests.access_engine import AccessPart


class Rates(AccessPart):
    """Rates of what units owe go up; those of what members owe stay inside."""

    TABLE = """
# model              which    chairs                   own    below  beside above  none
dlxh.reporting.rate  units    officer,leader           r      r      -      -      -
dlxh.reporting.rate  units    inspector,administrator  r      r      -      -      -
dlxh.reporting.rate  members  officer,leader           r      -      -      -      -
"""

    WRITING = {"dlxh.reporting.rate": {"expected": 2}}

    def prepare(self, case, place, unit):
        obligations = case.env["dlxh.obligation"]
        person = case.collaborator(unit)
        for which in ("units", "members"):
            owed = obligations.create(
                {
                    "unit_id": unit.id,
                    "regime_id": case.env["dlxh.regime"].search([], limit=1).id,
                    "parent_unit_id": unit.parent_id.id,
                    "tree_path": unit.parent_path,
                    "is_member": which == "members",
                    "collaborator_id": person.id if which == "members" else False,
                    "date_from": "2019-01-01",
                    "date_to": "2019-01-31",
                    "due_at": "2019-02-05 16:59:59",
                }
            )
            rates = case.env["dlxh.reporting.rate"]
            case.rows["dlxh.reporting.rate", which][place] = rates.browse(owed.id)

    def values(self, case, *, unit, **known):
        return {"dlxh.reporting.rate": lambda: {"unit_id": unit}}

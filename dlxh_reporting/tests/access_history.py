from odoo.fields import Command

from odoo.addons.dlxh_collaborator.tests.access_engine import OWN, AccessPart


class History(AccessPart):
    """Requests to take opinion sheets out. The search stores nothing."""

    TABLE = """
# model                 which    chairs                  own    below  beside above  none
dlxh.raw.export         draft    officer                 rc     -      -      -      -
dlxh.raw.export         mine     officer                 rwcu   -      -      -      -
dlxh.raw.export         asked    officer                 rc     -      -      -      -
dlxh.raw.export         asked    leader                  r      -      -      -      -
dlxh.raw.export         asked    data_officer,inspector  r      r      -      -      -
dlxh.raw.export.refusal dialog   leader,data_officer     rwc
"""  # noqa: E501

    WRITING = {
        "dlxh.raw.export": {"date_to": "2026-06-29"},
        "dlxh.raw.export.refusal": {"reason": "Other"},
    }

    def prepare(self, case, place, unit):
        for which in ("draft", "asked"):
            values = case.values_for("dlxh.raw.export", which, place)
            export = case.env["dlxh.raw.export"].create(values)
            if which == "asked":
                export._apply({"state": "requested"})
            case.rows["dlxh.raw.export", which][place] = export
            case.at[place][f"export_{which}"] = export

    def finish(self, case):
        """The officer's own request."""
        export = case.env["dlxh.raw.export"].with_user(case.users["officer"])
        export = export.create(case.values_for("dlxh.raw.export", "mine", OWN))
        case.rows["dlxh.raw.export", "mine"][OWN] = export.with_env(case.env)

    def values(self, case, *, at, unit, name, **known):
        return {
            "dlxh.raw.export": lambda: {
                "unit_id": unit,
                "purpose": "A study of what people say",
                "date_from": "2026-06-01",
                "date_to": "2026-06-28",
                "topic_ids": [Command.set([])],
            },
            "dlxh.raw.export.refusal": lambda: {
                "export_id": at["export_asked"].id,
                "reason": name,
            },
        }

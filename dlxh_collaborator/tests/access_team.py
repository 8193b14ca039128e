import base64

from ..document import word_default
from ..document.layout import Layout
from .access_engine import AccessPart


class Teams(AccessPart):
    """Regulations, Word templates, teams on a day."""

    TABLE = """
# model                    which   chairs                    own    below  beside above  none
dlxh.regulation            issued  *                         r      r      -      -      -
dlxh.regulation            issued  officer                   rWcU   r      -      -      -
dlxh.regulation            draft   officer                   rwcu   -      -      -      -
dlxh.regulation            draft   leader,clerk,inspector    r      -      -      -      -
dlxh.regulation.recipient  any     officer                   rwcu   -      -      -      -
dlxh.regulation.recipient  any     leader,clerk,inspector    r      -      -      -      -
dlxh.regulation.chapter    any     administrator             rwcu
dlxh.word.template         any     administrator             rwcu   rwcu   r      r      rwcu
dlxh.team.as.of            dialog  *                         rwcu
"""  # noqa: E501

    WRITING = {
        "dlxh.regulation": {"abstract": "Other"},
        "dlxh.regulation.recipient": {"name": "Other"},
        "dlxh.team.as.of": {"date": "2026-01-01"},
        "dlxh.word.template": {"note": "Other"},
    }

    def prepare(self, case, place, unit):
        at = case.at[place]
        Regulation = case.env["dlxh.regulation"]
        values = {"unit_id": unit.id, "body_id": at["body"].id}
        at["regulation"] = Regulation.create(values)
        issued = Regulation.create(values)
        issued._approval_flow().write({"state": "issued", "date_from": "2020-01-01"})
        case.rows["dlxh.regulation", "draft"][place] = at["regulation"]
        case.rows["dlxh.regulation", "issued"][place] = issued

    def values(self, case, *, at, unit, name, **known):
        return {
            "dlxh.regulation": lambda: {"unit_id": unit, "body_id": at["body"].id},
            "dlxh.regulation.recipient": lambda: {
                "regulation_id": at["regulation"].id,
                "name": name,
            },
            "dlxh.regulation.chapter": lambda: {"name": name, "text": "<p>A</p>"},
            "dlxh.word.template": lambda: {
                "name": name,
                "unit_id": unit,
                "file": base64.b64encode(word_default.default_template(Layout())),
            },
            "dlxh.team.as.of": lambda: {"team_ids": at["team"].ids},
        }

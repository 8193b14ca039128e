from odoo.fields import Command

from ..models.approval_flow import with_flow
from .access_engine import AccessPart

MODELS = ("dlxh.decision", "dlxh.decision.line", "dlxh.decision.recipient")
TRAIL = ("dlxh.approval.round", "dlxh.signed.copy.change")


class Decisions(AccessPart):
    """Decisions on teams, which are public once issued, and proposals."""

    TABLE = """
# model                      which    chairs         own    below  beside above  none
dlxh.decision                draft    officer        rwcu   -      -      -      -
dlxh.decision                draft    leader,clerk   r      -      -      -      -
dlxh.decision                draft    inspector      r      -      -      -      -
dlxh.decision                issued   *              r      r      -      -      -
dlxh.decision                issued   officer        rWcU   r      -      -      -
dlxh.decision.line           draft    officer        rwcu   -      -      -      -
dlxh.decision.line           draft    leader,clerk   r      -      -      -      -
dlxh.decision.line           draft    inspector      r      -      -      -      -
dlxh.decision.line           issued   *              r      r      -      -      -
dlxh.decision.line           issued   officer        rWCU   r      -      -      -
dlxh.decision.recipient      draft    officer        rwcu   -      -      -      -
dlxh.decision.recipient      draft    leader,clerk   r      -      -      -      -
dlxh.decision.recipient      draft    inspector      r      -      -      -      -
dlxh.decision.recipient      issued   *              r      r      -      -      -
dlxh.decision.recipient      issued   officer        rWCU   r      -      -      -
dlxh.decision.reason         dialog   officer,leader rwcu
dlxh.decision.paper          dialog   officer        rwcu
dlxh.member.proposal         draft    officer        rwcu   -      -      -      -
dlxh.member.proposal         draft    leader         r      -      -      -      -
dlxh.member.proposal         draft    inspector      r      -      -      -      -
dlxh.member.proposal         sent     officer        rWcU   r      -      -      -
dlxh.member.proposal         sent     leader         r      r      -      -      -
dlxh.member.proposal         sent     inspector      r      r      -      -      -
dlxh.document.phrase         any      *              r
dlxh.document.phrase         any      administrator  rwcu
dlxh.approval.round          draft    officer,leader r      -      -      -      -
dlxh.approval.round          draft    clerk          r      -      -      -      -
dlxh.approval.round          draft    inspector      r      r      -      -      -
dlxh.approval.round          issued   *              r      r      -      -      -
dlxh.signed.copy.change      draft    officer,leader r      -      -      -      -
dlxh.signed.copy.change      draft    clerk          r      -      -      -      -
dlxh.signed.copy.change      draft    inspector      r      r      -      -      -
dlxh.signed.copy.change      issued   officer,leader r      r      -      -      -
dlxh.signed.copy.change      issued   clerk          r      r      -      -      -
dlxh.signed.copy.change      issued   inspector      r      r      -      -      -
"""

    WRITING = {
        "dlxh.approval.round": {"reason": "Other"},
        "dlxh.decision": {"proposer": "Other"},
        "dlxh.decision.line": {"reason": "Other"},
        "dlxh.decision.paper": {"code": "Other"},
        "dlxh.decision.reason": {"reason": "Other"},
        "dlxh.document.phrase": {"note": "Other"},
        "dlxh.member.proposal": {"reason": "Other"},
        "dlxh.signed.copy.change": {"reason": "Other"},
    }

    def prepare(self, case, place, unit):
        at, env = case.at[place], case.env
        for which in ("draft", "issued"):
            line = {"collaborator_id": at["author"].id}
            decision = env["dlxh.decision"].create(
                {
                    **case.values_for("dlxh.decision", which, place),
                    "line_ids": [Command.create(line)],
                    "recipient_ids": [Command.create({"name": "Recipient"})],
                }
            )
            if which == "issued":
                with_flow(decision).state = "issued"
            at[f"decision_{which}"] = decision
            at[f"noted_{which}"] = noted = decision.copy()
            if which == "issued":
                with_flow(noted).state = "issued"
            records = (decision, decision.line_ids, decision.recipient_ids)
            for model, record in zip(MODELS, records, strict=True):
                case.rows[model, which][place] = record
            for model in TRAIL:
                values = case.values_for(model, which, place)
                record = with_flow(env[model]).create(values)
                case.rows[model, which][place] = record.with_env(env)
        values = case.values_for("dlxh.member.proposal", "sent", place)
        proposal = env["dlxh.member.proposal"].create(values)
        with_flow(proposal).state = "sent"
        case.rows["dlxh.member.proposal", "sent"][place] = proposal

    def values(self, case, *, at, unit, name, which, **known):
        decision = at.get(f"decision_{which}", case.env["dlxh.decision"])
        document = at.get(f"noted_{which}", decision)
        noted = {"res_model": document._name, "res_id": document.id, "unit_id": unit}
        return {
            "dlxh.decision": lambda: {
                "unit_id": unit,
                "body_id": at["body"].id,
                "decision_type": "establish",
                "date": "2026-03-02",
            },
            "dlxh.decision.line": lambda: {
                "decision_id": decision.id,
                "collaborator_id": at["author"].id,
            },
            "dlxh.decision.recipient": lambda: {
                "decision_id": decision.id,
                "name": name,
            },
            "dlxh.decision.reason": lambda: {
                "decision_id": at["decision_issued"].id,
                "reason": name,
            },
            "dlxh.decision.paper": lambda: {
                "team_id": at["team"].id,
                "code": name,
                "date": "2026-01-01",
            },
            "dlxh.member.proposal": lambda: {
                "unit_id": unit,
                "team_id": at["team"].id,
                "collaborator_id": at["author"].id,
            },
            "dlxh.document.phrase": lambda: {"code": name, "text": "Text"},
            "dlxh.approval.round": lambda: {
                **noted,
                "round": 1,
                "action": "submitted",
                "user_id": case.env.uid,
                "date": "2026-06-30 08:00:00",
            },
            "dlxh.signed.copy.change": lambda: {
                **noted,
                "reason": name,
                "user_id": case.env.uid,
            },
        }

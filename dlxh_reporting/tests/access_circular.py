from odoo.fields import Command

from odoo.addons.dlxh_collaborator.models.approval_flow import with_flow
from odoo.addons.dlxh_collaborator.tests.access_engine import OWN, AccessPart

SOURCE = {"name": "A directive", "publisher": "An organ", "reference": "47-CT/TW"}
PARTS = ("dlxh.circular.file", "dlxh.circular.source", "dlxh.circular.recipient")


class Circulars(AccessPart):
    """Circulars that a place issued, and those that were delivered to it.

    "given" is a circular of the centre, which the place got.
    """

    TABLE = """
dlxh.circular                draft    officer        rwcu   -      -      -      -
dlxh.circular                draft    leader,clerk   r      -      -      -      -
dlxh.circular                sent     officer        rWcU   r      -      -      -
dlxh.circular                sent     leader,inspector r    r      -      -      -
dlxh.circular                sent     clerk          r      -      -      -      -
dlxh.circular                given    officer        rc     r      -      -      -
dlxh.circular                given    leader,inspector r    r      -      -      -
dlxh.circular                given    clerk          r      -      -      -      -
dlxh.circular                given    collaborator   r      -      -      -      -
dlxh.circular.file           draft    officer        rwcu   -      -      -      -
dlxh.circular.file           draft    leader,clerk   r      -      -      -      -
dlxh.circular.file           sent     officer        rWCU   r      -      -      -
dlxh.circular.file           sent     leader,inspector r    r      -      -      -
dlxh.circular.file           sent     clerk          r      -      -      -      -
dlxh.circular.source         draft    officer        rwcu   -      -      -      -
dlxh.circular.source         draft    leader,clerk   r      -      -      -      -
dlxh.circular.source         sent     officer        rWCU   r      -      -      -
dlxh.circular.source         sent     leader,inspector r    r      -      -      -
dlxh.circular.source         sent     clerk          r      -      -      -      -
dlxh.circular.recipient      draft    officer        rwcu   -      -      -      -
dlxh.circular.recipient      draft    leader,clerk   r      -      -      -      -
dlxh.circular.recipient      sent     officer        rWCU   r      -      -      -
dlxh.circular.recipient      sent     leader,inspector r    r      -      -      -
dlxh.circular.recipient      sent     clerk          r      -      -      -      -
dlxh.circular.delivery       given    officer,leader,inspector r r  -   -      -
dlxh.circular.delivery       given    clerk          r      -      -      -      -
dlxh.circular.delivery       queued   officer        -      -      -      -      -
dlxh.circular.rate           given    officer,leader,inspector r r  -   -      -
dlxh.circular.receipt        dialog   officer        rwc
dlxh.circular.relay          dialog   officer        rwc
dlxh.circular.withdraw       dialog   officer,leader rwc
"""

    WRITING = {
        "dlxh.circular": {"abstract": "Other"},
        "dlxh.circular.delivery": {"to_team": True},
        "dlxh.circular.file": {"sequence": 5},
        "dlxh.circular.rate": {"addressed": 2},
        "dlxh.circular.recipient": {"sequence": 5},
        "dlxh.circular.receipt": {"step": "received"},
        "dlxh.circular.relay": {"to_team": True},
        "dlxh.circular.source": {"publisher": "Other"},
        "dlxh.circular.withdraw": {"reason": "Other"},
    }

    def prepare(self, case, place, unit):
        at = case.at[place]
        for which in ("draft", "sent"):
            circular = case.env["dlxh.circular"].create(
                {
                    **self._circular(unit.id, at),
                    "file_ids": [Command.create({"name": "a.pdf", "file": "QUJD"})],
                    "source_ids": [Command.create(dict(SOURCE))],
                }
            )
            at[f"circular_{which}"] = circular
            case.rows["dlxh.circular", which][place] = circular
            for model, parts in zip(
                PARTS,
                (circular.file_ids, circular.source_ids, circular.recipient_ids[0]),
                strict=True,
            ):
                case.rows[model, which][place] = parts
        circular._approval_flow().write({"state": "sent"})
        self._given(case, place, unit)

    def _given(self, case, place, unit):
        """A circular of a unit above that this place got, and one still waiting."""
        top = case.units["above"]
        given = case.env["dlxh.circular"].create(
            {**self._circular(top.id, {"body": case.at[place]["body"].browse()})}
        )
        given._approval_flow().write({"state": "sent"})
        case.rows["dlxh.circular", "given"][place] = given
        for which, values in (
            ("given", {"sent_at": "2026-06-01 08:00:00", "state": "sent"}),
            ("queued", {}),
        ):
            circular = given
            if which == "queued":
                circular = given.copy()
                circular._approval_flow().write({"state": "sending"})
            delivery = with_flow(case.env["dlxh.circular.delivery"]).create(
                {
                    "circular_id": circular.id,
                    "unit_id": unit.id,
                    "issuer_unit_id": top.id,
                    "to_team": True,
                    **values,
                }
            )
            delivery = delivery.with_env(case.env)
            case.rows["dlxh.circular.delivery", which][place] = delivery
            if which == "given":
                case.at[place]["delivery"] = delivery
                case.rows["dlxh.circular.rate", which][place] = case.env[
                    "dlxh.circular.rate"
                ].browse(delivery.id)

    def _circular(self, unit, at):
        return {
            "unit_id": unit,
            "body_id": at["body"].id,
            "abstract": "About",
            "body": "<p>Text</p>",
        }

    def values(self, case, *, at, unit, name, which, place, **known):
        circular = at["circular_sent" if which == "sent" else "circular_draft"]
        part = {"circular_id": circular.id}
        of_delivery = {
            "circular_id": circular.id,
            "unit_id": unit,
            "issuer_unit_id": unit,
        }
        return {
            "dlxh.circular": lambda: {"unit_id": unit, "abstract": name},
            "dlxh.circular.file": lambda: {**part, "name": "b.pdf", "file": "QUJD"},
            "dlxh.circular.source": lambda: {**part, **SOURCE},
            "dlxh.circular.recipient": lambda: {**part, "name": name},
            "dlxh.circular.delivery": lambda: of_delivery,
            "dlxh.circular.rate": lambda: {"circular_id": circular.id},
            "dlxh.circular.receipt": lambda: {
                "delivery_ids": [Command.set([at_delivery(case, at)])]
            },
            "dlxh.circular.relay": lambda: {"delivery_id": at_delivery(case, at)},
            "dlxh.circular.withdraw": lambda: {
                "circular_id": circular.id,
                "reason": name,
            },
        }


def at_delivery(case, at):
    """The delivery of a place; where a dialog is opened, that of the own one."""
    return (at.get("delivery") or case.at[OWN]["delivery"]).id
